//! `/api/v1/account`: where one is signed in, and the passphrase.

use axum::body::Body;
use axum::http::Request;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{
    Account, Again, Authenticator, Enrol, FirstCode, Handover, Invitation, NewPassphrase,
    RecoveryCodes, SignIn, Who,
};

use crate::world::{Device, Response, World};

const PASSPHRASE: &str = "绿色的伞和三只猫";
const ANDROID: &str =
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36";

/// 王老师, who has a passphrase.
async fn teacher(world: &World) -> PersonId {
    let teacher = world.staff(Role::Teacher, "王雪梅").await;
    world.app.store.close_all(teacher.person).await.unwrap();
    let hash = world.app.passphrases.hash(PASSPHRASE).await.unwrap();
    world.app.store.set_sign_in(teacher.person, "wangxuemei", &hash).await.unwrap();
    teacher.person
}

fn request(cookie: &str, sign_in: &SignIn) -> Request<Body> {
    Request::post("/api/v1/session")
        .header("x-yuanliu", "1")
        .header("cookie", cookie)
        .header("user-agent", ANDROID)
        .body(Body::from(serde_json::to_vec(sign_in).unwrap()))
        .unwrap()
}

fn with(passphrase: &str) -> SignIn {
    SignIn { login: "wangxuemei".into(), passphrase: passphrase.into(), ..SignIn::default() }
}

#[track_caller]
fn cookie(response: &Response) -> String {
    assert_eq!(response.status(), 200, "{}", response.text());
    response.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

async fn signs_in(world: &World) -> String {
    cookie(&world.request(request("", &with(PASSPHRASE))).await)
}

async fn sees(world: &World, cookie: &str) -> Account {
    world.sends("GET", "/api/v1/account", cookie, vec![]).await.json()
}

async fn is_in(world: &World, cookie: &str) -> bool {
    world.sends("GET", "/api/v1/me", cookie, vec![]).await.status() == 200
}

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_signs_out_there() {
    let world = World::empty().await;
    teacher(&world).await;
    let lost = signs_in(&world).await;
    world.app.clock.pass(1000);
    let here = signs_in(&world).await;
    let account = sees(&world, &here).await;
    assert_eq!(account.login, "wangxuemei");
    let seen: Vec<_> = account.sessions.iter().map(|one| (one.label.as_str(), one.this)).collect();
    assert_eq!(seen, [("Android · Chrome", true), ("Android · Chrome", false)]);

    let path = format!("/api/v1/account/sessions/{}", account.sessions[1].id);
    assert_eq!(world.sends("DELETE", &path, &here, vec![]).await.status(), 204);
    assert!(!is_in(&world, &lost).await && is_in(&world, &here).await);
    assert_eq!(world.sends("DELETE", &path, &here, vec![]).await.problem(), "not_found");
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let world = World::empty().await;
    teacher(&world).await;
    let (hers, office) = (signs_in(&world).await, world.office().await);
    let path = format!("/api/v1/account/sessions/{}", sees(&world, &hers).await.sessions[0].id);
    assert_eq!(world.sends("DELETE", &path, &office.cookie, vec![]).await.problem(), "not_found");
    assert!(is_in(&world, &hers).await);
}

#[tokio::test]
async fn signing_in_again_gives_a_new_token_and_ends_the_old_one() {
    let world = World::empty().await;
    teacher(&world).await;
    let first = signs_in(&world).await;
    let second = cookie(&world.request(request(&first, &with(PASSPHRASE))).await);
    assert_ne!(first, second);
    assert!(!is_in(&world, &first).await && is_in(&world, &second).await);
}

#[tokio::test]
async fn a_new_passphrase_ends_every_other_session() {
    let world = World::empty().await;
    teacher(&world).await;
    let (lost, here) = (signs_in(&world).await, signs_in(&world).await);
    let path = "/api/v1/account/passphrase";
    let change =
        |current: &str, new: &str| NewPassphrase { current: current.into(), new: new.into() };
    let wrong =
        world.asks("PUT", path, &here, Some(&change("wrong wrong", "六月里的七只白鹭"))).await;
    assert_eq!(wrong.problem(), "bad_sign_in");
    let weak = world.asks("PUT", path, &here, Some(&change(PASSPHRASE, "password1"))).await;
    assert_eq!(weak.problem(), "weak_passphrase");
    assert!(is_in(&world, &lost).await, "nothing changed yet");

    let changed =
        world.asks("PUT", path, &here, Some(&change(PASSPHRASE, "六月里的七只白鹭"))).await;
    let new = cookie(&changed);
    assert_eq!(changed.json::<Who>().name, "王雪梅");
    assert!(
        !is_in(&world, &lost).await && !is_in(&world, &here).await && is_in(&world, &new).await
    );
    let old = world.request(request("", &with(PASSPHRASE))).await;
    assert_eq!(old.problem(), "bad_sign_in");
}

#[tokio::test]
async fn a_strangers_tries_do_not_lock_a_person_out_of_their_own_device() {
    let world = World::empty().await;
    teacher(&world).await;
    let (mine, hers) = (signs_in(&world).await, Device::new());
    let key = Enrol { public_key: yuanliu_domain::act::to_base64(&hers.public_key()) };
    let path = format!("/api/v1/devices/{}", hers.id);
    assert_eq!(world.asks("PUT", &path, &mine, Some(&key)).await.status(), 204);

    let strange = Device::new();
    for _ in 0..12 {
        let guess = SignIn { device: Some(strange.id), ..with("wrong wrong") };
        world.request(request("", &guess)).await;
    }
    let stranger = SignIn { device: Some(strange.id), ..with(PASSPHRASE) };
    assert_eq!(world.request(request("", &stranger)).await.problem(), "slow_down");
    let at_home = SignIn { device: Some(hers.id), ..with(PASSPHRASE) };
    assert_eq!(world.request(request("", &at_home)).await.status(), 200);
    for _ in 0..12 {
        let guess = SignIn { device: Some(hers.id), ..with("wrong wrong") };
        world.request(request("", &guess)).await;
    }
    assert_eq!(world.request(request("", &at_home)).await.problem(), "slow_down", "a stolen phone");
}

#[tokio::test]
async fn a_name_is_counted_wherever_the_tries_come_from() {
    let world = World::empty().await;
    let from = |peer: [u8; 4]| {
        let mut request = request("", &with("wrong wrong"));
        let peer = std::net::SocketAddr::from((peer, 1));
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        request
    };
    for host in 0..10 {
        assert_eq!(world.request(from([203, 0, 113, host])).await.problem(), "bad_sign_in");
    }
    assert_eq!(world.request(from([203, 0, 113, 77])).await.problem(), "slow_down");
}

#[tokio::test]
async fn a_whole_school_signs_in_from_one_address() {
    let world = World::empty().await;
    let attempts = &world.app.attempts;
    let school = Some("198.51.100.7".parse().unwrap());
    let let_in = (0..1_000).filter(|_| attempts.from(school).is_ok()).count();
    assert!((300..400).contains(&let_in), "{let_in}");
    assert!(attempts.from(Some("198.51.100.8".parse().unwrap())).is_ok(), "the next school");
}

#[tokio::test]
async fn one_factor_is_not_enough_for_the_office() {
    let world = World::empty().await;
    let office = world.office().await;
    let hash = world.app.passphrases.hash(PASSPHRASE).await.unwrap();
    world.app.store.set_sign_in(office.person, "wangxuemei", &hash).await.unwrap();
    let answer = world.request(request("", &with(PASSPHRASE))).await;
    let cookie = cookie(&answer);
    assert!(answer.json::<Who>().second_factor_due);
    assert_eq!(sees(&world, &cookie).await.login, "wangxuemei", "the account answers");
    let school = world.school;
    for (method, path) in [
        ("POST", format!("/api/v1/spaces/{school}/sync")),
        ("GET", format!("/api/v1/spaces/{school}/events")),
        ("POST", format!("/api/v1/spaces/{school}/invitations")),
        ("PUT", format!("/api/v1/devices/{school}")),
    ] {
        let answer = world.sends(method, &path, &cookie, b"{}".to_vec()).await;
        assert_eq!(answer.problem(), "second_factor_due", "{method} {path}");
    }
    let (cookie, _) = sets_authenticator(&world, &cookie).await;
    let answer =
        world.sends("GET", &format!("/api/v1/spaces/{school}/invitations"), &cookie, vec![]).await;
    assert_eq!(answer.status(), 200, "with two it works");
}

/// Sets an authenticator up; the new cookie, and the secret.
async fn sets_authenticator(world: &World, cookie: &str) -> (String, Vec<u8>) {
    let (path, again) = ("/api/v1/account/authenticator", Again { passphrase: PASSPHRASE.into() });
    let offered: Authenticator = world.asks("POST", path, cookie, Some(&again)).await.json();
    assert!(offered.link.contains(&offered.secret) && offered.qr.size > 0);
    let secret = totp_rs::Secret::try_from_base32(&offered.secret).unwrap().as_bytes().to_vec();
    let first = FirstCode { code: digits(world, &secret) };
    let answer = world.asks("PUT", path, cookie, Some(&first)).await;
    let new = self::cookie(&answer);
    let codes: RecoveryCodes = answer.json();
    assert_eq!((codes.codes.len(), codes.who.second_factor_due), (10, false));
    assert!(!is_in(world, cookie).await, "the old token has ended");
    (new, secret)
}

/// What the authenticator shows now.
fn digits(world: &World, secret: &[u8]) -> String {
    let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
    totp.generate(world.app.clock.now().0 as u64 / 1000).to_string()
}

#[tokio::test]
async fn an_account_with_an_authenticator_is_not_opened_by_the_passphrase_alone() {
    let world = World::empty().await;
    teacher(&world).await;
    let (_, secret) = sets_authenticator(&world, &signs_in(&world).await).await;
    let tries = async |code: &str| {
        world.request(request("", &SignIn { code: code.into(), ..with(PASSPHRASE) })).await
    };
    assert_eq!(tries("").await.problem(), "second_factor");
    let wrong = SignIn { code: "123456".into(), ..with("wrong wrong") };
    assert_eq!(world.request(request("", &wrong)).await.problem(), "bad_sign_in", "says no more");
    assert_eq!(
        tries(&digits(&world, &secret)).await.problem(),
        "bad_second_factor",
        "used at set-up"
    );
    world.app.clock.pass(60_000);
    let code = digits(&world, &secret);
    assert_eq!(tries(&code).await.status(), 200);
    assert_eq!(tries(&code).await.problem(), "bad_second_factor", "a code works once");
}

#[tokio::test]
async fn a_recovery_code_works_once() {
    let world = World::empty().await;
    let person = teacher(&world).await;
    sets_authenticator(&world, &signs_in(&world).await).await;
    let code = "7KQ2-M9XD";
    let kept = vec![yuanliu_server::auth::hash_of_code(code)];
    world.app.store.offer_authenticator(person, &[7; 20]).await.unwrap();
    world.app.store.take_authenticator(person, 1, kept).await.unwrap();
    let typed = SignIn { code: "7kq2 m9xd".into(), ..with(PASSPHRASE) };
    let cookie = cookie(&world.request(request("", &typed)).await);
    assert_eq!(sees(&world, &cookie).await.recovery_codes, 0);
    assert_eq!(world.request(request("", &typed)).await.problem(), "bad_second_factor");
}

#[tokio::test]
async fn codes_are_not_guessed_by_somebody_who_knows_the_passphrase() {
    let world = World::empty().await;
    let person = teacher(&world).await;
    world.app.store.offer_authenticator(person, &[7; 20]).await.unwrap();
    world.app.store.take_authenticator(person, 1, vec![]).await.unwrap();
    for _ in 0..5 {
        let guess = SignIn { code: "000000".into(), ..with(PASSPHRASE) };
        assert_eq!(world.request(request("", &guess)).await.problem(), "bad_second_factor");
    }
    let guess = SignIn { code: "000001".into(), ..with(PASSPHRASE) };
    assert_eq!(world.request(request("", &guess)).await.problem(), "slow_down");
}

#[tokio::test]
async fn changing_the_second_factor_asks_for_the_passphrase_again() {
    let world = World::empty().await;
    teacher(&world).await;
    let (cookie, _) = sets_authenticator(&world, &signs_in(&world).await).await;
    let path = "/api/v1/account/authenticator";
    let wrong = Again { passphrase: "wrong wrong".into() };
    for method in ["POST", "DELETE"] {
        assert_eq!(world.asks(method, path, &cookie, Some(&wrong)).await.problem(), "bad_sign_in");
    }
    assert!(sees(&world, &cookie).await.authenticator);
    let nothing = FirstCode { code: "123456".into() };
    let answer = world.asks("PUT", path, &cookie, Some(&nothing)).await;
    assert_eq!(answer.problem(), "no_authenticator");
    let right = Again { passphrase: PASSPHRASE.into() };
    assert_eq!(world.asks("DELETE", path, &cookie, Some(&right)).await.status(), 204);
    let account = sees(&world, &cookie).await;
    assert_eq!((account.authenticator, account.recovery_codes), (false, 0));
}

#[tokio::test]
async fn an_installed_app_takes_the_session_over_once_within_five_minutes() {
    let world = World::empty().await;
    teacher(&world).await;
    let browser = signs_in(&world).await;
    let makes = async || {
        let answer = world.sends("POST", "/api/v1/account/handovers", &browser, vec![]).await;
        answer.json::<Invitation>()
    };
    let types = async |code: &str| {
        let typed = Handover { code: code.to_lowercase().replace('-', " ") };
        world.asks("POST", "/api/v1/session/handover", "", Some(&typed)).await
    };
    let code = makes().await.code;
    let app = cookie(&types(&code).await);
    assert!(is_in(&world, &app).await && is_in(&world, &browser).await);
    assert_eq!(types(&code).await.problem(), "bad_code", "once");
    let late = makes().await.code;
    world.app.clock.pass(5 * 60_000);
    assert_eq!(types(&late).await.problem(), "bad_code");
    assert_eq!(types("AAAA-BBBB").await.text(), types(&late).await.text());
}
