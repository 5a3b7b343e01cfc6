//! Structures that begin with their size, so that a newer library and an older program agree.
//!
//! A program built before a field was added sends a smaller size: the field is zero, which every
//! field takes as its default. A newer program's fields that this library does not know must be
//! zero, else the call is refused rather than half understood.

use std::mem::MaybeUninit;

use silvervine_core::{Error, ErrorKind};

use crate::status::Fault;

/// No structure of this interface grows past it; a larger size is a mistake.
const STRUCT_BYTES_MAX: usize = 4_096;

/// A structure whose first field is `struct_size`.
///
/// # Safety
/// It is `repr(C)`, its first field is a `usize`, and any bytes make a valid value.
pub(crate) unsafe trait Versioned: Copy {
    /// How many bytes its first published form had, without padding at its end.
    const BYTES_MIN: usize;
    /// What refusals call it.
    const NAME: &'static str;
}

macro_rules! versioned {
    ($type:ident, $last:ident) => {
        // SAFETY: every such structure is repr(C), begins with `struct_size`, and is made of
        // integers, pointers and texts, or is only written.
        unsafe impl $crate::versioned::Versioned for $type {
            const BYTES_MIN: usize = std::mem::offset_of!($type, $last) + 1;
            const NAME: &'static str = stringify!($type);
        }
    };
}
pub(crate) use versioned;

unsafe fn size<T: Versioned>(from: *const T) -> Result<usize, Fault> {
    if from.is_null() {
        return Err(Fault::null(T::NAME));
    }
    // SAFETY: the host promises a structure that begins with its size.
    let size = unsafe { from.cast::<usize>().read_unaligned() };
    if size < T::BYTES_MIN || size > STRUCT_BYTES_MAX {
        let name = T::NAME;
        return Err(Fault::argument(format!(
            "`{name}.struct_size` is {size}; set it to sizeof({name})"
        )));
    }
    Ok(size)
}

/// Reads a structure of any version.
pub(crate) unsafe fn read<T: Versioned>(from: *const T) -> Result<T, Fault> {
    // SAFETY: the caller passes the host's promise on.
    let size = unsafe { size(from) }?;
    let known = size.min(size_of::<T>());
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: the host promises `size` bytes, and `known` fit both sides.
    unsafe {
        std::ptr::copy_nonoverlapping(from.cast::<u8>(), value.as_mut_ptr().cast::<u8>(), known);
    }
    for at in known..size {
        // SAFETY: within the promised size.
        if unsafe { from.cast::<u8>().add(at).read() } != 0 {
            let capability = format!("{} of {size} bytes", T::NAME);
            return Err(Error::from(ErrorKind::Unsupported { capability }).into());
        }
    }
    // SAFETY: all bytes are initialised, and any bytes make a valid value.
    Ok(unsafe { value.assume_init() })
}

/// A place for a structure, known to be writable before the call has any effect.
#[derive(Debug)]
pub(crate) struct Out<T> {
    place: *mut T,
    size: usize,
}

impl<T: Versioned> Out<T> {
    pub(crate) unsafe fn new(place: *mut T) -> Result<Out<T>, Fault> {
        // SAFETY: the caller passes the host's promise on.
        let size = unsafe { size(place) }?.min(size_of::<T>());
        Ok(Out { place, size })
    }

    /// Writes as much as the host's version has. The size it set stays.
    pub(crate) unsafe fn write(self, value: T) {
        let skip = size_of::<usize>();
        // SAFETY: the host promised as many bytes as it said, and `size` is no more than ours.
        unsafe {
            let from = std::ptr::from_ref(&value).cast::<u8>().add(skip);
            std::ptr::copy_nonoverlapping(
                from,
                self.place.cast::<u8>().add(skip),
                self.size - skip,
            );
        }
    }
}
