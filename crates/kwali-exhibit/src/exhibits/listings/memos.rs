//! What a team wrote about its work.

use std::collections::BTreeMap;

use kwali_model::{CodingDetail, CodingId, Memo, MemoTarget, Snapshot};

use super::optional;
use crate::exhibits::passages::coding_id;
use crate::exhibits::wording::code_id;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns the memos in the order given; what each is about is written as the bundle has it.
///
/// `details` is what belongs to codings but to no count; by it a coding is named as in files.
pub fn memos_table(
    snapshot: &Snapshot,
    details: &BTreeMap<CodingId, CodingDetail>,
    memos: &[Memo],
    language: Language,
) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let columns = vec![
        text("id", "Id"),
        text("attached_to", language.choose("About", "Over")),
        text("coder", language.choose("Coder", "Codeur")),
        text("created", language.choose("Written", "Geschreven")),
        text("title", language.choose("Title", "Titel")),
        text("text", language.choose("Text", "Tekst")),
    ];
    let row = |memo: &Memo| {
        vec![
            Cell::text(memo.name.clone().unwrap_or_else(|| memo.id.to_string())),
            Cell::text(target(snapshot, details, memo.target)),
            optional(snapshot.coder(memo.coder).map(|coder| coder.name.as_str())),
            optional(memo.created.as_deref()),
            Cell::text(&memo.title),
            Cell::text(&memo.text),
        ]
    };
    let rows = memos.iter().map(row).collect();
    Table::new(language.choose("Memos", "Memo’s"), columns, rows)
}

fn target(
    snapshot: &Snapshot,
    details: &BTreeMap<CodingId, CodingDetail>,
    target: MemoTarget,
) -> String {
    let named = |kind: &str, name: Option<&str>| format!("{kind}:{}", name.unwrap_or_default());
    match target {
        MemoTarget::Study => "study".to_owned(),
        MemoTarget::Document(id) => {
            named("document", snapshot.document(id).map(|document| document.name.as_str()))
        }
        MemoTarget::Participant(id) => {
            named("participant", snapshot.participant(id).map(|person| person.name.as_str()))
        }
        MemoTarget::Code(id) => named("code", Some(code_id(snapshot, id))),
        MemoTarget::Coding(id) => format!("coding:{}", coding_id(details, id)),
    }
}
