use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn signer() -> Signer {
    Signer::read(&Signer::generate()).unwrap()
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint { space: SpaceId(Uuid::from_u128(7)), size, root: [9; 32] }
}

/// Read by hand, as the C2SP documents say, without this module's own reader.
#[test]
fn a_checkpoint_is_a_signed_note_by_the_letter() {
    let signer = signer();
    let note = signer.sign(&checkpoint(42));
    let (text, signature) = note.split_at(note.find("\n\n").unwrap() + 1);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "yuanliu.journal/00000000-0000-0000-0000-000000000007");
    assert_eq!(lines[1], "42");
    assert_eq!(STANDARD.decode(lines[2]).unwrap(), [9; 32]);
    assert_eq!(lines.len(), 3);

    let verifier = signer.verifier(checkpoint(42).space);
    let [name, id, key] = verifier.splitn(3, '+').collect::<Vec<_>>()[..] else { panic!() };
    let key = STANDARD.decode(key).unwrap();
    assert_eq!((name, key.len(), key[0]), (lines[0], 33, 1));
    let digest = Sha256::digest([name.as_bytes(), b"\n", &key].concat());
    assert_eq!(id, digest[..4].iter().map(|byte| format!("{byte:02x}")).collect::<String>());

    let signature = signature.strip_prefix("\n\u{2014} ").unwrap().strip_suffix('\n').unwrap();
    let (named, signed) = signature.split_once(' ').unwrap();
    let signed = STANDARD.decode(signed).unwrap();
    assert_eq!((named, &signed[..4]), (name, &digest[..4]));
    let key = UnparsedPublicKey::new(&ED25519, &key[1..]);
    assert!(key.verify(text.as_bytes(), &signed[4..]).is_ok());
}

#[test]
fn another_installation_did_not_sign_it() {
    let note = signer().sign(&checkpoint(1));
    assert_eq!(signer().open(&note), Err(BadCheckpoint::Signature));
}

#[test]
fn other_line_ends_and_a_witness_change_nothing() {
    let signer = signer();
    let note = signer.sign(&checkpoint(5));
    let witnessed = format!("{note}\u{2014} witness.example AAAAAAAA\n");
    for note in [note.replace('\n', "\r\n"), note.trim_end().to_owned(), witnessed] {
        assert_eq!(signer.open(&note), Ok(checkpoint(5)));
    }
}

proptest! {
    #[test]
    fn a_changed_checkpoint_is_refused(size in any::<u64>(), at in any::<prop::sample::Index>(), with in "[ -~]") {
        let signer = signer();
        let note = signer.sign(&checkpoint(size));
        prop_assert_eq!(signer.open(&note), Ok(checkpoint(size)));
        let (place, old) = note.char_indices().nth(at.index(note.chars().count() - 1)).unwrap();
        let changed = format!("{}{with}{}", &note[..place], &note[place + old.len_utf8()..]);
        // The last letter before the padding has bits that mean nothing; a strict reader refuses them too.
        prop_assume!(changed != note);
        prop_assert!(signer.open(&changed).is_err(), "{}", changed);
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(text in any::<String>()) {
        prop_assert!(signer().open(&text).is_err());
    }
}
