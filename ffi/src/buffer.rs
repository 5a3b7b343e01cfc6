//! Texts that the library gives away.
//!
//! The library keeps the memory of every buffer in a table by its address until the host frees it,
//! so freeing twice, or a copy, or something else, does nothing.

use std::collections::HashMap;
use std::ffi::c_char;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::status::Fault;
use crate::text::SvText;

/// Callers on different threads rarely meet on one of so many locks.
const SHARDS: usize = 16;

/// A text which the library gives to the host: `len` bytes of UTF-8, then a NUL that `len` does
/// not count.
///
/// Begin with `SvBuffer buffer = {0}`. End it with `sv_buffer_free`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct SvBuffer {
    /// The first byte, or NULL in an empty buffer.
    pub data: *mut c_char,
    /// How many bytes, without the NUL.
    pub len: usize,
}

/// Spreads addresses. They come from the allocator, so nobody can choose them to collide.
#[derive(Debug, Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        // The high bits of a product depend on all bits of the address, and a table uses the low.
        let product = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ (product >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Shard = Mutex<HashMap<usize, Vec<u8>, BuildHasherDefault<AddressHasher>>>;

static GIVEN: LazyLock<[Shard; SHARDS]> = LazyLock::new(Default::default);

fn shard(address: usize) -> &'static Shard {
    // Allocations are at least 16 bytes apart.
    &GIVEN[(address >> 4) % SHARDS]
}

/// A place for a buffer, known to be writable before the call has any effect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Out(*mut SvBuffer);

impl Out {
    /// Refuses NULL. The place must be valid for writes until `write`.
    pub(crate) unsafe fn new(out: *mut SvBuffer) -> Result<Out, Fault> {
        match out.is_null() {
            true => Err(Fault::null("out")),
            false => Ok(Out(out)),
        }
    }

    /// Gives a text to the host.
    pub(crate) unsafe fn write(self, text: String) {
        let len = text.len();
        // What the text has to spare stays: to give it back would copy the text.
        let mut bytes = text.into_bytes();
        bytes.push(0);
        let data = bytes.as_mut_ptr();
        let mut shard = shard(data.addr()).lock().unwrap_or_else(PoisonError::into_inner);
        shard.insert(data.addr(), bytes);
        // SAFETY: `new` was promised a place for a buffer.
        unsafe { self.0.write_unaligned(SvBuffer { data: data.cast(), len }) };
    }
}

/// Frees what a buffer holds and empties it. Nothing happens for NULL, for an empty buffer and for
/// one that was freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sv_buffer_free(buffer: *mut SvBuffer) {
    if buffer.is_null() {
        return;
    }
    let empty = SvBuffer { data: std::ptr::null_mut(), len: 0 };
    // SAFETY: a pointer to a buffer that is not NULL is the host's promise.
    let held = unsafe { buffer.replace(empty) };
    let freed = shard(held.data.addr())
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(&held.data.addr());
    drop(freed);
}

/// The text of a buffer, to be passed on. It is valid until the buffer is freed.
#[unsafe(no_mangle)]
pub extern "C" fn sv_buffer_text(buffer: SvBuffer) -> SvText {
    SvText { data: buffer.data, len: buffer.len }
}
