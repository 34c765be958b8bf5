//! What became of codings when their documents were corrected.

use kwali_coding::{Carried, CarriedCoding};

use super::on_one_line;
use crate::visible::show_controls;
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Returns what became of each coding, one row a coding.
pub fn revision_table(codings: &[CarriedCoding], language: Language) -> Result<Table, Error> {
    let text = |name, label| Column::new(name, label, ColumnKind::Text);
    let place = |name: &str| Column::detail(name, name, ColumnKind::Count);
    let columns = vec![
        text("document", language.choose("Document", "Document")),
        text("id", language.choose("Coding", "Codering")),
        text("code", "Code"),
        text("coder", language.choose("Coder", "Codeur")),
        text("outcome", language.choose("Outcome", "Uitkomst")),
        text("before", language.choose("Words before", "Woorden eerst")),
        text("after", language.choose("Words after", "Woorden nu")),
        place("start_before"),
        place("end_before"),
        place("start_after"),
        place("end_after"),
    ];
    let row = |coding: &CarriedCoding| {
        let span = coding.carried.span();
        let count = |place: usize| Cell::Count(place as u64);
        vec![
            Cell::text(&coding.document),
            Cell::text(&coding.id),
            Cell::text(&coding.code),
            Cell::text(&coding.coder),
            Cell::text(coding.carried.name()),
            Cell::text(&coding.before),
            coding.after.as_deref().map_or(Cell::Undefined, Cell::text),
            count(coding.span.start_char()),
            count(coding.span.end_char()),
            span.map_or(Cell::Undefined, |span| count(span.start_char())),
            span.map_or(Cell::Undefined, |span| count(span.end_char())),
        ]
    };
    let title = language.choose("Codings carried over", "Overgenomen coderingen");
    Table::new(title, columns, codings.iter().map(row).collect())
}

/// Returns how many codings of a document became what, and those whose words changed or are gone
/// with their words.
pub fn revision_list(document: &str, codings: &[CarriedCoding]) -> String {
    let count = |outcome: &str| {
        let number = codings.iter().filter(|coding| coding.carried.name() == outcome).count();
        format!("{number} {outcome}")
    };
    let counts = ["exact", "moved", "fuzzy", "lost"].map(count).join(", ");
    let mut list = format!("{}: {counts}\n", show_controls(document));
    for coding in codings.iter().filter(|coding| !is_unchanged(coding)) {
        let CarriedCoding { id, code, coder, before, after, .. } = coding;
        let outcome = coding.carried.name();
        let words = |words: &str| show_controls(&on_one_line(words)).into_owned();
        list.push_str(&show_controls(&format!("  {outcome} {id}, {code}, {coder}")));
        list.push_str(&format!("\n    before: {}\n", words(before)));
        if let Some(after) = after {
            list.push_str(&format!("    after:  {}\n", words(after)));
        }
    }
    list
}

fn is_unchanged(coding: &CarriedCoding) -> bool {
    matches!(coding.carried, Carried::Exact(_) | Carried::Moved(_))
}

#[cfg(test)]
mod tests {
    use kwali_text::Text;

    use super::*;

    fn coding(id: &str, carried: Carried, words: (&str, Option<&str>)) -> CarriedCoding {
        let text = Text::new("geen tijt voor").unwrap();
        CarriedCoding {
            id: id.into(),
            document: "d".into(),
            code: "a.b".into(),
            coder: "A".into(),
            carried,
            span: text.span(0, 9).unwrap(),
            before: words.0.into(),
            after: words.1.map(str::to_owned),
        }
    }

    #[test]
    fn what_changed_and_what_is_gone_is_shown_with_its_words() {
        let span = Text::new("geen tijd voor").unwrap().span(0, 9).unwrap();
        let codings = [
            coding("1", Carried::Exact(span), ("geen", Some("geen"))),
            coding("2", Carried::Fuzzy(span), ("geen\ntijt", Some("geen tijd"))),
            coding("3", Carried::Lost, ("\u{1b}voor", None)),
        ];
        assert_eq!(
            revision_list("d", &codings),
            "d: 1 exact, 0 moved, 1 fuzzy, 1 lost\n  fuzzy 2, a.b, A\n    before: geen tijt\n    \
             after:  geen tijd\n  lost 3, a.b, A\n    before: \\u{1b}voor\n"
        );
        let table = revision_table(&codings, Language::English).unwrap();
        assert_eq!(table.columns().len(), 11);
    }
}
