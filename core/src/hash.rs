//! Hashing of several parts as one, without ambiguity.
//!
//! Each part goes in behind its length, so that no byte can move from one part to the next and
//! leave the hash the same: `("ab", "c")` and `("a", "bc")` differ.

use sha2::{Digest, Sha256};

/// Gives `sink` every part behind its length, as eight bytes, big-endian.
pub(crate) fn prefixed(parts: &[&[u8]], mut sink: impl FnMut(&[u8])) {
    for part in parts {
        sink(&(part.len() as u64).to_be_bytes());
        sink(part);
    }
}

/// The SHA-256 link of a chain: it vouches for `parts` and for all that `prev` vouches for.
pub(crate) fn hash_chain(prev: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(prev);
    prefixed(parts, |bytes| hash.update(bytes));
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_format_that_is_stored() {
        // sha256(bytes(range(32)) + be64(2) + b"ab" + be64(0) + be64(1) + b"c"), by hashlib.
        let prev = std::array::from_fn(|i| i as u8);
        let expected = "642b407eaf9df4ef500ab6636634c5cc26b12b6a77c9786e75b19c02a2f4047c";
        assert_eq!(hex(&hash_chain(&prev, &[b"ab", b"", b"c"])), expected);
    }

    #[test]
    fn no_byte_moves_between_parts_unnoticed() {
        let links = [
            hash_chain(&[0; 32], &[b"ab", b"c"]),
            hash_chain(&[0; 32], &[b"a", b"bc"]),
            hash_chain(&[0; 32], &[b"abc"]),
            hash_chain(&[0; 32], &[b"ab", b"c", b""]),
            hash_chain(&[1; 32], &[b"ab", b"c"]),
        ];
        for (i, link) in links.iter().enumerate() {
            assert!(!links[..i].contains(link), "{i}");
        }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
