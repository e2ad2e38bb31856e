//! A private key on paper: the office prints it, puts it into the safe, and types
//! it in again when the server and its backups are lost.
//!
//! 56 characters of Crockford's base32 (no I, L, O, U) in groups of four: 32 bytes
//! of key and three of its SHA-256, so that a slip of the pen is noticed.

use yuanliu_domain::act;

use super::{PRIVATE_BYTES, SchoolKey};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_BYTES: usize = 3;
const CHARACTERS: usize = (PRIVATE_BYTES + CHECK_BYTES) * 8 / 5;
const GROUP: usize = 4;
const GROUPS_IN_LINE: usize = 7;

/// Why what was typed is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoKey {
    /// Too many or too few characters, once spaces and dashes are gone.
    #[error("应有 {CHARACTERS} 个字符，读到 {0} 个\nexpected {CHARACTERS} characters, found {0}")]
    Length(usize),
    /// A character that no sheet has.
    #[error("“{0}”不在密钥单的字符里\n'{0}' is no character of a sheet")]
    Letter(char),
    /// Everything is there, and at least one character is another.
    #[error("有字符抄错了，请逐组核对\nsome character is not as printed: compare group by group")]
    Check,
}

/// A key as it is printed: two lines of seven groups.
pub fn print(key: &SchoolKey) -> String {
    let private = key.private();
    let bytes = [private.as_slice(), &act::content_hash(&private)[..CHECK_BYTES]].concat();
    let characters = encode(&bytes);
    let groups: Vec<&str> = characters
        .as_bytes()
        .chunks(GROUP)
        .map(|group| std::str::from_utf8(group).expect("ASCII"))
        .collect();
    groups.chunks(GROUPS_IN_LINE).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Reads a key as somebody typed it: case, spaces and dashes do not matter, O is 0,
/// I and L are 1.
pub fn read(typed: &str) -> Result<SchoolKey, NoKey> {
    let mut digits = vec![];
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        digits.push(digit(letter).ok_or(NoKey::Letter(letter))?);
    }
    if digits.len() != CHARACTERS {
        return Err(NoKey::Length(digits.len()));
    }
    let bytes = decode(&digits);
    let (private, check) = bytes.split_at(PRIVATE_BYTES);
    if act::content_hash(private)[..CHECK_BYTES] != *check {
        return Err(NoKey::Check);
    }
    SchoolKey::from_private(private).ok_or(NoKey::Check)
}

fn digit(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().position(|l| char::from(*l) == letter).map(|digit| digit as u8)
}

fn encode(bytes: &[u8]) -> String {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    let value = |bits: &[u8]| bits.iter().fold(0, |value, bit| value << 1 | bit);
    bits.chunks(5).map(|five| char::from(LETTERS[usize::from(value(five))])).collect()
}

fn decode(digits: &[u8]) -> Vec<u8> {
    let bits = digits.iter().flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    bits.chunks(8).map(|eight| eight.iter().fold(0, |value, bit| value << 1 | bit)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_printed_key_comes_back_however_it_is_typed() {
        let key = SchoolKey::generate();
        let sheet = print(&key);
        assert_eq!(sheet.lines().map(|line| line.split(' ').count()).collect::<Vec<_>>(), [7, 7]);
        for typed in [
            sheet.clone(),
            sheet.to_lowercase(),
            sheet.replace([' ', '\n'], "-"),
            sheet.replace('0', "o").replace('1', "l"),
        ] {
            assert_eq!(read(&typed).map(|k| k.private()), Ok(key.private()), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_typed_key_is_said() {
        let sheet = print(&SchoolKey::generate());
        assert_eq!(read("").err(), Some(NoKey::Length(0)));
        assert_eq!(read(&sheet[..sheet.len() - 1]).err(), Some(NoKey::Length(CHARACTERS - 1)));
        assert_eq!(read(&sheet.replacen(&sheet[..1], "*", 1)).err(), Some(NoKey::Letter('*')));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_noticed(at in 0usize..CHARACTERS, by in 1u8..32) {
            let sheet: Vec<char> =
                print(&SchoolKey::generate()).chars().filter(|c| !c.is_whitespace()).collect();
            let mut typed = sheet.clone();
            let old = digit(typed[at]).unwrap();
            typed[at] = char::from(LETTERS[usize::from((old + by) % 32)]);
            prop_assert_eq!(read(&typed.iter().collect::<String>()).err(), Some(NoKey::Check));
        }
    }
}
