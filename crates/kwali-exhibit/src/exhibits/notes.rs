//! Notes under a table: why numbers are undefined, each reason once, and what is not counted.

use std::collections::BTreeSet;

use kwali_analysis::Undefined;
use kwali_model::{DocumentId, Snapshot};

use crate::{Cell, Language};

/// Collects notes in the order in which they come up.
pub(crate) struct Notes {
    language: Language,
    notes: Vec<String>,
}

impl Notes {
    pub(crate) fn new(language: Language) -> Notes {
        Notes { language, notes: Vec::new() }
    }

    /// Returns the notes of a table in which codings are counted.
    ///
    /// It says so if some are left out since corrected transcripts lost them, and if documents have
    /// still to be read for codes that are younger than their coding.
    pub(crate) fn of_codings(snapshot: &Snapshot, language: Language) -> Notes {
        let mut notes = Notes::new(language);
        match snapshot.lost_codings() {
            0 => {}
            1 => notes.add(language.choose(
                "1 lost coding is not counted: see kwali coding list --lost",
                "1 verloren codering is niet geteld: zie kwali coding list --lost",
            )),
            lost => notes.add(language.choose(
                format!("{lost} lost codings are not counted: see kwali coding list --lost"),
                format!(
                    "{lost} verloren coderingen zijn niet geteld: zie kwali coding list --lost"
                ),
            )),
        }
        notes.of_unread(snapshot);
        notes
    }

    /// Says if codes are younger than the coding of documents that were not read again since.
    fn of_unread(&mut self, snapshot: &Snapshot) {
        let unread = snapshot.unread();
        let documents: BTreeSet<DocumentId> = unread.values().flatten().copied().collect();
        let (n_codes, n_documents) = (unread.len(), documents.len());
        if n_documents == 0 {
            return;
        }
        let language = self.language;
        let codes = match n_codes {
            1 => "1 code".to_owned(),
            _ => format!("{n_codes} codes"),
        };
        self.add(language.choose(
            format!(
                "documents coded before a code was there and not read again since: {n_documents}, \
                 for {codes}: see kwali list documents --unread-for CODE"
            ),
            format!(
                "documenten die gecodeerd waren voordat een code er was en sindsdien niet opnieuw \
                 zijn gelezen: {n_documents}, voor {codes}: zie kwali list documents --unread-for \
                 CODE"
            ),
        ));
    }

    /// Adds a note, unless it is there already.
    pub(crate) fn add(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Returns the number as a cell; of an undefined one it notes the reason.
    pub(crate) fn number(&mut self, column: &str, number: Result<f64, Undefined>) -> Cell {
        match number {
            Ok(number) => Cell::Number(number),
            Err(undefined) => self.undefined(column, undefined),
        }
    }

    /// Returns the count as a cell; of an undefined one it notes the reason.
    pub(crate) fn count(&mut self, column: &str, count: Result<u64, Undefined>) -> Cell {
        match count {
            Ok(count) => Cell::Count(count),
            Err(undefined) => self.undefined(column, undefined),
        }
    }

    /// Returns an undefined cell, and notes the reason.
    pub(crate) fn undefined(&mut self, column: &str, undefined: Undefined) -> Cell {
        let reason = reason(undefined, self.language);
        self.add(self.language.choose(
            format!("{column} is undefined where {reason}"),
            format!("{column} is ongedefinieerd waar {reason}"),
        ));
        Cell::Undefined
    }

    pub(crate) fn finish(self) -> Vec<String> {
        self.notes
    }
}

/// Returns the reason as a clause behind "where".
fn reason(undefined: Undefined, language: Language) -> &'static str {
    match undefined {
        Undefined::NoSegments => language.choose("there are no segments", "er geen segmenten zijn"),
        Undefined::NoDocuments => {
            language.choose("there are no documents", "er geen documenten zijn")
        }
        Undefined::NoParticipants => {
            language.choose("there are no participants", "er geen deelnemers zijn")
        }
        Undefined::NoCharacters => language.choose("there is no text", "er geen tekst is"),
        Undefined::FewerThanBase => language.choose(
            "there are fewer documents than the base has",
            "er minder documenten zijn dan de basis heeft",
        ),
        Undefined::NotReached => {
            language.choose("saturation is not reached", "verzadiging niet is bereikt")
        }
        Undefined::AllTied => language.choose(
            "all counts of a ranking are equal",
            "alle aantallen van een rangorde gelijk zijn",
        ),
        Undefined::EmptyBase => language.choose("the base is 0", "de basis 0 is"),
        Undefined::ParticipantsNotCounted => {
            language.choose("it was not looked at who speaks", "niet is gekeken wie er spreekt")
        }
        Undefined::WordsNotCounted => {
            language.choose("the texts were not read", "de teksten niet zijn gelezen")
        }
        Undefined::NothingExpected => {
            language.choose("the expected count is 0", "het verwachte aantal 0 is")
        }
        Undefined::HoldsEverything => language.choose(
            "one row or column holds all segments",
            "één rij of kolom alle segmenten heeft",
        ),
        Undefined::CodeAbsent => {
            language.choose("one of the codes does not occur", "een van de codes niet voorkomt")
        }
        Undefined::NoVariation => language.choose(
            "one of the codes occurs everywhere or nowhere",
            "een van de codes overal of nergens voorkomt",
        ),
        Undefined::NoneByChance => {
            language.choose("by chance there would be none", "er bij toeval geen zouden zijn")
        }
        Undefined::WithoutCodes => language.choose(
            "one of the two has none of the codes",
            "een van de twee geen van de codes heeft",
        ),
        Undefined::NothingApart => {
            language.choose("there are no two that differ", "er geen twee verschillen")
        }
        Undefined::TooFewExamples => language.choose(
            "the code has too few examples to measure by",
            "de code te weinig voorbeelden heeft om aan te meten",
        ),
        Undefined::NothingProposed => {
            language.choose("nothing is proposed", "er niets wordt voorgesteld")
        }
        Undefined::DenominatorNotPositive => language.choose(
            "the codes overlap more often than they occur",
            "de codes elkaar vaker overlappen dan ze voorkomen",
        ),
    }
}
