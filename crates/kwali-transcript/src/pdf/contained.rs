//! Panics of a library, kept from the caller and from the screen.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Does something that may panic; then there is no result, and nothing is printed.
pub(super) fn contained<T>(act: impl FnOnce() -> T) -> Option<T> {
    static INSTALLED: Once = Once::new();
    // The hook is one for the whole program: it is silent on this thread while `act` runs only.
    INSTALLED.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CONTAINED.get() {
                usual(panic);
            }
        }));
    });
    IS_CONTAINED.set(true);
    // What `act` had in hand is dropped with it.
    let result = catch_unwind(AssertUnwindSafe(act));
    IS_CONTAINED.set(false);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(contained(|| 1), Some(1));
        let none: Option<usize> = contained(|| Vec::<usize>::new()[1]);
        assert_eq!(none, None);
    }
}
