//! The contract of a store, kept by each engine: every method, what it promises
//! when it is repeated, and what it refuses.

use std::sync::Arc;

use uuid::Uuid;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{DeviceId, PersonId, SpaceId};
use yuanliu_domain::people::{Class, Member};
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::School;
use yuanliu_domain::time::{Minute, Stamp};
use yuanliu_server::store::{
    Asked, Ceremony, Device, Factor, Founding, Handover, Invitation, MOST_CEREMONIES, Pairing,
    Passkey, Poke, Session, SignIn, Store, StoreError, Viewer,
};
use yuanliu_sync::wire::Verdict;

use crate::world;

const NOW: Stamp = Stamp(1_795_500_000_000);

/// Runs the contract on the engine of this run, each promise on an empty store.
macro_rules! contract {
    ($($promise:ident,)+) => {
        mod keeps {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $promise() {
                    let folder = tempfile::tempdir().unwrap();
                    let kept = crate::world::Kept::new(folder.path()).await;
                    super::$promise(kept.open().await).await;
                }
            )+
        }
    };
}

contract! {
    founds_a_school_once,
    keeps_sign_ins,
    keeps_sessions_until_they_end,
    ends_the_office_sessions_earlier,
    lists_and_ends_a_persons_sessions,
    keeps_passkeys_and_updates_what_did_not_change_in_between,
    answers_a_ceremony_once_and_keeps_only_so_many,
    uses_invitations_up,
    lists_invitations_and_takes_them_back,
    keeps_second_factors,
    hands_over_once,
    enrols_devices,
    pairs_tablets,
    commits_and_pulls,
    pokes_after_a_commit,
    keeps_notes_about_itself,
    takes_nothing_once_it_is_closed,
}

fn founding() -> Founding {
    let at = |hour| Minute::hm(hour, 0).unwrap();
    let school = School {
        name: "望澜路小学".into(),
        phone: String::new(),
        lessons_end: at(15),
        late_care: at(16),
        closing: at(18),
    };
    Founding {
        space: SpaceId(Uuid::now_v7()),
        school,
        office: PersonId(Uuid::now_v7()),
        office_name: "陆丽华".into(),
        at: NOW,
    }
}

async fn founds_a_school_once(store: Arc<dyn Store>) {
    let founding = founding();
    store.found(founding.clone()).await.unwrap();
    let again = Founding { office_name: "别人".into(), ..founding.clone() };
    store.found(again).await.unwrap();
    assert_eq!(store.schools().await.unwrap(), [founding.space]);
    let member: Member = store.member(founding.space, founding.office).await.unwrap().unwrap();
    assert_eq!((member.name.as_str(), member.roles.contains(&Role::Office)), ("陆丽华", true));
    let places = store.memberships(founding.office).await.unwrap();
    assert_eq!((places.len(), places[0].school.as_str()), (1, "望澜路小学"));
    let nobody = PersonId(Uuid::now_v7());
    assert_eq!(store.member(founding.space, nobody).await.unwrap(), None);
    assert_eq!(store.memberships(nobody).await.unwrap(), []);
}

async fn keeps_sign_ins(store: Arc<dyn Store>) {
    let (one, two) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    assert_eq!(store.sign_in("one").await.unwrap(), None);
    store.set_sign_in(one, "one", "hash").await.unwrap();
    store.set_sign_in(one, "one", "other").await.unwrap();
    let taken = store.set_sign_in(two, "one", "hash").await;
    assert!(matches!(taken, Err(StoreError::LoginTaken)), "{taken:?}");
    let known = store.sign_in("one").await.unwrap();
    assert_eq!(known, Some(SignIn { person: one, login: "one".into(), hash: "other".into() }));
}

async fn keeps_sessions_until_they_end(store: Arc<dyn Store>) {
    let person = PersonId(Uuid::now_v7());
    let day = 24 * 3_600_000;
    let holds = async |token: u8, at| {
        let held = store.session(&[token; 32], at).await.unwrap();
        held.inspect(|held| assert_eq!((held.person, held.office), (person, false))).is_some()
    };
    store.open_session(Session::full([1; 32], person, NOW)).await.unwrap();
    store.open_session(Session::full([2; 32], person, NOW)).await.unwrap();
    assert!(holds(1, NOW).await && !holds(3, NOW).await);
    store.close_session(&[1; 32]).await.unwrap();
    store.close_session(&[1; 32]).await.unwrap();
    assert!(!holds(1, NOW).await);
    assert!(holds(2, NOW.plus_ms(13 * day)).await);
    assert!(holds(2, NOW.plus_ms(26 * day)).await, "used");
    assert!(!holds(2, NOW.plus_ms(41 * day)).await, "not used");
    store.open_session(Session::full([4; 32], person, NOW)).await.unwrap();
    store.set_sign_in(person, "one", "hash").await.unwrap();
    assert!(!holds(4, NOW).await, "a new passphrase ends them all");
}

async fn ends_the_office_sessions_earlier(store: Arc<dyn Store>) {
    let founding = founding();
    store.found(founding.clone()).await.unwrap();
    let hour = 3_600_000;
    let holds = async |token: u8, at| store.session(&[token; 32], at).await.unwrap().is_some();
    store.open_session(Session::full([1; 32], founding.office, NOW)).await.unwrap();
    store.open_session(Session::full([2; 32], founding.office, NOW)).await.unwrap();
    assert!(store.session(&[1; 32], NOW).await.unwrap().unwrap().office);
    assert!(holds(1, NOW.plus_ms(11 * hour)).await);
    assert!(!holds(2, NOW.plus_ms(13 * hour)).await, "a working day without use");
    let mut at = NOW;
    while at < NOW.plus_ms(7 * 24 * hour) {
        assert!(holds(1, at).await, "used every ten hours");
        at = at.plus_ms(10 * hour);
    }
    assert!(!holds(1, at).await, "a week at last");
}

async fn keeps_passkeys_and_updates_what_did_not_change_in_between(store: Arc<dyn Store>) {
    let (me, other) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    let passkey = |person, credential: u8, at| Passkey {
        id: Uuid::new_v4(),
        credential: vec![credential; 16],
        person,
        label: "Android · Chrome".into(),
        key: "{}".into(),
        made: at,
        used: None,
    };
    let (first, second) = (passkey(me, 1, NOW), passkey(me, 2, NOW.plus_ms(5)));
    store.add_passkey(first.clone(), vec![[9; 32]]).await.unwrap();
    store.add_passkey(second.clone(), vec![]).await.unwrap();
    let taken = store.add_passkey(passkey(other, 1, NOW), vec![]).await;
    assert!(matches!(taken, Err(StoreError::PasskeyTaken)));
    assert_eq!(store.passkeys_of(me).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(store.passkey(&[1; 16]).await.unwrap().as_ref(), Some(&first));
    assert_eq!(store.passkey(&[3; 16]).await.unwrap(), None);
    let factor = store.factors(me).await.unwrap();
    assert_eq!((factor.passkeys, factor.recovery, factor.secret), (2, 1, None));

    assert!(store.use_passkey(&first, r#"{"n":1}"#, NOW.plus_ms(9)).await.unwrap());
    assert!(!store.use_passkey(&first, r#"{"n":2}"#, NOW).await.unwrap(), "used in between");
    let used = store.passkey(&[1; 16]).await.unwrap().unwrap();
    assert_eq!((used.key.as_str(), used.used), (r#"{"n":1}"#, Some(NOW.plus_ms(9))));

    assert!(!store.drop_passkey(other, first.id).await.unwrap());
    assert!(store.drop_passkey(me, first.id).await.unwrap());
    assert_eq!(store.factors(me).await.unwrap().recovery, 1, "one is left");
    assert!(store.drop_passkey(me, second.id).await.unwrap());
    assert_eq!(store.factors(me).await.unwrap(), Factor::default());

    store.add_passkey(first.clone(), vec![[9; 32]]).await.unwrap();
    store.close_all(me).await.unwrap();
    let factor = store.factors(me).await.unwrap();
    assert_eq!(
        (factor.passkeys, factor.recovery),
        (0, 1),
        "a lost phone leaves the sheet of codes"
    );
}

async fn answers_a_ceremony_once_and_keeps_only_so_many(store: Arc<dyn Store>) {
    let asked = |person, end| Ceremony { person, state: "{}".into(), expires: NOW.plus_ms(end) };
    let me = Some(PersonId(Uuid::now_v7()));
    store.begin_ceremony(&[1; 32], asked(me, 10), NOW).await.unwrap();
    assert_eq!(store.end_ceremony(&[1; 32], NOW).await.unwrap(), Some(asked(me, 10)));
    assert_eq!(store.end_ceremony(&[1; 32], NOW).await.unwrap(), None, "once");
    store.begin_ceremony(&[1; 32], asked(None, 10), NOW).await.unwrap();
    assert_eq!(store.end_ceremony(&[1; 32], NOW.plus_ms(10)).await.unwrap(), None, "over");
    store.begin_ceremony(&[1; 32], asked(me, 10), NOW).await.unwrap();
    store.begin_ceremony(&[2; 32], asked(me, 10), NOW).await.unwrap();
    assert_eq!(store.end_ceremony(&[1; 32], NOW).await.unwrap(), None, "one for each person");

    let name = |n: u32| yuanliu_server::auth::hash_of(&n.to_string());
    let many = (0..=MOST_CEREMONIES).map(|n| {
        let store = store.clone();
        async move {
            let asked = asked(None, 100 + i64::from(n));
            store.begin_ceremony(&name(n), asked, NOW).await.unwrap();
        }
    });
    futures::future::join_all(many).await;
    let kept = async |n| store.end_ceremony(&name(n), NOW).await.unwrap().is_some();
    assert!(!kept(0).await && kept(2).await && kept(MOST_CEREMONIES).await, "the oldest went");
}

async fn lists_and_ends_a_persons_sessions(store: Arc<dyn Store>) {
    let (me, other) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    let session = |token, person, label: &str, at| Session {
        label: label.into(),
        ..Session::full([token; 32], person, at)
    };
    store.open_session(session(1, me, "Android · Chrome", NOW)).await.unwrap();
    store.open_session(session(2, me, "iPhone · Safari", NOW.plus_ms(5))).await.unwrap();
    store.open_session(session(3, other, "", NOW)).await.unwrap();
    let mine = store.my_devices(me, NOW.plus_ms(10)).await.unwrap();
    let labels: Vec<_> = mine.iter().map(|device| device.label.as_str()).collect();
    assert_eq!(labels, ["iPhone · Safari", "Android · Chrome"]);
    let theirs = store.my_devices(other, NOW).await.unwrap();
    assert!(!store.close_mine(me, theirs[0].id).await.unwrap(), "somebody else's");
    assert!(store.close_mine(me, mine[1].id).await.unwrap());
    assert!(!store.close_mine(me, mine[1].id).await.unwrap());
    assert_eq!(store.session(&[1; 32], NOW).await.unwrap(), None);

    let device = DeviceId(Uuid::now_v7());
    store.enrol(device, &[4; 65], me, NOW).await.unwrap();
    store.enrol(device, &[4; 65], other, NOW).await.unwrap();
    store.close_all(me).await.unwrap();
    assert_eq!(store.my_devices(me, NOW).await.unwrap(), []);
    assert_eq!(store.device(device).await.unwrap().unwrap().people, [other].into());
    assert!(store.session(&[3; 32], NOW).await.unwrap().is_some());
}

async fn uses_invitations_up(store: Arc<dyn Store>) {
    let founding = founding();
    store.found(founding.clone()).await.unwrap();
    let (person, other) = (founding.office, PersonId(Uuid::now_v7()));
    let invitation = |code, person| Invitation {
        code: [code; 32],
        person,
        school: founding.space,
        made_by: Some(founding.office),
        made: NOW,
        expires: NOW.plus_ms(1000),
    };
    store.invite(invitation(1, person)).await.unwrap();
    store.invite(invitation(2, other)).await.unwrap();
    let late = store.join(&[1; 32], "one", "hash", NOW.plus_ms(1000)).await;
    assert!(matches!(late, Err(StoreError::NoInvitation)), "{late:?}");
    assert_eq!(store.join(&[1; 32], "one", "hash", NOW).await.unwrap(), person);
    let again = store.join(&[1; 32], "one", "hash", NOW).await;
    assert!(matches!(again, Err(StoreError::NoInvitation)), "{again:?}");
    let taken = store.join(&[2; 32], "one", "hash", NOW).await;
    assert!(matches!(taken, Err(StoreError::LoginTaken)), "{taken:?}");
    assert_eq!(
        store.join(&[2; 32], "two", "hash", NOW).await.unwrap(),
        other,
        "it was not used up"
    );
}

async fn lists_invitations_and_takes_them_back(store: Arc<dyn Store>) {
    let (school, elsewhere) = (SpaceId(Uuid::now_v7()), SpaceId(Uuid::now_v7()));
    let (one, two) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    let invite = async |code: u8, person, school| {
        let made = NOW.plus_ms(i64::from(code));
        let expires = NOW.plus_ms(1000);
        let made_by = Some(two);
        let code = [code; 32];
        store.invite(Invitation { code, person, school, made_by, made, expires }).await.unwrap();
    };
    invite(1, one, school).await;
    invite(2, one, school).await;
    invite(3, two, school).await;
    invite(4, one, elsewhere).await;
    let open = store.invitations(school, NOW).await.unwrap();
    let people: Vec<_> = open.iter().map(|open| (open.person, open.made_by, open.used)).collect();
    assert_eq!(people, [(two, Some(two), None), (one, Some(two), None)], "a new one replaces");
    let replaced = store.join(&[1; 32], "one", "hash", NOW).await;
    assert!(matches!(replaced, Err(StoreError::NoInvitation)), "{replaced:?}");
    assert!(!store.uninvite(elsewhere, open[0].id).await.unwrap(), "another school's");
    assert!(store.uninvite(school, open[0].id).await.unwrap());
    assert!(!store.uninvite(school, open[0].id).await.unwrap());
    store.join(&[2; 32], "one", "hash", NOW).await.unwrap();
    let open = store.invitations(school, NOW).await.unwrap();
    assert_eq!((open.len(), open[0].used), (1, Some(NOW)));
    assert!(!store.uninvite(school, open[0].id).await.unwrap(), "used up");
    assert_eq!(store.invitations(school, NOW.plus_ms(1000)).await.unwrap(), [], "over");
}

async fn keeps_second_factors(store: Arc<dyn Store>) {
    let (me, other) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    assert_eq!(store.factors(me).await.unwrap(), Factor::default());
    store.offer_authenticator(me, &[1; 20]).await.unwrap();
    store.offer_authenticator(me, &[2; 20]).await.unwrap();
    let offered = store.factors(me).await.unwrap();
    assert_eq!((offered.secret, offered.offered), (None, Some(vec![2; 20])));
    store.take_authenticator(me, 100, vec![[1; 32], [2; 32]]).await.unwrap();
    let taken = Factor { secret: Some(vec![2; 20]), offered: None, recovery: 2, passkeys: 0 };
    assert_eq!(store.factors(me).await.unwrap(), taken);
    assert!(!store.use_step(me, 100).await.unwrap(), "its first code was used");
    assert!(store.use_step(me, 101).await.unwrap());
    assert!(!store.use_step(me, 101).await.unwrap() && !store.use_step(me, 99).await.unwrap());
    assert!(!store.use_recovery(other, &[1; 32]).await.unwrap());
    assert!(store.use_recovery(me, &[1; 32]).await.unwrap());
    assert!(!store.use_recovery(me, &[1; 32]).await.unwrap());
    store.offer_authenticator(me, &[3; 20]).await.unwrap();
    assert_eq!(
        store.factors(me).await.unwrap().secret,
        Some(vec![2; 20]),
        "until the new one counts"
    );
    store.drop_authenticator(me).await.unwrap();
    assert_eq!(store.factors(me).await.unwrap(), Factor::default());
    assert!(!store.use_step(me, 200).await.unwrap());
}

async fn hands_over_once(store: Arc<dyn Store>) {
    let me = PersonId(Uuid::now_v7());
    let handover = Handover { person: me, factors: 2, expires: NOW.plus_ms(1000) };
    store.hand_over(&[1; 32], handover).await.unwrap();
    store.hand_over(&[2; 32], handover).await.unwrap();
    assert_eq!(store.take_over(&[1; 32], NOW).await.unwrap(), None, "a new one replaces it");
    assert_eq!(store.take_over(&[2; 32], NOW).await.unwrap(), Some(handover));
    assert_eq!(store.take_over(&[2; 32], NOW).await.unwrap(), None, "once");
    store.hand_over(&[3; 32], handover).await.unwrap();
    assert_eq!(store.take_over(&[3; 32], NOW.plus_ms(1000)).await.unwrap(), None, "over");
}

async fn enrols_devices(store: Arc<dyn Store>) {
    let device = DeviceId(Uuid::now_v7());
    let (one, two) = (PersonId(Uuid::now_v7()), PersonId(Uuid::now_v7()));
    assert_eq!(store.device(device).await.unwrap(), None);
    store.enrol(device, &[4; 65], one, NOW).await.unwrap();
    store.enrol(device, &[4; 65], one, NOW).await.unwrap();
    store.enrol(device, &[4; 65], two, NOW).await.unwrap();
    let taken = store.enrol(device, &[5; 65], two, NOW).await;
    assert!(matches!(taken, Err(StoreError::DeviceTaken)), "{taken:?}");
    let people = [one, two].into();
    assert_eq!(
        store.device(device).await.unwrap(),
        Some(Device { id: device, key: vec![4; 65], people })
    );
}

async fn pairs_tablets(store: Arc<dyn Store>) {
    let (tablet, school) = (PersonId(Uuid::now_v7()), SpaceId(Uuid::now_v7()));
    let (old, new) = (DeviceId(Uuid::now_v7()), DeviceId(Uuid::now_v7()));
    let offer = |code| Pairing { code, tablet, school, expires: NOW.plus_ms(1_000) };
    store.offer_pairing(offer([1; 32])).await.unwrap();
    assert_eq!(store.pair(&[1; 32], old, &[4; 65], NOW).await.unwrap(), tablet);
    let used = store.pair(&[1; 32], old, &[4; 65], NOW).await;
    assert!(matches!(used, Err(StoreError::NoInvitation)), "{used:?}");

    store.offer_pairing(offer([2; 32])).await.unwrap();
    store.offer_pairing(offer([3; 32])).await.unwrap();
    let replaced = store.pair(&[2; 32], new, &[4; 65], NOW).await;
    assert!(matches!(replaced, Err(StoreError::NoInvitation)), "{replaced:?}");
    let over = store.pair(&[3; 32], new, &[4; 65], NOW.plus_ms(1_000)).await;
    assert!(matches!(over, Err(StoreError::NoInvitation)), "{over:?}");
    // A device that is taken leaves the code unused.
    let taken = store.pair(&[3; 32], old, &[5; 65], NOW).await;
    assert!(matches!(taken, Err(StoreError::DeviceTaken)), "{taken:?}");
    store.pair(&[3; 32], new, &[4; 65], NOW).await.unwrap();
    assert_eq!(store.device(old).await.unwrap().unwrap().people, [].into(), "no longer the tablet");
    assert_eq!(store.device(new).await.unwrap().unwrap().people, [tablet].into());
}

/// A founded school with an enrolled device of its office.
async fn school(store: &dyn Store) -> (Founding, world::Device, Device) {
    let founding = founding();
    store.found(founding.clone()).await.unwrap();
    let hand = world::Device::new();
    store.enrol(hand.id, &hand.public_key(), founding.office, NOW).await.unwrap();
    let device = store.device(hand.id).await.unwrap().unwrap();
    (founding, hand, device)
}

async fn commits_and_pulls(store: Arc<dyn Store>) {
    let (founding, mut hand, device) = school(store.as_ref()).await;
    let class = Subject::Class(yuanliu_domain::id::ClassId(Uuid::now_v7()));
    let body = Class { grade: 3, name: "三年级2班".into() };
    let act = hand.act(founding.space, (founding.office, "陆丽华"), class, &body, |_| ());
    let verdicts = store.commit(founding.space, &device, vec![act.clone()], NOW).await.unwrap();
    assert_eq!(verdicts[0].verdict, Verdict::Applied { version: 2 }, "founding was version 1");
    let again = store.commit(founding.space, &device, vec![act], NOW).await.unwrap();
    assert_eq!(again, verdicts);

    let viewer = Viewer { person: founding.office, device: device.id, today: NOW.day() };
    let pulled = store.pull(founding.space, viewer, Asked::default()).await.unwrap();
    let scope = store.scope(founding.space, viewer).await.unwrap();
    assert_eq!(pulled.whole, scope.iter().copied().collect::<Vec<_>>());
    assert!(!pulled.more);
    assert!(pulled.rows.iter().any(|row| row.kind == "class" && row.audience == Audience::Roll));
    let asked = Asked { cursor: pulled.cursor, have: pulled.checksums };
    let next = store.pull(founding.space, viewer, asked).await.unwrap();
    assert_eq!((next.rows.len(), next.forget.len(), next.whole.len()), (0, 0, 0));

    let stranger = Viewer { person: PersonId(Uuid::now_v7()), ..viewer };
    let refused = store.pull(founding.space, stranger, Asked::default()).await;
    assert!(matches!(refused, Err(StoreError::NotAMember)), "{refused:?}");
    let nowhere = store.pull(SpaceId(Uuid::now_v7()), viewer, Asked::default()).await;
    assert!(matches!(nowhere, Err(StoreError::NotAMember)), "{nowhere:?}");
}

async fn pokes_after_a_commit(store: Arc<dyn Store>) {
    let (founding, mut hand, device) = school(store.as_ref()).await;
    let mut pokes = store.pokes();
    let mut act = || {
        let class = Subject::Class(yuanliu_domain::id::ClassId(Uuid::now_v7()));
        let body = Class { grade: 3, name: "三年级2班".into() };
        hand.act(founding.space, (founding.office, "陆丽华"), class, &body, |_| ())
    };
    let (first, second) = (act(), act());
    store.commit(founding.space, &device, vec![first.clone()], NOW).await.unwrap();
    let audiences = Arc::new([Audience::Device(device.id), Audience::Roll].into());
    let changed = Poke::Changed { space: founding.space, audiences };
    assert_eq!(pokes.recv().await.unwrap(), changed);
    store.commit(founding.space, &device, vec![first], NOW).await.unwrap();
    store.commit(founding.space, &device, vec![second], NOW).await.unwrap();
    assert_eq!(pokes.recv().await.unwrap(), changed);
    assert!(pokes.try_recv().is_err(), "a repeat changes nothing");
}

async fn keeps_notes_about_itself(store: Arc<dyn Store>) {
    assert_eq!(store.note("demo").await.unwrap(), None);
    store.set_note("demo", "1").await.unwrap();
    store.set_note("demo", "2").await.unwrap();
    assert_eq!(store.note("demo").await.unwrap().as_deref(), Some("2"));
}

async fn takes_nothing_once_it_is_closed(store: Arc<dyn Store>) {
    store.set_note("demo", "1").await.unwrap();
    store.close().await.unwrap();
    let late = store.set_note("demo", "2").await;
    assert!(matches!(late, Err(StoreError::Stopped)), "{late:?}");
    let read = store.note("demo").await;
    assert!(matches!(read, Err(StoreError::Stopped)), "{read:?}");
}
