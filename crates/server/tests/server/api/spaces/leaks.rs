//! I5: no row outside the viewer's audiences, in any answer or error.

use serde_json::json;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::Mark;
use yuanliu_domain::people::Child;
use yuanliu_sync::wire::{Answer, Have, Verdict};

use crate::world::World;

#[tokio::test]
async fn i5_a_guardian_gets_nothing_of_another_family() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let mut other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut teacher = world.teacher().await;
    let note = other.leave_note(world.xiaoyu, "外公生日");
    other.syncs(&world, vec![note]).await;
    let acts = vec![
        teacher.mark(world.xiaoyu, Mark::Present),
        teacher.mark(world.yiming, Mark::Present),
        teacher.release(world.xiaoyu, "赵敏"),
    ];
    teacher.syncs(&world, acts).await;

    let response = mine.posts(&world, &mine.request(vec![])).await;
    let text = response.text();
    for secret in ["李小雨", "赵敏", "外公生日", "139-0000", "花生", &world.xiaoyu.to_string()]
    {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let answer: Answer = response.json();
    let own = [
        Audience::Public,
        Audience::Person(mine.person),
        Audience::Family(world.yiming),
        Audience::Device(mine.device.id),
    ];
    assert!(answer.rows.iter().all(|row| own.contains(&row.audience)), "{text}");
    assert!(answer.checksums.iter().all(|have| own.contains(&have.audience)));
    mine.syncs(&world, vec![]).await;
    assert!(mine.sees::<Child>(Audience::Family(world.yiming), world.yiming).is_some());
}

#[tokio::test]
async fn i5_an_act_about_someone_elses_child_is_turned_away_without_a_word_about_it() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let note = mine.leave_note(world.xiaoyu, "");
    let response = mine.posts(&world, &mine.request(vec![note])).await;
    let answer: Answer = response.json();
    let code = "not_your_child".into();
    assert_eq!(answer.verdicts[0].verdict, Verdict::TurnedAway { code });
    assert!(!response.text().contains("李小雨"));
}

#[tokio::test]
async fn i5_claiming_to_hold_an_audience_gives_nothing_but_the_word_to_forget_it() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    mine.syncs(&world, vec![]).await;
    let mut request = mine.request(vec![]);
    let foreign = [Audience::Family(world.xiaoyu), Audience::Roll, Audience::Office];
    request.have.extend(foreign.map(|audience| Have { audience, sum: "0".repeat(16) }));
    let answer: Answer = mine.posts(&world, &request).await.json();
    assert_eq!(answer.forget.len(), 3);
    assert_eq!(answer.rows, []);
    assert!(answer.checksums.iter().all(|have| !foreign.contains(&have.audience)));
}

#[tokio::test]
async fn i5_a_cursor_made_by_hand_opens_no_audience() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    mine.syncs(&world, vec![]).await;
    let bytes = yuanliu_domain::act::from_base64(&mine.device.view.cursor).unwrap();
    let mut cursor: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    cursor["p"] = json!({ "a": "roll", "b": 0, "k": ["", ""] });
    cursor["f"] = json!([["office", 0]]);
    let mut request = mine.request(vec![]);
    request.cursor = yuanliu_domain::act::to_base64(cursor.to_string().as_bytes());
    let answer: Answer = mine.posts(&world, &request).await.json();
    assert_eq!(answer.rows, []);
    assert_eq!(answer.forget, [Audience::Roll]);
}

#[tokio::test]
async fn i5_whoever_never_was_of_a_school_learns_nothing_not_even_whether_it_exists() {
    let (world, elsewhere) = (World::new().await, World::new().await);
    let stranger = world.guardian(world.yiming, "陈静").await;
    let request = stranger.request(vec![]);
    let there = uuid::Uuid::now_v7();
    for space in [there, elsewhere.school.0] {
        let path = format!("/api/v1/spaces/{space}/sync");
        let answer = world.asks("POST", &path, &stranger.cookie, Some(&request)).await;
        assert_eq!(answer.problem(), "not_a_member");
    }
}

#[tokio::test]
async fn a_device_on_which_the_person_never_signed_in_is_unknown_to_them() {
    let world = World::new().await;
    let mine = world.guardian(world.yiming, "陈静").await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut request = mine.request(vec![]);
    request.device = other.device.id;
    assert_eq!(mine.posts(&world, &request).await.problem(), "unknown_device");
}
