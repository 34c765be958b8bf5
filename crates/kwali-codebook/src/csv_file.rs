//! Codebooks in CSV: the same fields as columns.

use kwali_model::{CodePath, Wording};
use kwali_text::{Language, Table, TableWriter, nearest};

use crate::codebook::{Drafts, add_language};
use crate::draft::Draft;
use crate::field::{Field, FieldValue, KEYS, KEYS_BY_LANGUAGE};
use crate::{Codebook, Error, Problem, ProblemKind};

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Drafts, Error> {
    let table =
        Table::read(bytes).map_err(|source| Error::NoTable { file: file.to_owned(), source })?;
    let line = table.header_line;
    if table.column("id").is_none() {
        return Err(Error::NoIdColumn { file: file.to_owned(), line });
    }
    let told = table.problems.iter().cloned();
    let mut problems: Vec<Problem> =
        told.map(|(line, what)| Problem::at(file, line, what.into())).collect();
    let (mut columns, mut languages) = (Vec::new(), Vec::new());
    for column in table.columns_beside(&[]) {
        match field(&table.header[column]) {
            Ok(field) => columns.push((column, field)),
            Err(what) => problems.push(Problem::at(file, line, what)),
        }
    }
    for (_, field) in &columns {
        field.language().into_iter().for_each(|language| add_language(&mut languages, language));
    }
    let drafts = table.rows.iter().map(|row| {
        let mut draft = Draft::new(row.line);
        for (column, field) in &columns {
            draft.add(row.line, field.clone(), value(field, row.cell(*column)));
        }
        draft
    });
    Ok(Drafts { name: None, languages, drafts: drafts.collect(), problems })
}

/// The field that a column stands for: `label_nl`, or `label` for Dutch, `include`.
fn field(name: &str) -> Result<Field, ProblemKind> {
    let lower = name.to_ascii_lowercase();
    let by_language =
        lower.split_once('_').and_then(|(key, code)| Field::by_language(key, Language::new(code)?));
    by_language.map_or_else(|| Field::plain(&lower, &Language::dutch()), Ok).map_err(|_| {
        let (key, language) = lower.split_at(lower.find('_').unwrap_or(lower.len()));
        let nearest = nearest(key, KEYS).map(|known| match KEYS_BY_LANGUAGE.contains(&known) {
            true => format!("{known}{language}"),
            false => known.to_owned(),
        });
        ProblemKind::UnknownKey { key: name.to_owned(), nearest }
    })
}

fn value(field: &Field, cell: &str) -> FieldValue {
    match field {
        Field::Keywords(_) => FieldValue::List(cell.split(';').map(str::to_owned).collect()),
        _ => FieldValue::Text(cell.to_owned()),
    }
}

/// Returns the codebook as CSV; [`read`](crate::read()) gives the same codes back.
///
/// CSV has no place for the codebook's name: a file that is called so gives that back too.
pub fn write_csv(codebook: &Codebook) -> Vec<u8> {
    let languages = &codebook.all_languages();
    let by_language = |key: &str| -> Vec<String> {
        languages.iter().map(|language| format!("{key}_{language}")).collect()
    };
    let mut header: Vec<String> = vec!["id".into(), "parent".into()];
    header.extend(by_language("label"));
    header.extend(by_language("definition"));
    header.extend(["include", "exclude", "example"].map(str::to_owned));
    header.extend(by_language("keywords"));
    header.extend(["colour", "kind"].map(str::to_owned));
    let mut writer = TableWriter::new(&header);
    for code in &codebook.codes {
        let parent = code.path.parent();
        let wording = |wording: &Wording| -> Vec<String> {
            let words = |language| wording.get(language).cloned().unwrap_or_default();
            languages.iter().map(words).collect()
        };
        let mut row = vec![
            code.path.to_string(),
            parent.as_ref().map_or_else(String::new, CodePath::to_string),
        ];
        row.extend(wording(&code.label));
        row.extend(wording(&code.definition));
        let rules = [&code.include, &code.exclude, &code.example];
        row.extend(rules.map(|rule| rule.clone().unwrap_or_default()));
        let keywords =
            |language| code.keywords.get(language).map_or_else(String::new, |k| k.join("; "));
        row.extend(languages.iter().map(keywords));
        row.push(code.colour.map_or_else(String::new, |colour| colour.to_string()));
        row.push(code.kind.name().to_owned());
        writer.row(row);
    }
    writer.finish()
}
