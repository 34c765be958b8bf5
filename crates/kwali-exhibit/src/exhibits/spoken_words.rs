//! What tables of words share: whose words, which are left out, and how they are written.

use kwali_analysis::{StopWords, Undefined, Whose, WordCount, WordForms, WordRules};

use crate::Language;

/// How words were counted, for the header and the notes of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpokenWords<'a> {
    /// Whose words, as a clause: `words of participants`.
    pub whose: &'a str,
    /// What is one word, and which are left out.
    pub rules: &'a WordRules,
    /// The language of the table.
    pub language: Language,
}

/// Returns whose words are meant as a clause.
pub fn whose_in_words(whose: &Whose, language: Language) -> String {
    let (english, dutch) = match whose {
        Whose::Everybody => ("words of everybody", "woorden van iedereen"),
        Whose::Participants => {
            ("words of all but the interviewer", "woorden van allen behalve de interviewer")
        }
        Whose::Interviewer => ("words of the interviewer", "woorden van de interviewer"),
        Whose::Speaker(name) => {
            let of = language.choose("words of speaker", "woorden van spreker");
            return format!("{of} {name}");
        }
    };
    language.choose(english, dutch).to_owned()
}

/// The most forms of a stem that are shown.
const MOST_FORMS: usize = 5;

impl SpokenWords<'_> {
    /// Returns what must be said about words left out and stems.
    pub(super) fn notes(&self, stemmers: &[&str]) -> Vec<String> {
        let language = self.language;
        let left_out = match self.rules.stop_words {
            StopWords::None => None,
            StopWords::OfLanguage => Some(language.choose(
                "function words of the language are left out of the rows, not of the base",
                "functiewoorden van de taal staan niet in de rijen, wel in de basis",
            )),
            StopWords::These(_) => Some(language.choose(
                "the stop words given are left out of the rows, not of the base",
                "de opgegeven stopwoorden staan niet in de rijen, wel in de basis",
            )),
        };
        let mut notes: Vec<String> = left_out.map(str::to_owned).into_iter().collect();
        if self.rules.forms == WordForms::Stemmed {
            let names = stemmers.join(", ");
            notes.push(match stemmers {
                [] => language.choose(
                    "there is no stemmer for this language: forms are apart".to_owned(),
                    "voor deze taal is er geen stemmer: vormen staan apart".to_owned(),
                ),
                _ => language.choose(
                    format!("forms with one stem are one word; stemmed with {names}"),
                    format!("vormen met dezelfde stam zijn één woord; gestemd met {names}"),
                ),
            });
        }
        notes
    }
}

/// Returns the forms of a stem with how often each is spoken: `lopen 12, loopt 3`.
pub(super) fn forms_in_words(row: &WordCount) -> String {
    let shown = row.forms.iter().take(MOST_FORMS);
    let mut forms: Vec<String> = shown.map(|(form, count)| format!("{form} {count}")).collect();
    if row.forms.len() > MOST_FORMS {
        forms.push("…".to_owned());
    }
    forms.join(", ")
}

/// Returns how often in 1,000 words; undefined of none.
pub(super) fn share_per_1000(count: u64, all: u64) -> Result<f64, Undefined> {
    if all == 0 { Err(Undefined::EmptyBase) } else { Ok(1000.0 * count as f64 / all as f64) }
}

/// Returns the first rows, and what must be said where there are more.
pub(super) fn first_rows<T>(
    mut rows: Vec<T>,
    limit: Option<usize>,
    language: Language,
) -> (Vec<T>, Option<String>) {
    let n_rows = rows.len();
    let Some(limit) = limit.filter(|&limit| limit < n_rows) else { return (rows, None) };
    rows.truncate(limit);
    let (n_shown, n_rows) = (language.whole(limit as u64), language.whole(n_rows as u64));
    let note = match limit {
        1 => language.choose(
            format!("the first of {n_rows} words is shown"),
            format!("het eerste van {n_rows} woorden staat hier"),
        ),
        _ => language.choose(
            format!("the first {n_shown} of {n_rows} words are shown"),
            format!("de eerste {n_shown} van {n_rows} woorden staan hier"),
        ),
    };
    (rows, Some(note))
}
