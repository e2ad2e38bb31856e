//! `/api/v1/spaces/{space}/events`

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use futures::StreamExt;
use tokio::time::timeout;
use tower::ServiceExt;
use yuanliu_domain::child_day::Mark;

use crate::world::{User, World};

pub struct Ear(BodyDataStream);

impl Ear {
    pub async fn of(world: &World, user: &User) -> Ear {
        let request = Request::get(format!("/api/v1/spaces/{}/events", world.school))
            .header(header::COOKIE, &user.cookie)
            .body(Body::empty())
            .unwrap();
        let response = world.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut ear = Ear(response.into_body().into_data_stream());
        assert!(ear.hears().await, "the first poke comes at once");
        // What happened before may still be on its way.
        while !ear.hears_nothing().await {}
        ear
    }

    /// Whether a poke comes; a loaded machine has its time.
    pub async fn hears(&mut self) -> bool {
        self.within(Duration::from_secs(10)).await
    }

    /// Whether none comes for a while.
    pub async fn hears_nothing(&mut self) -> bool {
        !self.within(Duration::from_millis(600)).await
    }

    async fn within(&mut self, time: Duration) -> bool {
        let Ok(Some(chunk)) = timeout(time, self.0.next()).await else { return false };
        let text = String::from_utf8(chunk.unwrap().to_vec()).unwrap();
        assert_eq!(text, "event: poke\ndata: more\n\n", "it says nothing else");
        true
    }
}

#[tokio::test]
async fn a_family_hears_that_there_is_more_when_something_of_theirs_changed() {
    let world = World::new().await;
    let mine = world.guardian(world.yiming, "陈静").await;
    let other = world.guardian(world.xiaoyu, "赵敏").await;
    let mut teacher = world.teacher().await;
    let (mut ear, mut elsewhere) = (Ear::of(&world, &mine).await, Ear::of(&world, &other).await);
    let mark = teacher.mark(world.yiming, Mark::Present);
    teacher.syncs(&world, vec![mark]).await;
    assert!(ear.hears().await);
    assert!(elsewhere.hears_nothing().await, "another family hears nothing");
}

#[tokio::test]
async fn a_roll_call_is_one_poke() {
    let world = World::new().await;
    let mine = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let mut ear = Ear::of(&world, &mine).await;
    for _ in 0..5 {
        let mark = teacher.mark(world.yiming, Mark::Present);
        teacher.sends(&world, vec![mark]).await;
    }
    assert!(ear.hears().await);
    let further = !ear.hears_nothing().await as u8 + !ear.hears_nothing().await as u8;
    assert!(further <= 1, "five marks are one poke, or two on a slow machine");
}

#[tokio::test]
async fn whoever_is_no_member_hears_nothing() {
    let (world, elsewhere) = (World::new().await, World::new().await);
    let stranger = world.guardian(world.yiming, "陈静").await;
    let path = format!("/api/v1/spaces/{}/events", elsewhere.school);
    let answer = world.sends("GET", &path, &stranger.cookie, vec![]).await;
    assert_eq!(answer.problem(), "not_a_member");
}

#[tokio::test]
async fn a_stopping_server_ends_the_stream() {
    let mut world = World::new().await;
    let mine = world.guardian(world.yiming, "陈静").await;
    let (stop, stopping) = tokio::sync::watch::channel(false);
    world.app.stopping = stopping;
    world.router = yuanliu_server::router(world.app.clone());
    let mut ear = Ear::of(&world, &mine).await;
    stop.send(true).unwrap();
    let end = timeout(Duration::from_secs(5), ear.0.next()).await.expect("it ends");
    assert!(end.is_none());
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_said_in_a_problem_document() {
    let world = World::new().await;
    let mother = world.guardian(world.yiming, "陈静").await;
    for query in ["device=mine", "device=", "device=%ff"] {
        let path = format!("/api/v1/spaces/{}/events?{query}", world.school);
        let answer = world.sends("GET", &path, &mother.cookie, vec![]).await;
        assert_eq!(answer.problem(), "bad_query", "{query}");
    }
    let office = world.office().await;
    for query in ["since=-1", "since=18446744073709551616", "since=1&since=2", "since="] {
        let path = format!("/api/v1/spaces/{}/checkpoint?{query}", world.school);
        let answer = world.sends("GET", &path, &office.cookie, vec![]).await;
        assert_eq!(answer.problem(), "bad_query", "{query}");
    }
}
