//! Whether the study is as it should be.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use kwali_index::Condition;
use kwali_model::LostCoding;
use kwali_store::ChainProblem;
use kwali_text::Text;

use crate::lost::lost_name;
use crate::{Error, Study, SuggestionFilter};

/// What an examination of a study found.
#[derive(Debug, Default)]
pub struct Health {
    /// What is as it should be.
    pub sound: Vec<String>,
    /// What is not, and where.
    pub problems: Vec<String>,
}

impl Study {
    /// Examines the study file, its texts and codings, and the search index; changes nothing.
    pub fn examine(&self) -> Result<Health, Error> {
        let mut health = Health::default();
        let damage = self.store.integrity_problems()?;
        health.say("the study file is sound", damage);
        health.say("the journal is as it was written", self.journal_problems()?);
        health.say("what stands in the study is what was written", self.changed_rows()?);
        health.say("every text is as it was imported", self.changed_texts()?);
        health.say("every coding is a passage of its text", self.stray_codings()?);
        let lost = self.lost_codings()?;
        health
            .say("every lost coding is a passage of the text it stood in", self.stray_lost(&lost)?);
        let stray = self.stray_suggestions()?;
        health.say("every suggestion is a passage of its text", stray);
        if !lost.is_empty() {
            let lost = lost.len();
            health.sound.push(format!("{lost} lost codings wait: see `kwali coding list --lost`"));
        }
        let index = match self.index_condition()? {
            Condition::Fresh => Vec::new(),
            Condition::Missing | Condition::Stale { .. } => {
                health.sound.push("the search index will be brought up to date when needed".into());
                return Ok(health);
            }
            other => vec![format!("the search index cannot be used: {other:?}")],
        };
        health.say("the search index shows the study as it is", index);
        Ok(health)
    }

    /// Says where the journal is not what was written: only the first place can be told.
    fn journal_problems(&self) -> Result<Vec<String>, Error> {
        let problem = |problem: ChainProblem| match problem {
            ChainProblem::Missing { first, last } if first == last => {
                format!("journal: {} is missing", problem.entries())
            }
            ChainProblem::Missing { .. } => format!("journal: {} are missing", problem.entries()),
            ChainProblem::PutIn(_) => format!("journal: {} was put in", problem.entries()),
            ChainProblem::Altered(entry) => {
                format!(
                    "journal: entry {entry} is not what was written, or does not follow the one before it"
                )
            }
            ChainProblem::End => {
                "journal: entries at its end are missing: the newest one is not that of \
                                  the last change"
                    .to_owned()
            }
            ChainProblem::RecordMissing { .. } => format!(
                "journal: what was recorded of {}, to take back what was changed, is missing",
                problem.entries()
            ),
            ChainProblem::RecordAltered { .. } => format!(
                "journal: what was recorded of {}, to take back what was changed, is not what was written",
                problem.entries()
            ),
        };
        Ok(self.store.chain_problem()?.map(problem).into_iter().collect())
    }

    /// Says in which tables another program changed something.
    fn changed_rows(&self) -> Result<Vec<String>, Error> {
        let problem = |table: String| {
            format!("table {table}: rows in it were changed, added or removed by another program")
        };
        Ok(self.store.changed_tables()?.into_iter().map(problem).collect())
    }

    fn changed_texts(&self) -> Result<Vec<String>, Error> {
        let mut problems = Vec::new();
        for document in self.snapshot()?.documents() {
            if self.text(document)?.digest() != document.digest {
                problems.push(format!("{}: its text is not what was imported", document.name));
            }
        }
        Ok(problems)
    }

    /// Says which lost codings have other words than the revision they stood in, where that is kept:
    /// it does not travel in bundles.
    fn stray_lost(&self, lost: &[LostCoding]) -> Result<Vec<String>, Error> {
        let mut problems = Vec::new();
        for of_document in lost.chunk_by(|a, b| a.document == b.document) {
            // One text at a time, however many codings it lost.
            let mut texts: BTreeMap<u32, Option<Text>> = BTreeMap::new();
            for coding in of_document {
                let text = match texts.entry(coding.revision) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(free) => {
                        let text = self.store.text_of_revision(coding.document, coding.revision)?;
                        free.insert(text.and_then(|text| Text::new(&text).ok()))
                    }
                };
                let Some(text) = text else { continue };
                let span = text.span_of_chars(coding.position.0, coding.position.1);
                if span.map(|span| text.slice(span)) != Ok(coding.words.as_str()) {
                    let id = lost_name(coding);
                    problems
                        .push(format!("lost coding {id}: its words are not those of its revision"));
                }
            }
        }
        Ok(problems)
    }

    fn stray_suggestions(&self) -> Result<Vec<String>, Error> {
        let suggestions = self.suggestions(&SuggestionFilter::default())?;
        let mut problems = Vec::new();
        for of_document in suggestions.chunk_by(|a, b| a.document == b.document) {
            let Some(document) = self.snapshot()?.document(of_document[0].document) else {
                continue;
            };
            let text = self.text(document)?;
            let strays = |span: &kwali_text::Span| text.span(span.start(), span.end()) != Ok(*span);
            let spans = of_document.iter().filter_map(|one| one.place.span());
            let n = spans.filter(strays).count();
            if n > 0 {
                problems.push(format!("{}: {n} suggestions are no passages of it", document.name));
            }
        }
        Ok(problems)
    }

    fn stray_codings(&self) -> Result<Vec<String>, Error> {
        let snapshot = self.snapshot()?;
        let mut stray: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, document) in snapshot.documents().iter().enumerate() {
            let text = self.text(document)?;
            let strays = |span: kwali_text::Span| text.span(span.start(), span.end()) != Ok(span);
            let n = snapshot.codings_at(place).iter().filter(|coding| strays(coding.span)).count();
            if n > 0 {
                stray.insert(&document.name, n);
            }
        }
        let problem =
            |(name, n): (&str, usize)| format!("{name}: {n} codings are no passages of it");
        Ok(stray.into_iter().map(problem).collect())
    }
}

impl Health {
    fn say(&mut self, sound: &str, problems: Vec<String>) {
        if problems.is_empty() {
            self.sound.push(sound.to_owned());
        }
        self.problems.extend(problems);
    }
}
