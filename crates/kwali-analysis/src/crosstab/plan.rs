//! The columns of a crosstab and their bases, before anything is counted.

use std::collections::BTreeSet;

use kwali_model::{Document, Layout, ParticipantId, Scope, Snapshot};

use super::{Column, ColumnKey, Dimension};
use crate::AnalysisError;
use crate::columns::{Columns, Division};
use crate::values::{MISSING, ValueList, value_of, variable};
use crate::voices::{Voices, people_in};

/// The columns of a crosstab.
pub(super) struct Plan {
    /// In which column a coding counts.
    pub(super) columns: Columns,
    /// By column: what it stands for, with documents and participants; but for the one that holds
    /// everything.
    pub(super) heads: Vec<Column>,
    /// How many columns of known values there would be if every combination had one.
    pub(super) n_known: usize,
}

/// The values of one dimension, and who or what has which of them.
struct Side {
    keys: Vec<ColumnKey>,
    names: Vec<String>,
    division: Division,
    /// By participant in study order: the value; `None` where documents or coders have values.
    of_people: Option<Vec<usize>>,
}

impl Plan {
    pub(super) fn new(
        snapshot: &Snapshot,
        layouts: Option<&[Layout]>,
        dimensions: &[Dimension],
    ) -> Result<Plan, AnalysisError> {
        let side = |&dimension: &Dimension| side(snapshot, layouts, dimension);
        let sides: Vec<Side> = dimensions.iter().map(side).collect::<Result<_, _>>()?;
        let mut heads = heads(&sides);
        let of_people: Option<Vec<&[usize]>> =
            sides.iter().map(|side| side.of_people.as_deref()).collect();
        let widths: Vec<usize> = sides.iter().map(|side| side.keys.len()).collect();
        let people_have = of_people.map(|of_people| {
            let column = |person: usize| {
                let values = of_people.iter().zip(&widths);
                values.fold(0, |column, (values, width)| column * width + values[person])
            };
            (0..snapshot.participants().len()).map(column).collect::<Vec<usize>>()
        });
        let mut columns = Columns::new(sides.into_iter().map(|side| side.division).collect());
        // Who coded what is only known when it is counted.
        if !dimensions.contains(&Dimension::Coder) {
            count_bases(snapshot, layouts, &columns, &mut heads, people_have.as_deref());
        }
        let n_known = n_known(&heads);
        if !dimensions.contains(&Dimension::Coder) {
            // Of all documents by all participants hardly any combination is there.
            let kept: Vec<usize> = (0..heads.len()).filter(|&at| is_shown(&heads[at])).collect();
            columns.keep(&kept);
            heads.retain(is_shown);
        }
        Ok(Plan { columns, heads, n_known })
    }
}

/// Returns a column for each value of one dimension, or each two values of two.
fn heads(sides: &[Side]) -> Vec<Column> {
    let mut heads = vec![Column {
        keys: Vec::new(),
        names: Vec::new(),
        documents: 0,
        participants: Some(0),
        segments_total_in_group: 0,
    }];
    for side in sides {
        let with_each = |head: &Column| -> Vec<Column> {
            let values = side.keys.iter().zip(&side.names);
            let with = |(key, name): (&ColumnKey, &String)| {
                let mut head = head.clone();
                head.keys.push(key.clone());
                head.names.push(name.clone());
                head
            };
            values.map(with).collect()
        };
        heads = heads.iter().flat_map(with_each).collect();
    }
    heads
}

/// Counts the documents and participants that belong to each column.
///
/// `people_have` is the column of each participant, where it does not depend on the document: then
/// also those count who speak nowhere.
fn count_bases(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    columns: &Columns,
    heads: &mut [Column],
    people_have: Option<&[usize]>,
) {
    let mut speaking: BTreeSet<(usize, ParticipantId)> = BTreeSet::new();
    for (place, document) in snapshot.documents().iter().enumerate() {
        let column = |person| columns.column(place, 0, person) as usize - 1;
        let mut present: BTreeSet<usize> = BTreeSet::new();
        for (number, person) in people_in(document).into_iter().enumerate() {
            let of_person = column(Some(number as u32));
            speaking.insert((of_person, person));
            present.insert(of_person);
        }
        if !columns.tell_people_apart() || has_segment_of_nobody(snapshot, layouts, place) {
            present.insert(column(None));
        }
        present.into_iter().for_each(|column| heads[column].documents += 1);
    }
    let belonging: Vec<usize> = match people_have {
        Some(people_have) => people_have.to_vec(),
        None => speaking.into_iter().map(|(column, _)| column).collect(),
    };
    for column in belonging {
        let participants = &mut heads[column].participants;
        *participants = participants.map(|n| n + 1);
    }
}

fn has_segment_of_nobody(snapshot: &Snapshot, layouts: Option<&[Layout]>, place: usize) -> bool {
    let layout = layouts.and_then(|layouts| layouts.get(place));
    let mut voices = Voices::new(&snapshot.documents()[place], layout);
    snapshot.codings_at(place).iter().any(|coding| voices.of(coding.span).is_empty())
}

fn side(
    snapshot: &Snapshot,
    layouts: Option<&[Layout]>,
    dimension: Dimension,
) -> Result<Side, AnalysisError> {
    let documents = snapshot.documents();
    Ok(match dimension {
        Dimension::Document => by_document(
            documents.iter().map(|d| (ColumnKey::Document(d.id), d.name.clone())).unzip(),
            (0..documents.len() as u32).collect(),
        ),
        Dimension::Group => {
            let groups = ValueList::of_groups(snapshot);
            let place = |d: &Document| groups.place(d.group.as_deref()) as u32;
            by_document(keys(&groups, ColumnKey::Group), documents.iter().map(place).collect())
        }
        Dimension::Coder => {
            let coders = snapshot.coders().iter();
            let (keys, names): (Vec<_>, Vec<_>) =
                coders.map(|coder| (ColumnKey::Coder(coder.id), coder.name.clone())).unzip();
            Side { division: Division::by_coder(keys.len()), keys, names, of_people: None }
        }
        Dimension::Participant => {
            layouts.ok_or(AnalysisError::SpeakersNeeded)?;
            let people = snapshot.participants().iter();
            let key = |id| ColumnKey::Participant(id);
            let nobody = (key(None), MISSING.to_owned());
            let named = people.map(|person| (key(Some(person.id)), person.name.clone()));
            let n_people = snapshot.participants().len();
            by_participant(snapshot, named.chain([nobody]).unzip(), (0..n_people).collect())
        }
        Dimension::Variable(id) => {
            let variable = variable(snapshot, id)?;
            let values = ValueList::of_variable(snapshot, variable);
            let keys = keys(&values, ColumnKey::Value);
            if variable.scope == Scope::Document {
                let places = documents.iter().map(|d| values.place(value_of(d, id)) as u32);
                return Ok(by_document(keys, places.collect()));
            }
            layouts.ok_or_else(|| AnalysisError::LayoutsNeeded(variable.name.clone()))?;
            let people = snapshot.participants().iter();
            let of_people =
                people.map(|person| values.place(person.values.get(&id).map(String::as_str)));
            by_participant(snapshot, keys, of_people.collect())
        }
    })
}

fn by_document((keys, names): (Vec<ColumnKey>, Vec<String>), values: Vec<u32>) -> Side {
    Side { division: Division::by_document(keys.len(), values), keys, names, of_people: None }
}

/// `of_people` holds the value of every participant; the last key is that of nobody.
fn by_participant(
    snapshot: &Snapshot,
    (keys, names): (Vec<ColumnKey>, Vec<String>),
    of_people: Vec<usize>,
) -> Side {
    let value = |person: ParticipantId| {
        let place = snapshot.participant_place(person);
        place.map_or(keys.len() - 1, |place| of_people[place]) as u32
    };
    let of_document = |document: &Document| people_in(document).into_iter().map(value).collect();
    let values: Vec<Vec<u32>> = snapshot.documents().iter().map(of_document).collect();
    let division = Division::by_participant(keys.len(), values);
    Side { division, keys, names, of_people: Some(of_people) }
}

fn keys(values: &ValueList, key: fn(Option<String>) -> ColumnKey) -> (Vec<ColumnKey>, Vec<String>) {
    let named = |value: Option<String>| {
        let name = value.clone().unwrap_or_else(|| MISSING.to_owned());
        (key(value), name)
    };
    values.with_missing().map(named).unzip()
}

/// Returns how many columns stand for known values.
pub(super) fn n_known(columns: &[Column]) -> usize {
    let is_known = |column: &&Column| !column.keys.iter().any(ColumnKey::is_missing);
    columns.iter().filter(is_known).count()
}

/// A column of what is missing, or of a combination of values, is shown if anything belongs to it.
pub(super) fn is_shown(column: &Column) -> bool {
    let may_be_empty = column.keys.len() > 1 || column.keys.iter().any(ColumnKey::is_missing);
    !may_be_empty || column.documents > 0 || column.participants.unwrap_or(0) > 0
}
