//! How far a ranking of codes leans on single interviews and single people.

mod interviews;

use std::cmp::Reverse;

use kwali_analysis::{CodeRobustness, Robustness, Unit};
use kwali_model::{CodeId, Snapshot};

use super::chart::Chart;
use super::notes::Notes;
use super::spoken_words::share_per_1000;
use super::wording::{
    and_list, capital, code_colour, code_id, code_label, label_column, study_base, unit_and_base,
};
use crate::units::{heading, plural};
use crate::{Cell, Column, ColumnKind, Error, Language, RangeChart, RangeRow, Table, ValueKind};

pub use interviews::robustness_by_interview_table;

/// Of what robustness was asked, and how it is told.
#[derive(Clone, Copy, Debug)]
pub struct RobustnessView<'a> {
    /// The study with the codings that are counted.
    pub snapshot: &'a Snapshot,
    /// By place in study order, the words spoken in each document by all but the interviewer.
    pub words: &'a [u64],
    /// The language of words and numbers.
    pub language: Language,
}

/// The most names of interviews in a note.
const MOST_NAMED: usize = 10;

/// Returns the ranking as a table, one row a code, the highest first: its rank, the ranks it has
/// without each of the interviews, and who speaks in it.
pub fn robustness_table(view: &RobustnessView<'_>, found: &Robustness) -> Result<Table, Error> {
    let language = view.language;
    let ranked = ranked(found);
    let codes: Vec<CodeId> = ranked.iter().map(|row| row.code).collect();
    let mut notes = Notes::of_codings(view.snapshot, language);
    let rows = ranked.iter().map(|row| view.row(found, row, &mut notes)).collect();
    let mut table = Table::new(view.title(), view.columns(found, &codes), rows)?;
    table.unit = Some(found.unit.name().to_owned());
    table.base = Some(view.base(found));
    view.findings(found).into_iter().for_each(|said| notes.add(said));
    notes.add(view.words_in_words());
    table.notes = notes.finish();
    Ok(table)
}

/// Returns the ranks as a chart: a disc for the rank with all interviews, on a line from the best to
/// the worst rank without one of them.
pub fn robustness_chart(view: &RobustnessView<'_>, found: &Robustness) -> Chart {
    let language = view.language;
    let row = |row: &&CodeRobustness| RangeRow {
        label: code_label(view.snapshot, row.code, language).to_owned(),
        range: (row.best_rank as f64, row.rank as f64, row.worst_rank as f64),
        colour: code_colour(view.snapshot, row.code),
    };
    let mut subtitle = unit_and_base(plural(found.unit, language), &view.base(found), language);
    subtitle.push_str(language.choose(
        " Disc: the rank with all interviews. Line: the best and the worst rank when one is left out.",
        " Stip: de rang met alle interviews. Lijn: de beste en de slechtste rang als er een ontbreekt.",
    ));
    for said in view.findings(found) {
        subtitle.push_str(&format!(" {}.", capital(&said)));
    }
    Chart::Ranges(RangeChart {
        title: view.title(),
        subtitle,
        rows: ranked(found).iter().map(row).collect(),
        value_label: language.choose("rank", "rang").to_owned(),
        kind: ValueKind::Count,
        language,
    })
}

/// The codes, those with the best rank first.
fn ranked(found: &Robustness) -> Vec<&CodeRobustness> {
    let mut rows: Vec<&CodeRobustness> = found.codes.iter().collect();
    // Stable: of equal counts the first in the order of codes comes first.
    rows.sort_by_key(|row| Reverse(row.count));
    rows
}

impl RobustnessView<'_> {
    fn title(&self) -> String {
        let title = self.language.choose(
            "Codes ranked, with all interviews and without each of them",
            "Rangorde van codes, met alle interviews en zonder elk ervan",
        );
        title.to_owned()
    }

    fn base(&self, found: &Robustness) -> String {
        study_base(self.snapshot, found.subcodes, self.language)
    }

    fn name(&self, place: usize) -> &str {
        self.snapshot.documents().get(place).map_or("", |document| document.name.as_str())
    }

    fn all_words(&self) -> u64 {
        self.words.iter().sum()
    }

    fn columns(&self, found: &Robustness, codes: &[CodeId]) -> Vec<Column> {
        let language = self.language;
        let new = |name: &str, english: &str, dutch: &str, kind| {
            Column::new(name, language.choose(english, dutch), kind)
        };
        let count = ColumnKind::Count;
        let unit = found.unit;
        let mut columns = vec![
            Column::new("code", "Code", ColumnKind::Text),
            label_column(self.snapshot, codes, language),
            Column::new(unit.name(), heading(unit, language), count),
            new("rank", "Rank", "Rang", count),
            new("rank_best", "Best rank", "Beste rang", count),
            new("rank_worst", "Worst rank", "Slechtste rang", count),
            Column::detail("times_in_top", "times_in_top", count),
            new("leans_on", "Leans on", "Leunt op", ColumnKind::Text),
            new("leaning_percent", "Part in it", "Deel daarin", ColumnKind::Percent),
        ];
        if unit != Unit::Participants {
            columns.push(new("participants", "Participants", "Deelnemers", count));
        }
        columns.extend([
            new("most_talkative", "Most by", "Meest door", ColumnKind::Text),
            new(
                "talkative_percent",
                "Most of one participant",
                "Meest van één deelnemer",
                ColumnKind::Percent,
            ),
        ]);
        if unit != Unit::Segments {
            columns.push(Column::detail("segments", "segments", count));
        }
        let rate = new(
            "segments_per_1000_words",
            "Segments per 1,000 words",
            "Segmenten per 1.000 woorden",
            ColumnKind::Measure,
        );
        columns.push(rate);
        columns
    }

    fn row(&self, found: &Robustness, row: &CodeRobustness, notes: &mut Notes) -> Vec<Cell> {
        let unit = found.unit;
        let of_someone = row.most_talkative.and_then(|(id, _)| self.snapshot.participant(id));
        let number = |n: usize| Cell::Count(n as u64);
        let mut cells = vec![
            Cell::text(code_id(self.snapshot, row.code)),
            Cell::text(code_label(self.snapshot, row.code, self.language)),
            Cell::Count(row.count),
            number(row.rank),
            number(row.best_rank),
            number(row.worst_rank),
            number(row.times_in_top),
            row.leans_on.map_or(Cell::Undefined, |(place, _)| Cell::text(self.name(place))),
            notes.number("leaning_percent", row.leaning_percent()),
        ];
        if unit != Unit::Participants {
            cells.push(Cell::Count(row.participants));
        }
        cells.extend([
            of_someone.map_or(Cell::Undefined, |one| Cell::text(&one.name)),
            notes.number("talkative_percent", row.talkative_percent()),
        ]);
        if unit != Unit::Segments {
            cells.push(Cell::Count(row.segments));
        }
        let rate = share_per_1000(row.segments, self.all_words());
        cells.push(notes.number("segments_per_1000_words", rate));
        cells
    }

    /// What the ranking leans on, in words.
    fn findings(&self, found: &Robustness) -> Vec<String> {
        let language = self.language;
        let mut said = vec![self.on_the_top(found)];
        said.extend(found.most_influential().map(|one| {
            let (name, tau) = (self.name(one.place), language.number(one.tau.unwrap_or(1.0), 3));
            language.choose(
                format!("the ranking changes most without {name} (Kendall's tau-b {tau})"),
                format!("de rangorde verandert het meest zonder {name} (Kendalls tau-b {tau})"),
            )
        }));
        if found.absent > 0 {
            said.push(self.without_rank(found.absent));
        }
        said
    }

    /// Says that some codes have no rank.
    fn without_rank(&self, n: usize) -> String {
        match n {
            1 => self.language.choose(
                "1 code that does not occur is left out".to_owned(),
                "1 code die niet voorkomt is weggelaten".to_owned(),
            ),
            _ => self.language.choose(
                format!("{n} codes that do not occur are left out"),
                format!("{n} codes die niet voorkomen zijn weggelaten"),
            ),
        }
    }

    /// Says whether the first codes stay the first.
    fn on_the_top(&self, found: &Robustness) -> String {
        let language = self.language;
        let top = found.top;
        let names: Vec<&str> = found.changing_the_top().map(|one| self.name(one.place)).collect();
        if names.is_empty() {
            return language.choose(
                format!("the top {top} has the same codes without any one of the interviews"),
                format!("de eerste {top} zijn dezelfde codes zonder welk interview dan ook"),
            );
        }
        let (n, all) = (names.len(), found.without.len());
        let more = n.saturating_sub(MOST_NAMED);
        let shown = match more {
            0 => and_list(&names, language),
            more => {
                let others = language.choose(format!("{more} others"), format!("{more} andere"));
                let named = names.iter().take(MOST_NAMED).copied();
                and_list(&named.chain([others.as_str()]).collect::<Vec<_>>(), language)
            }
        };
        language.choose(
            format!("the top {top} has other codes without {n} of {all} interviews: {shown}"),
            format!("de eerste {top} zijn andere codes zonder {n} van {all} interviews: {shown}"),
        )
    }

    /// Says which words are the base of rates.
    fn words_in_words(&self) -> String {
        let language = self.language;
        let words = language.whole(self.all_words());
        language.choose(
            format!("rates are per 1,000 of the {words} words that all but the interviewer speak"),
            format!("per 1.000 is van de {words} woorden die allen behalve de interviewer spreken"),
        )
    }
}
