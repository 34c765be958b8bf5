//! A corrected transcript in the place of the one before; codings that it loses, and those put back.

use kwali_model::{
    CodePath, CoderId, CodingDetail, CodingId, DocumentId, Layout, LostCoding, Snapshot, Source,
    Speaker, SuggestionId, Transcript, Weight,
};
use kwali_text::{Span, Text};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error, lost, words};

/// A document's next revision.
pub struct NewRevision<'a> {
    /// Words and layout; turns name speakers by their place in `speakers`.
    pub transcript: &'a Transcript,
    /// Who speaks, with the participants they are.
    pub speakers: &'a [Speaker],
    /// Number of words by rule T1.
    pub words: usize,
    /// The file it was read from.
    pub source: &'a Source,
    /// Where the document's codings are now; `None` for one that is lost.
    pub codings: &'a [(CodingId, Option<Span>)],
    /// Where its suggestions are now; `None` for one that is lost.
    pub suggestions: &'a [(SuggestionId, Option<Span>)],
}

/// A lost coding that comes from outside.
#[derive(Clone, Debug)]
pub struct NewLostCoding {
    /// In which document it stood.
    pub document: DocumentId,
    /// In which revision of it.
    pub revision: u32,
    /// Where in that revision: start and end in code points.
    pub position: (usize, usize),
    /// The words it had.
    pub words: String,
    /// With which code.
    pub code: CodePath,
    /// By whom.
    pub coder: CoderId,
    /// How strongly.
    pub weight: Option<Weight>,
    /// What belongs to it but to no count.
    pub detail: CodingDetail,
}

impl Change<'_> {
    /// Gives a document a corrected transcript and returns its number; the old words stay.
    ///
    /// One journal entry tells all of it: `before` has the codings that moved or were lost as they
    /// were.
    pub fn revise_document(
        &mut self,
        document: DocumentId,
        new: &NewRevision<'_>,
    ) -> Result<u32, Error> {
        let mut before = self.revision_json(document)?;
        let last: Option<u32> =
            self.one("SELECT max(revision) FROM texts WHERE document = ?1", params![document.0])?;
        let revision = last.unwrap_or(0) + 1;
        let old_text = self.text(document)?;
        let mut moved = Vec::new();
        let mut lost = Vec::new();
        for &(id, span) in new.codings {
            let old = self.json(
                "SELECT json_array(id, start, end, start_char, end_char) FROM codings WHERE id = ?1",
                params![id.0],
            )?;
            match span {
                Some(span) if old == Some(place_json(id, span)) => continue,
                Some(span) => self.move_coding(id, span)?,
                None => {
                    self.lose_coding(id, (revision - 1, &old_text))?;
                    lost.push(id.0);
                }
            }
            moved.extend(old);
        }
        self.carry_suggestions((revision, &old_text), new.suggestions)?;
        self.put_revision(document, revision, new)?;
        let mut after = self.revision_json(document)?;
        before["codings"] = json!(moved);
        after["lost"] = json!(lost);
        let name = self.name_in("documents", document.0)?;
        self.note_on_document(document.0, ("document.revise", &name), Some(before), Some(after))?;
        Ok(revision)
    }

    /// Says from which file a document's words are, where these did not change.
    pub fn set_source(&mut self, document: DocumentId, source: &Source) -> Result<(), Error> {
        let before = self.revision_json(document)?;
        self.put_source(document, source)?;
        let after = self.revision_json(document)?;
        let name = self.name_in("documents", document.0)?;
        self.note("document.source", &name, Some(before), Some(after))?;
        Ok(())
    }

    fn put_source(&self, document: DocumentId, source: &Source) -> Result<(), Error> {
        self.run(
            "UPDATE documents SET source_file = ?2, source_sha256 = ?3, source_format = ?4,
               source_encoding = ?5 WHERE id = ?1",
            params![
                document.0,
                source.file,
                source.digest.to_string(),
                source.format,
                source.encoding
            ],
        )
    }

    fn put_revision(
        &mut self,
        document: DocumentId,
        revision: u32,
        new: &NewRevision<'_>,
    ) -> Result<(), Error> {
        let text = &new.transcript.text;
        self.run(
            "INSERT INTO texts (document, revision, content) VALUES (?1, ?2, ?3)",
            params![document.0, revision, text.as_str()],
        )?;
        self.add_source_map(document.0, revision, &new.transcript.source_map)?;
        for table in ["turns", "paragraphs", "speakers"] {
            self.run(&format!("DELETE FROM {table} WHERE document = ?1"), params![document.0])?;
        }
        for (number, speaker) in new.speakers.iter().enumerate() {
            self.put_speaker(document, number as u32, speaker)?;
        }
        self.add_layout(document.0, &new.transcript.layout)?;
        self.put_source(document, new.source)?;
        self.run(
            "UPDATE documents SET revision = ?2, text_sha256 = ?3, bytes = ?4, chars = ?5,
               words = ?6, paragraphs = ?7 WHERE id = ?1",
            params![
                document.0,
                revision,
                text.digest().to_string(),
                text.bytes() as i64,
                text.chars() as i64,
                new.words as i64,
                new.transcript.layout.paragraphs.len() as i64,
            ],
        )
    }

    fn revision_json(&self, document: DocumentId) -> Result<Value, Error> {
        let sql = "SELECT json_object('revision', revision, 'text_sha256', text_sha256,
                     'chars', chars, 'source_file', source_file, 'source_sha256', source_sha256,
                     'speakers', json((SELECT json_group_array(json_object('name', s.name,
                       'is_interviewer', json(iif(s.is_interviewer, 'true', 'false')),
                       'participant', s.participant))
                       FROM (SELECT * FROM speakers WHERE document = documents.id ORDER BY number) s)))
                   FROM documents WHERE id = ?1";
        Ok(self.json(sql, params![document.0])?.unwrap_or_else(|| json!({})))
    }

    pub(crate) fn move_coding(&self, id: CodingId, span: Span) -> Result<(), Error> {
        self.run(
            "UPDATE codings SET start = ?2, end = ?3, start_char = ?4, end_char = ?5 WHERE id = ?1",
            params![
                id.0,
                span.start() as i64,
                span.end() as i64,
                span.start_char() as i64,
                span.end_char() as i64
            ],
        )
    }

    /// Takes a coding out of the codings and keeps it among the lost ones; memos on it stay.
    fn lose_coding(&self, id: CodingId, (revision, old): (u32, &Text)) -> Result<(), Error> {
        let number = |column: &str| -> Result<usize, Error> {
            let sql = format!("SELECT {column} FROM codings WHERE id = ?1");
            Ok(self.one::<i64>(&sql, params![id.0])?.unwrap_or(0) as usize)
        };
        let span = old.span_of_chars(number("start_char")?, number("end_char")?);
        let span = span.map_err(|error| Error::damaged(&self.path, error))?;
        self.run(
            "INSERT INTO lost_codings SELECT id, document, ?2, start_char, end_char, ?3, code,
               coder, weight, name, comment, created, coalesce(origin, ?4)
             FROM codings LEFT JOIN coding_details ON coding = id WHERE id = ?1",
            params![id.0, revision, old.slice(span), CodingDetail::default().origin.name()],
        )?;
        self.run("DELETE FROM codings WHERE id = ?1", params![id.0])
    }

    /// Adds a coding that was lost before it came here, and returns its id.
    pub fn add_lost_coding(&mut self, new: &NewLostCoding) -> Result<CodingId, Error> {
        let sql = "SELECT id FROM codes WHERE path = ?1";
        let code: Option<u32> = self.one(sql, params![new.code.as_str()])?;
        let id = self.unused_coding_id()?;
        let CodingDetail { name, comment, created, origin } = &new.detail;
        let name = self.settle_coding_name(id, name.as_deref())?;
        self.run(
            "INSERT INTO lost_codings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                id,
                new.document.0,
                new.revision,
                new.position.0 as i64,
                new.position.1 as i64,
                new.words,
                code,
                new.coder.0,
                new.weight.map(Weight::get),
                name,
                comment,
                created,
                origin.name(),
            ],
        )?;
        let after = self.lost_json(CodingId(id))?;
        let subject = self.coding_name(CodingId(id))?;
        self.note_on_document(new.document.0, ("coding.lost", &subject), None, after)?;
        Ok(CodingId(id))
    }

    /// Returns the next id that no coding ever had.
    fn unused_coding_id(&self) -> Result<u32, Error> {
        self.run(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'codings', 0
             WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'codings')",
            [],
        )?;
        self.run("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'codings'", [])?;
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = 'codings'";
        Ok(self.one::<i64>(sql, [])?.unwrap_or(1) as u32)
    }

    /// Puts a lost coding back into its document, with the id it had.
    pub fn reattach_coding(&mut self, lost: &LostCoding, span: Span) -> Result<(), Error> {
        let id = lost.id.0;
        let before = self.lost_json(lost.id)?;
        self.run(
            "INSERT INTO codings (id, document, start, end, start_char, end_char, code, coder, weight)
             SELECT id, document, ?2, ?3, ?4, ?5, code, coder, weight FROM lost_codings WHERE id = ?1",
            params![
                id,
                span.start() as i64,
                span.end() as i64,
                span.start_char() as i64,
                span.end_char() as i64
            ],
        )?;
        self.run(
            "INSERT INTO coding_details SELECT id, name, comment, created, origin
             FROM lost_codings WHERE id = ?1",
            params![id],
        )?;
        self.run("DELETE FROM lost_codings WHERE id = ?1", params![id])?;
        let after = json!({ "document": lost.document.0, "start": span.start(), "end": span.end(),
            "start_char": span.start_char(), "end_char": span.end_char() });
        let subject = self.coding_name(lost.id)?;
        self.note_on_document(lost.document.0, ("coding.reattach", &subject), before, Some(after))
    }

    /// Removes a lost coding and the memos on it; returns how many these were, or `None` where
    /// there is no such lost coding.
    pub(crate) fn remove_lost_coding(&mut self, id: CodingId) -> Result<Option<usize>, Error> {
        let Some(before) = self.lost_json(id)? else { return Ok(None) };
        let n_memos = before["memos"].as_array().map_or(0, Vec::len);
        let subject = self.coding_name(id)?;
        self.run("DELETE FROM memos WHERE target_kind = 'coding' AND target = ?1", params![id.0])?;
        self.run("DELETE FROM lost_codings WHERE id = ?1", params![id.0])?;
        self.note("coding.remove", &subject, Some(before), None)?;
        Ok(Some(n_memos))
    }

    fn lost_json(&self, id: CodingId) -> Result<Option<Value>, Error> {
        self.json(
            "SELECT json_object('document', document, 'revision', revision,
               'start_char', start_char, 'end_char', end_char, 'words', words, 'code', codes.path,
               'coder', coder, 'weight', weight, 'name', l.name, 'comment', comment,
               'created', created, 'origin', origin, 'memos', json((
                 SELECT json_group_array(json_object('name', m.name, 'coder', m.coder,
                   'created', m.created, 'title', m.title, 'text', m.body))
                 FROM memos m WHERE m.target_kind = 'coding' AND m.target = l.id)))
             FROM lost_codings l JOIN codes ON codes.id = code WHERE l.id = ?1",
            params![id.0],
        )
    }

    /// Returns the lost codings as they are in this change.
    pub fn lost_codings(&self, snapshot: &Snapshot) -> Result<Vec<LostCoding>, Error> {
        lost::lost_codings(&self.transaction, snapshot)
            .map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the paragraphs and turns of a document, as they are in this change.
    pub fn layout(&self, document: DocumentId) -> Result<Layout, Error> {
        words::layout(&self.transaction, document).map_err(|error| Error::sql(&self.path, error))
    }
}

fn place_json(id: CodingId, span: Span) -> Value {
    json!([id.0, span.start(), span.end(), span.start_char(), span.end_char()])
}
