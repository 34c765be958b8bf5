//! Adding documents, and saying who speaks in them.

use kwali_model::{DocumentId, Layout, ParticipantId, Source, Speaker, SpeakerNumber, Transcript};
use kwali_text::Language;
use rusqlite::params;
use serde_json::{Value, json};

use crate::{Change, Error};

/// A document that is to be added.
pub struct NewDocument<'a> {
    /// Its name, which must be new to the study.
    pub name: &'a str,
    /// The document group it belongs to.
    pub group: Option<&'a str>,
    /// The language of its words, as a code.
    pub language: &'a str,
    /// Words, layout and speakers.
    pub transcript: &'a Transcript,
    /// Number of words by rule T1.
    pub words: usize,
    /// 1, unless it comes out of another study's bundle.
    pub revision: u32,
    /// The file it was read from.
    pub source: Option<&'a Source>,
}

impl Change<'_> {
    /// Adds a document behind the others.
    pub fn add_document(&mut self, new: &NewDocument<'_>) -> Result<DocumentId, Error> {
        let text = &new.transcript.text;
        let digest = text.digest().to_string();
        let speakers = new.transcript.speakers.iter();
        let speakers = speakers.map(|(name, asks)| json!({ "name": name, "is_interviewer": asks }));
        let after = json!({
            "group": new.group, "language": new.language, "revision": new.revision,
            "text_sha256": digest, "chars": text.chars(),
            "source_file": new.source.map(|source| &source.file),
            "source_sha256": new.source.map(|source| source.digest.to_string()),
            "speakers": speakers.collect::<Vec<_>>(),
        });
        let number = self.note("document.add", new.name, None, Some(after))?;
        let place = self.take_place("documents")?;
        let source = new.source;
        let id = self.insert(
            "INSERT INTO documents (place, name, document_group, language, revision, source_file,
               source_sha256, source_format, source_encoding, text_sha256, bytes, chars, words,
               paragraphs, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                place,
                new.name,
                new.group,
                new.language,
                new.revision,
                source.map(|source| &source.file),
                source.map(|source| source.digest.to_string()),
                source.map(|source| &source.format),
                source.and_then(|source| source.encoding.as_ref()),
                digest,
                text.bytes() as i64,
                text.chars() as i64,
                new.words as i64,
                new.transcript.layout.paragraphs.len() as i64,
                number,
            ],
        )?;
        self.run(
            "INSERT INTO texts (document, revision, content) VALUES (?1, ?2, ?3)",
            params![id, new.revision, text.as_str()],
        )?;
        self.add_source_map(id, new.revision, &new.transcript.source_map)?;
        let document = DocumentId(id);
        for (number, (name, is_interviewer)) in new.transcript.speakers.iter().enumerate() {
            let (name, is_interviewer) = (name.clone(), *is_interviewer);
            let speaker = Speaker { name, is_interviewer, participant: None };
            self.put_speaker(document, number as u32, &speaker)?;
        }
        self.add_layout(id, &new.transcript.layout)?;
        Ok(document)
    }

    /// Adds paragraphs and turns; the speakers must be there.
    pub(crate) fn add_layout(&self, document: u32, layout: &Layout) -> Result<(), Error> {
        for (number, paragraph) in layout.paragraphs.iter().enumerate() {
            self.run(
                "INSERT INTO paragraphs VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    document,
                    number as i64,
                    paragraph.start() as i64,
                    paragraph.end() as i64,
                    paragraph.start_char() as i64,
                    paragraph.end_char() as i64,
                ],
            )?;
        }
        for (number, turn) in layout.turns.iter().enumerate() {
            self.run(
                "INSERT INTO turns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    document,
                    number as i64,
                    turn.speaker.0,
                    turn.span.start() as i64,
                    turn.span.end() as i64,
                    turn.span.start_char() as i64,
                    turn.span.end_char() as i64,
                    turn.words_start,
                    turn.time.map(|time| time.start as i64),
                    turn.time.and_then(|time| time.end).map(|end| end as i64),
                ],
            )?;
        }
        Ok(())
    }

    /// Puts a document into a document group, or out of any; says whether that changed anything.
    pub fn set_group(&mut self, document: DocumentId, group: Option<&str>) -> Result<bool, Error> {
        let sql = "SELECT document_group FROM documents WHERE id = ?1";
        let before: Option<String> =
            self.one::<Option<String>>(sql, params![document.0])?.flatten();
        if before.as_deref() == group {
            return Ok(false);
        }
        let sql = "UPDATE documents SET document_group = ?2 WHERE id = ?1";
        self.run(sql, params![document.0, group])?;
        let (before, after) = (before.map(|group| json!(group)), group.map(|group| json!(group)));
        let name = self.name_in("documents", document.0)?;
        self.note("document.group", &name, before, after)?;
        Ok(true)
    }

    /// Says in which language a document's words are; says whether that changed anything.
    pub fn set_language(
        &mut self,
        document: DocumentId,
        language: &Language,
    ) -> Result<bool, Error> {
        let sql = "SELECT language FROM documents WHERE id = ?1";
        let before: Option<String> = self.one(sql, params![document.0])?;
        if before.as_deref() == Some(language.code()) {
            return Ok(false);
        }
        let sql = "UPDATE documents SET language = ?2 WHERE id = ?1";
        self.run(sql, params![document.0, language.code()])?;
        let (before, after) = (before.map(|code| json!(code)), json!(language.code()));
        let name = self.name_in("documents", document.0)?;
        self.note_on_document(document.0, ("document.language", &name), before, Some(after))?;
        Ok(true)
    }

    /// Adds someone who speaks in a document, behind the speakers that were found in it.
    pub fn add_speaker(
        &mut self,
        document: DocumentId,
        speaker: &Speaker,
    ) -> Result<SpeakerNumber, Error> {
        let sql = "SELECT coalesce(max(number) + 1, 0) FROM speakers WHERE document = ?1";
        let number: u32 = self.one(sql, params![document.0])?.unwrap_or(0);
        self.put_speaker(document, number, speaker)?;
        let number = SpeakerNumber(number);
        let after = self.speaker_json(document, number)?;
        let subject = self.speaker_subject(document, number)?;
        self.note_on_document(document.0, ("speaker.add", &subject), None, after)?;
        Ok(number)
    }

    pub(crate) fn put_speaker(
        &self,
        document: DocumentId,
        number: u32,
        speaker: &Speaker,
    ) -> Result<(), Error> {
        let participant = speaker.participant.map(|participant| participant.0);
        self.run(
            "INSERT INTO speakers VALUES (?1, ?2, ?3, ?4, ?5)",
            params![document.0, number, speaker.name, speaker.is_interviewer, participant],
        )
    }

    /// Says which participant a speaker is, and whether the speaker asks the questions.
    pub fn set_speaker(
        &mut self,
        document: DocumentId,
        number: SpeakerNumber,
        (is_interviewer, participant): (bool, Option<ParticipantId>),
    ) -> Result<(), Error> {
        let before = self.speaker_json(document, number)?;
        self.run(
            "UPDATE speakers SET is_interviewer = ?3, participant = ?4
             WHERE document = ?1 AND number = ?2",
            params![document.0, number.0, is_interviewer, participant.map(|id| id.0)],
        )?;
        let after = self.speaker_json(document, number)?;
        if before != after {
            let subject = self.speaker_subject(document, number)?;
            self.note_on_document(document.0, ("speaker.set", &subject), before, after)?;
        }
        Ok(())
    }

    /// Returns how the journal names a speaker: `document:NAME speaker:NAME`.
    fn speaker_subject(
        &self,
        document: DocumentId,
        number: SpeakerNumber,
    ) -> Result<String, Error> {
        let sql = "SELECT 'document:' || documents.name || ' speaker:' || speakers.name
                   FROM speakers JOIN documents ON documents.id = document
                   WHERE document = ?1 AND number = ?2";
        Ok(self.one(sql, params![document.0, number.0])?.unwrap_or_default())
    }

    fn speaker_json(
        &self,
        document: DocumentId,
        number: SpeakerNumber,
    ) -> Result<Option<Value>, Error> {
        let sql = "SELECT json_object('document', document, 'number', number, 'name', name,
                     'is_interviewer', json(iif(is_interviewer, 'true', 'false')),
                     'participant', participant)
                   FROM speakers WHERE document = ?1 AND number = ?2";
        self.json(sql, params![document.0, number.0])
    }
}
