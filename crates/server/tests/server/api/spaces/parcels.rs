//! What one device could not send, handed in by somebody from another: it counts as if it
//! had come by itself, and whoever carries it gets nothing by it.

use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::leave::Absences;
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_server::seal::SchoolKey;
use yuanliu_server::store::MAX_NOT_APPLIED;
use yuanliu_sync::seal::CANNOT_OPEN;
use yuanliu_sync::wire::{HandIn, HandedIn, SignedAct, Verdict};

use crate::world::{Response, User, World};

impl User {
    /// Hands in acts of another one's device.
    async fn hands_in(&self, world: &World, of: &User, acts: Vec<SignedAct>) -> Response {
        let path = format!("/api/v1/spaces/{}/parcels", world.school);
        let parcel = HandIn { device: of.device.id, acts };
        world.asks("POST", &path, &self.cookie, Some(&parcel)).await
    }

    async fn carries(&self, world: &World, of: &User, acts: Vec<SignedAct>) -> Vec<Verdict> {
        let response = self.hands_in(world, of, acts).await;
        assert_eq!(response.status(), 200, "{}", response.text());
        let answer: HandedIn = response.json();
        answer.verdicts.into_iter().map(|said| said.verdict).collect()
    }
}

fn away(code: &str) -> Verdict {
    Verdict::TurnedAway { code: code.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn i3_a_leave_note_that_another_carried_counts_and_is_not_doubled() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let key = world.app.store.seal_key(world.school).await.unwrap().unwrap();
    let open = mother.leave_note(world.yiming, "牙医");
    let sealed = mother.device.seals(&open, world.school, &key);
    let said = teacher.carries(&world, &mother, vec![sealed.clone()]).await;
    assert!(matches!(said[..], [Verdict::Applied { .. }]), "{said:?}");
    assert_eq!(teacher.carries(&world, &mother, vec![sealed.clone()]).await, said);
    // The phone is back, and knows nothing of it.
    assert_eq!(mother.syncs(&world, vec![sealed]).await, said);
    teacher.syncs(&world, vec![]).await;
    let absences: Absences = teacher.sees(Audience::Roll, world.yiming).unwrap();
    assert_eq!(absences.notes.len(), 1);
    assert_eq!(teacher.carries(&world, &mother, vec![]).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_carries_becomes_nobody_on_that_device() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let teacher = world.teacher().await;
    let note = mother.leave_note(world.yiming, "牙医");
    teacher.carries(&world, &mother, vec![note]).await;
    // Whoever has the device can't act as the carrier, and the carrier reads nothing there.
    let as_teacher = {
        let (id, name) = (mother.person, mother.name.clone());
        (mother.person, mother.name) = (teacher.person, teacher.name.clone());
        let mark = mother.mark(world.yiming, Mark::Present);
        (mother.person, mother.name) = (id, name);
        mark
    };
    assert_eq!(
        teacher.carries(&world, &mother, vec![as_teacher.clone()]).await,
        [away("not_signed_in_here")]
    );
    assert_eq!(mother.syncs(&world, vec![as_teacher]).await, [away("not_signed_in_here")]);
    let mut request = mother.request(vec![]);
    request.cursor = String::new();
    assert_eq!(teacher.posts(&world, &request).await.problem(), "unknown_device");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_device_did_not_sign_is_answered_and_leaves_no_trace() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut stranger = world.guardian(world.xiaoyu, "赵敏").await;
    let mut office = world.office().await;
    // Signed by another device, garbled, and closed to a key that the school never had.
    let foreign = stranger.leave_note(world.yiming, "");
    let mut garbled = mother.leave_note(world.yiming, "");
    garbled.signature = "AAAA".into();
    let act = mother.leave_note(world.yiming, "");
    let closed = mother.device.seals(&act, world.school, &SchoolKey::generate().public());
    let acts = vec![foreign, garbled, closed];
    let before = world.app.store.checkpoint(world.school).await.unwrap();
    for _ in 0..=MAX_NOT_APPLIED / 3 {
        let said = stranger.carries(&world, &mother, acts.clone()).await;
        assert_eq!(said, [away("wrong_device"), away("bad_signature"), away(CANNOT_OPEN)]);
    }
    assert_eq!(world.app.store.checkpoint(world.school).await.unwrap(), before);
    office.syncs(&world, vec![]).await;
    assert_eq!(office.list::<TurnedAway>(Audience::Office), []);
    // The device's own quota is as it was: what it sends itself is taken and answered.
    let refused = mother.leave_note(world.xiaoyu, "");
    assert!(matches!(mother.syncs(&world, vec![refused]).await[..], [Verdict::TurnedAway { .. }]));

    // What the device did sign is judged as ever, by the rights of who wrote it.
    let wrong = mother.leave_note(world.xiaoyu, "");
    assert_eq!(stranger.carries(&world, &mother, vec![wrong]).await, [away("not_your_child")]);
    office.syncs(&world, vec![]).await;
    assert_eq!(office.list::<TurnedAway>(Audience::Office).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_is_taken_from_members_alone_and_of_known_devices() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let note = mother.leave_note(world.yiming, "");
    let nobody =
        User::signs_in(&world, yuanliu_domain::id::PersonId(uuid::Uuid::now_v7()), "路人").await;
    assert_eq!(
        nobody.hands_in(&world, &mother, vec![note.clone()]).await.problem(),
        "not_a_member"
    );
    let many = vec![note; 101];
    assert_eq!(mother.hands_in(&world, &mother, many).await.problem(), "too_many_acts");
    mother.device.id = yuanliu_domain::id::DeviceId(uuid::Uuid::now_v7());
    assert_eq!(mother.hands_in(&world, &mother, vec![]).await.problem(), "unknown_device");
    mother.cookie = String::new();
    assert_eq!(mother.hands_in(&world, &mother, vec![]).await.problem(), "signed_out");
}
