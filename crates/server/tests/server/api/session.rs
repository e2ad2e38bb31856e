//! `/api/v1/session`, `/api/v1/me`

use std::time::Instant;

use yuanliu_domain::rights::Role;
use yuanliu_sync::wire::{SignIn, Who};

use crate::world::{Response, World};

const PASSPHRASE: &str = "绿色的伞和三只猫";

async fn signs_in(world: &World, login: &str, passphrase: &str) -> Response {
    let body = SignIn { login: login.into(), passphrase: passphrase.into(), ..SignIn::default() };
    world.asks("POST", "/api/v1/session", "", Some(&body)).await
}

async fn with_passphrase(world: &World) {
    let office = world.office().await;
    let hash = world.app.passphrases.hash(PASSPHRASE).await.unwrap();
    world.app.store.set_sign_in(office.person, "lulihua", &hash).await.unwrap();
}

fn cookie_of(response: &Response) -> String {
    response.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_sign_in_says_who_and_where_and_gives_a_cookie_that_scripts_cannot_read() {
    let world = World::empty().await;
    with_passphrase(&world).await;
    let answer = signs_in(&world, " LuLihua ", PASSPHRASE).await;
    let who: Who = answer.json();
    assert_eq!((who.name.as_str(), who.spaces[0].school.as_str()), ("陆丽华", "望澜路小学"));
    assert!(who.spaces[0].member.roles.contains(&Role::Office));
    assert!(!who.demo);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("yuanliu=") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "plain loopback");
    let me: Who = world.sends("GET", "/api/v1/me", &cookie_of(&answer), vec![]).await.json();
    assert_eq!(me, who);
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_the_host() {
    let mut world = World::empty().await;
    world.app.public_url = Some("https://school.example".into());
    world.router = yuanliu_server::router(world.app.clone());
    let hash = world.app.passphrases.hash(PASSPHRASE).await.unwrap();
    let person = yuanliu_domain::id::PersonId(uuid::Uuid::now_v7());
    world.app.store.set_sign_in(person, "lulihua", &hash).await.unwrap();
    let answer = signs_in(&world, "lulihua", PASSPHRASE).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-yuanliu=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(cookie.contains("Path=/") && !cookie.contains("Domain"));
    assert!(cookie.contains("; HttpOnly; SameSite=Lax;"), "{cookie}");
    let hsts = answer.header("strict-transport-security").unwrap();
    assert_eq!(hsts, "max-age=31536000; includeSubDomains");
}

#[tokio::test]
async fn guessing_gets_the_same_answer_after_the_same_work_whether_the_name_exists_or_not() {
    let world = World::empty().await;
    with_passphrase(&world).await;
    let mut took = vec![];
    let mut said = vec![];
    for login in ["lulihua", "nobody"] {
        let began = Instant::now();
        for _ in 0..3 {
            let answer = signs_in(&world, login, "wrong wrong").await;
            assert_eq!(answer.status(), 401);
            said.push(answer.text());
        }
        took.push(began.elapsed().as_secs_f64());
    }
    assert!(said.iter().all(|text| *text == said[0]), "{said:?}");
    // A missing hash would make this a hundredfold.
    let ratio = took[0] / took[1];
    assert!((0.2..5.0).contains(&ratio), "{took:?}");
}

#[tokio::test]
async fn a_name_can_be_tried_a_few_times_and_then_not_even_with_the_right_passphrase() {
    let world = World::empty().await;
    with_passphrase(&world).await;
    for _ in 0..10 {
        signs_in(&world, "lulihua", "wrong wrong").await;
    }
    let answer = signs_in(&world, "lulihua", PASSPHRASE).await;
    assert_eq!((answer.status().as_u16(), answer.problem().as_str()), (429, "slow_down"));
    assert!(answer.header("retry-after").is_some());
    let other = signs_in(&world, "somebody", "wrong wrong").await;
    assert_eq!(other.problem(), "bad_sign_in", "another name is not locked out");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_can_be_repeated() {
    let world = World::empty().await;
    let office = world.office().await;
    for _ in 0..2 {
        let answer = world.sends("DELETE", "/api/v1/session", &office.cookie, vec![]).await;
        assert_eq!(answer.status(), 204);
        assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    }
    let me = world.sends("GET", "/api/v1/me", &office.cookie, vec![]).await;
    assert_eq!(me.problem(), "signed_out");
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_lives_on_when_it_is() {
    let world = World::empty().await;
    let (idle, used) = (world.teacher().await, world.teacher().await);
    let day = 24 * 3_600_000;
    for _ in 0..3 {
        world.app.clock.pass(5 * day);
        let me = world.sends("GET", "/api/v1/me", &used.cookie, vec![]).await;
        assert_eq!(me.status(), 200);
    }
    let me = world.sends("GET", "/api/v1/me", &idle.cookie, vec![]).await;
    assert_eq!(me.problem(), "signed_out");
    let sync = idle.posts(&world, &idle.request(vec![])).await;
    assert_eq!((sync.status().as_u16(), sync.problem().as_str()), (401, "signed_out"));
}

#[tokio::test]
async fn even_a_used_session_ends_after_a_term() {
    let world = World::empty().await;
    let teacher = world.teacher().await;
    for _ in 0..12 {
        world.app.clock.pass(10 * 24 * 3_600_000);
        world.sends("GET", "/api/v1/me", &teacher.cookie, vec![]).await;
    }
    world.app.clock.pass(1);
    let me = world.sends("GET", "/api/v1/me", &teacher.cookie, vec![]).await;
    assert_eq!(me.problem(), "signed_out");
}
