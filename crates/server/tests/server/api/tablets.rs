//! `/api/v1/spaces/{space}/pairings`, `/api/v1/pair`, and acts from a shared tablet (T11).

use serde_json::json;
use uuid::Uuid;
use yuanliu_domain::act::{Subject, to_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark, Marked};
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::{Child, Staff};
use yuanliu_domain::pin::MIN_ROUNDS;
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::tablet::{
    Lock, PinLocked, PinReopened, PinSet, PinStands, Tablet, Verifier, lock_key,
};
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_sync::wire::{Invitation, OfferPairing, Pair, SignedAct, Verdict, Who};

use crate::world::{Response, User, World};

const PLACE: &str = "一年级托管室";

/// The office, and a tablet that it has named.
async fn named(world: &World) -> (User, PersonId) {
    let mut office = world.office().await;
    let tablet = PersonId(Uuid::now_v7());
    let body = Tablet { place: PLACE.into(), ended: false };
    let act = office.writes(Subject::Person(tablet), &body);
    applied(&office.syncs(world, vec![act]).await);
    (office, tablet)
}

async fn offers(world: &World, by: &User, tablet: PersonId) -> Response {
    let path = format!("/api/v1/spaces/{}/pairings", world.school);
    world.asks("POST", &path, &by.cookie, Some(&OfferPairing { tablet })).await
}

async fn types(world: &World, code: &str, device: &User) -> Response {
    let body = Pair {
        code: code.into(),
        device: device.device.id,
        public_key: to_base64(&device.device.public_key()),
    };
    world.asks("POST", "/api/v1/pair", "", Some(&body)).await
}

/// A paired tablet with nobody at it, and the office that paired it.
async fn paired(world: &World) -> (User, User) {
    let (office, id) = named(world).await;
    let code = offers(world, &office, id).await.json::<Invitation>().code;
    let mut tablet = User::signs_in(world, id, PLACE).await;
    let answer = types(world, &code, &tablet).await;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    tablet.cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    tablet.syncs(world, vec![]).await;
    (office, tablet)
}

/// An act of somebody who proved by PIN who they are.
fn by_pin<K: Kind>(
    world: &World,
    tablet: &mut User,
    who: &User,
    subject: Subject,
    body: &K,
) -> SignedAct {
    let id = tablet.person;
    let actor = (who.person, who.name.as_str());
    tablet.device.act(world.school, actor, subject, body, |act| act.tablet = Some(id))
}

fn mark(world: &World) -> Marked {
    Marked { day: world.today(), mark: Mark::Present, place: None }
}

fn verifier() -> Verifier {
    Verifier { salt: to_base64(&[7; 16]), rounds: MIN_ROUNDS, check: to_base64(&[9; 32]) }
}

#[track_caller]
fn applied(verdicts: &[Verdict]) {
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Applied { .. })), "{verdicts:?}");
}

#[track_caller]
fn turned_away(verdicts: &[Verdict], code: &str) {
    assert_eq!(verdicts, [Verdict::TurnedAway { code: code.into() }]);
}

#[tokio::test]
async fn a_tablet_types_the_offices_code_and_holds_what_a_duty_needs_and_no_family() {
    let world = World::new().await;
    let (_, tablet) = paired(&world).await;
    let mut held: Vec<Audience> = tablet.device.view.audiences().collect();
    held.retain(|audience| tablet.device.view.whole(*audience));
    let today = world.today();
    assert_eq!(
        held,
        [
            Audience::Holds,
            Audience::Device(tablet.device.id),
            Audience::Public,
            Audience::Person(tablet.person),
            Audience::Day(today),
            // The morning after may have no Wi-Fi.
            Audience::Day(today.plus(1)),
            Audience::Codes(today),
            Audience::Roll,
            Audience::Care,
            Audience::Incidents(today),
            Audience::Tablets,
        ]
    );
    assert!(tablet.sees::<Child>(Audience::Roll, world.yiming).is_some());
}

#[tokio::test]
async fn on_a_friday_a_tablet_fetches_monday() {
    let world = World::new().await;
    let (_, mut tablet) = paired(&world).await;
    // From Tuesday to Friday.
    world.app.clock.pass(3 * 24 * 3_600_000);
    tablet.syncs(&world, vec![]).await;
    let monday = world.today().plus(3);
    assert!(tablet.device.view.whole(Audience::Day(monday)), "the next school day");
    assert!(!tablet.device.view.whole(Audience::Day(world.today().plus(-3))), "Tuesday is gone");
}

#[tokio::test]
async fn a_pairing_code_is_read_as_people_type_it_and_holds_once_and_ten_minutes() {
    let world = World::new().await;
    let (office, id) = named(&world).await;
    let device = User::signs_in(&world, id, PLACE).await;
    let first = offers(&world, &office, id).await.json::<Invitation>().code;
    let code = offers(&world, &office, id).await.json::<Invitation>().code;
    assert_eq!(types(&world, &first, &device).await.problem(), "bad_code", "a newer one was made");
    let who: Who = types(&world, &code.replace('-', " ").to_lowercase(), &device).await.json();
    assert_eq!((who.person, who.name.as_str()), (id, PLACE));
    assert_eq!(types(&world, &code, &device).await.problem(), "bad_code", "used");

    let late = offers(&world, &office, id).await.json::<Invitation>().code;
    world.app.clock.pass(10 * 60_000);
    assert_eq!(types(&world, &late, &device).await.problem(), "bad_code", "over");
}

#[tokio::test]
async fn only_the_office_offers_a_pairing_and_only_for_a_tablet() {
    let world = World::new().await;
    let (office, id) = named(&world).await;
    let teacher = world.teacher().await;
    assert_eq!(offers(&world, &teacher, id).await.problem(), "not_office");
    assert_eq!(offers(&world, &office, teacher.person).await.problem(), "not_a_member");
    assert_eq!(offers(&world, &office, PersonId(Uuid::now_v7())).await.problem(), "not_a_member");
    let path = format!("/api/v1/spaces/{}/pairings", world.school);
    assert_eq!(
        world.sends("POST", &path, &office.cookie, b"{}".to_vec()).await.problem(),
        "bad_json"
    );
    let no_key = json!({ "code": "x", "device": Uuid::now_v7(), "public_key": "AA" });
    assert_eq!(world.asks("POST", "/api/v1/pair", "", Some(&no_key)).await.problem(), "bad_key");
}

#[tokio::test]
async fn another_device_takes_the_place_of_the_first() {
    let world = World::new().await;
    let (office, mut old) = paired(&world).await;
    let teacher = world.teacher().await;
    let late = by_pin(&world, &mut old, &teacher, Subject::Child(world.yiming), &mark(&world));
    let code = offers(&world, &office, old.person).await.json::<Invitation>().code;
    let new = User::signs_in(&world, old.person, PLACE).await;
    assert_eq!(types(&world, &code, &new).await.status(), 200);
    assert_eq!(old.posts(&world, &old.request(vec![late])).await.problem(), "signed_out");
}

#[tokio::test]
async fn staff_act_by_pin_without_ever_having_signed_in_there() {
    let world = World::new().await;
    let (_, mut tablet) = paired(&world).await;
    let teacher = world.teacher().await;
    let act = by_pin(&world, &mut tablet, &teacher, Subject::Child(world.yiming), &mark(&world));
    applied(&tablet.syncs(&world, vec![act]).await);
    let day: ChildDay = tablet.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries[0].by, teacher.person, "the person, not the tablet");
}

#[tokio::test]
async fn a_tablet_alone_writes_nothing_about_a_child() {
    let world = World::new().await;
    let (_, mut tablet) = paired(&world).await;
    let act = tablet.mark(world.yiming, Mark::Present);
    turned_away(&tablet.syncs(&world, vec![act]).await, "not_staff");
    let id = tablet.person;
    let act = tablet
        .writes_with(Subject::Child(world.yiming), &mark(&world), |act| act.tablet = Some(id));
    turned_away(&tablet.syncs(&world, vec![act]).await, "not_staff");
}

#[tokio::test]
async fn nobody_is_a_guardian_at_a_tablet() {
    let world = World::new().await;
    let (_, mut tablet) = paired(&world).await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    std::mem::swap(&mut mother.device, &mut tablet.device);
    // The tablet's device, the mother's id.
    let id = tablet.person;
    let body = yuanliu_domain::choice::ChooseDay {
        day: world.today().plus(1),
        blocks: Default::default(),
    };
    let act = mother.writes_with(Subject::Child(world.yiming), &body, |act| act.tablet = Some(id));
    std::mem::swap(&mut mother.device, &mut tablet.device);
    turned_away(&tablet.syncs(&world, vec![act]).await, "not_your_child");
}

#[tokio::test]
async fn a_pin_counts_nowhere_but_at_a_paired_tablet() {
    let world = World::new().await;
    let (_, tablet) = paired(&world).await;
    let (mut own, other) = (world.teacher().await, world.teacher().await);
    let (here, there) = (own.person, tablet.person);
    for claimed in [there, here] {
        let actor = (other.person, "王雪梅");
        let subject = Subject::Child(world.yiming);
        let act = own
            .device
            .act(world.school, actor, subject, &mark(&world), |act| act.tablet = Some(claimed));
        turned_away(&own.syncs(&world, vec![act]).await, "not_signed_in_here");
    }
}

#[tokio::test]
async fn an_ended_tablet_forgets_everything_and_what_it_sends_late_is_on_the_offices_list() {
    let world = World::new().await;
    let (mut office, mut tablet) = paired(&world).await;
    let teacher = world.teacher().await;
    let ends =
        office.writes(Subject::Person(tablet.person), &Tablet { place: PLACE.into(), ended: true });
    applied(&office.syncs(&world, vec![ends]).await);
    let late = by_pin(&world, &mut tablet, &teacher, Subject::Child(world.yiming), &mark(&world));
    turned_away(&tablet.syncs(&world, vec![late]).await, "not_signed_in_here");
    let left: Vec<Audience> = tablet.device.view.audiences().collect();
    assert_eq!(left, [Audience::Device(tablet.device.id)]);
    office.syncs(&world, vec![]).await;
    let list = office.list::<TurnedAway>(Audience::Office);
    assert_eq!(list[0].actor, Some(teacher.person), "kept whole, with its reason");
}

#[tokio::test]
async fn no_person_becomes_a_tablet() {
    let world = World::new().await;
    let mut office = world.office().await;
    let mut teacher = world.teacher().await;
    let body = Tablet { place: PLACE.into(), ended: false };
    let act = office.writes(Subject::Person(teacher.person), &body);
    office.syncs(&world, vec![act]).await;
    let act = teacher.mark(world.yiming, Mark::Present);
    applied(&teacher.syncs(&world, vec![act]).await);
}

#[tokio::test]
async fn i5_verifiers_travel_to_tablets_only() {
    let world = World::new().await;
    let (mut office, mut tablet) = paired(&world).await;
    let mut teacher = world.teacher().await;
    let mut leader = world.staff(Role::Leader, "沈国华").await;
    let set = teacher.writes(Subject::Person(teacher.person), &PinSet { verifier: verifier() });
    applied(&teacher.syncs(&world, vec![set]).await);
    assert!(teacher.sees::<PinStands>(Audience::Person(teacher.person), teacher.person).is_some());
    tablet.syncs(&world, vec![]).await;
    assert_eq!(tablet.sees(Audience::Tablets, teacher.person), Some(verifier()));
    for other in [&mut teacher, &mut office, &mut leader] {
        let text = other.posts(&world, &other.request(vec![])).await.text();
        assert!(!text.contains(&verifier().check), "{} got a verifier", other.name);
    }
    // Whoever is no longer staff opens no tablet.
    let ended =
        Staff { name: "李明".into(), roles: Default::default(), classes: Default::default() };
    let act = office.writes(Subject::Person(teacher.person), &ended);
    applied(&office.syncs(&world, vec![act]).await);
    tablet.syncs(&world, vec![]).await;
    assert_eq!(tablet.sees::<Verifier>(Audience::Tablets, teacher.person), None);
}

#[tokio::test]
async fn a_pin_is_set_by_its_own_person_and_not_at_a_tablet() {
    let world = World::new().await;
    let (office, mut tablet) = paired(&world).await;
    let (teacher, mut other) = (world.teacher().await, world.teacher().await);
    let body = PinSet { verifier: verifier() };
    let act = by_pin(&world, &mut tablet, &teacher, Subject::Person(teacher.person), &body);
    turned_away(&tablet.syncs(&world, vec![act]).await, "not_your_pin");
    let act = other.writes(Subject::Person(teacher.person), &body);
    turned_away(&other.syncs(&world, vec![act]).await, "not_your_pin");
    let fast = PinSet { verifier: Verifier { rounds: 1_000, ..verifier() } };
    let act = other.writes(Subject::Person(other.person), &fast);
    turned_away(&other.syncs(&world, vec![act]).await, "bad_body");
    // What checks a PIN is on no list, also when it was turned away.
    let text = office.posts(&world, &office.request(vec![])).await.text();
    assert!(text.contains("not_your_pin") && !text.contains(&verifier().check));
}

#[tokio::test]
async fn a_tablet_locks_a_person_and_a_leader_reopens_by_pin() {
    let world = World::new().await;
    let (_, mut tablet) = paired(&world).await;
    let (teacher, leader) = (world.teacher().await, world.staff(Role::Leader, "沈国华").await);
    let mut at_home = world.staff(Role::Leader, "周敏").await;
    let (id, subject) = (tablet.person, Subject::Person(teacher.person));
    let lock = tablet.writes(subject, &PinLocked { tablet: id });
    applied(&tablet.syncs(&world, vec![lock]).await);
    let key = lock_key(id, teacher.person);
    assert!(tablet.sees::<Lock>(Audience::Tablets, &key).is_some());
    at_home.syncs(&world, vec![]).await;
    assert!(at_home.sees::<Lock>(Audience::Leader, &key).is_some(), "leaders see it");

    let body = PinReopened { tablet: id };
    let act = by_pin(&world, &mut tablet, &teacher, subject, &body);
    turned_away(&tablet.syncs(&world, vec![act]).await, "not_leader");
    let act = by_pin(&world, &mut tablet, &leader, subject, &body);
    applied(&tablet.syncs(&world, vec![act]).await);
    assert_eq!(tablet.sees::<Lock>(Audience::Tablets, &key), None);
    at_home.syncs(&world, vec![]).await;
    assert_eq!(at_home.sees::<Lock>(Audience::Leader, &key), None);
}
