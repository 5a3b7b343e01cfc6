//! Which grants a record moved, as its allocation keeps them.
//!
//! The slices of a record sum to what it changed of the points there are (a debt holds none):
//! `max(balance after, 0) - max(balance before, 0)`. So a refund gives back exactly what was
//! taken, and a check can rebuild every grant from the records alone.
//!
//! Form: the byte 1, then for each slice the id of the grant (16 bytes) and the points (8, signed,
//! big-endian), which are followed by 0, or, where the record opened the grant, by 1 and its
//! terms: amount, priority, moment of effect and expiry (8 bytes each), and the kind (one byte of
//! length and its text).

use crate::error::{ErrorKind, Result};
use crate::id::GrantId;
use crate::wallet::model::GrantKind;

const FORM: u8 = 1;
/// The expiry of a grant that does not expire.
pub(super) const NEVER: i64 = i64::MAX;

/// The place of a grant in the order of consumption: the least is spent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order {
    pub(super) priority: i64,
    pub(super) expires_at_ms: i64,
    /// Paid points come after those which were given.
    pub(super) kind: i64,
    pub(super) opened_seq: i64,
}

impl Order {
    pub(super) fn of(terms: &Terms, opened_seq: i64) -> Self {
        Order {
            priority: terms.priority,
            expires_at_ms: terms.expires_at_ms,
            kind: i64::from(terms.kind == GrantKind::Paid),
            opened_seq,
        }
    }
}

/// What a grant was opened with, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) amount: i64,
    pub(super) priority: i64,
    pub(super) effective_at_ms: i64,
    pub(super) expires_at_ms: i64,
    pub(super) kind: GrantKind,
}

/// What a record did to one grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) grant: GrantId,
    /// Positive where points came, negative where they went.
    pub(super) points: i64,
    /// Present where the record opened the grant.
    pub(super) opens: Option<Terms>,
}

impl Slice {
    pub(super) fn taken(grant: GrantId, points: i64) -> Self {
        Slice { grant, points: -points, opens: None }
    }
}

impl Terms {
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        for number in [self.amount, self.priority, self.effective_at_ms, self.expires_at_ms] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        let kind = self.kind.as_str().as_bytes();
        bytes.push(u8::try_from(kind.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(kind);
    }
}

pub(super) fn write(slices: &[Slice]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + slices.len() * 25);
    bytes.push(FORM);
    for slice in slices {
        bytes.extend_from_slice(slice.grant.0.as_bytes());
        bytes.extend_from_slice(&slice.points.to_be_bytes());
        bytes.push(u8::from(slice.opens.is_some()));
        if let Some(terms) = &slice.opens {
            terms.write(&mut bytes);
        }
    }
    bytes
}

/// Reads what [`write`] wrote.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Slice>> {
    let damaged = || ErrorKind::StorageCorrupt { detail: "the allocation of a record".into() };
    let mut bytes = Bytes(bytes);
    if bytes.take::<1>().ok_or_else(damaged)? != [FORM] {
        return Err(damaged().into());
    }
    let mut slices = Vec::new();
    while !bytes.0.is_empty() {
        slices.push(bytes.slice().ok_or_else(damaged)?);
    }
    Ok(slices)
}

/// Bytes that are read from the front; every read answers none past their end.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl Bytes<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    pub(super) fn int(&mut self) -> Option<i64> {
        self.take().map(i64::from_be_bytes)
    }

    fn slice(&mut self) -> Option<Slice> {
        let grant = GrantId(uuid::Uuid::from_bytes(self.take()?));
        let points = self.int()?;
        let opens = match self.take::<1>()? {
            [0] => None,
            [1] => Some(self.terms()?),
            _ => return None,
        };
        Some(Slice { grant, points, opens })
    }

    fn terms(&mut self) -> Option<Terms> {
        let (amount, priority) = (self.int()?, self.int()?);
        let (effective_at_ms, expires_at_ms) = (self.int()?, self.int()?);
        let kind = self.kind()?;
        Some(Terms { amount, priority, effective_at_ms, expires_at_ms, kind })
    }

    /// One byte of length and the text of a kind.
    pub(super) fn kind(&mut self) -> Option<GrantKind> {
        let [length] = self.take()?;
        let (kind, rest) = self.0.split_at_checked(usize::from(length))?;
        self.0 = rest;
        GrantKind::from_stored(std::str::from_utf8(kind).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices() -> Vec<Slice> {
        let terms = Terms {
            amount: 9,
            priority: 100,
            effective_at_ms: -5,
            expires_at_ms: NEVER,
            kind: GrantKind::Checkin,
        };
        let grant = GrantId(uuid::Uuid::from_u128(7));
        vec![Slice { grant, points: 9, opens: Some(terms) }, Slice::taken(grant, 4)]
    }

    #[test]
    fn an_allocation_reads_back() {
        assert_eq!(read(&write(&slices())).expect("sound"), slices());
        assert_eq!(read(&write(&[])).expect("sound"), []);
    }

    #[test]
    fn a_damaged_allocation_is_refused() {
        let bytes = write(&slices());
        let whole = |length: usize| length == 1 || length == bytes.len() - 25;
        for cut in (0..bytes.len()).filter(|length| !whole(*length)) {
            assert!(read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        assert!(read(&[2]).is_err(), "another form");
    }
}
