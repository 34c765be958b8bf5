//! Work on many items on all cores, a bounded stretch ahead of whoever takes the results in order.

use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Scope};

/// So many groups are worked on beyond the one that was taken last.
const GROUPS_AHEAD: usize = 2;

/// The number of threads that work is spread over unless it is said otherwise.
pub(crate) fn n_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Results of `work` on groups of items, a whole group at a time and in order.
///
/// Whatever the number of threads, the results are the same. No more than [`GROUPS_AHEAD`] groups
/// are held beside the one that was taken; dropping this ends the work.
pub(crate) struct Groups<I, T> {
    shared: Arc<Shared<I, T>>,
}

struct Shared<I, T> {
    groups: Vec<Vec<I>>,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    /// Group and place in it of the next item to be worked on.
    next: (usize, usize),
    /// How many groups were taken.
    taken: usize,
    /// Results of the groups that are not taken yet, by group from `taken` on.
    results: Vec<Vec<Option<T>>>,
    /// Nobody wants further results, or work came to a bad end.
    is_over: bool,
}

/// Begins the work on `n_threads` threads of the scope.
pub(crate) fn work_ahead<'scope, I, T>(
    scope: &'scope Scope<'scope, '_>,
    groups: Vec<Vec<I>>,
    n_threads: usize,
    work: impl Fn(&I) -> T + Send + Sync + 'scope,
) -> Groups<I, T>
where
    I: Send + Sync + 'scope,
    T: Send + 'scope,
{
    let groups: Vec<Vec<I>> = groups.into_iter().filter(|group| !group.is_empty()).collect();
    let empty = |group: &Vec<I>| group.iter().map(|_| None).collect();
    let results = groups.iter().take(GROUPS_AHEAD + 1).map(empty).collect();
    let state = State { next: (0, 0), taken: 0, results, is_over: false };
    let shared = Arc::new(Shared { groups, state: Mutex::new(state), changed: Condvar::new() });
    let work = Arc::new(work);
    for _ in 0..n_threads.max(1) {
        let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
        scope.spawn(move || {
            let _ending = Ending(&shared);
            while let Some(at) = shared.next_item() {
                let result = work(&shared.groups[at.0][at.1]);
                shared.put(at, result);
            }
        });
    }
    Groups { shared }
}

impl<I, T> Shared<I, T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<T>>) -> MutexGuard<'a, State<T>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns group and place of an item to work on, once there is room for its result; `None`
    /// when there is no more to do.
    fn next_item(&self) -> Option<(usize, usize)> {
        let mut state = self.lock();
        loop {
            let at = state.next;
            if state.is_over || at.0 == self.groups.len() {
                return None;
            }
            if at.0 < state.taken + state.results.len() {
                let is_last = at.1 + 1 == self.groups[at.0].len();
                state.next = if is_last { (at.0 + 1, 0) } else { (at.0, at.1 + 1) };
                return Some(at);
            }
            state = self.wait(state);
        }
    }

    fn put(&self, (group, place): (usize, usize), result: T) {
        let mut state = self.lock();
        let held = group - state.taken;
        state.results[held][place] = Some(result);
        self.changed.notify_all();
    }
}

/// Tells everybody when a thread ends before its work is done, which is when it panics.
struct Ending<'a, I, T>(&'a Shared<I, T>);

impl<I, T> Drop for Ending<'_, I, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.lock().is_over = true;
            self.0.changed.notify_all();
        }
    }
}

impl<I, T> Iterator for Groups<I, T> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        let shared = &self.shared;
        let mut state = shared.lock();
        if state.taken == shared.groups.len() {
            return None;
        }
        while !state.results[0].iter().all(Option::is_some) {
            if state.is_over {
                // The scope passes the panic on.
                return None;
            }
            state = shared.wait(state);
        }
        let group = state.results.remove(0);
        state.taken += 1;
        let next = state.taken + state.results.len();
        if let Some(items) = shared.groups.get(next) {
            state.results.push(items.iter().map(|_| None).collect());
        }
        shared.changed.notify_all();
        Some(group.into_iter().flatten().collect())
    }
}

impl<I, T> Drop for Groups<I, T> {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn groups() -> Vec<Vec<u64>> {
        vec![vec![9, 1, 5], vec![], vec![50], vec![2; 40], vec![0, 3]]
    }

    /// An item takes as many milliseconds as it is large.
    fn slowly(item: &u64) -> u64 {
        thread::sleep(Duration::from_millis(*item));
        item * 10
    }

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for n_threads in [1, 2, 7] {
            let taken = thread::scope(|scope| {
                work_ahead(scope, groups(), n_threads, slowly).collect::<Vec<_>>()
            });
            let expected = [vec![90, 10, 50], vec![500], vec![20; 40], vec![0, 30]];
            assert_eq!(taken, expected, "{n_threads}");
        }
    }

    #[test]
    fn no_more_is_held_than_a_few_groups() {
        let begun = AtomicUsize::new(0);
        let groups: Vec<Vec<u64>> = (0..20).map(|group| vec![group; 2]).collect();
        thread::scope(|scope| {
            let work = |item: &u64| {
                begun.fetch_add(1, Ordering::SeqCst);
                *item
            };
            for (taken, _) in (1..).zip(work_ahead(scope, groups, 4, work)) {
                thread::sleep(Duration::from_millis(2));
                assert!(begun.load(Ordering::SeqCst) <= 2 * (taken + GROUPS_AHEAD + 1));
            }
        });
        assert_eq!(begun.into_inner(), 40);
    }

    #[test]
    fn who_stops_taking_is_not_waited_for() {
        let begun = AtomicUsize::new(0);
        thread::scope(|scope| {
            let work = |_: &u64| begun.fetch_add(1, Ordering::SeqCst);
            let mut results = work_ahead(scope, vec![vec![0]; 1000], 2, work);
            results.next();
        });
        assert!(begun.into_inner() < 1000);
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_is_passed_on() {
        thread::scope(|scope| {
            let work = |item: &u64| assert_ne!(*item, 50);
            work_ahead(scope, groups(), 2, work).for_each(drop);
        });
    }
}
