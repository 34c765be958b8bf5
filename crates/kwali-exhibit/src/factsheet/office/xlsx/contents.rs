//! The first sheet: which tables there are, what they count, and where they stand.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::{Tabled, looks, texts};
use crate::table::ForPeople;
use crate::{Language, Side, Style};

/// The row of the headings.
const HEAD: u32 = 2;

/// The widths of the columns, in characters.
const WIDTHS: [f64; 5] = [28.0, 50.0, 20.0, 50.0, 40.0];

/// Writes the list of tables, each with a link to its sheet.
pub(super) fn write(
    title: &str,
    tables: &[Tabled<'_>],
    language: Language,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let facts = language.choose(["Unit", "Base", "Query"], ["Eenheid", "Basis", "Vraag"]);
    let headings = [language.choose("Table", "Tabel"), language.choose("Title", "Titel")];
    worksheet.write_string_with_format(0, 0, texts::cut(title).0, &looks::title())?;
    for (column, (heading, width)) in (0..).zip(headings.iter().chain(&facts).zip(WIDTHS)) {
        worksheet.write_string_with_format(HEAD, column, *heading, &looks::heading(Side::Left))?;
        worksheet.set_column_width(column, width)?;
    }
    let mut is_any_cut = false;
    let mut row = HEAD;
    for tabled in tables {
        row += 1;
        let address = format!("internal:'{}'!A1", tabled.sheet);
        let (id, id_is_cut) = texts::cut(&tabled.shown.id);
        is_any_cut |= id_is_cut;
        worksheet.write_url_with_format(row, 0, Url::new(address).set_text(id), &looks::link())?;
        let view = ForPeople::new(tabled.table, Style { width: None, language });
        let said = view.facts();
        let fact = |wanted: &str| said.iter().find(|(word, _)| *word == wanted).map(|(_, it)| *it);
        let cells = [Some(tabled.title())].into_iter().chain(facts.map(fact));
        for (column, cell) in (1..).zip(cells) {
            let (text, is_cut) = texts::cut(cell.unwrap_or_default());
            is_any_cut |= is_cut;
            worksheet.write_string_with_format(row, column, text, &looks::text())?;
        }
    }
    worksheet.autofilter(HEAD, 0, row, 4)?;
    worksheet.set_freeze_panes(HEAD + 1, 0)?;
    if is_any_cut {
        let said = language.choose(
            "Texts that end in … are longer than a cell can be; they stand whole on their sheet.",
            "Teksten die op … eindigen zijn langer dan een cel kan zijn; op hun blad staan ze heel.",
        );
        worksheet.write_string_with_format(row + 2, 0, said, &looks::fact())?;
    }
    worksheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
