//! What stands beside a factsheet so that it can be counted again: a JSON file.

use std::collections::BTreeMap;

use kwali_text::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{Arguments, Problem};
use super::behind::{Asked, Behind, Selections};
use super::build::Options;
use super::context::Around;
use super::digests::{DependsOn, Digests};
use super::disclosure::{Disclosure, QuotesCounted};
use super::evidence::Evidence;
use super::kinds::{Content, Finding, Form, Kind, Tabulated};
use super::published::Published;
use super::recorder::Entry;
use super::template::Template;
use crate::{Audience, Error, Language};

/// The form that this program writes.
const VERSION: u32 = 2;

/// The oldest form that it reads.
const OLDEST: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) manifest: u32,
    pub(super) program: String,
    pub(super) factsheet: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) date: Option<String>,
    pub(super) language: String,
    /// Whether counts of few people are told; factsheets of old tell them.
    #[serde(default)]
    pub(super) disclosure: RecordedDisclosure,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) quotes: Option<QuotesCounted>,
    pub(super) study: StudyState,
    pub(super) template: TemplateState,
    pub(super) documents: Vec<DocumentState>,
    pub(super) codebook_sha256: String,
    pub(super) codings_sha256: String,
    /// Participants, speakers and values of variables.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) people_sha256: Option<String>,
    /// By name: SHA-256 of the files that were written with it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub(super) files: BTreeMap<String, String>,
    pub(super) exhibits: Vec<Recorded>,
}

/// The setting of disclosure control: `"off"`, or `{"least": 3}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordedDisclosure {
    #[default]
    Off,
    #[serde(untagged)]
    AtLeast { least: u64 },
}

impl From<Disclosure> for RecordedDisclosure {
    fn from(disclosure: Disclosure) -> RecordedDisclosure {
        match disclosure {
            Disclosure::Off => RecordedDisclosure::Off,
            Disclosure::AtLeast(least) => RecordedDisclosure::AtLeast { least },
        }
    }
}

impl From<RecordedDisclosure> for Disclosure {
    fn from(recorded: RecordedDisclosure) -> Disclosure {
        match recorded {
            RecordedDisclosure::Off => Disclosure::Off,
            RecordedDisclosure::AtLeast { least } => Disclosure::AtLeast(least),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StudyState {
    pub(super) name: String,
    pub(super) state: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TemplateState {
    pub(super) name: String,
    pub(super) sha256: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DocumentState {
    pub(super) name: String,
    pub(super) revision: u32,
    pub(super) text_sha256: String,
}

/// One exhibit with everything that was shown in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Recorded {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) parameters: Arguments,
    pub(super) query: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) base: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) depends_on: Option<RecordedSegments>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) shown: Option<String>,
    /// Part and whole of a share.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) numerator: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) denominator: Option<u64>,
    /// The words before and behind it in its paragraph, where it stands in a line.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) around: Option<Around>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) quotes: Option<Vec<String>>,
    /// The words that are quoted, and whose voice they are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) quoted_sha256: Option<String>,
    #[serde(flatten)]
    pub(super) table: Option<RecordedTable>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) published: Vec<Published>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) files: Vec<String>,
}

/// The segments behind an exhibit, the codes they carry and the texts they stand in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecordedSegments {
    /// How many they are; not where that would give away what is left out of the exhibit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) segments: Option<usize>,
    pub(super) codings_sha256: String,
    pub(super) codes_sha256: String,
    pub(super) texts_sha256: String,
}

/// The machine columns of a table, with the query for every row and column.
///
/// The segments of a cell are those that meet the exhibit's query, its row's and its column's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecordedTable {
    pub(super) columns: Vec<String>,
    pub(super) column_queries: Vec<Option<String>>,
    pub(super) row_names: Vec<String>,
    pub(super) row_queries: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
    /// The rows under the table: totals and bases.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub(super) base_rows: Vec<Vec<Value>>,
}

impl Manifest {
    pub(super) fn new(
        evidence: &Evidence<'_>,
        template: Template<'_>,
        entries: &[Entry],
        options: &Options,
    ) -> Result<Manifest, Error> {
        let snapshot = evidence.snapshot;
        let digests = Digests::new(snapshot);
        let selections = Selections::new(evidence);
        let recorded = |entry: &Entry| {
            let behind = |asked: &Asked| Ok(Behind::new(&selections, asked)?.whole());
            let places = Asked::by_entry(entry, snapshot).and_then(|asked| behind(&asked));
            let places = places.map_err(|problem: Problem| problem.of_exhibit(&entry.id))?;
            Ok(Recorded::new(entry, &options.name, digests.behind(&places)))
        };
        let documents = snapshot.documents().iter().map(|document| DocumentState {
            name: document.name.clone(),
            revision: document.revision,
            text_sha256: document.digest.to_string(),
        });
        Ok(Manifest {
            manifest: VERSION,
            program: options.program_version.clone(),
            factsheet: options.name.clone(),
            date: options.date.clone(),
            language: options.language.tag().to_owned(),
            disclosure: options.disclosure.unwrap_or_default().into(),
            quotes: None,
            study: StudyState { name: snapshot.name().to_owned(), state: snapshot.state().0 },
            template: TemplateState {
                name: template.name.to_owned(),
                sha256: Digest::of(template.source.as_bytes()).to_string(),
            },
            documents: documents.collect(),
            codebook_sha256: digests.codes().to_string(),
            codings_sha256: digests.codings().to_string(),
            people_sha256: Some(digests.people().to_string()),
            files: BTreeMap::new(),
            exhibits: entries.iter().map(recorded).collect::<Result<_, Error>>()?,
        })
    }

    /// Takes up where each exhibit stands in its line, in the order of the exhibits.
    pub(super) fn with_surroundings(mut self, around: Vec<Option<Around>>) -> Manifest {
        for (recorded, around) in self.exhibits.iter_mut().zip(around) {
            recorded.around = around;
        }
        self
    }

    /// Returns the manifest beside files, which it names with their digests.
    pub(super) fn beside(&self, files: &BTreeMap<String, Vec<u8>>) -> Manifest {
        let digest =
            |(name, bytes): (&String, &Vec<u8>)| (name.clone(), Digest::of(bytes).to_string());
        Manifest { files: files.iter().map(digest).collect(), ..self.clone() }
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        let unwritable = |error: serde_json::Error| Error::Manifest { reason: error.to_string() };
        Ok(serde_json::to_string_pretty(self).map_err(unwritable)? + "\n")
    }

    pub(super) fn read(json: &str) -> Result<Manifest, Error> {
        let unreadable = |error: serde_json::Error| Error::Manifest { reason: error.to_string() };
        let manifest: Manifest = serde_json::from_str(json).map_err(unreadable)?;
        if !(OLDEST..=VERSION).contains(&manifest.manifest) {
            let reason = format!(
                "it has form {}, this program reads {OLDEST} to {VERSION}",
                manifest.manifest
            );
            return Err(Error::Manifest { reason });
        }
        Ok(manifest)
    }

    /// Whether small counts of people were left out.
    pub(super) fn leaves_out(&self) -> bool {
        Disclosure::from(self.disclosure) != Disclosure::Off
    }

    pub(super) fn language(&self) -> Language {
        if self.language == Language::Dutch.tag() { Language::Dutch } else { Language::English }
    }
}

impl Recorded {
    fn new(entry: &Entry, factsheet: &str, depends_on: DependsOn) -> Recorded {
        let finding = &entry.finding;
        let mut files = Vec::new();
        if let Content::Table(tabulated) = &finding.content
            && tabulated.chart.is_some()
            && !tabulated.is_empty
        {
            let path = |ending| format!("{factsheet}-charts/{}.{ending}", entry.id);
            files = vec![path("svg"), path("png")];
        }
        let number = match &finding.content {
            Content::Number(number) => Some(number),
            _ => None,
        };
        let ratio = number.and_then(|number| number.ratio);
        Recorded {
            id: entry.id.clone(),
            kind: entry.kind.name().to_owned(),
            title: finding.title.clone(),
            parameters: entry.arguments.clone(),
            query: finding.query.clone(),
            unit: finding.unit.clone(),
            base: finding.base.clone(),
            depends_on: Some(RecordedSegments {
                segments: (!finding.is_any_withheld()).then_some(depends_on.n_codings),
                ..RecordedSegments::new(&depends_on)
            }),
            value: value_of(finding),
            shown: shown_of(finding),
            around: None,
            numerator: ratio.map(|(part, _)| part),
            denominator: ratio.map(|(_, whole)| whole),
            quotes: quotes_of(finding),
            quoted_sha256: quoted_digest(finding),
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

/// Returns how a finding reads that stands in a line.
fn shown_of(finding: &Finding) -> Option<String> {
    match &finding.content {
        Content::Number(number) => Some(number.shown.clone()),
        Content::Table(tabulated) => match &tabulated.form {
            Form::Sentence(words) => Some(words.clone()),
            _ => None,
        },
        _ => None,
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

/// Returns the digest of what is quoted, word by word.
pub(super) fn quoted_digest(finding: &Finding) -> Option<String> {
    let Content::Quotes(quotes) = &finding.content else { return None };
    let mut lines = String::new();
    for quote in quotes {
        quote.quoted_turns().iter().chain(&quote.role).for_each(|line| {
            lines.push_str(line);
            lines.push('\n');
        });
    }
    Some(Digest::of(lines.as_bytes()).to_string())
}

impl RecordedSegments {
    pub(super) fn new(depends_on: &DependsOn) -> RecordedSegments {
        RecordedSegments {
            segments: Some(depends_on.n_codings),
            codings_sha256: depends_on.codings.to_string(),
            codes_sha256: depends_on.codes.to_string(),
            texts_sha256: depends_on.texts.to_string(),
        }
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
            base_rows: table.bases().iter().map(cells).collect(),
        }
    }

    /// Whether both show the same rows and columns, whatever these ask for.
    pub(super) fn shows_the_same_as(&self, other: &RecordedTable) -> bool {
        let shown = |table: &RecordedTable| {
            let RecordedTable { columns, row_names, rows, base_rows, .. } = table.clone();
            (columns, row_names, rows, base_rows)
        };
        shown(self) == shown(other)
    }
}
