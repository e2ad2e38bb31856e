use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use uuid::Uuid;
use yuanliu_domain::id::SpaceId;
use yuanliu_domain::signed::DIGITS;
use yuanliu_domain::token::Scanned;

use super::*;

const SCHOOL: SpaceId = SpaceId(Uuid::from_u128(0x51));

fn longest() -> Token {
    let day = Day::ymd(2026, 11, 24).unwrap();
    let minute = |hour, minute| Minute::hm(hour, minute).unwrap();
    Token {
        paper: Paper::Card,
        key: [0xff; 4],
        id: ActId(Uuid::from_u128(u128::MAX)),
        child: ChildId(Uuid::from_u128(u128::MAX)),
        from: day,
        until: day.plus(200),
        between: (minute(0, 0), minute(23, 59)),
        number: u32::MAX,
        who: Token::who("欧阳明月", "托管班的负责老师"),
    }
}

fn verifies(public: &[u8], space: SpaceId, scanned: &Scanned) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public)
        .verify(&signed_text(space, &scanned.payload), &scanned.signature)
        .is_ok()
}

#[test]
fn the_longest_token_fits_a_code_that_a_cheap_camera_reads() {
    let text = SigningPair::generate().sign(SCHOOL, &longest());
    let size = qr::picture(&text).size;
    let version = (size - 17) / 4;
    println!("{} characters, QR version {version}, {size} modules", text.len());
    assert!(version <= 10, "version {version}");
}

#[test]
fn the_picture_is_the_token() {
    let text = SigningPair::generate().sign(SCHOOL, &longest());
    let picture = qr::picture(&text);
    let (size, dark) = (usize::from(picture.size), picture.modules());
    let mut seen =
        rqrr::PreparedImage::prepare_from_greyscale(4 * size + 32, 4 * size + 32, |x, y| {
            let module = |at: usize| at.checked_sub(16).map(|at| at / 4).filter(|at| *at < size);
            match (module(x), module(y)) {
                (Some(x), Some(y)) if dark[y * size + x] => 0,
                _ => 255,
            }
        });
    let read = seen.detect_grids()[0].decode().unwrap().1;
    assert_eq!(read, text);
}

#[test]
fn only_the_schools_own_key_verifies_and_only_what_was_signed() {
    let (ours, theirs) = (SigningPair::generate(), SigningPair::generate());
    let text = ours.sign(SCHOOL, &longest());
    let scanned = Token::read(&text).unwrap();
    assert!(verifies(ours.public(), SCHOOL, &scanned));
    assert!(!verifies(theirs.public(), SCHOOL, &scanned), "another school's key");
    let elsewhere = SpaceId(Uuid::from_u128(0x52));
    assert!(!verifies(ours.public(), elsewhere, &scanned), "the same key for another school");
    for at in 0..scanned.payload.len() {
        let mut changed = scanned.clone();
        changed.payload[at] ^= 1;
        assert!(!verifies(ours.public(), SCHOOL, &changed), "byte {at}");
    }
}

#[test]
fn a_key_is_read_back_and_nothing_else_is_one() {
    let pair = SigningPair::generate();
    let again = SigningPair::read(pair.private()).unwrap();
    assert_eq!(again.name(), pair.name());
    assert!(SigningPair::read(b"").is_none());
    assert!(SigningPair::read(&[7; 138]).is_none());
}

#[test]
fn a_codes_row_names_equal_codes_of_a_day_alike_and_betrays_none() {
    let (ours, theirs) = (SigningPair::generate(), SigningPair::generate());
    let day = Day::ymd(2026, 11, 24).unwrap();
    assert_eq!(ours.tag(day, "749205"), ours.tag(day, "749205"));
    assert_ne!(ours.tag(day, "749205"), ours.tag(day.plus(1), "749205"));
    assert_ne!(ours.tag(day, "749205"), theirs.tag(day, "749205"));
    let digits = Digits::generate();
    assert!(digits.code().len() == DIGITS && digits.code().bytes().all(|b| b.is_ascii_digit()));
    assert!(digits.verifier().rounds >= 600_000);
}

#[test]
fn a_code_that_is_taken_is_drawn_anew() {
    let keys = SigningKeys { present: SigningPair::generate(), first: SigningPair::generate() };
    let day = Day::ymd(2026, 11, 24).unwrap();
    let digits = Digits::generate();
    let first = RowKey::of::<Code>(Audience::Codes(day), keys.first.tag(day, digits.code()));
    let (key, other) = free(&keys, day, &digits, &|key| Ok(*key == first)).unwrap();
    assert_ne!(key, first);
    assert_ne!(other.code(), digits.code());
}
