//! The source maps of texts: one row of JSON for a revision of a document.
//!
//! `{"steps": ["cut-words"], "edits": [[0, 12, 0, "-\n", 3], …]}`: the step by its place in the
//! list, how many bytes the edit starts behind the end of the one before, how many it left, what
//! was read there and, if there is one, the page. A wrapped text of 70 columns takes about a fifth
//! of itself.

use kwali_model::{CleaningStep, DocumentId, Edit, SourceMap};
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use crate::{Change, Error, Store};

impl Store {
    /// Returns the way back from a document's words, in its newest revision, to what was read.
    pub fn source_map(&self, document: DocumentId) -> Result<SourceMap, Error> {
        let sql = "SELECT edits FROM source_maps
                   JOIN documents ON documents.id = document
                   WHERE document = ?1 AND source_maps.revision = documents.revision";
        let fetch = || -> rusqlite::Result<Option<String>> {
            let mut statement = self.conn.prepare_cached(sql)?;
            statement.query_row(params![document.0], |row| row.get(0)).optional()
        };
        let Some(stored) = fetch().map_err(|error| Error::sql(&self.path, error))? else {
            return Ok(SourceMap::default());
        };
        let text = self.text(document)?;
        let edits = serde_json::from_str(&stored).ok().and_then(|stored| edits(&stored));
        edits
            .and_then(|edits| SourceMap::new(edits, text.as_str()))
            .ok_or_else(|| Error::damaged(&self.path, "a source map does not fit its text"))
    }
}

impl Change<'_> {
    pub(crate) fn add_source_map(
        &self,
        document: u32,
        revision: u32,
        source_map: &SourceMap,
    ) -> Result<(), Error> {
        if source_map.is_empty() {
            return Ok(());
        }
        self.run(
            "INSERT INTO source_maps (document, revision, edits) VALUES (?1, ?2, ?3)",
            params![document, revision, stored(source_map).to_string()],
        )
    }
}

fn stored(source_map: &SourceMap) -> Value {
    let mut steps: Vec<CleaningStep> = source_map.edits().iter().map(|edit| edit.step).collect();
    steps.sort_unstable();
    steps.dedup();
    let mut reached = 0;
    let edit = |edit: &Edit| {
        let step = steps.partition_point(|step| *step < edit.step);
        let (gap, length) = (edit.start - reached, edit.end - edit.start);
        reached = edit.end;
        match edit.page {
            Some(page) => json!([step, gap, length, edit.was, page]),
            None => json!([step, gap, length, edit.was]),
        }
    };
    let edits: Vec<Value> = source_map.edits().iter().map(edit).collect();
    let names: Vec<&str> = steps.iter().map(|step| step.name()).collect();
    // In the order of their names, as some builds write them anyway.
    json!({ "edits": edits, "steps": names })
}

/// `None` if this is not what [`stored`] makes.
fn edits(stored: &Value) -> Option<Vec<Edit>> {
    let names = stored.get("steps")?.as_array()?.iter();
    let steps = names.map(|name| CleaningStep::from_name(name.as_str()?));
    let steps: Vec<CleaningStep> = steps.collect::<Option<_>>()?;
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let mut reached: usize = 0;
    let edit = |edit: &Value| {
        let edit = edit.as_array()?;
        let start = reached.checked_add(number(edit.get(1)?)?)?;
        let end = start.checked_add(number(edit.get(2)?)?)?;
        reached = end;
        let page = match edit.get(4) {
            Some(page) => Some(u32::try_from(page.as_u64()?).ok()?),
            None => None,
        };
        let step = *steps.get(number(edit.first()?)?)?;
        Some(Edit { step, start, end, was: edit.get(3)?.as_str()?.to_owned(), page })
    };
    stored.get("edits")?.as_array()?.iter().map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(step: CleaningStep, start: usize, end: usize, was: &str, page: Option<u32>) -> Edit {
        Edit { step, start, end, was: was.into(), page }
    }

    #[test]
    fn what_is_stored_comes_back() {
        let text = "een werken twee fin";
        let all = vec![
            edit(CleaningStep::CutWords, 7, 7, "-\n", Some(1)),
            edit(CleaningStep::WrappedLines, 10, 11, "\n", None),
            edit(CleaningStep::Ligatures, 16, 18, "ﬁ", Some(2)),
        ];
        let map = SourceMap::new(all.clone(), text).unwrap();
        let json = stored(&map);
        assert_eq!(
            json.to_string(),
            r#"{"edits":[[1,7,0,"-\n",1],[2,3,1,"\n"],[0,5,2,"ﬁ",2]],"steps":["ligatures","cut-words","wrapped-lines"]}"#
        );
        assert_eq!(edits(&json), Some(all));
    }

    #[test]
    fn what_was_never_stored_is_refused() {
        for json in [
            json!([]),
            json!({ "steps": ["geen"], "edits": [] }),
            json!({ "steps": [], "edits": [[0, 1, 1, "x"]] }),
            json!({ "steps": ["spaces"], "edits": [[0, 1, -1, "x"]] }),
            json!({ "steps": ["spaces"], "edits": [[0, 1, 1]] }),
        ] {
            assert_eq!(edits(&json), None, "{json}");
        }
    }
}
