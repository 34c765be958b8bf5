//! Contrasts: of what one perspective speaks as a barrier and another as an enabler, in their words.

use std::collections::BTreeSet;

use kwali_analysis::{Contrast, Dimension, Perspectives, Unit};
use kwali_model::{CodeId, ParticipantId};

use super::BOTH_UNITS;
use crate::exhibits::notes::Notes;
use crate::exhibits::wording::{code_id, code_label, study_base};
use crate::factsheet::{Chooser, Evidence, Quote};
use crate::{Cell, Column, ColumnKind, Error, Language, Table};

/// Which contrasts are shown, and how much of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContrastOptions {
    /// The codes that are opposed, two by two; all of them must be rows of the perspectives.
    pub pairs: Vec<(CodeId, CodeId)>,
    /// The most words that a quote should have.
    pub most_words: usize,
}

/// Returns a row for each code of a contrast and each perspective that speaks of it, with a quote.
///
/// Quotes are chosen by the rule of factsheets, from segments in which only people of the
/// perspective speak, where there are any.
pub fn contrasts_table(
    evidence: &Evidence<'_>,
    perspectives: &Perspectives,
    options: &ContrastOptions,
    language: Language,
) -> Result<Table, Error> {
    let snapshot = evidence.snapshot;
    let mut notes = Notes::of_codings(snapshot, language);
    let view = View { evidence, perspectives, options, language };
    let mut chooser = Chooser::new(evidence);
    let (mut rows, mut n_without) = (Vec::new(), 0);
    for &(a, b) in &options.pairs {
        let (Some(row_a), Some(row_b)) = (view.place(a), view.place(b)) else { continue };
        let contrast = perspectives.contrast(row_a, row_b);
        if contrast == Contrast::Absent {
            n_without += 1;
            continue;
        }
        for row in [row_a, row_b] {
            for column in perspectives.present_in(row) {
                let place = Place { pair: (a, b), contrast, row, column };
                rows.push(view.row(&place, &mut chooser, &mut notes));
            }
        }
    }
    let title =
        language.choose("Contrasts between perspectives", "Contrasten tussen perspectieven");
    let mut table = Table::new(title, view.columns(), rows)?;
    table.unit = Some(BOTH_UNITS.to_owned());
    table.base = Some(study_base(snapshot, perspectives.crosstab.subcodes, language));
    view.remarks(n_without, &mut notes);
    table.notes = notes.finish();
    Ok(table)
}

struct View<'a> {
    evidence: &'a Evidence<'a>,
    perspectives: &'a Perspectives,
    options: &'a ContrastOptions,
    language: Language,
}

/// A code of a contrast in one perspective.
struct Place {
    pair: (CodeId, CodeId),
    contrast: Contrast,
    row: usize,
    column: usize,
}

impl View<'_> {
    /// The row of a code.
    fn place(&self, code: CodeId) -> Option<usize> {
        self.perspectives.crosstab.rows.iter().position(|&row| row == code)
    }

    fn columns(&self) -> Vec<Column> {
        let choose = |english, dutch| self.language.choose(english, dutch);
        let text = |name: &str, label| Column::new(name, label, ColumnKind::Text);
        let count = |name: &str, label| Column::new(name, label, ColumnKind::Count);
        vec![
            text("contrast", choose("Contrast", "Contrast")),
            Column::detail("kind", "kind", ColumnKind::Text),
            Column::wording("kind_in_words", choose("Kind", "Soort"), ColumnKind::Text),
            Column::detail("code", "code", ColumnKind::Text),
            Column::wording("label", "Code", ColumnKind::Text),
            text("perspective", choose("Perspective", "Perspectief")),
            count("participants", choose("Participants", "Deelnemers")),
            count("segments", choose("Segments", "Segmenten")),
            Column::new("quote", choose("Quote", "Citaat"), ColumnKind::Prose),
            text("said_by", choose("Said by", "Gezegd door")),
            text("document", "Document"),
            count("paragraph", choose("Paragraph", "Alinea")),
            Column::detail("coding", "coding", ColumnKind::Text),
            Column::detail("start", "start", ColumnKind::Count),
            Column::detail("end", "end", ColumnKind::Count),
        ]
    }

    fn row(&self, place: &Place, chooser: &mut Chooser<'_>, notes: &mut Notes) -> Vec<Cell> {
        let crosstab = &self.perspectives.crosstab;
        let (snapshot, code) = (self.evidence.snapshot, crosstab.rows[place.row]);
        let counts = crosstab.cell(place.row, place.column);
        let mut cells = vec![
            Cell::text(self.name(place.pair)),
            Cell::text(place.contrast.name()),
            Cell::text(in_words(place.contrast, self.language)),
            Cell::text(code_id(snapshot, code)),
            Cell::text(code_label(snapshot, code, self.language)),
            Cell::text(crosstab.columns[place.column].name()),
            notes.count("participants", counts.of(Unit::Participants)),
            Cell::Count(counts.segments),
        ];
        cells.extend(match self.quoted(place, chooser) {
            Some(coding) => self.quote_cells(coding),
            None => self.no_quote(notes),
        });
        cells
    }

    /// What a contrast is called: the last part of both ids, once if it is the same.
    fn name(&self, (a, b): (CodeId, CodeId)) -> String {
        let name = |code: CodeId| self.evidence.snapshot.codes().code(code).path.name().to_owned();
        match (name(a), name(b)) {
            (a, b) if a == b => a,
            (a, b) => format!("{a} / {b}"),
        }
    }

    /// Returns the place of the coding that is quoted, if any may be.
    fn quoted(&self, place: &Place, chooser: &mut Chooser<'_>) -> Option<usize> {
        let (snapshot, crosstab) = (self.evidence.snapshot, &self.perspectives.crosstab);
        let codes = snapshot.codes().with_descendants(crosstab.rows[place.row]);
        let of_theme = |&coding: &usize| codes.contains(&snapshot.codings()[coding].code);
        let spoken = (0..snapshot.codings().len()).filter(of_theme);
        let mut candidates: Vec<(usize, Vec<bool>)> =
            spoken.map(|coding| (coding, self.are_of(coding, place.column))).collect();
        candidates.retain(|(_, of_perspective)| of_perspective.contains(&true));
        let all = |coding: &(usize, Vec<bool>)| coding.1.iter().all(|&is| is).then_some(coding.0);
        let wanted = (1, self.options.most_words);
        let chosen = chooser.choose(candidates.iter().filter_map(all), wanted).pop();
        chosen.or_else(|| chooser.choose(candidates.into_iter().map(|c| c.0), wanted).pop())
    }

    /// Returns of each participant who speaks in a segment whether the perspective is theirs.
    fn are_of(&self, coding: usize, column: usize) -> Vec<bool> {
        let crosstab = &self.perspectives.crosstab;
        let [Dimension::Variable(variable)] = crosstab.dimensions[..] else { return Vec::new() };
        let value = |person: ParticipantId| {
            self.evidence.snapshot.participant(person)?.values.get(&variable)
        };
        let wanted = crosstab.columns[column].names.first();
        self.people(coding).into_iter().map(|person| value(person) == wanted).collect()
    }

    fn people(&self, coding: usize) -> Vec<ParticipantId> {
        let snapshot = self.evidence.snapshot;
        let coding = &snapshot.codings()[coding];
        let place = snapshot.document_place(coding.document);
        let heard = place.and_then(|place| {
            let layout = self.evidence.layouts.get(place)?;
            Some(layout.participants_of(&snapshot.documents()[place], coding.span))
        });
        heard.unwrap_or_default()
    }

    fn quote_cells(&self, index: usize) -> Vec<Cell> {
        let snapshot = self.evidence.snapshot;
        let coding = &snapshot.codings()[index];
        let Quote { turns, id, .. } = Quote::of(self.evidence, index, None, self.language);
        let names: BTreeSet<&str> = self
            .people(index)
            .into_iter()
            .filter_map(|person| snapshot.participant(person))
            .map(|person| person.name.as_str())
            .collect();
        let place = snapshot.document_place(coding.document);
        let paragraph = place
            .and_then(|place| self.evidence.layouts.get(place))
            .map(|layout| layout.paragraph_at(coding.span.start()) as u64 + 1);
        let document = snapshot.document(coding.document);
        vec![
            Cell::text(turns.join(" – ")),
            Cell::text(names.into_iter().collect::<Vec<_>>().join(", ")),
            Cell::text(document.map_or("", |document| document.name.as_str())),
            Cell::count(paragraph),
            Cell::text(id),
            Cell::Count(coding.span.start_char() as u64),
            Cell::Count(coding.span.end_char() as u64),
        ]
    }

    fn no_quote(&self, notes: &mut Notes) -> Vec<Cell> {
        for column in ["quote", "paragraph"] {
            notes.add(self.language.choose(
                format!(
                    "{column} is undefined where every segment names somebody or is quoted already"
                ),
                format!(
                    "{column} is ongedefinieerd waar elk segment iemand noemt of al geciteerd is"
                ),
            ));
        }
        (0..7).map(|_| Cell::Undefined).collect()
    }

    fn remarks(&self, n_without: usize, notes: &mut Notes) {
        let n = self.options.pairs.len();
        if n_without > 0 {
            notes.add(self.language.choose(
                format!("{n_without} of {n} pairs of codes show no contrast and are left out"),
                format!(
                    "{n_without} van {n} paren van codes laten geen contrast zien en zijn \
                     weggelaten"
                ),
            ));
        }
        notes.add(self.language.choose(
            "a contrast: one perspective speaks of the first code, another of the second; opposed \
             if neither of them speaks of both, else mixed",
            "een contrast: het ene perspectief spreekt van de eerste code, een ander van de \
             tweede; tegenover elkaar als geen van beide van allebei spreekt, anders gemengd",
        ));
        notes.add(self.language.choose(
            "quotes: where only people of the perspective speak if there is such a segment; the \
             highest weight, then without names, then whose participants were quoted least, then \
             of a length that is read, then the first in the study",
            "citaten: waar alleen mensen van het perspectief spreken als er zo’n segment is; het \
             hoogste gewicht, dan zonder namen, dan van wie het minst is geciteerd, dan van een \
             lengte die gelezen wordt, dan het eerste in de studie",
        ));
    }
}

fn in_words(contrast: Contrast, language: Language) -> &'static str {
    match contrast {
        Contrast::Opposed => language.choose("opposed", "tegenover elkaar"),
        Contrast::Mixed => language.choose("mixed", "gemengd"),
        Contrast::Absent => language.choose("none", "geen"),
    }
}
