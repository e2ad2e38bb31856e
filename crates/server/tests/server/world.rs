//! A small school of its own for every test, with people who can be told what to do.

pub mod authenticator;
pub mod device;
pub mod kept;
pub mod people;
pub mod photos;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;
use yuanliu_domain::id::{ChildId, ClassId, PersonId, SpaceId};
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::School;
use yuanliu_domain::time::{Day, Minute, Stamp};
use yuanliu_server::clock::Clock;
use yuanliu_server::store::Founding;
use yuanliu_server::{App, auth, router, store};
use yuanliu_sync::wire::Problem;

pub use device::{Device, bytes, seal, seal_bound, sentence};
pub use kept::Kept;
pub use people::User;

/// A Tuesday, with lessons over.
pub const NOW: &str = "2026-11-24T15:40";

/// A school, its office, and the server that keeps it.
pub struct World {
    pub app: App,
    pub router: Router,
    pub school: SpaceId,
    pub class: ClassId,
    pub other_class: ClassId,
    /// 张一鸣, of the first class.
    pub yiming: ChildId,
    /// 李小雨, of the other class.
    pub xiaoyu: ChildId,
    pub kept: Kept,
    pub folder: TempDir,
    office: PersonId,
}

impl World {
    /// An empty school with its office.
    pub async fn empty() -> World {
        let folder = tempfile::tempdir().unwrap();
        World::kept(Kept::new(folder.path()).await, folder).await
    }

    /// The same in this place.
    pub async fn kept(kept: Kept, folder: TempDir) -> World {
        let store = kept.open().await;
        let clock = Clock::test(Stamp::parse_local(NOW).unwrap());
        let app = App::new(store, clock);
        let world = World {
            router: router(app.clone()),
            app,
            school: SpaceId(Uuid::now_v7()),
            class: ClassId(Uuid::now_v7()),
            other_class: ClassId(Uuid::now_v7()),
            yiming: ChildId(Uuid::now_v7()),
            xiaoyu: ChildId(Uuid::now_v7()),
            kept,
            folder,
            office: PersonId(Uuid::now_v7()),
        };
        world.found().await;
        world
    }

    /// The school with two classes and a child in each.
    pub async fn new() -> World {
        World::empty().await.with_children().await
    }

    /// The same in a file, whatever the engine of this run is.
    pub async fn in_a_file() -> World {
        let folder = tempfile::tempdir().unwrap();
        let world = World::kept(Kept::in_a_file(folder.path()), folder).await;
        world.with_children().await
    }

    pub async fn with_children(self) -> World {
        let world = self;
        let mut office = world.office().await;
        office.enters_class(world.class, "三年级2班").await;
        office.enters_class(world.other_class, "四年级1班").await;
        office.enters_child(world.yiming, "张一鸣", world.class).await;
        office.enters_child(world.xiaoyu, "李小雨", world.other_class).await;
        world
    }

    async fn found(&self) {
        let at = |hour, minute| Minute::hm(hour, minute).unwrap();
        let school = School {
            name: "望澜路小学".into(),
            phone: "021-0000".into(),
            lessons_end: at(15, 30),
            late_care: at(16, 30),
            closing: at(18, 0),
        };
        let founding = Founding {
            space: self.school,
            school,
            office: self.office,
            office_name: "陆丽华".into(),
            at: self.app.clock.now(),
        };
        self.app.store.found(founding).await.unwrap();
    }

    pub fn today(&self) -> Day {
        self.app.clock.today()
    }

    /// The same database under a new server, as after a restart.
    pub async fn restarts(&mut self) {
        self.app.store.close().await.unwrap();
        self.app.store = self.kept.open().await;
        self.router = router(self.app.clone());
    }

    /// Another server on the same database.
    pub async fn another_server(&self) -> World {
        let app = App::new(self.kept.open().await, self.app.clock.clone());
        let (folder, kept) = (tempfile::tempdir().unwrap(), self.kept.shared());
        World { router: router(app.clone()), app, folder, kept, ..*self }
    }

    /// 陆丽华 of the school's office.
    pub async fn office(&self) -> User {
        User::signs_in(self, self.office, "陆丽华").await
    }

    /// A guardian of a child, entered by the office.
    pub async fn guardian(&self, child: ChildId, name: &str) -> User {
        let person = PersonId(Uuid::now_v7());
        self.office().await.enters_guardian(person, child, name).await;
        User::signs_in(self, person, name).await
    }

    /// Staff with this role, entered by the office.
    pub async fn staff(&self, role: Role, name: &str) -> User {
        let person = PersonId(Uuid::now_v7());
        self.office().await.enters_staff(person, name, &[role], &[]).await;
        User::signs_in(self, person, name).await
    }

    pub async fn teacher(&self) -> User {
        self.staff(Role::Teacher, "李明").await
    }

    /// A session, begun without the work of a passphrase.
    pub async fn session_of(&self, person: PersonId) -> String {
        let token = auth::token();
        let session = store::Session::full(auth::hash_of(&token), person, self.app.clock.now());
        self.app.store.open_session(session).await.unwrap();
        let bound = if self.app.is_https() { "__Host-" } else { "" };
        format!("{bound}yuanliu={token}")
    }

    /// A request as the app's own page sends it.
    pub async fn asks<T: Serialize>(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        body: Option<&T>,
    ) -> Response {
        let body = body.map(|body| serde_json::to_vec(body).unwrap()).unwrap_or_default();
        self.sends(method, path, cookie, body).await
    }

    pub async fn sends(&self, method: &str, path: &str, cookie: &str, body: Vec<u8>) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-yuanliu", "1")
            .header(header::COOKIE, cookie)
            .body(Body::from(body))
            .unwrap();
        self.request(request).await
    }

    pub async fn request(&self, request: Request<Body>) -> Response {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Response { parts, bytes }
    }
}

/// An answer, read whole.
pub struct Response {
    pub parts: axum::http::response::Parts,
    pub bytes: Vec<u8>,
}

impl Response {
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok())
    }

    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The code of the problem that this answer is.
    #[track_caller]
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.text()
        );
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status().as_u16());
        problem.code
    }
}
