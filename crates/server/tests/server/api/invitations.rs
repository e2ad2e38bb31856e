//! `/api/v1/spaces/{space}/invitations`, `/api/v1/join`

use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::{Invitation, Invite, Join, Who};

use crate::world::{Response, User, World};

async fn invites(world: &World, by: &User, person: PersonId) -> Response {
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    world.asks("POST", &path, &by.cookie, Some(&Invite { person })).await
}

async fn joins(world: &World, code: &str, login: &str, passphrase: &str) -> Response {
    let body = Join { code: code.into(), login: login.into(), passphrase: passphrase.into() };
    world.asks("POST", "/api/v1/join", "", Some(&body)).await
}

#[tokio::test]
async fn a_code_lets_one_person_in_once() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let office = world.office().await;
    let invitation: Invitation = invites(&world, &office, mother.person).await.json();
    let typed = invitation.code.to_lowercase().replace('-', " ");
    let answer = joins(&world, &typed, "chenjing", "绿色的伞和三只猫").await;
    let who: Who = answer.json();
    assert_eq!((who.person, who.name.as_str()), (mother.person, "陈静"));
    assert!(answer.header("set-cookie").is_some());

    let again = joins(&world, &invitation.code, "another", "绿色的伞和三只猫").await;
    assert_eq!(again.problem(), "bad_code", "a code is used up");
    let body = yuanliu_sync::wire::SignIn {
        login: "chenjing".into(),
        passphrase: "绿色的伞和三只猫".into(),
        ..Default::default()
    };
    let signed_in = world.asks("POST", "/api/v1/session", "", Some(&body)).await;
    assert_eq!(signed_in.status(), 200);
}

#[tokio::test]
async fn a_code_ends_after_a_fortnight_and_a_made_up_one_says_the_same() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let office = world.office().await;
    let invitation: Invitation = invites(&world, &office, mother.person).await.json();
    world.app.clock.pass(14 * 24 * 3_600_000);
    let late = joins(&world, &invitation.code, "chenjing", "绿色的伞和三只猫").await;
    let made_up = joins(&world, "AAAA-BBBB-CCCC", "chenjing", "绿色的伞和三只猫").await;
    assert_eq!((late.problem().as_str(), late.text()), ("bad_code", made_up.text()));
}

#[tokio::test]
async fn only_the_office_invites_and_only_its_own_people() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let teacher = world.teacher().await;
    let office = world.office().await;
    assert_eq!(invites(&world, &teacher, mother.person).await.problem(), "not_office");
    assert_eq!(invites(&world, &mother, mother.person).await.problem(), "not_office");
    let stranger = PersonId(Uuid::now_v7());
    assert_eq!(invites(&world, &office, stranger).await.problem(), "not_a_member");
}

#[tokio::test]
async fn a_taken_name_or_a_weak_passphrase_leaves_the_code_unused() {
    let world = World::new().await;
    let (mother, father) =
        (world.guardian(world.yiming, "陈静").await, world.guardian(world.yiming, "张伟").await);
    let office = world.office().await;
    let code = |answer: Response| answer.json::<Invitation>().code;
    let hers = code(invites(&world, &office, mother.person).await);
    let his = code(invites(&world, &office, father.person).await);
    joins(&world, &hers, "family", "绿色的伞和三只猫").await;
    assert_eq!(joins(&world, &his, "Family", "绿色的伞和三只猫").await.problem(), "login_taken");
    assert_eq!(joins(&world, &his, "zhangwei", "1234567").await.problem(), "weak_passphrase");
    assert_eq!(joins(&world, &his, "zhangwei", "ZHANGWEI").await.problem(), "weak_passphrase");
    for common in ["password1", "abcd1234", "88888888", "zhangwei1", "qwertyuiop"] {
        let answer = joins(&world, &his, "zhangwei", common).await;
        assert_eq!(answer.problem(), "weak_passphrase", "{common}");
    }
    assert_eq!(joins(&world, &his, "zh", "绿色的伞和三只猫").await.problem(), "bad_login");
    assert_eq!(joins(&world, &his, "zhang wei", "绿色的伞和三只猫").await.problem(), "bad_login");
    assert_eq!(joins(&world, &his, "zhangwei", "绿色的伞和三只猫").await.status(), 200);
}
