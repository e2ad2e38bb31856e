//! Whatever bytes come to a sync: an answer or a problem document, never a fault.
//! The same inputs as `fuzz/fuzz_targets/sync_body.rs`, for a short time.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::world::World;

const CASES: usize = 400;

/// What is done to a request that would be well.
#[derive(Clone, Debug)]
enum Spoil {
    Cut(prop::sample::Index),
    Byte(prop::sample::Index, u8),
    Field(prop::sample::Index, Value),
    Nothing(Vec<u8>),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[[[[[[[]]]]]]]])),
        Just(json!("9".repeat(5_000))),
    ];
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Spoil::Cut),
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Spoil::Byte(at, byte)),
        (any::<prop::sample::Index>(), value).prop_map(|(at, value)| Spoil::Field(at, value)),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(Spoil::Nothing),
    ]
}

/// Every place in a value.
fn places(value: &mut Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = format!("{path}/{name}");
                found.push(path.clone());
                places(value, path, found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter_mut().enumerate() {
                let path = format!("{path}/{index}");
                found.push(path.clone());
                places(value, path, found);
            }
        }
        _ => {}
    }
}

fn spoiled(request: &Value, spoil: Spoil) -> Vec<u8> {
    let mut bytes = request.to_string().into_bytes();
    match spoil {
        Spoil::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Spoil::Byte(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        Spoil::Field(at, value) => {
            let (mut request, mut all) = (request.clone(), vec![]);
            places(&mut request, String::new(), &mut all);
            *request.pointer_mut(&all[at.index(all.len())]).unwrap() = value;
            return request.to_string().into_bytes();
        }
        Spoil::Nothing(bytes) => return bytes,
    }
    bytes
}

#[tokio::test]
async fn no_bytes_make_a_sync_fall_over() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    mother.syncs(&world, vec![]).await;
    let path = format!("/api/v1/spaces/{}/sync", world.school);
    let mut runner = TestRunner::deterministic();
    for _ in 0..CASES {
        let note = mother.leave_note(world.yiming, "去看外婆");
        let request = serde_json::to_value(mother.request(vec![note])).unwrap();
        let body = spoiled(&request, spoil().new_tree(&mut runner).unwrap().current());
        let answer = world.sends("POST", &path, &mother.cookie, body.clone()).await;
        let status = answer.status().as_u16();
        assert!(status < 500, "{status} for {}", String::from_utf8_lossy(&body));
        if status != 200 {
            answer.problem();
        }
    }
}
