//! The bytes of every released act kind, frozen. An act that a phone kept a year
//! ago must be read and applied as it was meant (I13). After a deliberate
//! addition: `YUANLIU_BLESS=1 cargo test -p yuanliu-domain --test golden`.

#[path = "world/samples.rs"]
mod samples;
mod world;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;
use yuanliu_domain::act::{Subject, content_hash, from_bytes, signed_text, to_base64, to_bytes};
use yuanliu_domain::rules;

#[test]
fn every_kind_of_act_has_a_golden_file_and_keeps_to_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    // What a kind learned later has a file of its own; the first stays as it was.
    let escort = samples::escort("小橘灯托管", "乔晓芸");
    let later = [
        ("-photo", samples::with_photo()),
        ("-organisation", world::act(14, world::MOTHER, Subject::Child(world::CHILD), &escort)),
        ("-together", samples::together()),
        ("-rain", world::act(120, world::LEADER, Subject::School, &samples::rain())),
    ];
    let every = samples::every_kind().into_iter().map(|act| ("", act)).chain(later);
    for (addition, act) in every {
        let bytes = to_bytes(&act);
        let effect = world::Rows::default().applies(&act);
        let frozen = json!({
            "bytes": String::from_utf8(bytes.clone()).unwrap(),
            "hash": to_base64(&content_hash(&bytes)),
            "signed": to_base64(&content_hash(&signed_text(&bytes))),
            "effect_on_nothing": effect,
        });
        let text = serde_json::to_string_pretty(&frozen).unwrap() + "\n";
        let file = folder.join(format!("{}-{}{addition}.json", act.kind, act.kind_version));
        if std::env::var_os("YUANLIU_BLESS").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {file:?}"));
        assert_eq!(golden, text, "{} changed on the wire", act.kind);
        assert_eq!(from_bytes(&bytes).unwrap(), act);
    }
}

#[test]
fn no_kind_is_without_a_sample() {
    let sampled: BTreeSet<String> = samples::every_kind().into_iter().map(|act| act.kind).collect();
    let known: BTreeSet<String> = rules::all().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(sampled, known);
}
