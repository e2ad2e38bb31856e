//! The check code 核验码 on a printed leave note: thirteen letters that bind the act's
//! id, its content and its place in the journal, and the number of that place. Who has
//! the code learns that the note is there; nobody finds one by trying: 65 bits.

use sha2::{Digest, Sha256};
use yuanliu_domain::id::{ActId, SpaceId};

/// Crockford's base 32: no I, L, O, U, so that a code survives handwriting.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// What is hashed begins with this, so that it is the hash of nothing else.
const PREFIX: &[u8] = b"yuanliu-check-code-1\0";
/// Letters of the hash: five bits each.
const HASHED: usize = 13;
/// Letters of the longest number: 2^40 entries.
const LONGEST: usize = HASHED + 8;
/// Letters of a group.
const GROUP: usize = 4;

/// The code of an entry, in groups: `7KQ2-M9XD-04TR-9A3`.
pub fn of(space: SpaceId, version: u64, act: ActId, content: &[u8; 32]) -> String {
    let mut letters = hashed(space, version, act, content);
    letters.extend(number(version));
    let groups = letters.chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join("-")
}

/// A code as it was typed: the letters of the hash, and the entry's number. Case,
/// spaces, dashes and letters that look alike do not matter.
pub fn read(typed: &str) -> Option<(Vec<u8>, u64)> {
    let plain: Vec<u8> = typed
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .take(LONGEST + 1)
        .map(|letter| match letter.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            letter => letter,
        })
        .collect();
    if plain.len() <= HASHED || plain.len() > LONGEST {
        return None;
    }
    let (hash, digits) = plain.split_at(HASHED);
    let value = |letter: &u8| LETTERS.iter().position(|known| known == letter);
    if hash.iter().any(|letter| value(letter).is_none()) {
        return None;
    }
    let version =
        digits.iter().try_fold(0_u64, |sum, letter| Some(sum * 32 + value(letter)? as u64));
    // One code for one entry: no zeros in front.
    version.filter(|version| number(*version) == digits).map(|version| (hash.to_vec(), version))
}

/// Whether the letters of a code are those of this entry.
pub fn is_of(hash: &[u8], space: SpaceId, version: u64, act: ActId, content: &[u8; 32]) -> bool {
    hashed(space, version, act, content) == hash
}

fn hashed(space: SpaceId, version: u64, act: ActId, content: &[u8; 32]) -> Vec<u8> {
    let text = [PREFIX, space.0.as_bytes(), &version.to_be_bytes(), act.0.as_bytes(), content];
    let hash = Sha256::digest(text.concat());
    let bits = hash[..9].iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let letter = |at: usize| LETTERS[(bits >> (72 - 5 * (at + 1)) & 31) as usize];
    (0..HASHED).map(letter).collect()
}

fn number(mut version: u64) -> Vec<u8> {
    let mut digits = vec![];
    while version > 0 {
        digits.push(LETTERS[(version % 32) as usize]);
        version /= 32;
    }
    digits.reverse();
    digits
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn code(version: u64) -> String {
        of(SpaceId(Uuid::from_u128(1)), version, ActId(Uuid::from_u128(2)), &[3; 32])
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for version in [1, 31, 32, 1023, 54_321, (1 << 40) - 1] {
            let code = code(version);
            let typed = code.replace('-', " ").to_lowercase().replace('0', "o").replace('1', "l");
            let (hash, read_version) = read(&typed).unwrap();
            assert_eq!(read_version, version);
            let (space, act) = (SpaceId(Uuid::from_u128(1)), ActId(Uuid::from_u128(2)));
            assert!(is_of(&hash, space, version, act, &[3; 32]), "{code}");
            assert!(!is_of(&hash, space, version + 1, act, &[3; 32]));
            assert!(!is_of(&hash, space, version, act, &[4; 32]), "other content");
        }
        assert_eq!(code(54_321).len(), 17 + 4, "five groups: {}", code(54_321));
    }

    #[test]
    fn what_is_no_code_is_none() {
        let code = code(7);
        let short = &code[..code.len() - 1];
        let zero = format!("{short}07");
        let long = format!("{code}ZZZZZZZZZ");
        for bad in
            ["", "7", "请假单", short, &zero, &long, "UUUU-UUUU-UUUU-UU", &"A".repeat(10_000)]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    /// Frozen: a note that was printed in this form is verified for as long as it is kept.
    #[test]
    fn codes_that_were_printed_stay_valid() {
        assert_eq!(code(54_321), "8S8B-MCX4-T5Z3-G1N1-H");
    }
}
