//! What suggestions are worth: how often they are right, and how much of what people coded they find.

use kwali_analysis::{FEWEST_CODINGS, FEWEST_INTERVIEWS, Measured, Undefined};
use kwali_model::{CodeId, Snapshot, Way};

use crate::exhibits::notes::Notes;
use crate::exhibits::wording::{code_id, code_label, label_column, who_coded};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// A code with what suggestions for it are worth.
#[derive(Clone, Copy, Debug)]
pub struct CodeWorth {
    /// The code.
    pub code: CodeId,
    /// Suggestions against what people coded.
    pub measured: Measured,
    /// How many were added to the study; `None` where they were only measured.
    pub added: Option<usize>,
}

/// What was measured, and how.
#[derive(Clone, Copy, Debug)]
pub struct WorthOptions<'a> {
    /// The study with the codings that count as those of people.
    pub snapshot: &'a Snapshot,
    /// How suggestions are found.
    pub way: Way,
    /// Whose words may be proposed, as a clause.
    pub whose: &'a str,
    /// The language of words and numbers.
    pub language: Language,
}

/// Returns a row for each code, with precision and recall.
pub fn suggestion_worth_table(
    options: &WorthOptions<'_>,
    codes: &[CodeWorth],
) -> Result<Table, Error> {
    let language = options.language;
    let ids: Vec<CodeId> = codes.iter().map(|worth| worth.code).collect();
    let is_added = codes.iter().any(|worth| worth.added.is_some());
    let mut notes = Notes::of_codings(options.snapshot, language);
    let rows = codes.iter().map(|worth| options.row(worth, is_added, &mut notes)).collect();
    let mut table = Table::new(options.title(), options.columns(&ids, is_added), rows)?;
    table.unit = Some("sentences".to_owned());
    table.base = Some(options.base());
    options.together(codes).into_iter().for_each(|said| notes.add(said));
    options.explanations().into_iter().for_each(|said| notes.add(said));
    table.notes = notes.finish();
    Ok(table)
}

impl WorthOptions<'_> {
    fn title(&self) -> &'static str {
        match self.way {
            Way::Dictionary => self.language.choose(
                "What suggestions by dictionary are worth",
                "Wat voorstellen met het woordenboek waard zijn",
            ),
            Way::Likeness => self.language.choose(
                "What suggestions by likeness are worth",
                "Wat voorstellen naar gelijkenis waard zijn",
            ),
        }
    }

    fn columns(&self, codes: &[CodeId], is_added: bool) -> Vec<Column> {
        let new = |name: &str, english: &str, dutch: &str, kind| {
            Column::new(name, self.language.choose(english, dutch), kind)
        };
        let (count, share) = (ColumnKind::Count, ColumnKind::Share);
        let mut columns = vec![
            Column::new("code", "Code", ColumnKind::Text),
            label_column(self.snapshot, codes, self.language),
            new("codings", "Codings by people", "Coderingen door mensen", count),
            new("interviews", "in interviews", "in interviews", count),
            new("proposed", "Proposed", "Voorgesteld", count),
            new("hits", "of these coded", "daarvan gecodeerd", count),
            new("found", "Codings found", "Coderingen gevonden", count),
            new("precision", "Precision", "Precisie", share),
            new("recall", "Recall", "Volledigheid", share),
            new("by_chance", "Precision by chance", "Precisie bij toeval", share),
            Column::detail("undefined_because", "undefined_because", ColumnKind::Text),
            Column::wording(
                "undefined_in_words",
                self.language.choose("Undefined because", "Ongedefinieerd want"),
                ColumnKind::Text,
            ),
            Column::detail("interviews_measured", "interviews_measured", count),
            Column::detail("sentences", "sentences", count),
            Column::detail("sentences_coded", "sentences_coded", count),
        ];
        if is_added {
            columns.push(new("added", "New suggestions", "Nieuwe voorstellen", count));
        }
        columns
    }

    fn row(&self, worth: &CodeWorth, is_added: bool, notes: &mut Notes) -> Vec<Cell> {
        let CodeWorth { code, measured, added } = worth;
        let why = measured.precision().err().and_then(why_undefined);
        let mut cells = vec![
            Cell::text(code_id(self.snapshot, *code)),
            Cell::text(code_label(self.snapshot, *code, self.language)),
            Cell::Count(measured.codings),
            Cell::Count(measured.interviews_with_code),
            Cell::Count(measured.proposed),
            Cell::Count(measured.hits),
            Cell::Count(measured.found),
            notes.number("precision", measured.precision()),
            notes.number("recall", measured.recall()),
            notes.number("by_chance", measured.by_chance()),
            why.map_or(Cell::Undefined, |(english, _)| Cell::text(english)),
            Cell::text(why.map_or("", |(english, dutch)| self.language.choose(english, dutch))),
            Cell::Count(measured.interviews),
            Cell::Count(measured.sentences),
            Cell::Count(measured.sentences_coded),
        ];
        if is_added {
            cells.push(Cell::Count(added.unwrap_or_default() as u64));
        }
        cells
    }

    fn base(&self) -> String {
        let who = who_coded(self.snapshot, &self.snapshot.totals(), self.language);
        let coded = self.language.choose(
            format!("sentences of the interviews that people coded ({who})"),
            format!("zinnen van de interviews die mensen codeerden ({who})"),
        );
        format!("{coded}; {}", self.whose)
    }

    /// Says what suggestions for all codes are worth together, and for how many that cannot be told.
    fn together(&self, codes: &[CodeWorth]) -> Vec<String> {
        let language = self.language;
        let enough = |worth: &&CodeWorth| worth.measured.enough().is_ok();
        let measured: Vec<&Measured> =
            codes.iter().filter(enough).map(|worth| &worth.measured).collect();
        let too_few = codes.len() - measured.len();
        let sum = |count: fn(&Measured) -> u64| measured.iter().map(|one| count(one)).sum::<u64>();
        let share = |part: u64, whole: u64| match whole {
            0 => "–".to_owned(),
            _ => format!("{}%", language.number(100.0 * part as f64 / whole as f64, 1)),
        };
        let precision = share(sum(|one| one.hits), sum(|one| one.proposed));
        let recall = share(sum(|one| one.found), sum(|one| one.codings));
        let by_chance = share(sum(|one| one.sentences_coded), sum(|one| one.sentences));
        let n_codes = language.whole(measured.len() as u64);
        let together = language.choose(
            format!(
                "codes that can be measured: {n_codes}, together: precision {precision}, recall {recall}, \
                 precision by chance {by_chance}"
            ),
            format!(
                "codes die te meten zijn: {n_codes}, samen: precisie {precision}, volledigheid {recall}, \
                 precisie bij toeval {by_chance}"
            ),
        );
        let without = language.choose(
            format!("codes with too few examples: {too_few}"),
            format!("codes met te weinig voorbeelden: {too_few}"),
        );
        let together = (!measured.is_empty()).then_some(together);
        together.into_iter().chain((too_few > 0).then_some(without)).collect()
    }

    fn explanations(&self) -> Vec<String> {
        let language = self.language;
        let learned = match self.way {
            Way::Dictionary => language.choose(
                "keywords were written by people who may have had these interviews in mind: in new ones \
                 they may do worse",
                "trefwoorden zijn geschreven door mensen die deze interviews in gedachten kunnen hebben \
                 gehad: in nieuwe doen ze het misschien slechter",
            ),
            Way::Likeness => language.choose(
                "what is proposed in an interview, and from which score on, is learned from the other \
                 interviews alone",
                "wat in een interview wordt voorgesteld, en vanaf welke score, is alleen van de andere \
                 interviews geleerd",
            ),
        };
        let examples = language.choose(
            format!(
                "a code is measured from {FEWEST_CODINGS} codings by people in {FEWEST_INTERVIEWS} \
                 interviews on"
            ),
            format!(
                "een code wordt gemeten vanaf {FEWEST_CODINGS} coderingen door mensen in \
                 {FEWEST_INTERVIEWS} interviews"
            ),
        );
        let hits = language.choose(
            "a sentence is right if it overlaps a coding of the code or one below it, made without a \
             suggestion",
            "een zin is juist als hij een codering overlapt van de code of een eronder, die zonder \
             voorstel is gemaakt",
        );
        vec![hits.to_owned(), learned.to_owned(), examples]
    }
}

/// Says in a few words, English and Dutch, why precision is undefined, and perhaps more.
fn why_undefined(undefined: Undefined) -> Option<(&'static str, &'static str)> {
    match undefined {
        Undefined::TooFewExamples => Some(("too few examples", "te weinig voorbeelden")),
        Undefined::NothingProposed => Some(("nothing proposed", "niets voorgesteld")),
        _ => None,
    }
}
