//! From the study file into memory: what was proposed, and what became of it.

use kwali_model::{
    CodePath, CoderId, CodingId, Decision, DocumentId, Score, Snapshot, SuggestedPlace, Suggestion,
    SuggestionId, Verdict, Way,
};
use kwali_text::Span;
use rusqlite::{Connection, Row};

use crate::load::{damaged, read_error};
use crate::{Change, Error, Store};

const TABLE: &str = "suggestions";

impl Store {
    /// Returns all suggestions, by document in study order and by where they stand.
    pub fn suggestions(&self, snapshot: &Snapshot) -> Result<Vec<Suggestion>, Error> {
        suggestions(&self.conn, snapshot, None).map_err(|error| read_error(&self.path, error))
    }

    /// Returns the suggestions in one document, by where they stand.
    pub fn suggestions_in(
        &self,
        snapshot: &Snapshot,
        document: DocumentId,
    ) -> Result<Vec<Suggestion>, Error> {
        suggestions(&self.conn, snapshot, Some(document))
            .map_err(|error| read_error(&self.path, error))
    }
}

impl Change<'_> {
    /// Returns all suggestions as they are in this change, by document in study order and by where
    /// they stand.
    pub fn suggestions(&self, snapshot: &Snapshot) -> Result<Vec<Suggestion>, Error> {
        suggestions(&self.transaction, snapshot, None)
            .map_err(|error| read_error(&self.path, error))
    }
}

/// Returns the suggestions in a document, or in all.
fn suggestions(
    conn: &Connection,
    snapshot: &Snapshot,
    document: Option<DocumentId>,
) -> rusqlite::Result<Vec<Suggestion>> {
    let chosen = if document.is_some() { "document = ?1" } else { "?1 IS NULL" };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT s.id, document, revision, start, end, start_char, end_char, lost_words, path, way,
           score, reasons, created, verdict, coder, decided, coding
         FROM suggestions s JOIN codes ON codes.id = code WHERE {chosen}
         ORDER BY start_char, end_char, codes.place, s.id",
    ))?;
    let mut rows = statement.query([document.map(|document| document.0)])?;
    let mut suggestions = Vec::new();
    while let Some(row) = rows.next()? {
        suggestions.extend(suggestion(row, snapshot)?);
    }
    suggestions.sort_by_key(|suggestion| snapshot.document_place(suggestion.document));
    Ok(suggestions)
}

/// Returns the suggestion of a row; `None` if its code came into the study behind the snapshot.
fn suggestion(row: &Row<'_>, snapshot: &Snapshot) -> rusqlite::Result<Option<Suggestion>> {
    let id: u32 = row.get(0)?;
    let path: String = row.get(8)?;
    let code = CodePath::new(&path).ok().and_then(|path| snapshot.codes().id(&path));
    let Some(code) = code else { return Ok(None) };
    let way: String = row.get(9)?;
    let reasons: String = row.get(11)?;
    Ok(Some(Suggestion {
        id: SuggestionId(id),
        document: DocumentId(row.get(1)?),
        place: place(row, id)?,
        code,
        way: Way::from_name(&way).ok_or_else(|| damaged(TABLE, id, "no way"))?,
        score: Score(row.get(10)?),
        reasons: serde_json::from_str(&reasons).map_err(|_| damaged(TABLE, id, "no reasons"))?,
        created: row.get(12)?,
        decision: decision(row, id)?,
    }))
}

fn place(row: &Row<'_>, id: u32) -> rusqlite::Result<SuggestedPlace> {
    let chars: (u32, u32) = (row.get(5)?, row.get(6)?);
    if let Some(words) = row.get::<_, Option<String>>(7)? {
        let position = (chars.0 as usize, chars.1 as usize);
        return Ok(SuggestedPlace::Lost { revision: row.get(2)?, position, words });
    }
    let span = Span::from_stored((row.get(3)?, row.get(4)?), chars);
    span.map(SuggestedPlace::Standing).ok_or_else(|| damaged(TABLE, id, "no passage"))
}

fn decision(row: &Row<'_>, id: u32) -> rusqlite::Result<Option<Decision>> {
    let Some(verdict) = row.get::<_, Option<String>>(13)? else { return Ok(None) };
    Ok(Some(Decision {
        verdict: Verdict::from_name(&verdict).ok_or_else(|| damaged(TABLE, id, "no verdict"))?,
        coder: CoderId(row.get(14)?),
        at: row.get(15)?,
        coding: row.get::<_, Option<u32>>(16)?.map(CodingId),
    }))
}
