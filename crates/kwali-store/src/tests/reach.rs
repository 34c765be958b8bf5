//! What can be taken back and done again, by going through all steps: what going back from the
//! newest is compared with.

use crate::steps::{StepKind, steps_behind};
use crate::{Step, Store};

/// Steps that can be taken back and those that can be done again, the next one last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Reach {
    /// Those that can be taken back.
    pub(crate) undo: Vec<Step>,
    /// Those that were taken back and can be done again.
    pub(crate) redo: Vec<Step>,
}

impl Reach {
    /// Follows steps from the first on; a change ends what could be done again.
    pub(crate) fn of(steps: &[Step]) -> Reach {
        let mut reach = Reach::default();
        for step in steps {
            match step.kind {
                StepKind::Change => {
                    reach.redo.clear();
                    reach.undo.push(*step);
                }
                StepKind::Undo(of) => {
                    let place = reach.undo.iter().rposition(|step| step.last == of);
                    reach.redo.extend(place.map(|place| reach.undo.remove(place)));
                }
                StepKind::Redo(_) => reach.undo.extend(reach.redo.pop()),
            }
        }
        reach
    }

    /// Those of a store.
    pub(crate) fn of_store(store: &Store) -> Reach {
        Reach::of(&steps_behind(&store.conn, 0).unwrap())
    }
}
