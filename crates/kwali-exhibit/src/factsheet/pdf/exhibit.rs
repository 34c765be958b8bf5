//! What functions show, as data that the templates read.

use serde_json::{Value, json};

use super::sheet::Sheet;
use super::table;
use crate::factsheet::shown::{Drawn, Exhibit, Showing, Shown, ShownQuote};

/// Returns what stands by itself.
pub(super) fn block(sheet: &Sheet<'_>, shown: &Shown) -> Value {
    let title = sheet.words.parts(&shown.title);
    let parts = match &shown.content {
        Showing::Words(words) => {
            vec![json!({ "is": "paragraph", "words": sheet.words.parts(words) })]
        }
        Showing::Nothing => {
            let none = sheet.language.choose(": none.", ": geen.");
            let title = json!({ "is": "strong", "words": title });
            vec![json!({ "is": "paragraph", "words": [title, none] })]
        }
        Showing::Quotes { is_titled, quotes } => {
            let title = is_titled.then(|| json!({ "is": "title", "words": title }));
            title.into_iter().chain(quotes.iter().map(|said| quote(sheet, said))).collect()
        }
        Showing::Exhibit(exhibit) => table_and_chart(sheet, exhibit),
    };
    json!({ "is": "exhibit", "id": shown.id, "blocks": parts })
}

fn quote(sheet: &Sheet<'_>, said: &ShownQuote) -> Value {
    let lines: Vec<Vec<Value>> = said.lines.iter().map(|line| sheet.words.parts(line)).collect();
    let role = said.role.as_ref().map(|role| sheet.words.parts(&format!("— {role}")));
    json!({ "is": "quote", "lines": lines, "role": role })
}

fn table_and_chart(sheet: &Sheet<'_>, exhibit: &Exhibit) -> Vec<Value> {
    let table = exhibit.table.iter().map(|table| table::of_exhibit(sheet, table));
    let chart = |Drawn { svg, alt_text, .. }: &Drawn| json!({ "is": "chart", "svg": sheet.words.drawing(svg), "description": alt_text });
    table.chain(exhibit.chart.iter().map(chart)).collect()
}
