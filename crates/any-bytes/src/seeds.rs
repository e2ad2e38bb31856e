//! Good bytes for every door: the golden files of acts, and one of each other form.

use std::fs;

use serde_json::{Value, json};
use yuanliu_domain::act::{content_hash, from_bytes, to_base64};
use yuanliu_domain::time::Minute;
use yuanliu_domain::token::{Paper, Token};
use yuanliu_server::seal::sheet;
use yuanliu_sync::outbox::Kept;
use yuanliu_sync::seal::SealKey;

use crate::doors::{NOW, checkpoint, cursor, passkey, sealed as seal};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/tests/golden");
const DEVICE: &str = "00000000-0000-0000-0000-000000000061";
const CHILD: &str = "00000000-0000-0000-0000-0000000000c1";

/// An act of every kind, as it was frozen.
pub fn acts() -> Vec<Vec<u8>> {
    let files = fs::read_dir(GOLDEN).expect("the golden files are there");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let golden = paths.iter().map(|path| {
        let text = fs::read(path).expect("a golden file can be read");
        let golden: Value = serde_json::from_slice(&text).expect("a golden file is JSON");
        golden["bytes"].as_str().expect("it has an act's bytes").as_bytes().to_vec()
    });
    golden.collect()
}

/// A request with an act of every kind, one with a sealed act, and answers.
pub fn sync_bodies() -> Vec<Vec<u8>> {
    let id = |bytes: &[u8]| from_bytes(bytes).expect("a golden act").id;
    let open = |bytes: &Vec<u8>| json!({ "id": id(bytes), "signature": to_base64(&[1; 64]), "bytes": to_base64(bytes) });
    let acts: Vec<Value> = acts().iter().map(open).collect();
    let signature = to_base64(&[1; 64]);
    let closed = json!({ "id": CHILD, "signature": signature, "sealed": sealed_act() });
    let request = |acts: Vec<Value>| {
        json!({
            "protocol": 1, "device": DEVICE, "cursor": "", "seal": "0011223344556677",
            "have": [{ "audience": "roll", "sum": "00000000000000ff" }], "acts": acts,
        })
    };
    let rows = json!([
        { "a": "roll", "k": "child", "i": CHILD, "v": 3, "b": "{\"name\":\"张一鸣\"}" },
        { "a": "day:2026-11-24", "k": "day", "i": CHILD, "v": 4, "b": "{}" },
        { "a": format!("device:{DEVICE}"), "k": "verdict", "i": CHILD, "v": 4 },
    ]);
    let answer = json!({
        "asked": "", "cursor": "c", "more": false, "server_time": NOW, "rows": rows,
        "forget": [format!("family:{CHILD}")], "whole": ["roll", "day:2026-11-24"],
        "checksums": [{ "audience": "roll", "sum": "00000000000000ff" }],
        "verdicts": [
            { "act": CHILD, "verdict": "applied", "version": 4 },
            { "act": DEVICE, "verdict": "held", "reason": "cannot_open" },
        ],
        "seal": seal::key().public(),
    });
    [request(acts), request(vec![closed]), answer].map(|seed| bytes(&seed)).into()
}

/// A sealed act, a key, and records of the outbox.
pub fn sealed() -> Vec<Vec<u8>> {
    let records = acts().into_iter().map(|bytes| {
        let act = from_bytes(&bytes).expect("a golden act");
        serde_json::to_vec(&Kept::new(&act, &bytes, &[1; 64], NOW)).expect("plain data")
    });
    let key: SealKey = seal::key().public();
    [bytes(&sealed_act()), bytes(&json!(key))].into_iter().chain(records).collect()
}

fn sealed_act() -> Value {
    let key = seal::key().public();
    json!({
        "number": 7, "hash": to_base64(&content_hash(b"act")), "key": key.id, "from": key.public,
        "iv": to_base64(&[2; 12]), "data": to_base64(&[3; 40]),
    })
}

/// A file with two acts of one device, and what it could not read.
pub fn parcels() -> Vec<Vec<u8>> {
    let carried = |id: &str| {
        let mut act = json!({ "id": id, "signature": to_base64(&[1; 64]) });
        act["sealed"] = sealed_act();
        json!({ "space": CHILD, "device": DEVICE, "act": act })
    };
    let acts = [carried(CHILD), carried(DEVICE)];
    vec![bytes(&json!({ "yuanliu_parcel": 1, "acts": acts, "unreadable": ["{\"form\":"] }))]
}

/// What a device stored.
pub fn stored() -> Vec<Vec<u8>> {
    let meta = json!({
        "cursor": "c", "generation": 2, "kinds": ["child", "day"], "next": 2,
        "audiences": [["roll", 0, true, "00000000000000ff"], ["day:2026-11-23", 1, true, "0000000000000001"]],
        "server_time": NOW, "wall": NOW,
    });
    let page = |audience: u16, kind: u16, rows: Value| json!([{ "audience": audience, "kind": kind, "page": 0 }, rows]);
    let pages = json!([
        page(0, 0, json!([[CHILD, 3, "{}"], [DEVICE, 4, "{}"]])),
        page(1, 1, json!([[CHILD, 5, "{\"entries\":[]}"]])),
    ]);
    vec![bytes(&json!([meta, pages])), bytes(&json!([meta, []]))]
}

/// A cursor in the middle of an audience, and one at the end; as JSON and as it travels.
pub fn cursors() -> Vec<Vec<u8>> {
    let whole = json!({ "e": cursor::EPOCH, "s": 1, "v": 40, "sv": 3 });
    let part = json!({
        "e": cursor::EPOCH, "s": 1, "v": 40, "sv": 3, "f": [["roll", 12]],
        "p": { "a": "care", "b": 12, "k": ["medical", CHILD] },
    });
    let plain = [bytes(&whole), bytes(&part)];
    let travelling = plain.clone().map(|bytes| to_base64(&bytes).into_bytes());
    plain.into_iter().chain(travelling).collect()
}

/// As people type them.
pub fn codes() -> Vec<Vec<u8>> {
    let typed = ["7KQ2-M9XD-04TR", "7kq2 m9xd", "o0-iI1-lL", "081 804", "１２３４５６"];
    let sheet = sheet::print(&seal::key());
    let spoken = sheet.to_lowercase().replace('0', "o").replace('\n', "-");
    typed.iter().map(|code| code.as_bytes().to_vec()).chain([sheet.into(), spoken.into()]).collect()
}

/// Of a pass and of a card.
pub fn tokens() -> Vec<Vec<u8>> {
    let day = NOW.day();
    let minute = |hour| Minute::hm(hour, 0).expect("a minute of the day");
    let of = |paper| Token {
        paper,
        key: [1, 2, 3, 4],
        id: DEVICE.parse().expect("an id"),
        child: CHILD.parse().expect("an id"),
        from: day,
        until: day.plus(60),
        between: (minute(15), minute(18)),
        number: 8713,
        who: Token::who("周桂兰", "外婆"),
    };
    let text = |paper| Token::text(&of(paper).payload(), &[7; 64]).into_bytes();
    [Paper::Pass, Paper::Card].map(text).into()
}

/// A signed note, as it is and as it comes out of a mail.
pub fn checkpoints() -> Vec<Vec<u8>> {
    let note = checkpoint::note();
    let mailed = note.replace('\n', "\r\n");
    let witnessed = format!("{note}\u{2014} witness.example AAAAAAAA\n");
    [note, mailed, witnessed].map(String::into_bytes).into()
}

/// Files of settings, good and almost good.
pub fn settings() -> Vec<Vec<u8>> {
    let files = [
        "addr = '127.0.0.1:8080'\ndata = '/srv/yuanliu'\n",
        "addr = '0.0.0.0:443'\ntls_cert = 'c.pem'\ntls_key = 'k.pem'\n",
        "addr = '0.0.0.0:80'\npublic_url = 'https://wantuo.example.cn/'\nproxies = '10.1.0.5, fd00::/8'\n",
        "[place]\nicp_filing = '沪ICP备1号'\nprotection_level = '2'\nimpact_assessment = '2026-08-20'\n",
        "addr = '[::]:80'\ndatabase_url = 'postgres://a:b@c/d'\n",
    ];
    files.map(|file| file.as_bytes().to_vec()).into()
}

/// What an authenticator says of a new passkey, and a browser's answer around it.
pub fn passkeys() -> Vec<Vec<u8>> {
    let attestation = passkey::attestation();
    vec![bytes(&passkey::answer(&attestation)), attestation]
}

fn bytes(seed: &Value) -> Vec<u8> {
    seed.to_string().into_bytes()
}
