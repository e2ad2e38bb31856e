//! `/api/v1/account`: where one is signed in, and the passphrase.

use axum::body::Body;
use axum::http::Request;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{Account, Enrol, NewPassphrase, SignIn, Who};

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
