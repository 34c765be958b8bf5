//! Work on several stretches of documents at once.

use std::num::NonZero;
use std::ops::Range;
use std::sync::mpsc;
use std::thread;

use kwali_model::Snapshot;

/// Below this a second thread costs more than it saves.
const FEWEST_CODINGS: usize = 20_000;

/// More threads than this wait for memory, and each holds its own sums.
const MOST_THREADS: usize = 4;

/// So many items are made before they are worked on, and so held in memory.
const MOST_AHEAD: usize = 4;

/// Returns what `work` makes of stretches of documents, in their order, on several threads.
///
/// The stretches depend on the machine: the caller must sum what does not depend on them.
pub(crate) fn by_documents<T: Send>(
    snapshot: &Snapshot,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    on_threads(&stretches(snapshot, n_threads(snapshot)), work)
}

/// Returns what `work` makes of stretches of the numbers below `n`, in their order, on several
/// threads; the stretches depend on the machine, too.
pub(crate) fn by_numbers<T: Send>(n: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let n_threads = most_threads().min(n).max(1);
    let edge = |number: usize| number * n / n_threads;
    let stretches: Vec<Range<usize>> =
        (0..n_threads).map(|number| edge(number)..edge(number + 1)).collect();
    on_threads(&stretches, work)
}

/// Works on each stretch on a thread of its own, on the first one here.
fn on_threads<T: Send>(
    stretches: &[Range<usize>],
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let (first, rest) = match stretches.split_first() {
        None => return Vec::new(),
        Some(split) => split,
    };
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> =
            rest.iter().map(|stretch| scope.spawn(|| work(stretch.clone()))).collect();
        let own = work(first.clone());
        let results = others.into_iter().map(|other| match other.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        std::iter::once(own).chain(results).collect()
    })
}

/// Returns what `work` makes of each item, in their order.
///
/// Items are made on the thread that asks, where texts can be read, while another thread works on
/// those that are made.
pub(crate) fn while_made<I: Send, T: Send>(
    snapshot: &Snapshot,
    items: impl Iterator<Item = I>,
    work: impl Fn(I) -> T + Send,
) -> Vec<T> {
    if n_threads(snapshot) == 1 {
        return items.map(work).collect();
    }
    thread::scope(|scope| {
        let (made, to_do) = mpsc::sync_channel(MOST_AHEAD);
        let worker = scope.spawn(move || to_do.into_iter().map(work).collect());
        for item in items {
            // Nobody takes it where the other thread has panicked, which is told below.
            if made.send(item).is_err() {
                break;
            }
        }
        drop(made);
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn n_threads(snapshot: &Snapshot) -> usize {
    match snapshot.codings().len() >= FEWEST_CODINGS {
        true => most_threads(),
        false => 1,
    }
}

fn most_threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS)
}

/// All documents in at most `n` stretches with about as many codings each.
fn stretches(snapshot: &Snapshot, n: usize) -> Vec<Range<usize>> {
    let n_documents = snapshot.documents().len();
    let wanted = snapshot.codings().len().div_ceil(n).max(1);
    let mut stretches = Vec::new();
    let (mut start, mut codings) = (0, 0);
    for place in 0..n_documents {
        codings += snapshot.codings_at(place).len();
        let is_full = codings >= wanted && stretches.len() + 1 < n;
        if is_full || place + 1 == n_documents {
            stretches.push(start..place + 1);
            (start, codings) = (place + 1, 0);
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_every_document_once() {
        let marked = "== d1\n<a>een</a> <a>twee</a> <b>drie</b>\n== d2\nniets\n== d3\n<a>vier</a>";
        for (marked, n, expected) in
            [(marked, 1, "[0..3]"), (marked, 2, "[0..1, 1..3]"), ("", 2, "[]")]
        {
            let snapshot = kwali_testkit::study(marked).snapshot;
            assert_eq!(format!("{:?}", stretches(&snapshot, n)), expected);
        }
    }
}
