//! `/api/v1/spaces/{space}/invitations`, `/api/v1/join`

use uuid::Uuid;
use yuanliu_domain::id::PersonId;
use yuanliu_sync::wire::{Invite, Invited, Join, OpenInvitation, Slip, Who};

use crate::world::{Response, User, World};

async fn invites(world: &World, by: &User, person: PersonId) -> Response {
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let body = Invite { people: vec![person], again: false };
    world.asks("POST", &path, &by.cookie, Some(&body)).await
}

/// The one slip of a sheet for one.
fn slip(response: &Response) -> Slip {
    response.json::<Invited>().slips.pop().unwrap_or_else(|| panic!("{}", response.text()))
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
    let invitation = slip(&invites(&world, &office, mother.person).await);
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
    let invitation = slip(&invites(&world, &office, mother.person).await);
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
async fn the_office_knows_which_of_its_members_can_sign_in_and_nobody_else_does() {
    let world = World::new().await;
    let (mother, father) =
        (world.guardian(world.yiming, "陈静").await, world.guardian(world.yiming, "张伟").await);
    let office = world.office().await;
    let path = format!("/api/v1/spaces/{}/joined", world.school);
    let asked = async |user: &User| world.asks("GET", &path, &user.cookie, None::<&()>).await;
    let before: Vec<PersonId> = asked(&office).await.json();
    assert!(!before.contains(&mother.person) && !before.contains(&father.person));
    let code = slip(&invites(&world, &office, mother.person).await).code;
    joins(&world, &code, "chenjing", "绿色的伞和三只猫").await;
    let after: Vec<PersonId> = asked(&office).await.json();
    assert!(after.contains(&mother.person) && !after.contains(&father.person));
    assert_eq!(asked(&father).await.problem(), "not_office");
}

#[tokio::test]
async fn a_taken_name_or_a_weak_passphrase_leaves_the_code_unused() {
    let world = World::new().await;
    let (mother, father) =
        (world.guardian(world.yiming, "陈静").await, world.guardian(world.yiming, "张伟").await);
    let office = world.office().await;
    let code = |answer: Response| slip(&answer).code;
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
    let long = "绿色的伞和三只猫".repeat(9);
    assert!(long.chars().count() > 64, "a long one is taken whole");
    assert_eq!(joins(&world, &his, "zhangwei", &long).await.status(), 200);
}

#[tokio::test]
async fn a_sheet_has_a_slip_for_everyone_who_did_not_join_yet() {
    let world = World::new().await;
    let (mother, father) =
        (world.guardian(world.yiming, "陈静").await, world.guardian(world.yiming, "张伟").await);
    let teacher = world.teacher().await;
    let office = world.office().await;
    let first = slip(&invites(&world, &office, mother.person).await);
    joins(&world, &first.code, "chenjing", "绿色的伞和三只猫").await;

    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let people = vec![mother.person, father.person, teacher.person];
    let body = Invite { people: people.clone(), again: false };
    let sheet: Invited = world.asks("POST", &path, &office.cookie, Some(&body)).await.json();
    let for_whom: Vec<_> = sheet.slips.iter().map(|slip| slip.person).collect();
    assert_eq!(
        (for_whom, sheet.joined),
        (vec![father.person, teacher.person], vec![mother.person])
    );
    for slip in &sheet.slips {
        assert_eq!(slip.link, format!("http://localhost/join#{}", slip.code));
        assert!(slip.qr.path.starts_with('M'));
    }
    let stranger = Invite { people: vec![father.person, PersonId(Uuid::now_v7())], again: false };
    let answer = world.asks("POST", &path, &office.cookie, Some(&stranger)).await;
    assert_eq!(answer.problem(), "not_a_member");
    let crowd = Invite { people: vec![father.person; 201], again: false };
    let answer = world.asks("POST", &path, &office.cookie, Some(&crowd)).await;
    assert_eq!(answer.problem(), "too_many_people");
    assert_eq!(
        joins(&world, &sheet.slips[0].code, "zhangwei", "六月里的七只白鹭").await.status(),
        200
    );
}

#[tokio::test]
async fn the_office_sees_what_is_open_and_takes_it_back() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let office = world.office().await;
    let code = slip(&invites(&world, &office, mother.person).await).code;
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let list: Vec<OpenInvitation> = world.sends("GET", &path, &office.cookie, vec![]).await.json();
    let seen: Vec<_> = list.iter().map(|open| (open.person, open.made_by, open.used)).collect();
    assert_eq!(seen, [(mother.person, Some(office.person), None)]);
    assert_eq!(world.sends("GET", &path, &mother.cookie, vec![]).await.problem(), "not_office");

    let one = format!("{path}/{}", list[0].id);
    assert_eq!(world.sends("DELETE", &one, &mother.cookie, vec![]).await.problem(), "not_office");
    assert_eq!(world.sends("DELETE", &one, &office.cookie, vec![]).await.status(), 204);
    assert_eq!(world.sends("DELETE", &one, &office.cookie, vec![]).await.problem(), "not_found");
    assert_eq!(joins(&world, &code, "chenjing", "绿色的伞和三只猫").await.problem(), "bad_code");
}

#[tokio::test]
async fn after_a_lost_phone_every_device_is_signed_out_and_a_new_slip_lets_in() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    let (teacher, office) = (world.teacher().await, world.office().await);
    let path = format!("/api/v1/spaces/{}/people/{}/sessions", world.school, mother.person);
    assert_eq!(world.sends("DELETE", &path, &teacher.cookie, vec![]).await.problem(), "not_office");
    assert_eq!(world.sends("DELETE", &path, &office.cookie, vec![]).await.status(), 204);
    let me = world.sends("GET", "/api/v1/me", &mother.cookie, vec![]).await;
    assert_eq!(me.problem(), "signed_out");
    let device = world.app.store.device(mother.device.id).await.unwrap().unwrap();
    assert!(!device.people.contains(&mother.person), "the phone no longer speaks for her");

    let code = slip(&invites(&world, &office, mother.person).await).code;
    joins(&world, &code, "chenjing", "绿色的伞和三只猫").await;
    let sheet: Invited = invites(&world, &office, mother.person).await.json();
    assert_eq!(sheet.joined, [mother.person], "not by accident");
    let body = Invite { people: vec![mother.person], again: true };
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let again = slip(&world.asks("POST", &path, &office.cookie, Some(&body)).await);
    let answer = joins(&world, &again.code, "chenjing", "六月里的七只白鹭").await;
    assert_eq!(answer.status(), 200, "the same name, a new passphrase");
}

#[tokio::test]
async fn the_first_guardian_invites_the_second_and_the_office_sees_it() {
    let world = World::new().await;
    let (mother, father) =
        (world.guardian(world.yiming, "陈静").await, world.guardian(world.yiming, "张伟").await);
    let other_mother = world.guardian(world.xiaoyu, "赵敏").await;
    let office = world.office().await;
    assert_eq!(invites(&world, &mother, other_mother.person).await.problem(), "not_office");
    let stranger = PersonId(Uuid::now_v7());
    let nobody = invites(&world, &mother, stranger).await;
    let somebody = invites(&world, &mother, other_mother.person).await;
    assert_eq!(nobody.text(), somebody.text(), "who else is at the school is not told");

    let his = slip(&invites(&world, &mother, father.person).await);
    let path = format!("/api/v1/spaces/{}/invitations", world.school);
    let list: Vec<OpenInvitation> = world.sends("GET", &path, &office.cookie, vec![]).await.json();
    assert_eq!((list[0].person, list[0].made_by), (father.person, Some(mother.person)));
    assert_eq!(joins(&world, &his.code, "zhangwei", "六月里的七只白鹭").await.status(), 200);

    // She gets no way into the account that he has now.
    let again: Invited = invites(&world, &mother, father.person).await.json();
    assert_eq!((again.slips.len(), again.joined), (0, vec![father.person]));
    let body = Invite { people: vec![father.person], again: true };
    let answer = world.asks("POST", &path, &mother.cookie, Some(&body)).await;
    assert_eq!(answer.problem(), "not_office");
}
