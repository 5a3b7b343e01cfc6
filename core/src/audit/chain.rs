//! The hash chain of an audit trail.
//!
//! Each owner (a user, or the tenant of what concerns no user) has a chain of their own, so that
//! no two of them wait for one another, and one can be erased without breaking another's. An
//! entry's hash vouches for all of its fields and for every entry before it: an entry that was
//! changed, removed, inserted, repeated, reordered or taken from another chain breaks it there.
//! It covers the sealed payload, so it is verified without any key, and still holds after the key
//! is destroyed.
//!
//! A chain that was cut off at its end is whole as far as it goes. Its head, stored apart from the
//! entries, tells: [`verify`] answers the head it reached, to be compared with that one.

use uuid::Uuid;

use crate::hash::hash_chain;

/// Where a chain has come to: the sequence number and the hash of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of entries.
    pub(crate) seq: i64,
    /// The hash of the last one.
    pub(crate) hash: [u8; 32],
}

impl Head {
    /// The head of a chain without entries. It differs for each owner.
    pub(crate) fn start(owner: Uuid) -> Self {
        let hash = hash_chain(&[0; 32], &[b"silvervine/1/audit", owner.as_bytes()]);
        Head { seq: 0, hash }
    }

    /// The head after `entry`, whose `seq` and `prev_hash` follow from this one.
    pub(crate) fn after(entry: &AuditEntry<'_>) -> Self {
        Head { seq: entry.seq, hash: entry.hash() }
    }
}

/// One entry, as it is stored beside its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AuditEntry<'a> {
    /// Whose chain it is in: the user, or the tenant of what concerns no user.
    pub(crate) owner: Uuid,
    /// Its place in the chain, from 1.
    pub(crate) seq: i64,
    /// When it happened.
    pub(crate) at_ms: i64,
    /// What happened, by its stable code.
    pub(crate) event: &'a str,
    /// Who did it, as it is stored.
    pub(crate) actor: &'a str,
    /// What else is known, as it is stored: sealed where the store is.
    pub(crate) payload_sealed: &'a [u8],
    /// The hash of the entry before it; for the first, that of [`Head::start`].
    pub(crate) prev_hash: [u8; 32],
}

impl AuditEntry<'_> {
    /// What vouches for this entry and all before it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        hash_chain(
            &self.prev_hash,
            &[
                self.owner.as_bytes(),
                &self.seq.to_be_bytes(),
                &self.at_ms.to_be_bytes(),
                self.event.as_bytes(),
                self.actor.as_bytes(),
                self.payload_sealed,
            ],
        )
    }
}

/// Verifies the entries which follow `from` in the chain of `owner`, each with its stored hash.
///
/// Answers the head that was reached, from which the next page goes on; or the sequence number of
/// the first entry that is missing or is not what was written.
#[cfg(test)]
pub(crate) fn verify<'a>(
    owner: Uuid,
    from: Head,
    entries: impl IntoIterator<Item = (AuditEntry<'a>, [u8; 32])>,
) -> Result<Head, i64> {
    entries.into_iter().try_fold(from, |head, (entry, stored_hash)| {
        let seq = head.seq + 1;
        let follows = entry.owner == owner && entry.seq == seq && entry.prev_hash == head.hash;
        let next = Head::after(&entry);
        if follows && next.hash == stored_hash { Ok(next) } else { Err(seq) }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const OWNER: Uuid = Uuid::from_bytes([7; 16]);
    const OTHER: Uuid = Uuid::from_bytes([8; 16]);

    type Stored = (AuditEntry<'static>, [u8; 32]);

    fn chain(owner: Uuid, length: i64) -> Vec<Stored> {
        let mut head = Head::start(owner);
        (1..=length)
            .map(|seq| {
                let entry = AuditEntry {
                    owner,
                    seq,
                    at_ms: 1_700_000_000_000 + seq / 2,
                    event: "key_revealed",
                    actor: "host",
                    payload_sealed: b"\x01sealed",
                    prev_hash: head.hash,
                };
                head = Head::after(&entry);
                (entry, head.hash)
            })
            .collect()
    }

    fn verified(entries: &[Stored]) -> Result<Head, i64> {
        verify(OWNER, Head::start(OWNER), entries.iter().copied())
    }

    #[test]
    fn a_chain_keeps_the_format_that_is_stored() {
        // By hashlib, from the description above.
        let hex: String = chain(OWNER, 2)[1].1.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "7de996627ef3b0bc5a4614dfbc076e491329157e6825f071c20b95da9f8e8f30");
    }

    #[test]
    fn an_untouched_chain_verifies_whole_and_in_pages() {
        let entries = chain(OWNER, 9);
        let head = Head::after(&entries[8].0);
        assert_eq!(verified(&entries), Ok(head));
        let middle = verified(&entries[..4]).unwrap();
        assert_eq!(verify(OWNER, middle, entries[4..].iter().copied()), Ok(head));
        assert_eq!(verified(&[]), Ok(Head::start(OWNER)));
    }

    #[test]
    fn a_change_of_any_field_is_found_at_its_entry() {
        let changes: [fn(&mut Stored); 8] = [
            |stored| stored.0.owner = OTHER,
            |stored| stored.0.seq += 1,
            |stored| stored.0.at_ms -= 1,
            |stored| stored.0.event = "key_revealer",
            |stored| stored.0.actor = "hos",
            |stored| stored.0.payload_sealed = b"\x01sealee",
            |stored| stored.0.prev_hash[31] ^= 1,
            |stored| stored.1[0] ^= 0x80,
        ];
        for change in changes {
            for index in 0..5 {
                let mut entries = chain(OWNER, 5);
                change(&mut entries[index]);
                assert_eq!(verified(&entries), Err(index as i64 + 1));
            }
        }
    }

    #[test]
    fn a_changed_entry_that_is_hashed_anew_is_found_at_the_next() {
        let mut entries = chain(OWNER, 5);
        entries[2].0.event = "nothing_happened";
        entries[2].1 = entries[2].0.hash();
        assert_eq!(verified(&entries), Err(4));
        // The last one has no next: there the stored head tells.
        let mut entries = chain(OWNER, 5);
        let head = verified(&entries).unwrap();
        entries[4].0.event = "nothing_happened";
        entries[4].1 = entries[4].0.hash();
        assert_ne!(verified(&entries).unwrap(), head);
    }

    #[test]
    fn an_entry_cannot_be_removed_repeated_swapped_or_brought_from_another_chain() {
        let whole = chain(OWNER, 5);
        let broken = |change: fn(&mut Vec<Stored>)| {
            let mut entries = whole.clone();
            change(&mut entries);
            verified(&entries)
        };
        assert_eq!(broken(|entries| _ = entries.remove(2)), Err(3));
        assert_eq!(broken(|entries| _ = entries.remove(0)), Err(1));
        assert_eq!(broken(|entries| entries.insert(2, entries[1])), Err(3));
        assert_eq!(broken(|entries| entries.swap(1, 2)), Err(2));
        assert_eq!(broken(|entries| entries[1] = chain(OTHER, 5)[1]), Err(2));
        assert_eq!(broken(|entries| *entries = chain(OTHER, 5)), Err(1));
        assert_ne!(broken(|entries| entries.truncate(4)), verified(&whole));
    }

    proptest! {
        #[test]
        fn no_byte_moves_between_fields_unnoticed(
            event in "[a-z]{0,6}", actor in "[a-z]{0,6}", split in 0_usize..12,
        ) {
            let joined = format!("{event}{actor}");
            let at = split.min(joined.len());
            let (other_event, other_actor) = joined.split_at(at);
            let (entry, hash) = chain(OWNER, 1)[0];
            let one = AuditEntry { event: &event, actor: &actor, ..entry };
            let two = AuditEntry { event: other_event, actor: other_actor, ..entry };
            prop_assert_eq!(one.hash() == two.hash(), one == two);
            prop_assert_ne!(one.hash(), hash);
        }
    }
}
