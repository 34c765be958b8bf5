//! Steps: what was done in one transaction, and can be taken back and done again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use crate::{Error, Store, chain, content, step_chain};

/// What a step did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepKind {
    /// Something that a person wanted.
    Change,
    /// It took back the step of this number.
    Undo(u64),
    /// It did the step of this number again.
    Redo(u64),
}

/// What was done in one transaction: one or several entries of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The number of its first entry.
    pub first: u64,
    /// The number of its last entry, which is the state of the study behind it.
    pub last: u64,
    /// What it did.
    pub kind: StepKind,
}

/// What of the rows a step recorded.
pub(crate) struct Record {
    /// The number before that of its first row image, and that of the last.
    pub(crate) images: (i64, i64),
    /// Ids that were given out: the table, the first and the last.
    pub(crate) new_ids: Vec<(String, i64, i64)>,
}

impl StepKind {
    fn columns(self) -> (&'static str, Option<i64>) {
        match self {
            StepKind::Change => ("change", None),
            StepKind::Undo(step) => ("undo", Some(step as i64)),
            StepKind::Redo(step) => ("redo", Some(step as i64)),
        }
    }
}

impl Step {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Step> {
        let step = row.get::<_, Option<i64>>(3)?.unwrap_or_default() as u64;
        let kind = match row.get_ref(2)?.as_str()? {
            "undo" => StepKind::Undo(step),
            "redo" => StepKind::Redo(step),
            _ => StepKind::Change,
        };
        let (first, last) = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64);
        Ok(Step { first, last, kind })
    }

    /// Returns the entries as people read them: `12`, or `12..15`.
    pub fn entries(&self) -> String {
        chain::entries(self.first, self.last)
    }
}

/// Returns the steps that made a study what it is, of all steps behind one of its states: not those
/// that were taken back since, nor what took them back. What was taken back and done again stands
/// where it was done first.
pub(crate) fn in_effect(steps: &[Step]) -> Vec<Step> {
    let mut in_effect: Vec<Step> = Vec::new();
    let mut taken_back: BTreeMap<u64, Step> = BTreeMap::new();
    for step in steps {
        match step.kind {
            StepKind::Change => in_effect.push(*step),
            StepKind::Undo(of) => {
                // Mostly it is the last one.
                let place = in_effect.iter().rposition(|step| match step.kind {
                    StepKind::Change => step.last == of,
                    StepKind::Redo(again) => again == of,
                    StepKind::Undo(_) => false,
                });
                match place {
                    Some(place) => {
                        taken_back.insert(of, in_effect.remove(place));
                    }
                    // What it took back was done before that state.
                    None => in_effect.push(*step),
                }
            }
            StepKind::Redo(of) => match taken_back.remove(&of) {
                Some(done) => {
                    let place = in_effect.partition_point(|step| step.last < done.last);
                    in_effect.insert(place, done);
                }
                None => {
                    let undone = |step: &Step| step.kind == StepKind::Undo(of);
                    match in_effect.iter().rposition(undone) {
                        Some(place) => drop(in_effect.remove(place)),
                        None => in_effect.push(*step),
                    }
                }
            },
        }
    }
    in_effect
}

impl Store {
    /// Returns the steps behind a state that made the study what it is, in their order: not those that
    /// were taken back, nor what took them back.
    pub fn steps_in_effect_since(&self, state: u64) -> Result<Vec<Step>, Error> {
        let steps = steps_behind(&self.conn, state);
        let steps = steps.map_err(|error| Error::sql(&self.path, error))?;
        Ok(in_effect(&steps))
    }

    /// Returns the last `n` steps that can be taken back, the last one first.
    pub fn last_to_undo(&self, n: usize) -> Result<Vec<Step>, Error> {
        last_to_undo(&self.conn, n).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the last `n` steps that can be done again, the last one first.
    pub fn last_to_redo(&self, n: usize) -> Result<Vec<Step>, Error> {
        last_to_redo(&self.conn, n).map_err(|error| Error::sql(&self.path, error))
    }

    /// Says so if steps are not what was written, so that nothing may be taken back.
    pub fn check_steps(&self) -> Result<(), Error> {
        check_steps(&self.conn, &self.path, 0)
    }

    /// Returns the number of the entry up to which nothing can be taken back, since the study was
    /// made before changes were recorded for that; `None` if it was not.
    pub fn recorded_from(&self) -> Result<Option<u64>, Error> {
        Ok(self.property(RECORDED_FROM)?.and_then(|number| number.parse().ok()))
    }
}

/// Says so if steps with this number or a higher one are not what was written.
pub(crate) fn check_steps(conn: &Connection, path: &Path, from: u64) -> Result<(), Error> {
    let problem = chain::problem_of_steps(conn, from).map_err(|error| Error::sql(path, error))?;
    problem.map_or(Ok(()), |problem| Err(Error::tampered_with(path, problem)))
}

/// The property of the study that tells where recording began in a study that is older.
const RECORDED_FROM: &str = "recorded_from";

/// Notes in a study that was made before there were steps up to where there are none.
pub(crate) fn note_recorded_from(conn: &Connection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO study SELECT ?1, max(number) FROM changes HAVING count(*) > 0";
    conn.execute(sql, [RECORDED_FROM]).map(|_| ())
}

/// Goes back from the newest step: of each change the newest step that names it tells whether it is in
/// effect.
pub(crate) fn last_to_undo(conn: &Connection, n: usize) -> rusqlite::Result<Vec<Step>> {
    let mut statement = conn.prepare_cached(BACKWARDS)?;
    let mut rows = statement.query([])?;
    // Changes of which a newer step tells whether they are in effect.
    let (mut found, mut told) = (Vec::new(), BTreeSet::new());
    while found.len() < n
        && let Some(row) = rows.next()?
    {
        let step = Step::of_row(row)?;
        match step.kind {
            StepKind::Undo(of) => drop(told.insert(of)),
            StepKind::Redo(of) if told.insert(of) => found.extend(numbered(conn, of)?),
            StepKind::Change if told.insert(step.last) => found.push(step),
            StepKind::Redo(_) | StepKind::Change => {}
        }
    }
    Ok(found)
}

/// Goes back from the newest step to the last change, which ends what can be done again.
pub(crate) fn last_to_redo(conn: &Connection, n: usize) -> rusqlite::Result<Vec<Step>> {
    let mut statement = conn.prepare_cached(BACKWARDS)?;
    let mut rows = statement.query([])?;
    let (mut found, mut told) = (Vec::new(), BTreeSet::new());
    while found.len() < n
        && let Some(row) = rows.next()?
    {
        match Step::of_row(row)?.kind {
            StepKind::Change => break,
            StepKind::Redo(of) => drop(told.insert(of)),
            StepKind::Undo(of) if told.insert(of) => found.extend(numbered(conn, of)?),
            StepKind::Undo(_) => {}
        }
    }
    Ok(found)
}

const BACKWARDS: &str = "SELECT first_entry, number, kind, step FROM steps ORDER BY number DESC";

/// Returns the step of this number.
fn numbered(conn: &Connection, number: u64) -> rusqlite::Result<Option<Step>> {
    let sql = "SELECT first_entry, number, kind, step FROM steps WHERE number = ?1";
    conn.prepare_cached(sql)?.query_row(params![number as i64], Step::of_row).optional()
}

/// Returns the steps behind a state, in their order.
pub(crate) fn steps_behind(conn: &Connection, state: u64) -> rusqlite::Result<Vec<Step>> {
    let sql = "SELECT first_entry, number, kind, step FROM steps WHERE number > ?1 ORDER BY number";
    let mut statement = conn.prepare_cached(sql)?;
    statement.query_map(params![state as i64], Step::of_row)?.collect()
}

/// Returns the last step.
pub(crate) fn last_step(conn: &Connection) -> rusqlite::Result<Option<Step>> {
    let sql = "SELECT first_entry, number, kind, step FROM steps ORDER BY number DESC LIMIT 1";
    conn.prepare_cached(sql)?.query_row([], Step::of_row).optional()
}

/// Writes down that a step was done, and what it recorded of the rows; returns its hash.
pub(crate) fn add_step(
    conn: &Connection,
    step: &Step,
    new_ids: &Value,
    images: (i64, i64),
) -> rusqlite::Result<String> {
    let (kind, of) = step.kind.columns();
    let sql = "INSERT INTO steps (number, first_entry, kind, step, last_image, new_ids, content)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let number = step.last as i64;
    let new_ids = new_ids.to_string();
    let content = content::digest(conn)?;
    let values = params![number, step.first as i64, kind, of, images.1, new_ids, content];
    conn.prepare_cached(sql)?.execute(values)?;
    step_chain::seal(conn, number, images)
}

/// Returns the number of the last row image; 0 where there is none.
pub(crate) fn last_image(conn: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT coalesce(max(number), 0) FROM row_images";
    conn.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Returns the number of the step whose record tells what a step did to the rows.
///
/// What is done again does the same as the first time, and so does what is taken back again: it is
/// recorded once.
pub(crate) fn recorded_by(conn: &Connection, step: &Step) -> rusqlite::Result<u64> {
    match step.kind {
        StepKind::Change => Ok(step.last),
        StepKind::Redo(done) => Ok(done),
        StepKind::Undo(taken_back) => Ok(first_undo(conn, taken_back)?.unwrap_or(step.last)),
    }
}

/// Returns the number of the first step that took back a step.
pub(crate) fn first_undo(conn: &Connection, of: u64) -> rusqlite::Result<Option<u64>> {
    let sql = "SELECT min(number) FROM steps WHERE kind = 'undo' AND step = ?1";
    let number: Option<i64> =
        conn.prepare_cached(sql)?.query_row(params![of as i64], |row| row.get(0))?;
    Ok(number.map(|number| number as u64))
}

/// Returns what a step recorded of the rows; `None` if its row images are not what it recorded.
pub(crate) fn record(conn: &Connection, number: u64) -> rusqlite::Result<Option<Record>> {
    let sql = "SELECT coalesce((SELECT max(last_image) FROM steps WHERE number < ?1), 0),
                 last_image, new_ids FROM steps WHERE number = ?1";
    let record = conn.prepare_cached(sql)?.query_row(params![number as i64], |row| {
        let new_ids: String = row.get(2)?;
        let new_ids: Value = serde_json::from_str(&new_ids).unwrap_or_default();
        Ok(Record { images: (row.get(0)?, row.get(1)?), new_ids: ranges(&new_ids) })
    })?;
    match step_chain::has_its_images(conn, number as i64, record.images)? {
        true => Ok(Some(record)),
        false => Ok(None),
    }
}

pub(crate) fn ranges(new_ids: &Value) -> Vec<(String, i64, i64)> {
    let range = |(table, range): (&String, &Value)| {
        Some((table.clone(), range.get(0)?.as_i64()?, range.get(1)?.as_i64()?))
    };
    new_ids.as_object().into_iter().flatten().filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::Reach;

    /// Steps as `+` for a change, `u` for undo and `r` for redo; what can be taken back and done
    /// again, by number from 1.
    #[track_caller]
    fn check(done: &str, undo: &[u64], redo: &[u64]) {
        let reach = Reach::of(&steps_of(done));
        assert_eq!((numbers(&reach.undo), numbers(&reach.redo)), (undo.into(), redo.into()));
    }

    fn numbers(steps: &[Step]) -> Vec<u64> {
        steps.iter().map(|step| step.last).collect()
    }

    fn steps_of(done: &str) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for (place, sign) in done.chars().enumerate() {
            let reach = Reach::of(&steps);
            let kind = match sign {
                'u' => StepKind::Undo(reach.undo.last().unwrap().last),
                'r' => StepKind::Redo(reach.redo.last().unwrap().last),
                _ => StepKind::Change,
            };
            let number = place as u64 + 1;
            steps.push(Step { first: number, last: number, kind });
        }
        steps
    }

    /// The steps in effect of those behind a state, which is how many there were before.
    #[track_caller]
    fn check_in_effect(done: &str, state: usize, expected: &[u64]) {
        assert_eq!(numbers(&in_effect(&steps_of(done)[state..])), expected, "{done} {state}");
    }

    #[test]
    fn what_was_taken_back_is_not_in_effect() {
        check_in_effect("+++", 1, &[2, 3]);
        check_in_effect("+++uu+", 1, &[6]);
        check_in_effect("++ur", 1, &[2]);
        check_in_effect("++uru+", 1, &[6]);
        check_in_effect("++uur+", 0, &[1, 6]);
    }

    #[test]
    fn what_took_earlier_steps_back_is_in_effect() {
        check_in_effect("++u", 2, &[3]);
        check_in_effect("++uu+", 2, &[3, 4, 5]);
        check_in_effect("++ur", 2, &[]);
        check_in_effect("++ur", 3, &[4]);
        check_in_effect("++uru", 3, &[]);
        check_in_effect("++urur", 3, &[4]);
        check_in_effect("+++uuu", 2, &[5, 6]);
    }

    #[test]
    fn a_change_ends_what_could_be_done_again() {
        check("", &[], &[]);
        check("++", &[1, 2], &[]);
        check("++u", &[1], &[2]);
        check("++uu", &[], &[2, 1]);
        check("++uur", &[1], &[2]);
        check("++uurr", &[1, 2], &[]);
        check("++uur+", &[1, 6], &[]);
        check("++uur+u", &[1], &[6]);
    }
}
