//! Sealed acts: opened on arrival, and never lost when no key opens them.

use yuanliu_domain::act;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{ChildDay, Mark};
use yuanliu_domain::turned_away::TurnedAway;
use yuanliu_server::seal::SchoolKey;
use yuanliu_server::store::MAX_NOT_APPLIED;
use yuanliu_sync::seal::{CANNOT_OPEN, Routing, SealKey, SealedAct};
use yuanliu_sync::wire::{Answer, Content, Enrol, SignedAct, Verdict, Who};

use crate::world::{User, World, bytes, seal, sentence};

impl World {
    async fn seal_key(&self) -> SealKey {
        self.app.store.seal_key(self.school).await.unwrap().expect("every school has one")
    }

    async fn rotates(&self) -> SealKey {
        self.app.store.rotate_seal_key(self.school, self.app.clock.now()).await.unwrap()
    }
}

impl User {
    fn seals(&self, world: &World, act: &SignedAct, key: &SealKey) -> SignedAct {
        self.device.seals(act, world.school, key)
    }
}

fn applied(verdicts: &[Verdict]) -> bool {
    verdicts.iter().all(|verdict| matches!(verdict, Verdict::Applied { .. }))
}

fn held() -> Verdict {
    Verdict::Held { reason: CANNOT_OPEN.into() }
}

#[tokio::test]
async fn a_sealed_act_arrives_like_an_open_one_and_once() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let open = teacher.mark(world.yiming, Mark::Present);
    let sealed = teacher.seals(&world, &open, &world.seal_key().await);
    assert!(!serde_json::to_string(&sealed).unwrap().contains("present"));
    let first = teacher.syncs(&world, vec![sealed.clone()]).await;
    assert!(applied(&first), "{first:?}");
    // Sealed otherwise, or not at all: it is the same act (I2).
    let other = teacher.seals(&world, &open, &world.seal_key().await);
    assert_ne!(other, sealed);
    for again in [sealed, other, open] {
        assert_eq!(teacher.syncs(&world, vec![again]).await, first);
    }
    let day: ChildDay = teacher.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_comes_with_the_sign_in_and_again_when_it_has_changed() {
    let mut world = World::new().await;
    let teacher = world.teacher().await;
    let who: Who = world.asks("GET", "/api/v1/me", &teacher.cookie, None::<&()>).await.json();
    let key = who.spaces[0].seal.clone().expect("the school's key");
    assert!(key.point().is_some());
    assert_eq!(key, world.seal_key().await);

    let mut request = teacher.request(vec![]);
    request.seal = key.id.clone();
    let answer: Answer = teacher.posts(&world, &request).await.json();
    assert_eq!(answer.seal, None, "it is known");
    let newer = world.rotates().await;
    assert_ne!(newer, key);
    world.restarts().await;
    let answer: Answer = teacher.posts(&world, &request).await.json();
    assert_eq!(answer.seal, Some(newer));
}

#[tokio::test]
async fn what_was_sealed_before_the_key_changed_is_opened_after_it() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let old = world.seal_key().await;
    let act = teacher.mark(world.yiming, Mark::Present);
    let sealed = teacher.seals(&world, &act, &old);
    world.rotates().await;
    world.rotates().await;
    assert!(applied(&teacher.syncs(&world, vec![sealed]).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn i3_an_act_whose_key_is_lost_is_kept_whole_and_opened_when_the_key_is_back() {
    let mut world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut office = world.office().await;
    let lost = SchoolKey::generate();
    let act = mother.leave_note(world.yiming, "去看牙医");
    let sealed = mother.seals(&world, &act, &lost.public());
    for _ in 0..2 {
        assert_eq!(mother.syncs(&world, vec![sealed.clone()]).await, [held()]);
    }
    // No row says so: the device goes on holding the act as one that is not settled.
    assert_eq!(mother.device.view.verdict(mother.device.id, act.id), None);
    office.syncs(&world, vec![]).await;
    let list = office.list::<TurnedAway>(Audience::Office);
    assert_eq!(list.len(), 1, "however often it is sent");
    assert_eq!((list[0].code.as_str(), list[0].text.as_str()), (CANNOT_OPEN, ""));

    // Another key does not help; the lost one, typed in from paper, does.
    world.restarts().await;
    let (space, now) = (world.school, world.app.clock.now());
    let store = world.app.store.clone();
    let other = store.restore_seal_key(space, SchoolKey::generate(), now).await.unwrap();
    assert_eq!((other.new, other.opened, other.closed), (true, 0, 1));
    let before = world.seal_key().await;
    let back = store.restore_seal_key(space, lost, now).await.unwrap();
    assert_eq!((back.new, back.opened, back.closed), (true, 1, 0));
    assert_eq!(world.seal_key().await, before, "devices keep sealing to the present key");

    mother.syncs(&world, vec![]).await;
    let verdict = mother.device.view.verdict(mother.device.id, act.id);
    assert!(matches!(verdict, Some(Verdict::Applied { .. })), "{verdict:?}");
    office.syncs(&world, vec![]).await;
    assert_eq!(office.list::<TurnedAway>(Audience::Office).len(), 0);
    assert!(applied(&mother.syncs(&world, vec![sealed]).await), "and a repeat says the same");
}

#[tokio::test]
async fn an_act_that_its_author_seals_anew_takes_the_place_of_what_could_not_be_opened() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let mut office = world.office().await;
    let act = teacher.mark(world.yiming, Mark::Present);
    let mut broken = teacher.seals(&world, &act, &world.seal_key().await);
    if let Content::Sealed(sealed) = &mut broken.content {
        let mut data = act::from_base64(&sealed.bytes.data).unwrap();
        data[0] ^= 1;
        sealed.bytes.data = act::to_base64(&data);
    }
    assert_eq!(teacher.syncs(&world, vec![broken]).await, [held()]);
    let anew = teacher.seals(&world, &act, &world.seal_key().await);
    assert!(applied(&teacher.syncs(&world, vec![anew]).await));
    office.syncs(&world, vec![]).await;
    assert_eq!(office.list::<TurnedAway>(Audience::Office).len(), 0);
}

#[tokio::test]
async fn a_claim_in_the_clear_settles_nothing() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let act = teacher.mark(world.yiming, Mark::Present);
    // Somebody sends other bytes under the act's own id and hash.
    let forged = SignedAct {
        content: Content::Sealed(SealedAct {
            number: 1,
            hash: act::to_base64(&act::content_hash(&bytes(&act))),
            bytes: seal(
                &Routing {
                    id: act.id,
                    space: world.school,
                    device: teacher.device.id,
                    number: 1,
                    hash: [0; 32],
                },
                &world.seal_key().await,
                b"{}",
            ),
        }),
        ..act.clone()
    };
    assert_eq!(teacher.syncs(&world, vec![forged]).await, [held()]);
    assert!(applied(&teacher.syncs(&world, vec![act]).await), "the act itself still counts");
}

#[tokio::test]
async fn routing_that_is_not_true_of_its_own_bytes_is_turned_away() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let key = world.seal_key().await;
    let device = teacher.device.id;
    let lying = |change: &dyn Fn(&mut Routing), act: &SignedAct| {
        let hash = act::content_hash(&bytes(act));
        let number = sentence(act)["device_seq"].as_u64().unwrap();
        let mut routing = Routing { id: act.id, space: world.school, device, number, hash };
        change(&mut routing);
        let bytes = seal(&routing, &key, &bytes(act));
        let (number, hash) = (routing.number, act::to_base64(&routing.hash));
        let content = Content::Sealed(SealedAct { number, hash, bytes });
        SignedAct { id: routing.id, content, ..act.clone() }
    };
    let mut acts = vec![];
    for change in [
        &|routing: &mut Routing| routing.number += 1,
        &|routing: &mut Routing| routing.hash = [7; 32],
        &|routing: &mut Routing| routing.id.0 = uuid::Uuid::now_v7(),
    ] as [&dyn Fn(&mut Routing); 3]
    {
        let act = teacher.mark(world.yiming, Mark::Present);
        acts.push(lying(change, &act));
    }
    for verdict in teacher.syncs(&world, acts).await {
        assert_eq!(verdict, Verdict::TurnedAway { code: "bad_envelope".into() });
    }
}

#[tokio::test]
async fn whoever_is_signed_in_on_a_device_carries_what_another_wrote_there() {
    let world = World::new().await;
    let mut author = world.teacher().await;
    let carrier = world.guardian(world.xiaoyu, "李华").await;
    let key = act::to_base64(&author.device.public_key());
    let path = format!("/api/v1/devices/{}", author.device.id);
    world.asks("PUT", &path, &carrier.cookie, Some(&Enrol { public_key: key })).await;

    let act = author.mark(world.yiming, Mark::Present);
    let sealed = author.seals(&world, &act, &world.seal_key().await);
    let request = author.request(vec![sealed]);
    let path = format!("/api/v1/spaces/{}/sync", world.school);
    let answer = world.asks("POST", &path, &carrier.cookie, Some(&request)).await;
    let answer: Answer = answer.json();
    assert!(matches!(answer.verdicts[0].verdict, Verdict::Applied { .. }), "{answer:?}");
    // The carrier hears that it arrived, and nothing of what it said (I5).
    let about = |text: &str| serde_json::to_string(&answer.rows).unwrap().contains(text);
    assert!(about(&act.id.to_string()));
    assert!(!about("李明") && !about(&world.yiming.to_string()), "{:?}", answer.rows);

    author.syncs(&world, vec![]).await;
    let day: ChildDay = author.sees(Audience::Day(world.today()), world.yiming).unwrap();
    assert_eq!(day.entries.len(), 1);
}

#[tokio::test]
async fn a_device_sets_only_so_much_aside() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    let lost = SchoolKey::generate().public();
    for _ in 0..MAX_NOT_APPLIED / 100 {
        let mut acts = vec![];
        for _ in 0..100 {
            let act = teacher.mark(world.yiming, Mark::Present);
            acts.push(teacher.seals(&world, &act, &lost));
        }
        assert!(teacher.syncs(&world, acts).await.iter().all(|verdict| *verdict == held()));
    }
    let act = teacher.mark(world.yiming, Mark::Present);
    let request = teacher.request(vec![teacher.seals(&world, &act, &lost)]);
    assert_eq!(teacher.posts(&world, &request).await.problem(), "over_quota");
    let good = teacher.seals(&world, &act, &world.seal_key().await);
    assert!(applied(&teacher.syncs(&world, vec![good]).await), "a good one still arrives");
}
