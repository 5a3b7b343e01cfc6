//! How far a JSON text stands for itself.

/// How many bytes at the beginning are no quote, no backslash and no control character.
///
/// Eight at a time: texts are mostly plain, and a look at each byte was most of what JSON costs.
pub(crate) fn plain(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    for (n, word) in words.iter().enumerate() {
        if let Some(at) = special(*word) {
            return n * 8 + at;
        }
    }
    match (bytes.last_chunk::<8>(), tail.first_chunk::<4>(), tail.last_chunk::<4>()) {
        _ if tail.is_empty() => bytes.len(),
        // The last eight, of which the first were seen.
        (Some(last), ..) => special(*last).map_or(bytes.len(), |at| bytes.len() - 8 + at),
        (None, Some([a, b, c, d]), Some([e, f, g, h])) => {
            match special([*a, *b, *c, *d, *e, *f, *g, *h]) {
                None => bytes.len(),
                Some(at) if at < 4 => at,
                Some(at) => bytes.len() + at - 8,
            }
        }
        _ => tail.iter().position(|byte| special([*byte; 8]).is_some()).unwrap_or(tail.len()),
    }
}

/// The first of eight bytes that does not stand for itself.
fn special(bytes: [u8; 8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = u64::from_ne_bytes([0x80; 8]);
    let word = u64::from_le_bytes(bytes);
    // The top bit of each byte that is zero; those after the first such may be wrong.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    let quotes = zero(word ^ (ONES * u64::from(b'"')));
    let backslashes = zero(word ^ (ONES * u64::from(b'\\')));
    let controls = word.wrapping_sub(ONES * 0x20) & !word & TOPS;
    let found = quotes | backslashes | controls;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_told() {
        let special = |byte: &u8| *byte < 0x20 || [b'"', b'\\'].contains(byte);
        for (byte, len) in (0..=u8::MAX).flat_map(|byte| (0..20).map(move |len| (byte, len))) {
            for (at, last) in (0..len).flat_map(|at| [b'a', b'"', 0xE5].map(|last| (at, last))) {
                let mut bytes = [b'x'; 20];
                bytes[len - 1] = last;
                bytes[at] = byte;
                let bytes = &bytes[..len];
                let expected = bytes.iter().position(special).unwrap_or(len);
                assert_eq!(plain(bytes), expected, "{bytes:?}");
            }
        }
        assert_eq!(plain(b""), 0);
    }
}
