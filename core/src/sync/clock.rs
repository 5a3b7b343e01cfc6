//! The per-field clock of a synced row, packed.
//!
//! A stamp is the user's hybrid logical clock (48 bits of milliseconds, 16 of a counter; Kulkarni
//! et al., "Logical Physical Clocks", 2014) and the device that wrote. Most rows are written once,
//! so fields with one stamp share it: a row that was never edited costs fourteen bytes.
//!
//! Form: for each group one byte of device length, the device, eight bytes of clock and four of a
//! field mask, big-endian. The mask of all ones stands for every field there is or will be.

use crate::error::{ErrorKind, Result};
use crate::limits;

const ALL_FIELDS: u32 = u32::MAX;

/// When and where a field was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp<'d> {
    /// The hybrid logical clock.
    pub(crate) clock: i64,
    /// The device, empty on an authority.
    pub(crate) device: &'d str,
}

/// The stamps of a row's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldClock {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    clock: i64,
    device: String,
    mask: u32,
}

impl FieldClock {
    /// The room which one group can take.
    pub(crate) const UNIFORM_BYTES_MAX: usize = 1 + limits::OPAQUE_ID_BYTES_MAX + 8 + 4;

    /// Writes the clock of a row whose fields all have one stamp, without allocating.
    pub(crate) fn write_uniform<'b>(
        stamp: Stamp<'_>,
        buffer: &'b mut [u8; Self::UNIFORM_BYTES_MAX],
    ) -> &'b [u8] {
        let device = stamp.device.as_bytes();
        let length = device.len().min(limits::OPAQUE_ID_BYTES_MAX);
        buffer[0] = u8::try_from(length).unwrap_or(0);
        buffer[1..=length].copy_from_slice(&device[..length]);
        buffer[1 + length..9 + length].copy_from_slice(&stamp.clock.to_be_bytes());
        buffer[9 + length..13 + length].copy_from_slice(&ALL_FIELDS.to_be_bytes());
        &buffer[..13 + length]
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Result<Self> {
        let damaged = || ErrorKind::StorageCorrupt { detail: "a field clock".into() };
        let mut groups = Vec::with_capacity(1);
        while let Some((length, rest)) = bytes.split_first() {
            let (device, rest) = rest.split_at_checked(usize::from(*length)).ok_or_else(damaged)?;
            let (clock, rest) = rest.split_first_chunk::<8>().ok_or_else(damaged)?;
            let (mask, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
            groups.push(Group {
                clock: i64::from_be_bytes(*clock),
                device: String::from_utf8(device.to_vec()).map_err(|_| damaged())?,
                mask: u32::from_be_bytes(*mask),
            });
            bytes = rest;
        }
        Ok(FieldClock { groups })
    }

    /// The packed form.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.groups.len() * 16);
        for group in &self.groups {
            bytes.push(u8::try_from(group.device.len()).unwrap_or(0));
            bytes.extend_from_slice(group.device.as_bytes());
            bytes.extend_from_slice(&group.clock.to_be_bytes());
            bytes.extend_from_slice(&group.mask.to_be_bytes());
        }
        bytes
    }

    /// The stamp of a field.
    #[cfg(test)]
    pub(crate) fn stamp(&self, field: usize) -> Option<Stamp<'_>> {
        self.groups
            .iter()
            .find(|group| group.mask & bit(field) != 0)
            .map(|group| Stamp { clock: group.clock, device: &group.device })
    }

    /// Gives a field a new stamp.
    pub(crate) fn touch(&mut self, field: usize, stamp: Stamp<'_>) {
        for group in &mut self.groups {
            group.mask &= !bit(field);
        }
        self.groups.retain(|group| group.mask != 0);
        let same = self
            .groups
            .iter_mut()
            .find(|group| group.clock == stamp.clock && group.device == stamp.device);
        match same {
            Some(group) => group.mask |= bit(field),
            None => self.groups.push(Group {
                clock: stamp.clock,
                device: stamp.device.to_owned(),
                mask: bit(field),
            }),
        }
    }
}

fn bit(field: usize) -> u32 {
    debug_assert!(field < 32, "a collection has at most 32 fields");
    1 << (field % 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touched_field_has_the_new_stamp_and_the_others_keep_theirs() {
        let mut buffer = [0; FieldClock::UNIFORM_BYTES_MAX];
        let first = Stamp { clock: 7, device: "laptop" };
        let mut clock =
            FieldClock::from_bytes(FieldClock::write_uniform(first, &mut buffer)).expect("packed");
        let second = Stamp { clock: 9, device: "phone" };
        clock.touch(2, second);
        let clock = FieldClock::from_bytes(&clock.to_bytes()).expect("packed");
        assert_eq!(clock.stamp(2), Some(second));
        assert_eq!(clock.stamp(0), Some(first));
        assert_eq!(clock.stamp(31), Some(first), "a field added later inherits the row's stamp");
    }

    #[test]
    fn damaged_clocks_are_refused() {
        let mut buffer = [0; FieldClock::UNIFORM_BYTES_MAX];
        let bytes = FieldClock::write_uniform(Stamp { clock: 1, device: "d" }, &mut buffer);
        for cut in 1..bytes.len() {
            assert!(FieldClock::from_bytes(&bytes[..cut]).is_err(), "cut at {cut}");
        }
    }
}
