//! Handles: names of what a host holds, never addresses of it.
//!
//! A handle that a host was given and has freed since is told from one that was never made, and
//! neither is ever followed: a name holds the kind, the place in the table and how often the place
//! was used before.

use std::marker::PhantomData;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::status::Fault;

/// No allocator gives out such addresses: the kind stands in bits that are zero there.
const KIND_BITS: u32 = 3;
const INDEX_BITS: u32 = if usize::BITS >= 64 { 24 } else { 15 };
const PLACES_MAX: usize = 1 << INDEX_BITS;
const GENERATION_MAX: usize = usize::MAX >> (KIND_BITS + INDEX_BITS);

#[derive(Debug)]
struct Place<T> {
    generation: usize,
    value: Option<T>,
}

#[derive(Debug)]
struct Places<T> {
    all: Vec<Place<T>>,
    free: Vec<usize>,
}

/// The handles of one kind. `H` is the opaque type that C sees.
#[derive(Debug)]
pub(crate) struct Handles<H, T> {
    kind: usize,
    name: &'static str,
    places: RwLock<Places<T>>,
    opaque: PhantomData<fn(H)>,
}

impl<H, T: Clone> Handles<H, T> {
    /// A table of a kind, 1 to 7, by the name that refusals call it.
    pub(crate) const fn new(kind: usize, name: &'static str) -> Self {
        assert!(kind > 0 && kind < 1 << KIND_BITS, "a kind is never 0 and fits its bits");
        let places = RwLock::new(Places { all: Vec::new(), free: Vec::new() });
        Handles { kind, name, places, opaque: PhantomData }
    }

    /// Gives `value` a name, or answers NULL when the host holds too many at once.
    pub(crate) fn insert(&self, value: T) -> *mut H {
        let mut places = self.write();
        let index = match places.free.pop() {
            Some(index) => index,
            None if places.all.len() < PLACES_MAX => {
                places.all.push(Place { generation: 0, value: None });
                places.all.len() - 1
            }
            None => return std::ptr::null_mut(),
        };
        let place = &mut places.all[index];
        place.value = Some(value);
        let name = (place.generation << INDEX_BITS | index) << KIND_BITS | self.kind;
        std::ptr::without_provenance_mut(name)
    }

    /// What the handle names.
    pub(crate) fn get(&self, handle: *const H) -> Result<T, Fault> {
        let (index, generation) = self.split(handle)?;
        let places = self.read();
        let place = places.all.get(index).ok_or_else(|| Fault::handle(self.name))?;
        match &place.value {
            Some(value) if place.generation == generation => Ok(value.clone()),
            _ if generation < place.generation => Err(Fault::closed()),
            _ => Err(Fault::handle(self.name)),
        }
    }

    /// Ends the handle. None when it had ended before.
    pub(crate) fn remove(&self, handle: *const H) -> Result<Option<T>, Fault> {
        let (index, generation) = self.split(handle)?;
        let mut places = self.write();
        let Places { all, free } = &mut *places;
        let place = all.get_mut(index).ok_or_else(|| Fault::handle(self.name))?;
        if generation < place.generation {
            return Ok(None);
        }
        if generation > place.generation || place.value.is_none() {
            return Err(Fault::handle(self.name));
        }
        // A place whose names are used up is left, so that no name ever comes back.
        place.generation += 1;
        if place.generation < GENERATION_MAX {
            free.push(index);
        }
        Ok(place.value.take())
    }

    fn split(&self, handle: *const H) -> Result<(usize, usize), Fault> {
        let name = handle.addr();
        if name == 0 {
            return Err(Fault::null(self.name));
        }
        if name & ((1 << KIND_BITS) - 1) != self.kind {
            return Err(Fault::handle(self.name));
        }
        let rest = name >> KIND_BITS;
        Ok((rest & (PLACES_MAX - 1), rest >> INDEX_BITS))
    }

    fn read(&self) -> RwLockReadGuard<'_, Places<T>> {
        self.places.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Places<T>> {
        self.places.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::SV_INVALID_HANDLE;

    struct Opaque;

    #[test]
    fn a_name_never_comes_back() {
        let handles: Handles<Opaque, u32> = Handles::new(1, "thing");
        let first = handles.insert(7);
        assert_eq!(handles.get(first).ok(), Some(7));
        assert_eq!(handles.remove(first).ok(), Some(Some(7)));
        let second = handles.insert(8);
        assert_ne!(first, second);
        assert_eq!(handles.get(first).expect_err("it ended").status(), 7002);
        assert_eq!(handles.remove(first).ok(), Some(None));
        assert_eq!(handles.get(second).ok(), Some(8));
    }

    #[test]
    fn a_name_of_another_kind_is_refused() {
        let handles: Handles<Opaque, u32> = Handles::new(1, "thing");
        let others: Handles<Opaque, u32> = Handles::new(2, "other");
        let other = others.insert(1);
        let _ = handles.insert(1);
        assert_eq!(handles.get(other).expect_err("another kind").status(), SV_INVALID_HANDLE);
        let address = std::ptr::from_ref(&handles).cast();
        assert_eq!(handles.get(address).expect_err("an address").status(), SV_INVALID_HANDLE);
    }
}
