//! The bytes of a file, as they come, with a look at the next one.

use std::io::{ErrorKind, Read};

/// How much is read at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// A reader with a look ahead, which counts what was taken from it.
#[derive(Debug)]
pub(super) struct Source<R> {
    reader: R,
    chunk: Box<[u8]>,
    at: usize,
    end: usize,
    passed: u64,
}

impl<R: Read> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        let chunk = vec![0; CHUNK_BYTES].into_boxed_slice();
        Source { reader, chunk, at: 0, end: 0, passed: 0 }
    }

    /// How many bytes were taken.
    pub(super) fn passed(&self) -> u64 {
        self.passed
    }

    /// What can be taken without reading; empty only at the end.
    pub(super) fn ready(&mut self) -> std::io::Result<&[u8]> {
        while self.at == self.end {
            match self.reader.read(&mut self.chunk) {
                Ok(0) => break,
                // A reader that claims more than it was given room for is not believed.
                Ok(read) => (self.at, self.end) = (0, read.min(CHUNK_BYTES)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.chunk[self.at..self.end])
    }

    /// The first bytes of the file, as many as the first chunk can hold.
    pub(super) fn head(&mut self) -> std::io::Result<&[u8]> {
        while self.end < CHUNK_BYTES {
            match self.reader.read(&mut self.chunk[self.end..]) {
                Ok(0) => break,
                Ok(read) => self.end = (self.end + read).min(CHUNK_BYTES),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.chunk[self.at..self.end])
    }

    /// The next byte, which stays.
    pub(super) fn peek(&mut self) -> std::io::Result<Option<u8>> {
        Ok(self.ready()?.first().copied())
    }

    /// Takes bytes that were [`ready`](Self::ready).
    pub(super) fn take(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.end - self.at, "only what is ready can be taken");
        self.at += bytes;
        self.passed += bytes as u64;
    }

    /// Passes white space; answers the byte behind it.
    pub(super) fn next_token(&mut self) -> std::io::Result<Option<u8>> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.take(1),
                other => return Ok(other),
            }
        }
    }
}
