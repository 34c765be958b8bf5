//! Who speaks how often in the segments of each row, and in which documents.

use std::collections::BTreeMap;

use kwali_model::{Layout, ParticipantId, Snapshot};

use crate::voices::Voices;

/// How one participant speaks in the segments of one row.
#[derive(Clone, Copy)]
struct Heard {
    segments: u64,
    /// The first document.
    place: u32,
    /// Whether there are others.
    elsewhere: bool,
}

/// The participants of every row.
pub(super) struct People {
    /// By row, by the participant's place in the study.
    rows: Vec<BTreeMap<u32, Heard>>,
    ids: Vec<ParticipantId>,
}

impl People {
    /// Looks at who speaks in every coding; row 0 of `rows_of_codes` is that of all codings.
    pub(super) fn new(
        snapshot: &Snapshot,
        layouts: &[Layout],
        rows_of_codes: &[Vec<u32>],
        n_rows: usize,
    ) -> People {
        let ids: Vec<ParticipantId> = snapshot.participants().iter().map(|one| one.id).collect();
        let mut rows = vec![BTreeMap::new(); n_rows];
        for (place, document) in snapshot.documents().iter().enumerate() {
            let mut voices = Voices::new(document, layouts.get(place));
            let person = |&id: &ParticipantId| snapshot.participant_place(id).map(|p| p as u32);
            let people: Vec<Option<u32>> = voices.people().iter().map(person).collect();
            for coding in snapshot.codings_at(place) {
                let found = voices.of(coding.span);
                for person in found.iter().filter_map(|&number| people[number as usize]) {
                    for &row in rows_of_codes[coding.code.index()].iter().filter(|&&row| row > 0) {
                        hear(&mut rows[row as usize - 1], person, place as u32);
                    }
                }
            }
        }
        People { rows, ids }
    }

    /// The participants of a row.
    pub(super) fn participants(&self, row: usize) -> u64 {
        self.rows[row].len() as u64
    }

    /// The participants of each row who speak in its segments in one document alone, row after row
    /// by document.
    pub(super) fn only_there(&self, n_documents: usize) -> Vec<u64> {
        let mut only_there = vec![0; self.rows.len() * n_documents];
        for (row, people) in self.rows.iter().enumerate() {
            for heard in people.values().filter(|heard| !heard.elsewhere) {
                only_there[row * n_documents + heard.place as usize] += 1;
            }
        }
        only_there
    }

    /// The participant who speaks in most segments of a row, and in how many.
    pub(super) fn most_talkative(&self, row: usize) -> Option<(ParticipantId, u64)> {
        let heard = self.rows[row].iter().map(|(&person, heard)| (person, heard.segments));
        // Of equal ones the first stays.
        let most = heard.reduce(|most, next| if next.1 > most.1 { next } else { most });
        most.map(|(person, segments)| (self.ids[person as usize], segments))
    }
}

fn hear(row: &mut BTreeMap<u32, Heard>, person: u32, place: u32) {
    let heard = row.entry(person).or_insert(Heard { segments: 0, place, elsewhere: false });
    heard.segments += 1;
    heard.elsewhere |= heard.place != place;
}
