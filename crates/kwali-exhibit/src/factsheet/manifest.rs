//! What stands beside a factsheet so that it can be counted again: a JSON file.

use std::fmt::Write as _;

use kwali_model::Snapshot;
use kwali_text::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::Arguments;
use super::build::Options;
use super::evidence::Evidence;
use super::kinds::{Content, Finding, Kind, Tabulated};
use super::published::Published;
use super::recorder::Entry;
use super::template::Template;
use crate::{Audience, Error, Language};

/// The form that this program writes and reads.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) manifest: u32,
    pub(super) program: String,
    pub(super) factsheet: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) date: Option<String>,
    pub(super) language: String,
    pub(super) study: StudyState,
    pub(super) template: TemplateState,
    pub(super) documents: Vec<DocumentState>,
    pub(super) codebook_sha256: String,
    pub(super) codings_sha256: String,
    pub(super) exhibits: Vec<Recorded>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StudyState {
    pub(super) name: String,
    pub(super) state: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TemplateState {
    pub(super) name: String,
    pub(super) sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DocumentState {
    pub(super) name: String,
    pub(super) revision: u32,
    pub(super) text_sha256: String,
}

/// One exhibit with everything that was shown in it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Recorded {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) parameters: Arguments,
    pub(super) query: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) base: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) shown: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) quotes: Option<Vec<String>>,
    #[serde(flatten)]
    pub(super) table: Option<RecordedTable>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) published: Vec<Published>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) files: Vec<String>,
}

/// The machine columns of a table, with the query for every row and column.
///
/// The segments of a cell are those that meet the exhibit's query, its row's and its column's.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RecordedTable {
    pub(super) columns: Vec<String>,
    pub(super) column_queries: Vec<Option<String>>,
    pub(super) row_names: Vec<String>,
    pub(super) row_queries: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
}

impl Manifest {
    pub(super) fn new(
        evidence: &Evidence<'_>,
        template: Template<'_>,
        entries: &[Entry],
        options: &Options,
    ) -> Manifest {
        let snapshot = evidence.snapshot;
        let documents = snapshot.documents().iter().map(|document| DocumentState {
            name: document.name.clone(),
            revision: document.revision,
            text_sha256: document.digest.to_string(),
        });
        Manifest {
            manifest: VERSION,
            program: options.program_version.clone(),
            factsheet: options.name.clone(),
            date: options.date.clone(),
            language: options.language.tag().to_owned(),
            study: StudyState { name: snapshot.name().to_owned(), state: snapshot.state().0 },
            template: TemplateState {
                name: template.name.to_owned(),
                sha256: Digest::of(template.source.as_bytes()).to_string(),
            },
            documents: documents.collect(),
            codebook_sha256: codebook_digest(snapshot).to_string(),
            codings_sha256: codings_digest(snapshot).to_string(),
            exhibits: entries.iter().map(|entry| Recorded::new(entry, &options.name)).collect(),
        }
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        let unwritable = |error: serde_json::Error| Error::Manifest { reason: error.to_string() };
        Ok(serde_json::to_string_pretty(self).map_err(unwritable)? + "\n")
    }

    pub(super) fn read(json: &str) -> Result<Manifest, Error> {
        let unreadable = |error: serde_json::Error| Error::Manifest { reason: error.to_string() };
        let manifest: Manifest = serde_json::from_str(json).map_err(unreadable)?;
        if manifest.manifest != VERSION {
            let reason = format!("it has form {}, this program reads {VERSION}", manifest.manifest);
            return Err(Error::Manifest { reason });
        }
        Ok(manifest)
    }

    pub(super) fn language(&self) -> Language {
        if self.language == Language::Dutch.tag() { Language::Dutch } else { Language::English }
    }
}

impl Recorded {
    fn new(entry: &Entry, factsheet: &str) -> Recorded {
        let finding = &entry.finding;
        let mut files = Vec::new();
        if let Content::Table(tabulated) = &finding.content
            && tabulated.chart.is_some()
            && !tabulated.is_empty
        {
            let path = |ending| format!("{factsheet}-charts/{}.{ending}", entry.id);
            files = vec![path("svg"), path("png")];
        }
        Recorded {
            id: entry.id.clone(),
            kind: entry.kind.name().to_owned(),
            title: finding.title.clone(),
            parameters: entry.arguments.clone(),
            query: finding.query.clone(),
            unit: finding.unit.clone(),
            base: finding.base.clone(),
            value: value_of(finding),
            shown: match &finding.content {
                Content::Number(number) => Some(number.shown.clone()),
                _ => None,
            },
            quotes: quotes_of(finding),
            table: match &finding.content {
                Content::Table(tabulated) => Some(RecordedTable::new(tabulated)),
                _ => None,
            },
            published: finding.published.clone(),
            files,
        }
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == self.kind)
    }
}

/// Returns the number of a finding that is one; an undefined one is null.
pub(super) fn value_of(finding: &Finding) -> Option<Value> {
    match &finding.content {
        Content::Number(number) => Some(match number.value {
            Some(value) if value.fract() == 0.0 => Value::from(value as i64),
            value => Value::from(value),
        }),
        _ => None,
    }
}

/// Returns the ids of the codings that are quoted.
pub(super) fn quotes_of(finding: &Finding) -> Option<Vec<String>> {
    match &finding.content {
        Content::Quotes(quotes) => Some(quotes.iter().map(|quote| quote.id.clone()).collect()),
        _ => None,
    }
}

impl RecordedTable {
    pub(super) fn new(tabulated: &Tabulated) -> RecordedTable {
        let table = &tabulated.table;
        let is_kept = |number: &usize| table.columns()[*number].audience != Audience::People;
        let kept: Vec<usize> = (0..table.columns().len()).filter(is_kept).collect();
        let query = |number: &usize| {
            tabulated.column_queries.get(*number)?.as_ref().map(ToString::to_string)
        };
        let cells = |row: &Vec<crate::Cell>| {
            let json = |&number: &usize| serde_json::to_value(&row[number]).unwrap_or_default();
            kept.iter().map(json).collect()
        };
        RecordedTable {
            columns: kept.iter().map(|&number| table.columns()[number].name.clone()).collect(),
            column_queries: kept.iter().map(query).collect(),
            row_names: tabulated.row_names.clone(),
            row_queries: tabulated.row_queries.iter().map(ToString::to_string).collect(),
            rows: table.rows().iter().map(cells).collect(),
        }
    }
}

/// Returns the digest of the code system: one line of JSON a code, in order.
fn codebook_digest(snapshot: &Snapshot) -> Digest {
    let mut lines = String::new();
    for code in snapshot.codes().codes() {
        let wording = |wording: &kwali_model::Wording| -> Vec<(String, String)> {
            wording.iter().map(|(language, text)| (language.to_string(), text.clone())).collect()
        };
        let keywords: Vec<(String, &Vec<String>)> =
            code.keywords.iter().map(|(language, words)| (language.to_string(), words)).collect();
        let line = serde_json::json!([
            code.path.as_str(),
            wording(&code.label),
            wording(&code.definition),
            code.include,
            code.exclude,
            code.example,
            keywords,
            code.colour.map(|colour| colour.to_string()),
            code.kind.name(),
        ]);
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    Digest::of(lines.as_bytes())
}

/// Returns the digest of the codings: document, start and end in code points, code, coder and
/// weight, separated by tabs, one line a coding in the order of the snapshot.
fn codings_digest(snapshot: &Snapshot) -> Digest {
    let mut lines = String::new();
    for coding in snapshot.codings() {
        let document = snapshot.document(coding.document).map_or("", |d| d.name.as_str());
        let coder = snapshot.coder(coding.coder).map_or("", |coder| coder.name.as_str());
        let code = &snapshot.codes().code(coding.code).path;
        let (start, end) = (coding.span.start_char(), coding.span.end_char());
        let weight = coding.weight.map(|weight| weight.get().to_string()).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{document}\t{start}\t{end}\t{code}\t{coder}\t{weight}");
    }
    Digest::of(lines.as_bytes())
}
