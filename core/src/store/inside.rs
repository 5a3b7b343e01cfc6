//! A job that calls the store which runs it is refused, instead of waiting for itself for ever.

use std::cell::RefCell;

use crate::error::{Error, Result};

thread_local! {
    /// The stores that this thread works for.
    static INSIDE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A note that this thread works for a store, until it is dropped.
pub(in crate::store) struct Inside {
    store: usize,
}

impl Inside {
    /// Notes that this thread works for the store at this address.
    ///
    /// # Errors
    /// `internal` when it does already.
    pub(in crate::store) fn enter<T>(store: &T) -> Result<Inside> {
        let store = std::ptr::from_ref(store).addr();
        let entered = INSIDE.try_with(|inside| {
            let mut stores = inside.borrow_mut();
            let free = !stores.contains(&store);
            if free {
                stores.push(store);
            }
            free
        });
        match entered {
            Ok(false) => Err(Error::internal("a job called the store that runs it")),
            // A thread that is ending keeps no notes, and runs no jobs around this call.
            Ok(true) | Err(_) => Ok(Inside { store }),
        }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = INSIDE.try_with(|inside| {
            let last = inside.borrow_mut().pop();
            debug_assert_eq!(last, Some(self.store), "stores are left in the order of entry");
        });
    }
}
