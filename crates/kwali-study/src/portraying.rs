//! Documents as the codes that they carry along their text.

use kwali_analysis::{Portrait, ThemeLevel, portrait, themes_of_codes};

use crate::desk::document_called;
use crate::{Counted, Error, Study};

impl Study {
    /// Returns the portraits of documents by their names, in the order in which they are named; of
    /// all documents in study order where none is.
    ///
    /// Only the codes named and those below them are shown; all where none is named.
    pub fn portraits(
        &self,
        counted: &Counted<'_>,
        documents: &[String],
        codes: &[String],
        level: ThemeLevel,
    ) -> Result<Vec<Portrait>, Error> {
        let snapshot = counted.snapshot();
        let layouts = self.layouts()?;
        let rows = self.rows(codes)?;
        let themes = themes_of_codes(snapshot.codes(), rows.as_deref(), level);
        let places: Vec<usize> = match documents {
            [] => (0..snapshot.documents().len()).collect(),
            named => {
                let place = |name: &String| {
                    let id = document_called(snapshot, name)?.id;
                    Ok(snapshot.document_place(id))
                };
                let places: Result<Vec<Option<usize>>, Error> = named.iter().map(place).collect();
                places?.into_iter().flatten().collect()
            }
        };
        let portrait = |place: usize| {
            layouts.get(place).map(|layout| portrait(snapshot, layout, place, &themes))
        };
        Ok(places.into_iter().filter_map(portrait).collect())
    }
}
