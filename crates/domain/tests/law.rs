//! The law of audiences: for what a viewer sees, filtering and applying commute.
//! And: every act is checked for form and right, never for wisdom (R3).

#[path = "world/samples.rs"]
mod samples;
mod world;

use proptest::prelude::*;
use world::{CHILD, MOTHER, OTHER_CHILD, Rows, TEACHER, day, rights};
use yuanliu_domain::act::{MAX_ACT_BYTES, from_bytes, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

/// Samples of `every_kind`.
const KINDS: usize = 86;

fn family(audience: &Audience) -> bool {
    matches!(audience, Audience::Public | Audience::Family(_))
}

fn duty(audience: &Audience) -> bool {
    *audience == Audience::Day(day())
        || matches!(audience, Audience::Public | Audience::Roll | Audience::Care | Audience::Holds)
        || matches!(audience, Audience::Incidents(_))
}

fn tablet(audience: &Audience) -> bool {
    duty(audience) || *audience == Audience::Tablets
}

fn protector(audience: &Audience) -> bool {
    duty(audience) || *audience == Audience::Safeguarding
}

fn kept(rows: &Rows, sees: fn(&Audience) -> bool) -> Rows {
    Rows(
        rows.0
            .iter()
            .filter(|(key, _)| sees(&key.audience))
            .map(|(k, b)| (k.clone(), b.clone()))
            .collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_viewer_predicts_is_what_the_server_would_show_it(order in prop::collection::vec(0usize..KINDS, 1..30)) {
        let samples = samples::every_kind();
        for sees in [family as fn(&Audience) -> bool, duty, tablet, protector] {
            let mut server = Rows::default();
            for pick in &order {
                let act = &samples[*pick];
                // The viewer applies to the rows it sees, without the rest.
                let mut viewer = kept(&server, sees);
                viewer.applies_within(act, &sees, Some(world::at(15, 41)));
                server.applies(act);
                // Cases go to rows that only the server writes.
                prop_assert_eq!(&kept(&server, sees), &kept(&viewer, sees), "{}", act.kind);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = from_bytes(&bytes);
    }

    #[test]
    fn a_cut_or_changed_act_is_refused_or_read_but_never_breaks(pick in 0usize..KINDS, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let act = &samples::every_kind()[pick];
        let mut bytes = to_bytes(act);
        let at = at.index(bytes.len());
        let _ = from_bytes(&bytes[..at]);
        bytes[at] = byte;
        if let Ok(read) = from_bytes(&bytes) {
            let _ = rules::check(&rules::all(), &read, &rights(TEACHER));
            Rows::default().applies(&read);
        }
    }
}

#[test]
fn every_sample_is_well_formed_and_its_author_may_write_it() {
    assert_eq!(samples::every_kind().len(), KINDS);
    for act in samples::every_kind() {
        assert_eq!(rules::check(&rules::all(), &act, &rights(act.actor)), Ok(()), "{}", act.kind);
    }
}

#[test]
fn a_guardian_writes_nothing_for_another_child_and_nothing_as_staff() {
    for mut act in samples::every_kind() {
        act.actor = MOTHER;
        act.subject = match act.subject {
            yuanliu_domain::act::Subject::Child(CHILD) => {
                yuanliu_domain::act::Subject::Child(OTHER_CHILD)
            }
            other => other,
        };
        let refused = rules::check(&rules::all(), &act, &rights(MOTHER)).unwrap_err();
        assert!(
            matches!(
                refused,
                Refusal::NotYourChild
                    | Refusal::NotStaff
                    | Refusal::NotOffice
                    | Refusal::NotProtector
            ),
            "{} {refused:?}",
            act.kind
        );
    }
}

#[test]
fn form_is_refused_by_its_own_name() {
    assert_eq!(from_bytes(b"{"), Err(Refusal::NotJson));
    assert_eq!(from_bytes(b""), Err(Refusal::NotJson));
    assert_eq!(from_bytes(&[0xff, 0xfe, b'{', b'}']), Err(Refusal::NotJson));
    assert_eq!(from_bytes(b"{}"), Err(Refusal::BadEnvelope));
    assert_eq!(from_bytes(&vec![b' '; MAX_ACT_BYTES + 1]), Err(Refusal::TooLarge));
    let deep = [vec![b'['; 100], vec![b']'; 100]].concat();
    assert_eq!(from_bytes(&deep), Err(Refusal::BadEnvelope));
    let mut act = samples::every_kind().remove(11);
    act.body["extra"] = serde_json::json!({ "from": "a newer app" });
    assert_eq!(
        rules::check(&rules::all(), &act, &rights(MOTHER)),
        Ok(()),
        "unknown fields are ignored"
    );
    act.body["until"] = serde_json::json!("2025-01-01");
    assert_eq!(rules::check(&rules::all(), &act, &rights(MOTHER)), Err(Refusal::BadSpan));
    act.body["until"] = serde_json::json!(1.5);
    assert_eq!(from_bytes(&to_bytes(&act)), Err(Refusal::BadEnvelope), "no floats");
    act.kind = "praise".into();
    assert_eq!(rules::check(&rules::all(), &act, &rights(MOTHER)), Err(Refusal::UnknownKind));
}
