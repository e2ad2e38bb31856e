//! The afternoon is one that a school could have had.

use std::collections::{BTreeMap, BTreeSet};

use yuanliu_domain::child_day::Basis;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::time::{Day, Minute, Weekday};

use crate::afternoon::{Moment, What, afternoon};
use crate::cast;
use crate::district::{District, School};

const SEED: u64 = 2021;

fn tuesday() -> Day {
    "2026-11-24".parse().expect("a date")
}

fn at(hour: u16, minute: u16) -> Minute {
    Minute::hm(hour, minute).expect("a minute")
}

fn plan() -> (District, Vec<Moment>) {
    let district = cast(SEED);
    let moments = afternoon(SEED, &district, tuesday());
    (district, moments)
}

fn of<'a>(school: &'a School, moments: &'a [Moment]) -> impl Iterator<Item = &'a Moment> {
    moments.iter().filter(|moment| moment.school == school.id)
}

fn count(moments: &[Moment], counts: impl Fn(&What) -> bool) -> usize {
    moments.iter().filter(|moment| counts(&moment.what)).count()
}

#[test]
fn the_plan_is_the_same_each_time_and_in_order() {
    let (district, moments) = plan();
    assert_eq!(moments, afternoon(SEED, &district, tuesday()));
    assert!(moments.windows(2).all(|two| two[0].minute <= two[1].minute));
    let wednesday = afternoon(SEED, &district, tuesday().plus(1));
    assert_ne!(moments, wednesday);
}

#[test]
fn a_day_without_school_or_beyond_the_calendar_has_no_plan() {
    let district = cast(SEED);
    for date in ["2026-11-22", "2026-10-01", "2026-02-14", "2027-03-02"] {
        assert!(afternoon(SEED, &district, date.parse().expect("a date")).is_empty(), "{date}");
    }
}

#[test]
fn every_class_hands_over_every_child_once_by_half_past_three() {
    let (district, moments) = plan();
    for school in &district.schools {
        let mut told = BTreeSet::new();
        let mut classes = BTreeSet::new();
        for moment in of(school, &moments) {
            if let What::LessonsEnd { class, staying, left, absent } = &moment.what {
                assert!((at(15, 10)..=at(15, 30)).contains(&moment.minute));
                assert_eq!(school.class(*class).map(|class| class.teacher), Some(moment.by));
                assert!(classes.insert(*class));
                for child in staying.iter().chain(left).chain(absent) {
                    assert!(told.insert(*child), "{child} twice");
                }
            }
        }
        assert_eq!(classes.len(), school.classes.len());
        assert_eq!(told.len(), school.children.len());
    }
}

#[test]
fn only_a_child_in_care_is_released_and_nobody_but_the_story_is_forgotten() {
    let (district, moments) = plan();
    let mut care = BTreeSet::<ChildId>::new();
    let mut releases = BTreeMap::<ChildId, usize>::new();
    for moment in &moments {
        match &moment.what {
            What::Roll { present, .. } => care.extend(present),
            What::Found { child, .. } | What::TakenIn { child, .. } => {
                care.insert(*child);
            }
            What::Release(release) => {
                assert!(moment.minute >= at(15, 50));
                assert!(care.contains(&release.child), "released without being in care");
                assert!(!release.name.is_empty());
                *releases.entry(release.child).or_default() += 1;
            }
            _ => {}
        }
    }
    let left: Vec<ChildId> =
        care.into_iter().filter(|child| !releases.contains_key(child)).collect();
    assert_eq!(left, [district.story.child]);
    let twice = releases.values().filter(|&&times| times == 2).count();
    assert_eq!((twice, releases.values().max()), (2, Some(&2)));
}

#[test]
fn the_afternoon_has_what_afternoons_have() {
    let (_, moments) = plan();
    let basis =
        |wanted| count(&moments, |what| matches!(what, What::Release(one) if one.basis == wanted));
    for (name, found, least, most) in [
        ("leave notes", count(&moments, |what| matches!(what, What::LeaveNote { .. })), 20, 50),
        ("one-day stays", count(&moments, |what| matches!(what, What::StaysToday { .. })), 2, 20),
        (
            "absent without a note",
            count(&moments, |what| matches!(what, What::LessonsAbsent { .. })),
            2,
            20,
        ),
        ("found after the roll", count(&moments, |what| matches!(what, What::Found { .. })), 2, 20),
        ("taken in", count(&moments, |what| matches!(what, What::TakenIn { .. })), 4, 4),
        ("guardian", basis(Basis::Guardian), 200, 700),
        ("listed", basis(Basis::Listed), 300, 900),
        ("card", basis(Basis::Card), 50, 300),
        ("organisation", basis(Basis::Organisation), 50, 250),
        ("walks alone", basis(Basis::WalksAlone), 10, 80),
        ("unlisted", basis(Basis::Unlisted), 2, 2),
    ] {
        assert!((least..=most).contains(&found), "{name}: {found}");
    }
    let late = moments.last().expect("a plan");
    assert_eq!(late.minute, at(18, 12));
}

#[test]
fn an_unlisted_collector_takes_a_second_person_a_call_and_a_reason() {
    let (_, moments) = plan();
    for moment in &moments {
        if let What::Release(release) = &moment.what
            && release.basis == Basis::Unlisted
        {
            assert!(release.second.is_some_and(|second| second != moment.by));
            assert!(!release.call_back.is_empty() && !release.reason.is_empty());
        }
    }
}

#[test]
fn an_escort_of_the_stories_collects_several_children_who_are_here_before_ten_to_four() {
    let (district, moments) = plan();
    let school = &district.schools[0];
    let mut care = BTreeSet::new();
    for moment in of(school, &moments).filter(|moment| moment.minute <= at(15, 50)) {
        match &moment.what {
            What::Roll { present, .. } => care.extend(present),
            What::Found { child, .. } | What::TakenIn { child, .. } => _ = care.insert(*child),
            _ => {}
        }
    }
    let escorted = |id: &&ChildId| {
        school.child(**id).is_some_and(|child| {
            child.collectors.iter().any(|one| {
                one.organisation == Some("小橘灯托管")
                    && one.name == "乔晓芸"
                    && one.weekdays.contains(&Weekday::Tue)
            })
        })
    };
    assert!(care.contains(&district.story.child));
    assert!(care.iter().filter(escorted).count() >= 3);
}
