//! Passes and cards: what the school signs, who gets which part of it, and that a
//! cancellation travels first.

use ring::pbkdf2;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use yuanliu_domain::act::{Subject, from_base64};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{Card, CardCancelled, CardIssued};
use yuanliu_domain::case::{Case, CaseKind};
use yuanliu_domain::child_day::{Basis, Checked, ChildDay, Mark, Release};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::pass::{Cancelled, Pass, PassIssued, PassWithdrawn};
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::signed::{CardNumber, Code, PassKey, Signed};
use yuanliu_domain::time::{Day, Minute};
use yuanliu_domain::token::{Paper, Token, signed_text};
use yuanliu_sync::wire::Verdict;

use crate::world::{User, World, sentence};

fn pass(day: Day) -> PassIssued {
    let hm = |hour, minute| Minute::hm(hour, minute).unwrap();
    PassIssued {
        day,
        from: hm(15, 30),
        until: hm(17, 0),
        name: "周桂兰".into(),
        relation: "外婆".into(),
    }
}

fn card(day: Day) -> CardIssued {
    let (from, until) = (day, day.plus(60));
    CardIssued { from, until, name: "周桂兰".into(), relation: "外婆".into() }
}

async fn issues(world: &World, guardian: &mut User, child: ChildId, day: Day) -> ActId {
    let act = guardian.writes(Subject::Child(child), &pass(day));
    let id = act.id;
    let verdicts = guardian.syncs(world, vec![act]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    id
}

fn signed(guardian: &User, id: ActId) -> Signed {
    guardian.sees(Audience::Person(guardian.person), id).expect("the school has signed it")
}

fn codes(user: &User, day: Day) -> Vec<Code> {
    user.list::<Code>(Audience::Codes(day))
}

fn is_code_of(code: &Code, digits: &str) -> bool {
    let rounds = std::num::NonZeroU32::new(code.verifier.rounds).unwrap();
    let salt = from_base64(&code.verifier.salt).unwrap();
    let check = from_base64(&code.verifier.check).unwrap();
    let form = pbkdf2::PBKDF2_HMAC_SHA256;
    pbkdf2::verify(form, rounds, &salt, digits.as_bytes(), &check).is_ok()
}

/// A release on a pass, by a device that knows of no other.
fn releases(
    teacher: &mut User,
    child: ChildId,
    shown: ActId,
    basis: Basis,
) -> yuanliu_sync::wire::SignedAct {
    let act = teacher.release(child, "周桂兰");
    let body: Release = serde_json::from_value(sentence(&act)["body"].clone()).unwrap();
    let body = Release { basis, checked: Checked::Pass, shown: Some(shown), ..body };
    teacher.writes(Subject::Child(child), &body)
}

#[tokio::test]
async fn a_tablet_verifies_what_the_guardian_got_with_the_key_it_got() {
    let world = World::new().await;
    let (mut mother, mut teacher) =
        (world.guardian(world.yiming, "陈静").await, world.teacher().await);
    let id = issues(&world, &mut mother, world.yiming, world.today()).await;
    let signed = signed(&mother, id);
    teacher.syncs(&world, vec![]).await;

    let scanned = Token::read(&signed.token).unwrap();
    let key: PassKey = teacher
        .sees(Audience::Holds, PassKey::row(scanned.token.key).key)
        .expect("before any list");
    let point = key.point(scanned.token.key).unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point)
        .verify(&signed_text(world.school, &scanned.payload), &scanned.signature)
        .unwrap();
    assert_eq!((scanned.token.paper, scanned.token.id), (Paper::Pass, id));
    assert_eq!(scanned.token.child, world.yiming);
    assert_eq!((scanned.token.from, scanned.token.until), (world.today(), world.today()));
    assert_eq!(scanned.token.who, "外婆 周");
    for name in ["周桂兰", "张一鸣", "三年级2班", "望澜路小学"] {
        assert!(!String::from_utf8_lossy(&scanned.payload).contains(name), "{name}");
    }
    let on_list: Pass = teacher.sees(Audience::Day(world.today()), id).unwrap();
    assert_eq!(on_list.name, "周桂兰");

    let codes = codes(&teacher, world.today());
    let digits = signed.code.unwrap();
    assert_eq!((codes.len(), codes[0].pass, codes[0].child), (1, id, world.yiming));
    assert!(is_code_of(&codes[0], &digits));
    assert!(!is_code_of(&codes[0], "000000") || digits == "000000");
}

#[tokio::test]
async fn i5_what_opens_a_door_is_for_whoever_made_it_and_the_digits_for_nobody_else() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut father = world.guardian(world.yiming, "张伟").await;
    let mut stranger = world.guardian(world.xiaoyu, "赵敏").await;
    let mut guard = world.staff(Role::Guard, "老周").await;
    let mut office = world.office().await;
    let id = issues(&world, &mut mother, world.yiming, world.today()).await;
    let signed = signed(&mother, id);
    for user in [&mut father, &mut stranger, &mut guard, &mut office] {
        let given = user.posts(&world, &user.request(vec![])).await.text();
        assert!(!given.contains(&signed.token), "{}", user.name);
        let code = format!(r#"\"{}\""#, signed.code.as_ref().unwrap());
        assert!(!given.contains(&code), "{}", user.name);
        user.syncs(&world, vec![]).await;
    }
    let told: Pass = father.sees(Audience::Family(world.yiming), id).unwrap();
    assert_eq!(told.issued_by_name, "陈静", "the other guardian is told at once (P14)");
    assert_eq!(stranger.list::<Pass>(Audience::Family(world.xiaoyu)).len(), 0);
    assert_eq!(codes(&guard, world.today()).len(), 1);
    assert_eq!(codes(&father, world.today()).len(), 0);
}

#[tokio::test]
async fn digits_of_another_day_are_on_no_device_until_then_and_yesterdays_are_gone() {
    let world = World::new().await;
    let (mut mother, mut teacher) =
        (world.guardian(world.yiming, "陈静").await, world.teacher().await);
    let tomorrow = world.today().plus(1);
    issues(&world, &mut mother, world.yiming, world.today()).await;
    issues(&world, &mut mother, world.yiming, tomorrow).await;
    teacher.syncs(&world, vec![]).await;
    assert_eq!(codes(&teacher, world.today()).len(), 1);
    assert_eq!(codes(&teacher, tomorrow).len(), 0, "the list of tomorrow is here, its digits not");
    assert_eq!(teacher.list::<Pass>(Audience::Day(tomorrow)).len(), 1);
    // The night, with no contact: what is left of the day goes by itself.
    teacher.device.view.close_day(tomorrow);
    assert_eq!(codes(&teacher, world.today()).len(), 0);
    world.app.clock.pass(86_400_000);
    teacher.syncs(&world, vec![]).await;
    assert_eq!(codes(&teacher, tomorrow).len(), 1);
    assert_eq!(codes(&teacher, tomorrow.plus(-1)).len(), 0);
}

#[tokio::test]
async fn no_two_passes_of_a_day_have_one_code() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let child = Subject::Child(world.yiming);
    let acts: Vec<_> = (0..8).map(|_| mother.writes(child, &pass(world.today()))).collect();
    let ids: Vec<ActId> = acts.iter().map(|act| act.id).collect();
    mother.syncs(&world, acts).await;
    let mut all: Vec<String> = ids.iter().map(|id| signed(&mother, *id).code.unwrap()).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 8);
}

#[tokio::test]
async fn a_request_full_of_passes_keeps_them_all_and_gives_digits_to_the_first_few() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let child = Subject::Child(world.yiming);
    let acts: Vec<_> = (0..12).map(|_| mother.writes(child, &pass(world.today()))).collect();
    let ids: Vec<ActId> = acts.iter().map(|act| act.id).collect();
    let verdicts = mother.syncs(&world, acts).await;
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::Applied { .. })), "{verdicts:?}");
    let with = ids.iter().filter(|id| signed(&mother, **id).code.is_some()).count();
    assert_eq!(with, 8);
}

#[tokio::test]
async fn a_pass_used_offline_at_two_tablets_is_two_releases_and_one_case_for_the_office() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let (mut gate, mut room) = (world.teacher().await, world.teacher().await);
    let mut office = world.office().await;
    let id = issues(&world, &mut mother, world.yiming, world.today()).await;
    let mark = gate.mark(world.yiming, Mark::Present);
    gate.syncs(&world, vec![mark]).await;
    room.syncs(&world, vec![]).await;
    let both = [
        releases(&mut gate, world.yiming, id, Basis::Pass),
        releases(&mut room, world.yiming, id, Basis::Pass),
    ];
    let [one, two] = both;
    gate.syncs(&world, vec![one]).await;
    room.syncs(&world, vec![two]).await;
    office.syncs(&world, vec![]).await;
    let day: ChildDay = office.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.releases().count(), 2);
    let cases: Vec<CaseKind> =
        office.list::<Case>(Audience::Leader).iter().map(|c| c.kind).collect();
    assert_eq!(cases, [CaseKind::PassUsedTwice]);
}

#[tokio::test]
async fn a_cancellation_travels_before_everything_else() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut office = world.office().await;
    let child = Subject::Child(world.yiming);
    let act = mother.writes(child, &card(world.today()));
    let id = act.id;
    mother.syncs(&world, vec![act]).await;
    let number = signed(&mother, id).number.unwrap();
    let cancel = office.writes(child, &CardCancelled { card: id, office: true });
    office.syncs(&world, vec![cancel]).await;

    let mut tablet = world.teacher().await;
    let answer = tablet.sends(&world, vec![]).await;
    let at = |kind: &str| answer.rows.iter().position(|row| row.kind == kind);
    let gone = at(Cancelled::KIND).expect("in the first answer");
    assert!(answer.rows[..=gone].iter().all(|row| row.audience == Audience::Holds));
    tablet.syncs(&world, vec![]).await;
    let held: Cancelled = tablet.sees(Audience::Holds, world.yiming).unwrap();
    assert!(held.has(id));
    let on_list: Card = tablet.sees(Audience::Roll, id).unwrap();
    assert!(on_list.cancelled);
    let numbered: CardNumber = tablet.sees(Audience::Roll, id).unwrap();
    assert_eq!(numbered, CardNumber { child: world.yiming, number });

    let release = releases(&mut tablet, world.yiming, id, Basis::Card);
    tablet.syncs(&world, vec![release]).await;
    office.syncs(&world, vec![]).await;
    let cases: Vec<CaseKind> =
        office.list::<Case>(Audience::Leader).iter().map(|c| c.kind).collect();
    assert_eq!(cases, [CaseKind::ShownCancelled]);
}

#[tokio::test]
async fn a_withdrawn_pass_leaves_nothing_to_hold_up() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let id = issues(&world, &mut mother, world.yiming, world.today()).await;
    let withdrawn = PassWithdrawn { pass: id, day: world.today(), office: false };
    let act = mother.writes(Subject::Child(world.yiming), &withdrawn);
    mother.syncs(&world, vec![act]).await;
    assert_eq!(mother.sees::<Signed>(Audience::Person(mother.person), id), None);
    let pass: Pass = mother.sees(Audience::Family(world.yiming), id).unwrap();
    assert!(pass.withdrawn);
}

#[tokio::test]
async fn a_guardian_of_another_child_gets_no_signature() {
    let world = World::new().await;
    let mut stranger = world.guardian(world.xiaoyu, "赵敏").await;
    let act = stranger.writes(Subject::Child(world.yiming), &pass(world.today()));
    let id = act.id;
    let verdicts = stranger.syncs(&world, vec![act]).await;
    assert_eq!(verdicts, [Verdict::TurnedAway { code: "not_your_child".into() }]);
    assert_eq!(stranger.sees::<Signed>(Audience::Person(stranger.person), id), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_change_of_keys_old_cards_are_still_good_and_new_ones_are_under_the_new_key() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let child = Subject::Child(world.yiming);
    let act = mother.writes(child, &card(world.today()));
    let old = act.id;
    mother.syncs(&world, vec![act]).await;
    let now = world.app.clock.now();
    let name = world.app.store.rotate_pass_key(world.school, now).await.unwrap();

    let act = mother.writes(child, &card(world.today()));
    let new = act.id;
    mother.syncs(&world, vec![act]).await;
    let mut teacher = world.teacher().await;
    teacher.syncs(&world, vec![]).await;
    for id in [old, new] {
        let scanned = Token::read(&signed(&mother, id).token).unwrap();
        let row = PassKey::row(scanned.token.key).key;
        assert_eq!(row == name, id == new);
        let key: PassKey = teacher.sees(Audience::Holds, row).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point(scanned.token.key).unwrap())
            .verify(&signed_text(world.school, &scanned.payload), &scanned.signature)
            .unwrap();
    }
}
