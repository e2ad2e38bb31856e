//! `/api/v1/session/passkey`, `/api/v1/account/passkeys`

use std::sync::Arc;

use serde_json::{Value, json};
use yuanliu_domain::id::PersonId;
use yuanliu_domain::rights::Role;
use yuanliu_server::auth::RelyingParty;
use yuanliu_sync::wire::{
    Account, Again, Ceremony, Entrance, Invite, Invited, Join, PasskeySaid, RecoveryCodes, SignIn,
    Who,
};

use crate::world::authenticator::{Authenticator, PRESENT, spoil};
use crate::world::{Response, World};

const ORIGIN: &str = "https://wantuo.example.cn";
const PASSPHRASE: &str = "绿色的伞和三只猫";
const AT_DOOR: &str = "/api/v1/session/passkey";
const MINE: &str = "/api/v1/account/passkeys";

/// A school at an address where passkeys work.
async fn school() -> World {
    at(ORIGIN).await
}

async fn at(address: &str) -> World {
    let mut world = World::new().await;
    world.app.public_url = Some(address.into());
    world.app.passkeys = RelyingParty::at(address).map(Arc::new);
    world.router = yuanliu_server::router(world.app.clone());
    world
}

/// Signs in by passphrase; the cookie.
async fn signs_in(world: &World, login: &str, code: &str) -> Response {
    let sign_in = SignIn {
        login: login.into(),
        passphrase: PASSPHRASE.into(),
        code: code.into(),
        device: None,
    };
    world.asks("POST", "/api/v1/session", "", Some(&sign_in)).await
}

async fn gets_passphrase(world: &World, person: PersonId, login: &str) -> String {
    let hash = world.app.passphrases.hash(PASSPHRASE).await.unwrap();
    world.app.store.set_sign_in(person, login, &hash).await.unwrap();
    cookie(&signs_in(world, login, "").await)
}

/// 王老师, signed in by passphrase.
async fn teacher(world: &World) -> (PersonId, String) {
    let teacher = world.staff(Role::Teacher, "王雪梅").await.person;
    (teacher, gets_passphrase(world, teacher, "wangxuemei").await)
}

#[track_caller]
fn cookie(response: &Response) -> String {
    assert_eq!(response.status(), 200, "{}", response.text());
    response.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

async fn offered(world: &World, cookie: &str) -> Response {
    let again = Again { passphrase: PASSPHRASE.into() };
    world.asks("POST", MINE, cookie, Some(&again)).await
}

async fn says(world: &World, path: &str, cookie: &str, said: &Ceremony, what: Value) -> Response {
    let said = PasskeySaid { ceremony: said.ceremony.clone(), credential: what };
    world.asks("PUT", path, cookie, Some(&said)).await
}

/// Adds a passkey: its authenticator, and the answer.
async fn adds(world: &World, cookie: &str) -> (Authenticator, Response) {
    let asked: Ceremony = offered(world, cookie).await.json();
    let (passkey, answer) = Authenticator::makes(&asked.options, ORIGIN);
    let added = says(world, MINE, cookie, &asked, answer).await;
    (passkey, added)
}

async fn asked(world: &World) -> Ceremony {
    world.sends("POST", AT_DOOR, "", vec![]).await.json()
}

async fn enters(world: &World, passkey: &mut Authenticator) -> Response {
    let asked = asked(world).await;
    let answer = passkey.signs(&asked.options);
    says(world, AT_DOOR, "", &asked, answer).await
}

async fn account(world: &World, cookie: &str) -> Account {
    world.sends("GET", "/api/v1/account", cookie, vec![]).await.json()
}

async fn is_in(world: &World, cookie: &str) -> bool {
    world.sends("GET", "/api/v1/me", cookie, vec![]).await.status() == 200
}

async fn removes(world: &World, cookie: &str, passphrase: &str) -> Response {
    let path = format!("{MINE}/{}", account(world, cookie).await.passkeys[0].id);
    let again = Again { passphrase: passphrase.into() };
    world.asks("DELETE", &path, cookie, Some(&again)).await
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_name_and_the_token_is_new_each_time() {
    let world = school().await;
    let (person, before) = teacher(&world).await;
    let asked: Ceremony = offered(&world, &before).await.json();
    let criteria = &asked.options["authenticatorSelection"];
    assert_eq!(
        (&criteria["residentKey"], &criteria["userVerification"]),
        (&json!("required"), &json!("required"))
    );
    assert_eq!(asked.options["rp"]["id"], "wantuo.example.cn");
    let (mut passkey, answer) = Authenticator::makes(&asked.options, ORIGIN);
    let added = says(&world, MINE, &before, &asked, answer).await;
    let here = cookie(&added);
    assert_eq!(added.json::<RecoveryCodes>().codes, [""; 0], "a family's passphrase still opens");
    assert!(!is_in(&world, &before).await && is_in(&world, &here).await, "a new token");

    world.app.clock.pass(60_000);
    let entered = enters(&world, &mut passkey).await;
    assert_eq!(entered.json::<Who>().person, person);
    assert!(entered.header("set-cookie").unwrap().starts_with("__Host-yuanliu="));
    let next = cookie(&enters(&world, &mut passkey).await);
    assert_ne!(cookie(&entered), next);
    let list = account(&world, &next).await.passkeys;
    assert_eq!(list.len(), 1);
    assert!(list[0].used.is_some_and(|used| used > list[0].made), "{list:?}");
}

#[tokio::test]
async fn an_answer_counts_once_and_for_five_minutes() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let (mut passkey, _) = adds(&world, &here).await;
    let first = asked(&world).await;
    let answer = passkey.signs(&first.options);
    assert_eq!(says(&world, AT_DOOR, "", &first, answer.clone()).await.status(), 200);
    let replayed = says(&world, AT_DOOR, "", &first, answer.clone()).await;
    assert_eq!(replayed.problem(), "bad_passkey");
    let other = asked(&world).await;
    let moved = says(&world, AT_DOOR, "", &other, answer).await;
    assert_eq!(moved.problem(), "bad_passkey", "signed for another question");

    let late = asked(&world).await;
    let answer = passkey.signs(&late.options);
    world.app.clock.pass(5 * 60_000);
    assert_eq!(says(&world, AT_DOOR, "", &late, answer).await.text(), replayed.text());
}

#[tokio::test]
async fn a_wrong_answer_uses_the_question_up() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let (mut passkey, _) = adds(&world, &here).await;
    let question = asked(&world).await;
    assert_eq!(says(&world, AT_DOOR, "", &question, json!({})).await.problem(), "bad_passkey");
    let right = passkey.signs(&question.options);
    assert_eq!(says(&world, AT_DOOR, "", &question, right).await.problem(), "bad_passkey");
}

/// What is wrong with it, and how it becomes wrong.
type Spoilt = (&'static str, fn(&mut Authenticator));

const SPOILT: [Spoilt; 7] = [
    ("another site", |it| it.origin = "https://wantuo.example.com".into()),
    ("another port", |it| it.origin = format!("{ORIGIN}:8443")),
    ("a part of the site", |it| it.origin = "https://sub.wantuo.example.cn".into()),
    ("plain HTTP", |it| it.origin = "http://wantuo.example.cn".into()),
    ("another name", |it| it.rp_id = "example.cn".into()),
    ("nobody's finger", |it| it.flags = PRESENT),
    ("nobody there", |it| it.flags = 0),
];

#[tokio::test]
async fn what_is_wrong_is_not_told_apart() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let (mut passkey, _) = adds(&world, &here).await;
    let right = (passkey.origin.clone(), passkey.rp_id.clone(), passkey.flags);
    let user = passkey.user.clone();
    let mut texts = vec![];
    for (why, change) in SPOILT {
        change(&mut passkey);
        let answer = enters(&world, &mut passkey).await;
        assert_eq!(answer.problem(), "bad_passkey", "{why}");
        texts.push(answer.text());
        (passkey.origin, passkey.rp_id, passkey.flags) = right.clone();
    }
    for part in ["signature", "authenticatorData", "clientDataJSON"] {
        let question = asked(&world).await;
        let mut answer = passkey.signs(&question.options);
        spoil(&mut answer, part);
        texts.push(says(&world, AT_DOOR, "", &question, answer).await.text());
    }
    // Somebody else's name on it; nobody's; one that nobody here has.
    let office = world.office().await;
    for other in
        [yuanliu_domain::act::to_base64(office.person.0.as_bytes()), String::new(), "x".into()]
    {
        passkey.user = other;
        texts.push(enters(&world, &mut passkey).await.text());
    }
    passkey.user = user;
    let id = std::mem::replace(&mut passkey.id, vec![7; 16]);
    texts.push(enters(&world, &mut passkey).await.text());
    passkey.id = id;
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
    assert!(texts[0].contains("bad_passkey"));
}

#[tokio::test]
async fn a_copy_is_found_by_its_counter() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let (mut passkey, _) = adds(&world, &here).await;
    passkey.counter = 40;
    assert_eq!(enters(&world, &mut passkey).await.status(), 200);
    passkey.counter = 20;
    assert_eq!(enters(&world, &mut passkey).await.problem(), "bad_passkey", "going backwards");
    passkey.counter = 41;
    assert_eq!(enters(&world, &mut passkey).await.status(), 200);
    passkey.counter = 41;
    assert_eq!(enters(&world, &mut passkey).await.problem(), "bad_passkey", "the same once more");
}

#[tokio::test]
async fn a_new_passkey_is_added_by_who_asked_for_it_and_from_here_alone() {
    let world = school().await;
    let (_, hers) = teacher(&world).await;
    let office = world.office().await;
    for (why, change) in SPOILT {
        let asked: Ceremony = offered(&world, &hers).await.json();
        let mut passkey = Authenticator::new(&asked.options, ORIGIN);
        change(&mut passkey);
        let answer = passkey.registers(&asked.options);
        let said = says(&world, MINE, &hers, &asked, answer).await;
        assert_eq!(said.problem(), "bad_passkey", "{why}");
    }
    let hers_to_say: Ceremony = offered(&world, &hers).await.json();
    let (_, answer) = Authenticator::makes(&hers_to_say.options, ORIGIN);
    let said = says(&world, MINE, &office.cookie, &hers_to_say, answer).await;
    assert_eq!(said.problem(), "bad_passkey", "somebody else's question");
    let at_door = asked(&world).await;
    let asked: Ceremony = offered(&world, &hers).await.json();
    let (_, answer) = Authenticator::makes(&asked.options, ORIGIN);
    let said = says(&world, MINE, &hers, &at_door, answer.clone()).await;
    assert_eq!(said.problem(), "bad_passkey", "the question of another address");
    assert_eq!(says(&world, AT_DOOR, "", &asked, answer).await.problem(), "bad_passkey");
    assert_eq!(account(&world, &hers).await.passkeys, []);
}

#[tokio::test]
async fn a_passkey_belongs_to_one_person() {
    let world = school().await;
    let (_, hers) = teacher(&world).await;
    let (passkey, _) = adds(&world, &hers).await;
    let leader = world.staff(Role::Leader, "沈国华").await.person;
    let his = gets_passphrase(&world, leader, "shenguohua").await;
    let asked: Ceremony = offered(&world, &his).await.json();
    let mut stolen = Authenticator::new(&asked.options, ORIGIN);
    stolen.id = passkey.id;
    let answer = stolen.registers(&asked.options);
    assert_eq!(says(&world, MINE, &his, &asked, answer).await.problem(), "bad_passkey");
    assert_eq!(account(&world, &his).await.passkeys, []);
}

#[tokio::test]
async fn anything_else_in_place_of_an_answer_is_refused() {
    let world = school().await;
    let (_, before) = teacher(&world).await;
    let (mut passkey, added) = adds(&world, &before).await;
    let here = cookie(&added);
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    // CBOR that claims to hold four thousand million entries, and one that nests.
    let claims = yuanliu_domain::act::to_base64(&[0xba, 0xff, 0xff, 0xff, 0xff]);
    let nests = yuanliu_domain::act::to_base64(&[0x81; 100_000]);
    let with = |part: &str, value: Value| {
        json!({ "id": "AAAA", "rawId": "AAAA", "type": "public-key",
                "response": { "attestationObject": "", "clientDataJSON": "", "authenticatorData": "",
                              "signature": "", "userHandle": "", part: value } })
    };
    let hostile = [
        json!(null),
        json!("x".repeat(100_000)),
        deep,
        with("attestationObject", json!(claims)),
        with("attestationObject", json!(nests)),
        with("clientDataJSON", json!("e30")),
        with("signature", json!(17)),
    ];
    for what in hostile {
        let question = asked(&world).await;
        assert_eq!(
            says(&world, AT_DOOR, "", &question, what.clone()).await.problem(),
            "bad_passkey"
        );
        let question: Ceremony = offered(&world, &here).await.json();
        assert_eq!(says(&world, MINE, &here, &question, what).await.problem(), "bad_passkey");
    }
    for body in ["", "{}", r#"{"ceremony":1,"credential":{}}"#] {
        let answer = world.sends("PUT", AT_DOOR, "", body.into()).await;
        assert_eq!(answer.problem(), "bad_json", "{body}");
    }
    let nothing = Ceremony { ceremony: "made up".into(), options: json!({}) };
    assert_eq!(says(&world, AT_DOOR, "", &nothing, json!({})).await.problem(), "bad_passkey");
    assert_eq!(enters(&world, &mut passkey).await.status(), 200, "and the right one still enters");
}

#[tokio::test]
async fn adding_and_removing_ask_for_the_passphrase_again() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let wrong = Again { passphrase: "wrong wrong".into() };
    assert_eq!(world.asks("POST", MINE, &here, Some(&wrong)).await.problem(), "bad_sign_in");
    let (mut passkey, added) = adds(&world, &here).await;
    let here = cookie(&added);
    assert_eq!(removes(&world, &here, "wrong wrong").await.problem(), "bad_sign_in");
    assert_eq!(enters(&world, &mut passkey).await.status(), 200);
    let other = world.staff(Role::Leader, "沈国华").await.person;
    let his = gets_passphrase(&world, other, "shenguohua").await;
    let path = format!("{MINE}/{}", account(&world, &here).await.passkeys[0].id);
    let again = Again { passphrase: PASSPHRASE.into() };
    assert_eq!(world.asks("DELETE", &path, &his, Some(&again)).await.problem(), "not_found");
    assert_eq!(removes(&world, &here, PASSPHRASE).await.status(), 204);
    assert_eq!(enters(&world, &mut passkey).await.problem(), "bad_passkey");
    assert_eq!(signs_in(&world, "wangxuemei", "").await.status(), 200, "by passphrase as ever");
}

#[tokio::test]
async fn an_account_has_ten_passkeys_at_most_and_no_phone_two_of_them() {
    let world = school().await;
    let (_, mut here) = teacher(&world).await;
    for _ in 0..10 {
        let (_, added) = adds(&world, &here).await;
        here = cookie(&added);
        world.app.clock.pass(10_000);
    }
    assert_eq!(offered(&world, &here).await.problem(), "too_many_passkeys");
    assert_eq!(removes(&world, &here, PASSPHRASE).await.status(), 204);
    let asked: Ceremony = offered(&world, &here).await.json();
    assert_eq!(asked.options["excludeCredentials"].as_array().unwrap().len(), 9);
}

#[tokio::test]
async fn a_passkey_is_the_offices_second_factor_and_the_passphrase_alone_opens_no_more() {
    let world = school().await;
    let office = world.office().await.person;
    let one = gets_passphrase(&world, office, "lulihua").await;
    let list = format!("/api/v1/spaces/{}/invitations", world.school);
    let desk = async |cookie: &str| world.sends("GET", &list, cookie, vec![]).await;
    assert_eq!(desk(&one).await.problem(), "second_factor_due");
    let stale = cookie(&signs_in(&world, "lulihua", "").await);
    let (mut passkey, added) = adds(&world, &one).await;
    let two = cookie(&added);
    let codes = added.json::<RecoveryCodes>();
    assert_eq!((codes.codes.len(), codes.who.second_factor_due), (10, false));
    assert_eq!(desk(&two).await.status(), 200);

    // A session from before, or the passphrase, gets no further factor.
    assert_eq!(offered(&world, &stale).await.problem(), "passkey_due");
    let again = Again { passphrase: PASSPHRASE.into() };
    let offer = world.asks("POST", "/api/v1/account/authenticator", &stale, Some(&again)).await;
    assert_eq!(offer.problem(), "passkey_due");
    assert_eq!(signs_in(&world, "lulihua", "").await.problem(), "passkey_due");
    assert_eq!(signs_in(&world, "lulihua", "AAAA-BBBB").await.problem(), "bad_second_factor");

    // The passkey alone is both, and a recovery code is for a lost phone.
    let entered = cookie(&enters(&world, &mut passkey).await);
    assert_eq!(desk(&entered).await.status(), 200);
    let recovered = cookie(&signs_in(&world, "lulihua", &codes.codes[0]).await);
    assert_eq!(desk(&recovered).await.status(), 200);
    assert_eq!(signs_in(&world, "lulihua", &codes.codes[0]).await.problem(), "bad_second_factor");

    // Another one comes without new codes; with the last one they go.
    let (_, second) = adds(&world, &recovered).await;
    assert_eq!(second.json::<RecoveryCodes>().codes, [""; 0]);
    let here = cookie(&second);
    assert_eq!(account(&world, &here).await.recovery_codes, 9);
    assert_eq!(removes(&world, &here, PASSPHRASE).await.status(), 204);
    assert_eq!(account(&world, &here).await.recovery_codes, 9);
    assert_eq!(removes(&world, &here, PASSPHRASE).await.problem(), "last_factor");
    assert_eq!(account(&world, &here).await.passkeys.len(), 1, "the office keeps one");
}

#[tokio::test]
async fn the_office_removes_one_factor_while_it_has_another_and_by_both_alone() {
    let world = school().await;
    let office = world.office().await.person;
    let one = gets_passphrase(&world, office, "lulihua").await;
    let stale = cookie(&signs_in(&world, "lulihua", "").await);
    let two = cookie(&adds(&world, &one).await.1);
    assert_eq!(removes(&world, &stale, PASSPHRASE).await.problem(), "passkey_due");
    let (path, again) = ("/api/v1/account/authenticator", Again { passphrase: PASSPHRASE.into() });
    let code = yuanliu_server::auth::hash_of_code("CODE");
    world.app.store.offer_authenticator(office, &[7; 20]).await.unwrap();
    world.app.store.take_authenticator(office, 1, vec![code]).await.unwrap();

    // Either goes while the other one stays, and the recovery codes with the last alone.
    let drops = async |cookie: &str| world.asks("DELETE", path, cookie, Some(&again)).await;
    assert_eq!(drops(&stale).await.problem(), "second_factor");
    assert_eq!(drops(&two).await.status(), 204);
    let account_now = account(&world, &two).await;
    assert_eq!((account_now.authenticator, account_now.recovery_codes), (false, 1));
    assert_eq!(removes(&world, &two, PASSPHRASE).await.problem(), "last_factor");
    world.app.store.offer_authenticator(office, &[7; 20]).await.unwrap();
    world.app.store.take_authenticator(office, 1, vec![code]).await.unwrap();
    assert_eq!(removes(&world, &two, PASSPHRASE).await.status(), 204);
    assert_eq!(drops(&two).await.problem(), "last_factor");
    let account_now = account(&world, &two).await;
    assert_eq!((account_now.passkeys.len(), account_now.authenticator), (0, true));
}

#[tokio::test]
async fn after_a_lost_phone_no_passkey_of_it_signs_in() {
    let world = school().await;
    let (person, here) = teacher(&world).await;
    let (mut lost, _) = adds(&world, &here).await;
    let office = world.office().await;
    let path = format!("/api/v1/spaces/{}/people/{person}/sessions", world.school);
    assert_eq!(world.sends("DELETE", &path, &office.cookie, vec![]).await.status(), 204);
    assert_eq!(enters(&world, &mut lost).await.problem(), "bad_passkey");

    let here = cookie(&signs_in(&world, "wangxuemei", "").await);
    let (mut lost, added) = adds(&world, &here).await;
    let half: Ceremony = offered(&world, &cookie(&added)).await.json();
    let invite = Invite { people: vec![person], again: true };
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let slip: Invited = world.asks("POST", &path, &office.cookie, Some(&invite)).await.json();
    let join = Join {
        code: slip.slips[0].code.clone(),
        login: "wangxuemei".into(),
        passphrase: "六月里的七只白鹭".into(),
    };
    let joined = cookie(&world.asks("POST", "/api/v1/join", "", Some(&join)).await);
    assert_eq!(enters(&world, &mut lost).await.problem(), "bad_passkey");
    assert_eq!(account(&world, &joined).await.passkeys, []);
    let (_, answer) = Authenticator::makes(&half.options, ORIGIN);
    let said = says(&world, MINE, &joined, &half, answer).await;
    assert_eq!(said.problem(), "bad_passkey", "what was begun on the lost phone");
}

#[tokio::test]
async fn without_an_address_that_browsers_know_there_are_no_passkeys_and_everything_else_works() {
    for address in ["https://10.0.0.5", "http://wantuo.example.cn"] {
        let world = at(address).await;
        let entrance: Entrance = world.sends("GET", "/api/v1/session", "", vec![]).await.json();
        assert_eq!(entrance.passkeys, None, "{address}");
        assert_eq!(world.sends("POST", AT_DOOR, "", vec![]).await.problem(), "no_passkeys");
        let (_, here) = teacher(&world).await;
        assert_eq!(offered(&world, &here).await.problem(), "no_passkeys");
        assert_eq!(account(&world, &here).await.entrance.passkeys, None);
    }
    let world = school().await;
    let entrance: Entrance = world.sends("GET", "/api/v1/session", "", vec![]).await.json();
    assert_eq!(entrance.passkeys.as_deref(), Some(ORIGIN));
}

#[tokio::test]
async fn questions_are_counted_by_address_and_only_so_many_are_kept() {
    let world = school().await;
    let ask = |host: u8| {
        let request = axum::http::Request::post(AT_DOOR).header("x-yuanliu", "1");
        let mut request = request.body(axum::body::Body::empty()).unwrap();
        let peer = std::net::SocketAddr::from(([203, 0, 113, host], 1));
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        request
    };
    let mut taken = 0;
    while world.request(ask(1)).await.status() == 200 {
        taken += 1;
        assert!(taken < 2_000, "nobody counts");
    }
    assert!(taken >= 300, "{taken}");
    assert_eq!(world.request(ask(1)).await.problem(), "slow_down");
    assert_eq!(world.request(ask(2)).await.status(), 200, "the next school");
}

#[tokio::test]
async fn a_persons_own_passkey_is_tried_only_so_often() {
    let world = school().await;
    let (_, here) = teacher(&world).await;
    let (mut passkey, _) = adds(&world, &here).await;
    passkey.origin = "https://elsewhere.example".into();
    for _ in 0..10 {
        assert_eq!(enters(&world, &mut passkey).await.problem(), "bad_passkey");
    }
    assert_eq!(enters(&world, &mut passkey).await.problem(), "slow_down");
    assert_eq!(signs_in(&world, "wangxuemei", "").await.status(), 200, "the other way in is open");
}
