//! Emergency roll call (T10): each device counts alone, and what they found is merged
//! without anything lost.

#[path = "world/samples.rs"]
mod samples;
mod world;

use proptest::prelude::*;
use samples::{answering, counted, drill, ended};
use world::*;
use yuanliu_domain::act::{Act, Subject};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::emergency::{
    Counted, Emergency, EmergencyCounted, Found, Safety, Standing, Tally, Who, merged,
};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::row::Body;
use yuanliu_domain::rules;

const ONE: Who = Who::Child(CHILD);
const OTHER: Who = Who::Child(OTHER_CHILD);

fn start() -> Act {
    act(1, TEACHER, Subject::School, &drill())
}

/// Somebody counts one person, knowing of these entries.
fn counts(
    number: u64,
    by: yuanliu_domain::id::PersonId,
    who: Who,
    how: Safety,
    knew: &[u64],
) -> Act {
    let mut act = act(number, by, Subject::School, &counted(start().id, &[(who, how)]));
    act.builds_on = knew.iter().map(|n| nth(*n)).collect();
    act
}

fn nth(number: u64) -> ActId {
    start_of(number).id
}

fn start_of(number: u64) -> Act {
    act(number, TEACHER, Subject::School, &drill())
}

fn list(rows: &Rows) -> Vec<(ActId, Counted)> {
    let of = rows.0.iter().filter(|(key, _)| key.kind == Counted::KIND);
    of.map(|(key, body)| (key.key.parse().unwrap(), serde_json::from_str(body).unwrap())).collect()
}

fn about(rows: &Rows, who: Who) -> Standing {
    merged(&list(rows)).remove(&who).unwrap_or_default()
}

#[test]
fn two_who_disagree_are_both_kept_and_count_as_missing_until_somebody_clears_it() {
    let mut rows = Rows::default();
    rows.applies(&start());
    rows.applies(&counts(2, TEACHER, ONE, Safety::Safe, &[]));
    rows.applies(&counts(3, GUARD, ONE, Safety::Missing, &[]));
    let said = about(&rows, ONE);
    assert!(said.to_clear());
    assert_eq!(said.safety(), Safety::Missing, "missing outweighs safe");
    assert_eq!(said.said.iter().map(|said| said.by).collect::<Vec<_>>(), [TEACHER, GUARD]);
    // The same people tapping again does not settle what the other one said.
    rows.applies(&counts(4, TEACHER, ONE, Safety::Safe, &[2]));
    assert!(about(&rows, ONE).to_clear());
    // Somebody looks, and answers both.
    rows.applies(&counts(5, LEADER, ONE, Safety::Safe, &[3, 4]));
    let said = about(&rows, ONE);
    assert!(!said.to_clear());
    assert_eq!(said.safety(), Safety::Safe);
    assert_eq!(said.said.len(), 4, "every word stays readable");
}

#[test]
fn a_mistake_is_taken_back_by_its_author_and_the_person_is_unknown_again() {
    let mut rows = Rows::default();
    rows.applies(&start());
    rows.applies(&counts(2, TEACHER, ONE, Safety::Safe, &[]));
    rows.applies(&counts(3, TEACHER, ONE, Safety::Unknown, &[2]));
    assert_eq!(about(&rows, ONE).safety(), Safety::Unknown);
    // What somebody else found meanwhile stands.
    rows.applies(&counts(4, GUARD, ONE, Safety::Missing, &[]));
    assert_eq!(about(&rows, ONE).safety(), Safety::Missing);
    assert!(!about(&rows, ONE).to_clear());
}

#[test]
fn an_entry_answers_only_for_those_it_names() {
    let mut rows = Rows::default();
    let both = counted(start().id, &[(ONE, Safety::Missing), (OTHER, Safety::Missing)]);
    rows.applies(&act(2, TEACHER, Subject::School, &both));
    rows.applies(&counts(3, TEACHER, ONE, Safety::Safe, &[2]));
    assert_eq!(about(&rows, ONE).safety(), Safety::Safe);
    assert_eq!(about(&rows, OTHER).safety(), Safety::Missing);
    let people = [ONE, OTHER, Who::Staff(TEACHER)];
    let tally = Tally::of(&people, &merged(&list(&rows)));
    assert_eq!(tally, Tally { safe: 1, missing: 1, unknown: 1 });
}

#[test]
fn the_result_is_frozen_and_what_comes_afterwards_is_kept_as_late() {
    let mut rows = Rows::default();
    rows.applies(&start());
    let before = counts(2, TEACHER, ONE, Safety::Safe, &[]);
    rows.applies(&before);
    let end = answering(act(3, LEADER, Subject::School, &ended(&[start().id])), start().id);
    rows.applies(&end);
    rows.applies(&counts(4, GUARD, ONE, Safety::Missing, &[]));
    // A prediction drawn over its own result changes nothing.
    for again in [&before, &start(), &end] {
        let was = rows.clone();
        rows.applies(again);
        assert_eq!(rows, was);
    }
    let late: Vec<bool> = list(&rows).iter().map(|(_, counted)| counted.late).collect();
    assert_eq!(late, [false, true]);
    let call: Emergency = rows.get(Audience::Day(day()), start().id).unwrap();
    assert!(!call.open());
    assert_eq!(call.ends[0].result, Tally { safe: 40, missing: 1, unknown: 0 });
    // A second leader, who had not heard of the first, is kept beside them.
    let second = answering(act(5, OFFICE, Subject::School, &ended(&[start().id])), start().id);
    rows.applies(&second);
    let call: Emergency = rows.get(Audience::Day(day()), start().id).unwrap();
    assert_eq!(call.ends.len(), 2);
}

#[test]
fn two_that_were_started_apart_end_together() {
    let mut rows = Rows::default();
    let other = act(9, GUARD, Subject::School, &drill());
    rows.applies(&start());
    rows.applies(&other);
    let both = ended(&[start().id, other.id]);
    let mut end = act(10, LEADER, Subject::School, &both);
    let refused = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    assert_eq!(refused(&end), Err(Refusal::BadBody), "it waits for what it ends");
    end.builds_on = both.emergencies.clone();
    assert_eq!(refused(&end), Ok(()));
    rows.applies(&end);
    for call in [start().id, other.id] {
        assert!(!rows.get::<Emergency>(Audience::Day(day()), call).unwrap().open());
    }
}

#[test]
fn anybody_of_the_staff_starts_and_counts_and_a_leader_or_the_office_ends() {
    let refused = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    for by in [TEACHER, GUARD, OFFICE, LEADER] {
        assert_eq!(refused(&act(1, by, Subject::School, &drill())), Ok(()));
        assert_eq!(refused(&counts(2, by, ONE, Safety::Safe, &[])), Ok(()));
    }
    assert_eq!(refused(&act(1, MOTHER, Subject::School, &drill())), Err(Refusal::NotStaff));
    let end = |by| answering(act(3, by, Subject::School, &ended(&[start().id])), start().id);
    for by in [LEADER, OFFICE] {
        assert_eq!(refused(&end(by)), Ok(()));
    }
    for by in [TEACHER, GUARD] {
        assert_eq!(refused(&end(by)), Err(Refusal::NotLeader));
    }
}

#[test]
fn one_act_counts_a_hundred_people_each_once() {
    let person = |n: u128| Who::Child(ChildId(uuid::Uuid::from_u128(n)));
    let found = |count: u128| {
        let found = (0..count).map(|n| Found { who: person(n), safety: Safety::Safe }).collect();
        let body = EmergencyCounted { found, ..counted(start().id, &[]) };
        rules::check(&rules::all(), &act(2, TEACHER, Subject::School, &body), &rights(TEACHER))
    };
    assert_eq!(found(100), Ok(()));
    assert_eq!(found(101), Err(Refusal::BadBody));
    assert_eq!(found(0), Err(Refusal::BadBody));
    let twice = counted(start().id, &[(ONE, Safety::Safe), (ONE, Safety::Missing)]);
    let twice = act(2, TEACHER, Subject::School, &twice);
    assert_eq!(rules::check(&rules::all(), &twice, &rights(TEACHER)), Err(Refusal::BadBody));
}

proptest! {
    #[test]
    fn the_order_in_which_devices_reach_the_school_changes_nothing(
        entries in prop::collection::vec((0u8..3, 0u8..3, prop::collection::vec(2u64..14, 0..3)), 1..12),
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let acts: Vec<Act> = entries.iter().enumerate().map(|(n, (by, how, knew))| {
            let by = [TEACHER, GUARD, LEADER][usize::from(*by)];
            let how = [Safety::Safe, Safety::Missing, Safety::Unknown][usize::from(*how)];
            // Nobody knows of what is written later.
            let knew: Vec<u64> = knew.iter().copied().filter(|k| *k < n as u64 + 2).collect();
            counts(n as u64 + 2, by, ONE, how, &knew)
        }).collect();
        let (mut one, mut other) = (Rows::default(), Rows::default());
        one.applies(&start());
        other.applies(&start());
        acts.iter().for_each(|act| _ = one.applies(act));
        order.iter().filter_map(|n| acts.get(*n)).for_each(|act| _ = other.applies(act));
        prop_assert_eq!(&one, &other);
        let standing = about(&one, ONE);
        prop_assert_eq!(standing.said.len(), acts.len());
        // Somebody who is missing for anyone is never counted as safe.
        if standing.standing().any(|said| said.safety == Safety::Missing) {
            prop_assert_eq!(standing.safety(), Safety::Missing);
        }
    }
}
