//! Whatever bytes come to a door: it refuses or takes them, and never falls over. The
//! same doors as in `fuzz/`, for a short time and without its tools.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use yuanliu_any_bytes::{DOORS, Door};

/// Spoiled good bytes for each door, and bytes that never were any good.
const SPOILED: usize = 3_000;
const ARBITRARY: usize = 500;

/// What is done to bytes that would be well.
#[derive(Clone, Debug)]
enum Spoil {
    Cut(prop::sample::Index),
    Byte(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Twice(prop::sample::Index, prop::sample::Index),
    Field(prop::sample::Index, Value),
    Gone(prop::sample::Index),
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof![Just(0_u64), Just(u64::MAX), Just(65_535)].prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[[[[[[[]]]]]]]])),
        Just(json!("年".repeat(5_000))),
        Just(json!("2026-11-24")),
        Just(json!("9999-12-31")),
    ]
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        index().prop_map(Spoil::Cut),
        (index(), any::<u8>()).prop_map(|(at, byte)| Spoil::Byte(at, byte)),
        (index(), prop::collection::vec(any::<u8>(), 1..20))
            .prop_map(|(at, bytes)| Spoil::Insert(at, bytes)),
        (index(), index()).prop_map(|(from, to)| Spoil::Twice(from, to)),
        (index(), value()).prop_map(|(at, value)| Spoil::Field(at, value)),
        index().prop_map(Spoil::Gone),
    ]
}

/// Every place in a value.
fn places(value: &Value, path: String, found: &mut Vec<String>) {
    let mut inner = |name: String, value: &Value| {
        let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        places(value, path, found);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, v)| inner(name.clone(), v)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| inner(i.to_string(), v)),
        _ => {}
    }
}

fn spoiled(seed: &[u8], spoil: Spoil) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    match spoil {
        Spoil::Cut(at) => bytes.truncate(at.index(seed.len())),
        Spoil::Byte(at, byte) => bytes[at.index(seed.len())] = byte,
        Spoil::Insert(at, more) => {
            let at = at.index(seed.len());
            bytes.splice(at..at, more);
        }
        Spoil::Twice(from, to) => {
            let (from, to) = (from.index(seed.len()), to.index(seed.len()));
            let part = seed[from.min(to)..from.max(to)].to_vec();
            bytes.extend(part);
        }
        Spoil::Field(at, value) => in_json(&mut bytes, at, Some(value)),
        Spoil::Gone(at) => in_json(&mut bytes, at, None),
    }
    bytes
}

/// Puts a value somewhere into JSON, or takes one away; other bytes stay.
fn in_json(bytes: &mut Vec<u8>, at: prop::sample::Index, put: Option<Value>) {
    let Ok(mut seed) = serde_json::from_slice::<Value>(bytes) else { return };
    let mut all = vec![];
    places(&seed, String::new(), &mut all);
    if all.is_empty() {
        return;
    }
    let path = &all[at.index(all.len())];
    match put {
        Some(value) => *seed.pointer_mut(path).expect("a place in it") = value,
        None => {
            let (parent, name) = path.rsplit_once('/').expect("it begins with one");
            match seed.pointer_mut(parent).expect("a place in it") {
                Value::Object(fields) => drop(fields.remove(name)),
                Value::Array(items) => drop(items.pop()),
                _ => {}
            }
        }
    }
    *bytes = seed.to_string().into_bytes();
}

fn survives(door: &Door, bytes: &[u8]) {
    let taken = catch_unwind(AssertUnwindSafe(|| (door.take)(bytes)));
    assert!(taken.is_ok(), "{} fell over: {:?}", door.name, String::from_utf8_lossy(bytes));
}

#[test]
fn every_good_form_is_taken_at_its_door() {
    for door in DOORS {
        let seeds = (door.seeds)();
        assert!(!seeds.is_empty(), "{}", door.name);
        seeds.iter().for_each(|seed| survives(&door, seed));
    }
}

#[test]
fn no_bytes_make_a_door_fall_over() {
    let mut runner = TestRunner::deterministic();
    let arbitrary = prop::collection::vec(any::<u8>(), 0..2_000);
    for door in DOORS {
        let seeds = (door.seeds)();
        survives(&door, b"");
        for index in 0..SPOILED {
            let seed = &seeds[index % seeds.len()];
            let first = spoil().new_tree(&mut runner).unwrap().current();
            let mut bytes = spoiled(seed, first);
            // Every third is spoiled twice.
            if index % 3 == 0 && !bytes.is_empty() {
                bytes = spoiled(&bytes, spoil().new_tree(&mut runner).unwrap().current());
            }
            survives(&door, &bytes);
        }
        for _ in 0..ARBITRARY {
            survives(&door, &arbitrary.new_tree(&mut runner).unwrap().current());
        }
    }
}

#[test]
fn every_door_has_a_target_for_long_runs() {
    let manifest = include_str!("../../../fuzz/Cargo.toml");
    for door in DOORS {
        assert!(manifest.contains(&format!("name = \"{}\"", door.name)), "{}", door.name);
        let file =
            format!("{}/../../fuzz/fuzz_targets/{}.rs", env!("CARGO_MANIFEST_DIR"), door.name);
        let target = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(target.contains(&format!("take(\"{}\"", door.name)), "{file}");
    }
}
