//! Counts everything in a factsheet again and names what is no longer so.

use std::collections::BTreeMap;

use kwali_text::Digest;
use serde_json::Value;

use super::digests::Digests;
use super::disclosure::find_again;
use super::evidence::Evidence;
use super::kinds::{Content, Finding};
use super::manifest::{Manifest, Recorded, RecordedTable, quoted_digest, quotes_of, value_of};
use super::trace::is_same;
use crate::Error;

/// What a factsheet says beside what the study gives now.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// What the factsheet is called.
    pub factsheet: String,
    /// The study that it was made from.
    pub study: String,
    /// The state of that study when the factsheet was made: the number of the last change.
    pub state: u64,
    /// How many exhibits there are.
    pub exhibits: usize,
    /// How many values were compared: cells, numbers, quotes and bases.
    pub values: usize,
    /// What is no longer so, in the order of the factsheet.
    pub drifts: Vec<Drift>,
    /// Which of the things that it was counted from have changed.
    pub changed: Vec<Changed>,
    /// By name: the SHA-256 of the files that were written with it.
    pub files: BTreeMap<String, String>,
}

/// A value of a factsheet that is no longer so.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The exhibit's id.
    pub exhibit: String,
    /// The row; of a number in a sentence and of quotes there is none.
    pub row: Option<String>,
    /// The column, or which part of the exhibit: `base`, `quotes`, `quoted_sha256`; of a number
    /// in a sentence there is none.
    pub column: Option<String>,
    /// What the factsheet says; `None` where it says nothing.
    pub was: Option<Value>,
    /// What it is now; `None` where it is no longer there.
    pub now: Option<Value>,
    /// Why it cannot be counted again, if it cannot.
    pub problem: Option<String>,
}

/// Something that a factsheet was counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// The text of a document, by its name.
    Text(String),
    /// A document that is no longer there.
    DocumentGone(String),
    /// A document that was not there.
    DocumentNew(String),
    /// The code system.
    Codes,
    /// The codings.
    Codings,
    /// Participants, speakers, or values of variables.
    People,
}

impl Drift {
    /// Returns where the value stands: exhibit, row and column.
    pub fn place(&self) -> (&str, Option<&str>, Option<&str>) {
        (&self.exhibit, self.row.as_deref(), self.column.as_deref())
    }
}

impl Verification {
    /// Whether a file that was written with the factsheet has these bytes; of other files nothing is
    /// known, and nothing is wrong.
    pub fn is_as_built(&self, file: &str, bytes: &[u8]) -> bool {
        self.files.get(file).is_none_or(|digest| *digest == Digest::of(bytes).to_string())
    }

    /// Whether everything is as the factsheet says.
    pub fn holds(&self) -> bool {
        self.drifts.is_empty()
    }
}

/// Counts every exhibit of a factsheet again, from its manifest.
///
/// Rows and columns are known by their names, so that an order that changed is no drift.
///
/// # Errors
///
/// [`Error::Manifest`] if the manifest cannot be read.
pub fn verify(manifest_json: &str, evidence: &Evidence<'_>) -> Result<Verification, Error> {
    let manifest = Manifest::read(manifest_json)?;
    let only = |_: &Recorded| true;
    let (drifts, values) = compare(&manifest, evidence, &only);
    Ok(Verification {
        factsheet: manifest.factsheet.clone(),
        study: manifest.study.name.clone(),
        state: manifest.study.state,
        exhibits: manifest.exhibits.len(),
        values,
        drifts,
        changed: changed(&manifest, evidence),
        files: manifest.files,
    })
}

/// Returns what some exhibits of a factsheet say beside what `evidence` gives, as [`verify`] does.
///
/// # Errors
///
/// [`Error::Manifest`] if the manifest cannot be read.
pub fn verify_only(
    manifest_json: &str,
    exhibits: &[&str],
    evidence: &Evidence<'_>,
) -> Result<Vec<Drift>, Error> {
    let manifest = Manifest::read(manifest_json)?;
    Ok(compare(&manifest, evidence, &|recorded| exhibits.contains(&recorded.id.as_str())).0)
}

/// Returns the drifts of the exhibits asked for, and how many values were compared.
fn compare(
    manifest: &Manifest,
    evidence: &Evidence<'_>,
    is_asked: &dyn Fn(&Recorded) -> bool,
) -> (Vec<Drift>, usize) {
    let mut comparison = Comparison::default();
    for (recorded, found) in manifest.exhibits.iter().zip(find_again(manifest, evidence, is_asked))
    {
        comparison.exhibit.clone_from(&recorded.id);
        match found {
            None => {}
            Some(Ok(finding)) => comparison.exhibit(recorded, &finding),
            Some(Err(problem)) => comparison.drifts.push(Drift {
                exhibit: recorded.id.clone(),
                row: None,
                column: None,
                was: None,
                now: None,
                problem: Some(problem.message),
            }),
        }
    }
    (comparison.drifts, comparison.values)
}

#[derive(Default)]
struct Comparison {
    exhibit: String,
    drifts: Vec<Drift>,
    values: usize,
}

impl Comparison {
    fn exhibit(&mut self, then: &Recorded, now: &Finding) {
        let text = |text: &Option<String>| text.clone().map(Value::from);
        self.value((None, Some("base")), text(&then.base), text(&now.base));
        match (&then.table, &now.content) {
            (Some(then), Content::Table(now)) => self.table(then, &RecordedTable::new(now)),
            _ => {
                // Reading JSON makes no difference between null and nothing.
                let now_value = value_of(now).filter(|value| !value.is_null());
                self.value((None, None), then.value.clone(), now_value);
                let quotes = |quotes: &Option<Vec<String>>| quotes.clone().map(Value::from);
                self.value((None, Some("quotes")), quotes(&then.quotes), quotes(&quotes_of(now)));
                // Manifests of the first form do not have it.
                if then.quoted_sha256.is_some() {
                    let now = text(&quoted_digest(now));
                    self.value((None, Some("quoted_sha256")), text(&then.quoted_sha256), now);
                }
            }
        }
    }

    fn table(&mut self, then: &RecordedTable, now: &RecordedTable) {
        self.rows(&Rows::of(then), &Rows::of(now));
        // Manifests of the first form have no rows under their tables.
        if !then.base_rows.is_empty() {
            self.rows(&Rows::under(then), &Rows::under(now));
        }
    }

    /// Compares the cells of rows and columns that either side has.
    fn rows(&mut self, then: &Rows<'_>, now: &Rows<'_>) {
        let new_rows = now.keys().filter(|key| !then.has_row(key));
        let new_columns = now.columns.iter().filter(|name| !then.columns.contains(name));
        let columns: Vec<&String> = then.columns.iter().chain(new_columns).collect();
        for key in then.keys().chain(new_rows) {
            for column in &columns {
                self.value(
                    (Some(key.0), Some(column)),
                    then.cell(key, column).cloned(),
                    now.cell(key, column).cloned(),
                );
            }
        }
    }

    /// Compares a value that either side has.
    fn value(
        &mut self,
        (row, column): (Option<&str>, Option<&str>),
        was: Option<Value>,
        now: Option<Value>,
    ) {
        let is_so = match (&was, &now) {
            (None, None) => return,
            (Some(was), Some(now)) => is_same(was, now),
            _ => false,
        };
        self.values += 1;
        if !is_so {
            self.drifts.push(Drift {
                exhibit: self.exhibit.clone(),
                row: row.map(str::to_owned),
                column: column.map(str::to_owned),
                was,
                now,
                problem: None,
            });
        }
    }
}

/// A row by its name, and the how manieth of that name it is.
type Key<'a> = (&'a str, usize);

/// Rows of a table by their names.
struct Rows<'a> {
    columns: &'a [String],
    /// In the order of the table.
    keys: Vec<Key<'a>>,
    cells: BTreeMap<Key<'a>, &'a [Value]>,
}

impl<'a> Rows<'a> {
    /// The rows of a table.
    fn of(table: &'a RecordedTable) -> Rows<'a> {
        let names = table.row_names.iter().map(String::as_str);
        Rows::new(&table.columns, names.zip(&table.rows))
    }

    /// The rows under a table; their names are their first texts.
    fn under(table: &'a RecordedTable) -> Rows<'a> {
        let name = |row: &'a Vec<Value>| row.iter().find_map(Value::as_str).unwrap_or_default();
        Rows::new(&table.columns, table.base_rows.iter().map(|row| (name(row), row)))
    }

    fn new(columns: &'a [String], rows: impl Iterator<Item = (&'a str, &'a Vec<Value>)>) -> Self {
        let mut keys = Vec::new();
        let mut cells = BTreeMap::new();
        for (name, row) in rows {
            let same = (0..).find(|&number| !cells.contains_key(&(name, number)));
            let key = (name, same.unwrap_or_default());
            keys.push(key);
            cells.insert(key, row.as_slice());
        }
        Rows { columns, keys, cells }
    }

    fn keys(&self) -> impl Iterator<Item = Key<'a>> {
        self.keys.iter().copied()
    }

    fn has_row(&self, key: &Key<'_>) -> bool {
        self.cells.contains_key(key)
    }

    fn cell(&self, key: Key<'_>, column: &str) -> Option<&'a Value> {
        let place = self.columns.iter().position(|name| name == column)?;
        self.cells.get(&key)?.get(place)
    }
}

fn changed(manifest: &Manifest, evidence: &Evidence<'_>) -> Vec<Changed> {
    let snapshot = evidence.snapshot;
    let mut changed = Vec::new();
    let mut now: BTreeMap<&str, String> = BTreeMap::new();
    for document in snapshot.documents() {
        now.insert(&document.name, document.digest.to_string());
    }
    for document in &manifest.documents {
        match now.remove(document.name.as_str()) {
            None => changed.push(Changed::DocumentGone(document.name.clone())),
            Some(digest) if digest != document.text_sha256 => {
                changed.push(Changed::Text(document.name.clone()));
            }
            Some(_) => {}
        }
    }
    changed.extend(now.into_keys().map(|name| Changed::DocumentNew(name.to_owned())));
    // The first form wrote other digests.
    let Some(people) = &manifest.people_sha256 else { return changed };
    let digests = Digests::new(snapshot);
    let compared = [
        (&manifest.codebook_sha256, digests.codes(), Changed::Codes),
        (&manifest.codings_sha256, digests.codings(), Changed::Codings),
        (people, digests.people(), Changed::People),
    ];
    let differs = compared.into_iter().filter(|(then, now, _)| **then != now.to_string());
    changed.extend(differs.map(|(_, _, what)| what));
    changed
}
