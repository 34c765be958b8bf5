//! Tables that are for another command.

use super::header::Headed;

/// A table that is no transcript and no survey, by its columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OtherTable {
    /// What is known about documents.
    Variables,
    /// Who the speakers are.
    Speakers,
    /// Codings.
    Codings,
    /// A codebook.
    Codebook,
    /// Memos.
    Memos,
}

impl OtherTable {
    /// What it is called in messages.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            OtherTable::Variables => "a table of variables",
            OtherTable::Speakers => "a table of speakers",
            OtherTable::Codings => "a table of codings",
            OtherTable::Codebook => "a codebook",
            OtherTable::Memos => "a table of memos",
        }
    }

    /// The command that reads it.
    pub(crate) fn command(self) -> &'static str {
        match self {
            OtherTable::Variables => "kwali variables import",
            OtherTable::Speakers => "kwali speakers import",
            OtherTable::Codings => "kwali coding import",
            OtherTable::Codebook => "kwali codebook import",
            OtherTable::Memos => "kwali memo import",
        }
    }
}

/// The columns that such a table has, each with its kind; the first that fits is it.
const COLUMNS: [(&[&str], OtherTable); 7] = [
    (&["document", "code", "coder"], OtherTable::Codings),
    (&["document", "code", "start"], OtherTable::Codings),
    (&["attached_to", "text"], OtherTable::Memos),
    (&["speaker", "participant"], OtherTable::Speakers),
    (&["id", "label_nl"], OtherTable::Codebook),
    (&["id", "label_en"], OtherTable::Codebook),
    (&["id", "definition"], OtherTable::Codebook),
];

/// Returns the kind of a table that another command reads.
pub(super) fn other_table(table: &Headed) -> Option<OtherTable> {
    let has =
        |name: &&str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let found = COLUMNS.iter().find(|(names, _)| names.iter().all(has));
    found.map(|&(_, other)| other)
}

/// True for a table whose rows are about documents, which the study has already.
pub(super) fn is_of_documents(table: &Headed) -> bool {
    table.columns.first().is_some_and(|column| column.name.eq_ignore_ascii_case("document"))
}
