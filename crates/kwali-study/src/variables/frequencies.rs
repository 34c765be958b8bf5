//! How documents or participants spread over the values of their variables.

use kwali_analysis::{AnalysisError, VariableFrequencies, variable_frequencies};
use kwali_model::{Scope, VariableId};

use crate::{Error, Study};

impl Study {
    /// Counts documents or participants by the values of the variables named, or of all that
    /// describe them.
    ///
    /// # Errors
    ///
    /// Where the variables named do not all describe the same: a table has one unit.
    pub fn variable_frequencies(
        &self,
        names: &[String],
        of: Scope,
    ) -> Result<Vec<VariableFrequencies>, Error> {
        let snapshot = self.snapshot()?;
        let all = snapshot.variables().iter().filter(|variable| variable.scope == of);
        let ids: Vec<VariableId> = match names {
            [] => all.map(|variable| variable.id).collect(),
            names => names.iter().map(|name| self.variable(name)).collect::<Result<_, _>>()?,
        };
        let scope = |id: VariableId| snapshot.variable_by_id(id);
        let wanted = ids.first().and_then(|&id| scope(id)).map_or(of, |variable| variable.scope);
        let other = ids.iter().filter_map(|&id| scope(id)).find(|v| v.scope != wanted);
        if let Some(other) = other {
            let (name, found) = (other.name.clone(), other.scope);
            return Err(AnalysisError::WrongScope { name, found, wanted }.into());
        }
        Ok(ids.iter().map(|&id| variable_frequencies(snapshot, id)).collect::<Result<_, _>>()?)
    }
}
