//! Embeddings: their bytes, and how alike two of them are.
#![allow(clippy::float_arithmetic, reason = "likeness is a fraction, and nothing of money")]

use crate::error::{ErrorKind, Result};
use crate::memories::model::MemoryMetric;

/// Four bytes a number, little-endian.
pub(super) fn to_bytes(embedding: &[f32]) -> Vec<u8> {
    embedding.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Reads what [`to_bytes`] wrote.
pub(super) fn numbers(bytes: &[u8]) -> Result<impl Iterator<Item = f32> + '_> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    match rest.is_empty() {
        true => Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes))),
        false => {
            Err(ErrorKind::StorageCorrupt { detail: "the embedding of a memory".into() }.into())
        }
    }
}

/// What a search compares with. Sums are taken in 64 bits, in which no product of two numbers of 32
/// bits overflows and 4096 of them lose nothing that shows.
#[derive(Debug)]
pub(super) struct Wanted<'e> {
    embedding: &'e [f32],
    length: f64,
    metric: MemoryMetric,
}

impl<'e> Wanted<'e> {
    pub(super) fn new(embedding: &'e [f32], metric: MemoryMetric) -> Self {
        let length = embedding.iter().map(|n| f64::from(*n) * f64::from(*n)).sum::<f64>().sqrt();
        Wanted { embedding, length, metric }
    }

    /// How alike a stored embedding is, which has as many numbers.
    pub(super) fn score(&self, bytes: &[u8]) -> Result<f64> {
        let (mut dot, mut square) = (0.0, 0.0);
        for (wanted, found) in self.embedding.iter().zip(numbers(bytes)?) {
            let (wanted, found) = (f64::from(*wanted), f64::from(found));
            dot += wanted * found;
            square += found * found;
        }
        let lengths = self.length * square.sqrt();
        Ok(match self.metric {
            MemoryMetric::Dot => dot,
            MemoryMetric::Cosine if lengths == 0.0 => 0.0,
            // Rounding must not make an embedding more alike than itself.
            MemoryMetric::Cosine => (dot / lengths).clamp(-1.0, 1.0),
        })
    }
}
