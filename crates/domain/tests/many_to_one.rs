//! Many to one (T18): an organisation's escort on the list, and whose list that is.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{escort, named, together};
use world::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Basis, ChildDay, Release};
use yuanliu_domain::collector::{CollectorNamed, Collectors, Organisation, Way, normalised};
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;

const SUBJECT: Subject = Subject::Child(CHILD);

fn listed(rows: &Rows) -> Collectors {
    rows.get(Audience::Roll, CHILD).unwrap()
}

#[test]
fn an_escort_is_a_collector_whom_the_family_and_all_staff_read() {
    let mut rows = Rows::default();
    rows.applies(&act(1, MOTHER, SUBJECT, &escort("小橘灯托管", "乔晓芸")));
    let family: Collectors = rows.get(Audience::Family(CHILD), CHILD).unwrap();
    assert_eq!(family, listed(&rows));
    let escort = &family.people[0];
    assert_eq!((escort.relation.as_str(), escort.name.as_str()), ("小橘灯托管", "乔晓芸"));
    assert_eq!(escort.organisation.map(Organisation::basis), Some(Basis::Organisation));
}

#[test]
fn families_who_spell_it_otherwise_stand_on_one_list() {
    let mut rows = Rows::default();
    for (number, (organisation, name)) in
        [("小橘灯托管", "Amy 乔"), ("小橘灯 托管", "ＡＭＹ乔"), ("（小橘灯）托管", "amy·乔")]
            .into_iter()
            .enumerate()
    {
        rows.applies(&act(number as u64, MOTHER, SUBJECT, &escort(organisation, name)));
    }
    let parties: Vec<_> = listed(&rows).people.iter().map(|c| c.party()).collect();
    assert!(parties[0].is_some() && parties.iter().all(|party| *party == parties[0]));
    let other = CollectorNamed {
        organisation: Some(Organisation::SchoolBus),
        ..escort("小橘灯托管", "Amy 乔")
    };
    rows.applies(&act(9, MOTHER, SUBJECT, &other));
    assert_ne!(listed(&rows).people[3].party(), parties[0], "a bus is no tutoring centre");
    rows.applies(&act(10, MOTHER, SUBJECT, &named(Way::Person)));
    assert_eq!(listed(&rows).people[4].party(), None);
}

#[test]
fn a_name_is_what_is_read_of_it() {
    assert_eq!(normalised(" 阳光 托管班（2号）"), "阳光托管班2号");
    assert_eq!(normalised("Ｂｕｓ－３"), normalised("bus 3"));
    assert_ne!(normalised("校车1号线"), normalised("校车2号线"));
    assert_eq!(normalised("—·—"), "");
}

#[test]
fn an_organisation_has_a_name_and_somebody_who_comes() {
    let check = |body: CollectorNamed| {
        rules::check(&rules::all(), &act(1, MOTHER, SUBJECT, &body), &rights(MOTHER))
    };
    assert_eq!(check(escort("小橘灯托管", "乔晓芸")), Ok(()));
    assert_eq!(check(escort("", "乔晓芸")), Err(Refusal::BadText));
    assert_eq!(check(escort("小橘灯托管", "")), Err(Refusal::BadText));
    for way in [Way::Alone, Way::NotThis] {
        let body = CollectorNamed { way, ..escort("小橘灯托管", "乔晓芸") };
        assert_eq!(check(body), Err(Refusal::BadBody));
    }
}

#[test]
fn the_release_says_with_how_many_the_child_left_and_opens_no_case() {
    let mut rows = Rows::default();
    rows.applies(&together());
    for audience in [Audience::Day(day()), Audience::Family(CHILD)] {
        let key =
            if audience == Audience::Day(day()) { CHILD.to_string() } else { day().to_string() };
        let entries: ChildDay = rows.get(audience, key).unwrap();
        let (_, release): (_, &Release) = entries.releases().next().unwrap();
        assert_eq!((release.basis, release.together), (Basis::Organisation, Some(7)));
    }
    assert!(rows.cases().is_empty());
}
