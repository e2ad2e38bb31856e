//! What a school signs under a one-time pass 临时接送码 and a standing card 接送卡
//! (P5, P13): short enough for a small QR code, checked without a network.
//!
//! A picture of it goes through chats. It names nobody: random ids, dates, and of the
//! collector the relation and the surname. The school is in what is signed and not in
//! the text, so that a token counts nowhere else.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::id::{ActId, ChildId, SpaceId};
use crate::time::{Day, Minute};

/// Every token begins with this; its characters and all that follow are those of
/// QR's alphanumeric mode, which is half the size of bytes.
const MARK: &str = "YL1:";
/// What a school signs begins with this, so that nothing else passes for a token.
const SIGNED_PREFIX: &[u8] = b"yuanliu-pass-1\0";
/// Bytes of a signature, ECDSA P-256, raw r‖s.
const SIGNATURE: usize = 64;
/// Bytes of a token without who collects.
const FIXED: usize = 1 + 4 + 16 + 16 + 2 + 2 + 2 + 2 + 4;
/// Most bytes of relation and surname.
const MAX_WHO: usize = 24;
/// Longest text that is looked at: a scanner reads whatever is held before it.
const MAX_TEXT: usize = 400;
/// RFC 4648, without padding.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// One-time pass.
    Pass,
    /// Standing card.
    Card,
}

/// Names a school's signing key: the beginning of its SHA-256.
pub type KeyName = [u8; 4];

/// The name of the key with this public point.
pub fn key_name(point: &[u8]) -> KeyName {
    let digest = Sha256::digest(point);
    [digest[0], digest[1], digest[2], digest[3]]
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Pass or card.
    pub paper: Paper,
    /// The key under which it was signed.
    pub key: KeyName,
    /// The act that issued it.
    pub id: ActId,
    /// For which child.
    pub child: ChildId,
    /// From this date.
    pub from: Day,
    /// Until this date; a pass is for one.
    pub until: Day,
    /// On each date between these minutes.
    pub between: (Minute, Minute),
    /// A card's number; a pass has none.
    pub number: u32,
    /// Relation and surname of the collector: 外婆 周.
    pub who: String,
}

/// A token as it was read, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// What it says.
    pub token: Token,
    /// The bytes that were signed, without what stands before them.
    pub payload: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// Why a text is no token: some other QR code, or one that was cut or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a pass or card of this product")]
pub struct NoToken;

impl Token {
    /// The bytes to be signed, without what stands before them.
    pub fn payload(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FIXED + MAX_WHO);
        bytes.push(match self.paper {
            Paper::Pass => 1,
            Paper::Card => 2,
        });
        bytes.extend(self.key);
        bytes.extend(self.id.0.as_bytes());
        bytes.extend(self.child.0.as_bytes());
        for day in [self.from, self.until] {
            bytes.extend(number_of(day).to_be_bytes());
        }
        for minute in [self.between.0, self.between.1] {
            bytes.extend(u16::from(minute).to_be_bytes());
        }
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(cut(&self.who).as_bytes());
        bytes
    }

    /// The whole text, for the QR code.
    pub fn text(payload: &[u8], signature: &[u8]) -> String {
        format!("{MARK}{}", base32(&[payload, signature].concat()))
    }

    /// Reads what a scanner saw. Who signed it is for the caller to verify.
    pub fn read(text: &str) -> Result<Scanned, NoToken> {
        let text = text.trim();
        if text.len() > MAX_TEXT {
            return Err(NoToken);
        }
        let coded = text.strip_prefix(MARK).ok_or(NoToken)?;
        let bytes = from_base32(coded).ok_or(NoToken)?;
        let length = bytes.len().checked_sub(SIGNATURE).ok_or(NoToken)?;
        if !(FIXED..=FIXED + MAX_WHO).contains(&length) {
            return Err(NoToken);
        }
        let (payload, signature) = bytes.split_at(length);
        let token = parse(payload).ok_or(NoToken)?;
        Ok(Scanned { token, payload: payload.to_vec(), signature: signature.to_vec() })
    }

    /// What a collector is called in a token: never a full name.
    pub fn who(name: &str, relation: &str) -> String {
        let (name, relation) = (name.trim(), relation.trim());
        // A relation is free text: somebody may have written the name there.
        let told = relation.chars().take(6).collect::<String>();
        let named = name.chars().count() > 1 && relation.contains(name);
        let surname = name.chars().next().map(String::from).unwrap_or_default();
        let parts = [if named { "" } else { told.as_str() }, surname.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The text that a school's key signs: bound to the school.
pub fn signed_text(space: SpaceId, payload: &[u8]) -> Vec<u8> {
    [SIGNED_PREFIX, space.0.as_bytes(), payload].concat()
}

fn parse(payload: &[u8]) -> Option<Token> {
    let uuid = |at: usize| Some(Uuid::from_bytes(payload.get(at..at + 16)?.try_into().ok()?));
    let short = |at: usize| Some(u16::from_be_bytes(payload.get(at..at + 2)?.try_into().ok()?));
    let day = |at: usize| Some(day_of(short(at)?));
    let minute = |at: usize| Minute::try_from(short(at)?).ok();
    Some(Token {
        paper: match payload[0] {
            1 => Paper::Pass,
            2 => Paper::Card,
            _ => return None,
        },
        key: payload.get(1..5)?.try_into().ok()?,
        id: ActId(uuid(5)?),
        child: ChildId(uuid(21)?),
        from: day(37)?,
        until: day(39)?,
        between: (minute(41)?, minute(43)?),
        number: u32::from_be_bytes(payload.get(45..49)?.try_into().ok()?),
        who: String::from_utf8(payload.get(FIXED..)?.to_vec()).ok()?,
    })
}

fn epoch() -> Day {
    Day::ymd(2020, 1, 1).expect("a date")
}

/// Days since 2020: enough until 2199.
fn number_of(day: Day) -> u16 {
    day.days_since(epoch()).clamp(0, i64::from(u16::MAX)) as u16
}

fn day_of(number: u16) -> Day {
    epoch().plus(i64::from(number))
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_WHO);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(held >> bits) as usize & 31]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(held << (5 - bits)) as usize & 31]));
    }
    text
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        held = (held << 5) | value as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    // One text for one token: what is left over is empty and shorter than a letter.
    (held == 0 && bits < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token {
            paper: Paper::Pass,
            key: [1, 2, 3, 4],
            id: ActId(Uuid::from_u128(0x11)),
            child: ChildId(Uuid::from_u128(0x22)),
            from: Day::ymd(2026, 11, 24).unwrap(),
            until: Day::ymd(2026, 11, 24).unwrap(),
            between: (Minute::hm(15, 0).unwrap(), Minute::hm(18, 0).unwrap()),
            number: 0,
            who: Token::who("周桂兰", "外婆"),
        }
    }

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let (payload, signature) = (token().payload(), [7; SIGNATURE]);
        let text = Token::text(&payload, &signature);
        let read = Token::read(&format!(" {text}\n")).unwrap();
        assert_eq!(read.token, token());
        assert_eq!((read.payload, read.signature), (payload, signature.to_vec()));
        let qr = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == ':';
        assert!(text.chars().all(qr), "QR's alphanumeric mode: {text}");
    }

    #[test]
    fn a_token_names_nobody() {
        assert_eq!(Token::who("周桂兰", "外婆"), "外婆 周");
        assert_eq!(Token::who(" 周桂兰 ", "外婆周桂兰"), "周");
        assert_eq!(Token::who("", ""), "");
        let long = Token { who: "托管班老师很长很长的关系".repeat(9), ..token() };
        assert!(long.payload().len() <= FIXED + MAX_WHO);
        assert!(Token::read(&Token::text(&long.payload(), &[0; SIGNATURE])).is_ok());
    }

    #[test]
    fn whatever_else_a_scanner_sees_is_no_token() {
        let text = Token::text(&token().payload(), &[7; SIGNATURE]);
        let long = format!("{MARK}{}", "A".repeat(5000));
        let lower = text.to_lowercase();
        let more = format!("{text}A");
        for bad in ["", "YL1:", "https://example.cn/", &long, &lower, &more, &text[..60], "749205"]
        {
            assert_eq!(Token::read(bad), Err(NoToken), "{bad}");
        }
        // Minutes, days and letters that there are not.
        let mut payload = token().payload();
        payload[41] = 0xff;
        assert_eq!(Token::read(&Token::text(&payload, &[7; SIGNATURE])), Err(NoToken));
        let mut payload = token().payload();
        payload[0] = 9;
        assert_eq!(Token::read(&Token::text(&payload, &[7; SIGNATURE])), Err(NoToken));
        let mut payload = token().payload();
        payload.truncate(FIXED);
        payload.push(0xff);
        assert_eq!(Token::read(&Token::text(&payload, &[7; SIGNATURE])), Err(NoToken));
    }

    #[test]
    fn the_school_is_signed_and_not_in_the_text() {
        let school = SpaceId(Uuid::from_u128(0x5150_5150));
        let payload = token().payload();
        let signed = signed_text(school, &payload);
        assert!(signed.windows(16).any(|part| part == school.0.as_bytes()));
        assert!(payload.windows(16).all(|part| part != school.0.as_bytes()));
    }
}
