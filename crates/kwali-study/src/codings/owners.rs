//! Whose codings are.

use std::collections::BTreeMap;

use kwali_model::CodingId;

use crate::directory;
use crate::{Error, Study};

impl Study {
    /// Returns of these codings, lost ones among them, those that are not of coder `who`: their ids
    /// in study order, by the coders' names. Ids that are not there are passed over.
    pub fn codings_of_others(
        &self,
        who: &str,
        ids: &[String],
    ) -> Result<BTreeMap<String, Vec<String>>, Error> {
        let (snapshot, who) = (self.snapshot()?, directory::name(who));
        let mut wanted: BTreeMap<CodingId, &str> = BTreeMap::new();
        for id in ids {
            wanted.extend(self.store.coding_named(id)?.map(|number| (number, id.as_str())));
        }
        let lost = self.store.lost_codings(snapshot)?;
        let there = snapshot.codings().iter().map(|coding| (coding.id, coding.coder));
        let all = there.chain(lost.iter().map(|lost| (lost.id, lost.coder)));
        let mut of_others: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (number, coder) in all {
            let Some(id) = wanted.get(&number) else { continue };
            let coder = snapshot.coder(coder).map(|coder| coder.name.as_str());
            if let Some(coder) = coder.filter(|coder| directory::name(coder) != who) {
                of_others.entry(coder.to_owned()).or_default().push((*id).to_owned());
            }
        }
        Ok(of_others)
    }
}
