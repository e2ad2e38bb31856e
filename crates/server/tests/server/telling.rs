//! Being told (P7): what reaches a guardian outside the app, and whom staff call.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::{HeaderMap, Request as HttpRequest, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;
use yuanliu_domain::act::Subject;
use yuanliu_domain::call::{About, Called, Outcome, Whom};
use yuanliu_domain::child_day::{Corrected, Mark};
use yuanliu_domain::day_change::DayChangeEnded;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::{DayChanged, Named, Scope};
use yuanliu_domain::staying::StayingWith;
use yuanliu_domain::time::Minute;
use yuanliu_server::store::telling::Came;
use yuanliu_server::telling::{Hook, Secret, round};
use yuanliu_server::{App, router};
use yuanliu_sync::wire::{
    Answer, CallList, HowTold, Message, QuietHours, SignedAct, Telling, Tongue, Verdict,
};

use crate::world::{User, World};

const KEY: [u8; 32] = [7; 32];
/// Longer than an open app is first.
const A_MOMENT: i64 = 6_000;
const A_MINUTE: i64 = 60_000;

/// A school's gateway: it checks every signature, and answers as it is told.
#[derive(Clone, Default)]
struct Gateway(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    /// What it answers next; 200 when there is no more. 0 hangs.
    answers: Vec<u16>,
    heard: Vec<(String, Value)>,
}

impl Gateway {
    async fn opens() -> (Gateway, SocketAddr) {
        let gateway = Gateway::default();
        let heard = gateway.clone();
        let hears = post(move |headers: HeaderMap, body: String| async move {
            heard.hears(&headers, &body).await
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = axum::Router::new().route("/families", hears);
        tokio::spawn(async move { axum::serve(listener, router).await });
        (gateway, address)
    }

    async fn hears(&self, headers: &HeaderMap, body: &str) -> axum::response::Response {
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let (id, at) = (header("webhook-id"), header("webhook-timestamp"));
        let signature = header("webhook-signature");
        let signature = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &KEY);
        hmac::verify(&key, format!("{id}.{at}.{body}").as_bytes(), &signature).unwrap();
        let status = {
            let mut inside = self.0.lock().unwrap();
            inside.heard.push((id, serde_json::from_str(body).unwrap()));
            match inside.answers.is_empty() {
                true => 200,
                false => inside.answers.remove(0),
            }
        };
        if status == 0 {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        let status = StatusCode::from_u16(status.max(200)).unwrap();
        match status {
            StatusCode::TOO_MANY_REQUESTS => {
                (status, [(header::RETRY_AFTER, "45")]).into_response()
            }
            _ => status.into_response(),
        }
    }

    fn answers(&self, statuses: &[u16]) {
        self.0.lock().unwrap().answers = statuses.to_vec();
    }

    /// Kinds that came since the last time, with their bodies.
    fn heard(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.0.lock().unwrap().heard)
    }

    fn kinds(&self) -> Vec<String> {
        self.heard().into_iter().map(|(_, body)| body["type"].as_str().unwrap().into()).collect()
    }
}

/// A school with a gateway, a mother of 张一鸣 and a teacher.
struct Afternoon {
    world: World,
    gateway: Gateway,
    mother: User,
    teacher: User,
}

impl Afternoon {
    async fn begins() -> Afternoon {
        Afternoon::with_phones(false).await
    }

    async fn with_phones(phones: bool) -> Afternoon {
        let mut world = World::new().await;
        let (gateway, address) = Gateway::opens().await;
        let url = Url::parse(&format!("http://{address}/families?of=school")).unwrap();
        let secret = Secret::read(&format!("whsec_{}", STANDARD.encode(KEY))).unwrap();
        let hook = Hook::to(url, &secret, phones).unwrap().patient(Duration::from_millis(300));
        world.app.hook = Some(Arc::new(hook));
        world.router = router(world.app.clone());
        let mother = world.guardian(world.yiming, "陈静").await;
        let teacher = world.teacher().await;
        Afternoon { world, gateway, mother, teacher }
    }

    /// The teacher does something; a moment later the server looks.
    async fn teacher(&mut self, act: SignedAct) {
        self.teacher_at_once(act).await;
        self.after(A_MOMENT).await;
    }

    async fn teacher_at_once(&mut self, act: SignedAct) {
        let verdicts = self.teacher.syncs(&self.world, vec![act]).await;
        assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    }

    async fn after(&self, ms: i64) -> usize {
        self.world.app.clock.pass(ms);
        round(&self.world.app).await.unwrap()
    }

    fn marks(&mut self, mark: Mark) -> SignedAct {
        self.teacher.mark(self.world.yiming, mark)
    }

    fn releases(&mut self) -> SignedAct {
        self.teacher.release(self.world.yiming, "陈静")
    }

    fn stays(&mut self) -> SignedAct {
        let staff = vec![Named { id: self.teacher.person, name: "李明".into() }];
        let body = StayingWith { day: self.world.today(), staff };
        self.teacher.writes(Subject::Child(self.world.yiming), &body)
    }

    fn takes_back(&mut self, act: &SignedAct) -> SignedAct {
        let (day, original) = (self.world.today(), act.id);
        let body = Corrected { day, original, reason: "点错了".into() };
        let subject = Subject::Child(self.world.yiming);
        self.teacher.writes_with(subject, &body, |act| act.builds_on.push(original))
    }

    /// The mother's app asks, and takes what comes; whether somebody looks at it.
    async fn app_asks(&mut self, shown: bool) {
        let answer = self.app_asks_in_vain(shown).await;
        self.mother.device.view.take(&answer, answer.server_time).unwrap();
    }

    /// It asks, and the answer gets lost.
    async fn app_asks_in_vain(&mut self, shown: bool) -> Answer {
        let body = serde_json::to_vec(&self.mother.request(vec![])).unwrap();
        let mut request = HttpRequest::builder()
            .method("POST")
            .uri(format!("/api/v1/spaces/{}/sync", self.world.school))
            .header("x-yuanliu", "1")
            .header(header::COOKIE, &self.mother.cookie);
        if shown {
            request = request.header("x-yuanliu-shown", "1");
        }
        let answer = self.world.request(request.body(body.into()).unwrap()).await;
        assert_eq!(answer.status(), 200, "{}", answer.text());
        answer.json()
    }

    async fn chooses(&self, telling: &Telling) {
        let path = "/api/v1/account/telling";
        let kept = self.world.asks("PUT", path, &self.mother.cookie, Some(telling)).await;
        assert_eq!(kept.status(), 204, "{}", kept.text());
    }

    async fn call_list(&self, who: &User) -> Vec<(ChildId, Message, bool)> {
        let path = format!("/api/v1/spaces/{}/unread", self.world.school);
        let answer = self.world.asks("GET", &path, &who.cookie, None::<&()>).await;
        let list: CallList = answer.json();
        assert_eq!(list.all as usize, list.list.len());
        list.list.into_iter().map(|one| (one.child, one.kind, one.handed)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_goes_out_once_signed_and_says_no_more_than_that() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    day.teacher(mark).await;
    let [(id, body)] = &day.gateway.heard()[..] else { panic!("one message") };
    assert!(id.ends_with(&day.mother.person.to_string()));
    assert_eq!(body["type"], "arrived");
    assert_eq!(body["timestamp"], "2026-11-24T15:40:00+08:00");
    assert_eq!(body["data"]["person"], day.mother.person.to_string());
    assert_eq!(body["data"]["text"], "有一条关于孩子的消息，请打开查看");
    for private in ["张", "一鸣", "陈静", "李明", "三年级", "139-", &day.world.yiming.to_string()]
    {
        assert!(!body.to_string().contains(private), "{private} in {body}");
    }
    assert_eq!(day.after(A_MINUTE).await, 0);
    let again = day.marks(Mark::Present);
    day.teacher(again).await;
    assert_eq!(day.gateway.kinds(), [""; 0], "still there is no news");
    let release = day.releases();
    day.teacher(release).await;
    assert_eq!(day.gateway.kinds(), ["collected"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_goes_along_only_where_the_operator_said_so() {
    let mut day = Afternoon::with_phones(true).await;
    let english = Telling { language: Tongue::En, ..Telling::default() };
    day.chooses(&english).await;
    let mark = day.marks(Mark::Present);
    day.teacher(mark).await;
    let heard = day.gateway.heard();
    assert_eq!(heard[0].1["data"]["phone"], "139-0000-0000");
    assert!(heard[0].1["data"]["text"].as_str().unwrap().starts_with("There is a message"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_fails_hangs_or_is_busy_gets_it_again_under_the_same_id() {
    let mut day = Afternoon::begins().await;
    day.gateway.answers(&[500, 429, 0, 302]);
    let mark = day.marks(Mark::Present);
    day.teacher(mark).await;
    assert_eq!(day.after(9_000).await, 0);
    let mut ids: Vec<String> = day.gateway.heard().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 1, "left alone for ten seconds");
    // Busy: it asked for 45 seconds, then it hangs, then it sends elsewhere.
    for (wait, handed) in [(2_000, 0), (46_000, 0), (A_MINUTE + 1_000, 0), (181_000, 1)] {
        assert_eq!(day.after(wait).await, handed);
        ids.extend(day.gateway.heard().into_iter().map(|(id, _)| id));
    }
    assert_eq!(ids.len(), 5);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1);
    day.gateway.answers(&[410]);
    let release = day.releases();
    day.teacher(release).await;
    assert_eq!(day.after(10 * A_MINUTE).await, 0);
    assert_eq!(day.gateway.kinds(), ["collected"], "gone is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_an_hour_old_is_no_news() {
    let mut day = Afternoon::begins().await;
    day.gateway.answers(&[500; 40]);
    let mark = day.marks(Mark::Present);
    day.teacher(mark).await;
    for _ in 0..8 {
        day.after(10 * A_MINUTE).await;
    }
    assert!(day.gateway.heard().len() >= 6);
    day.after(10 * A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
    // A sheet of paper that is entered in the evening.
    let (yiming, today) = (day.world.yiming, day.world.today());
    let early = today.at(Minute::hm(15, 31).unwrap());
    let body = yuanliu_domain::child_day::Marked { day: today, mark: Mark::Returned, place: None };
    let late =
        day.teacher.writes_with(Subject::Child(yiming), &body, |act| act.happened = Some(early));
    day.gateway.answers(&[]);
    day.teacher(late).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_send_it_once() {
    let mut day = Afternoon::begins().await;
    let other: App = App { store: day.world.app.store.clone(), ..day.world.app.clone() };
    let mark = day.marks(Mark::Present);
    day.teacher_at_once(mark).await;
    day.world.app.clock.pass(A_MOMENT);
    let (one, two) = tokio::join!(round(&day.world.app), round(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(day.gateway.kinds(), ["arrived"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_with_a_message_in_its_hands_gives_it_back() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    day.teacher_at_once(mark).await;
    let (store, school) = (day.world.app.store.clone(), day.world.school);
    store.note_told(school, true, day.world.app.clock.now()).await.unwrap();
    let then = day.world.app.clock.now().plus_ms(A_MOMENT);
    let due = store.lease_told(school, then, then.plus_ms(A_MINUTE)).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(day.after(A_MOMENT).await, 0, "it is in somebody's hands");
    assert_eq!(day.after(A_MINUTE).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_somebody_looks_at_comes_first_and_one_in_a_pocket_does_not() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    day.teacher_at_once(mark).await;
    day.app_asks(true).await;
    day.after(A_MOMENT).await;
    assert_eq!(day.gateway.kinds(), [""; 0], "it has a minute to say that it holds it");
    day.app_asks(true).await;
    day.after(A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
    let release = day.releases();
    day.teacher_at_once(release).await;
    day.app_asks(false).await;
    day.app_asks(false).await;
    day.after(A_MOMENT).await;
    assert_eq!(day.gateway.kinds(), ["collected"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_arrived_is_read_by_nobody() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    day.teacher_at_once(mark).await;
    for _ in 0..12 {
        day.app_asks_in_vain(true).await;
        day.after(A_MOMENT).await;
    }
    assert_eq!(day.gateway.kinds(), ["arrived"], "after a minute it goes out all the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_and_quiet_hours_are_the_persons_and_what_is_urgent_passes() {
    let mut day = Afternoon::begins().await;
    let at = |text| Minute::parse(text).unwrap();
    let quiet = Some(QuietHours { from: at("15:00"), until: at("16:00") });
    day.chooses(&Telling { quiet, ..Telling::default() }).await;
    let mark = day.marks(Mark::Present);
    day.teacher(mark).await;
    let stays = day.stays();
    day.teacher(stays).await;
    assert_eq!(day.gateway.kinds(), ["late"]);
    day.after(30 * A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), [""; 0], "what was held back is not sent at night");
    let nothing = Telling { kinds: BTreeSet::new(), ..Telling::default() };
    day.chooses(&nothing).await;
    let release = day.releases();
    day.teacher(release).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
    let path = "/api/v1/account/telling";
    let kept = day.world.asks("GET", path, &day.mother.cookie, None::<&()>).await;
    assert_eq!(kept.json::<HowTold>(), HowTold { telling: nothing, goes_out: true });
    let never = Some(QuietHours { from: at("08:00"), until: at("08:00") });
    let never = Telling { quiet: never, ..Telling::default() };
    let refused = day.world.asks("PUT", path, &day.mother.cookie, Some(&never)).await;
    assert_eq!(refused.problem(), "bad_choice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_is_not_here_is_called_about_before_anything_goes_out() {
    let mut day = Afternoon::begins().await;
    let yiming = day.world.yiming;
    let mark = day.marks(Mark::NotHere);
    day.teacher(mark).await;
    assert_eq!(day.gateway.kinds(), [""; 0], "by call first");
    assert_eq!(day.call_list(&day.teacher).await, [(yiming, Message::NotArrived, false)]);
    let called = |outcome| Called {
        day: day.world.today(),
        about: About::NotHere,
        whom: Whom::Guardian,
        name: "陈静".into(),
        relation: "妈妈".into(),
        outcome,
        there_at: None,
        text: String::new(),
    };
    let (nobody, somebody) = (called(Outcome::NoAnswer), called(Outcome::OnTheWay));
    let call = day.teacher.writes(Subject::Child(yiming), &nobody);
    day.teacher(call).await;
    assert_eq!(day.call_list(&day.teacher).await.len(), 1, "nobody answered");
    day.after(3 * A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), ["not_arrived"]);
    assert_eq!(day.call_list(&day.teacher).await, [(yiming, Message::NotArrived, true)]);
    let call = day.teacher.writes(Subject::Child(yiming), &somebody);
    day.teacher(call).await;
    assert_eq!(day.call_list(&day.teacher).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_urgent_and_unread_stands_on_the_call_list_of_staff_and_of_nobody_else() {
    let mut day = Afternoon::begins().await;
    day.world.app.hook = None;
    day.world.router = router(day.world.app.clone());
    let (yiming, school) = (day.world.yiming, day.world.school);
    let (mark, stays) = (day.marks(Mark::Present), day.stays());
    day.teacher(mark).await;
    day.teacher(stays).await;
    assert_eq!(day.call_list(&day.teacher).await, [], "the family has five minutes");
    day.after(5 * A_MINUTE).await;
    assert_eq!(day.call_list(&day.teacher).await, [(yiming, Message::Late, false)]);
    let path = format!("/api/v1/spaces/{school}/unread");
    let guard = day.world.staff(Role::Guard, "老周").await;
    let outsider = day.world.guardian(day.world.xiaoyu, "赵敏").await;
    let head = day.world.staff(Role::Head, "王校长").await;
    let protector = day.world.staff(Role::ChildProtection, "刘老师").await;
    for who in [&day.mother, &guard, &outsider, &head, &protector] {
        let answer = day.world.asks("GET", &path, &who.cookie, None::<&()>).await;
        assert_eq!(answer.problem(), "not_staff");
    }
    day.app_asks(true).await;
    assert_eq!(day.call_list(&day.teacher).await.len(), 1, "it may not have arrived");
    day.app_asks(true).await;
    assert_eq!(day.call_list(&day.teacher).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_that_took_a_child_off_the_call_list_puts_it_back_when_taken_back() {
    let mut day = Afternoon::begins().await;
    let yiming = day.world.yiming;
    let (missing, here) = (day.marks(Mark::NotHere), day.marks(Mark::Present));
    let (back, never) = (day.takes_back(&here), day.takes_back(&missing));
    day.teacher(missing).await;
    day.teacher(here).await;
    day.gateway.kinds();
    assert_eq!(day.call_list(&day.teacher).await, []);
    day.teacher(back).await;
    assert_eq!(day.call_list(&day.teacher).await, [(yiming, Message::NotArrived, false)]);
    day.after(A_MOMENT).await;
    let kinds: BTreeSet<String> = day.gateway.kinds().into_iter().collect();
    assert_eq!(kinds, ["not_arrived".to_owned(), "notice".to_owned()].into());
    day.teacher(never).await;
    assert_eq!(day.call_list(&day.teacher).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_urgent_is_told_on_its_own_day_and_only_while_it_is_so() {
    let mut day = Afternoon::begins().await;
    let (yiming, yesterday) = (day.world.yiming, day.world.today().plus(-1));
    let body =
        yuanliu_domain::child_day::Marked { day: yesterday, mark: Mark::NotHere, place: None };
    let old = day.teacher.writes(Subject::Child(yiming), &body);
    day.teacher(old).await;
    // Who stays with a child that was never here.
    let stays = day.stays();
    day.teacher(stays).await;
    day.after(5 * A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
    assert_eq!(day.call_list(&day.teacher).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_urgent_is_found_also_by_a_server_that_was_down_for_hours() {
    let mut day = Afternoon::begins().await;
    let missing = day.marks(Mark::NotHere);
    day.teacher_at_once(missing).await;
    day.after(150 * A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), ["not_arrived"]);
    assert_eq!(day.call_list(&day.teacher).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_paper_ended_is_on_no_call_list() {
    let mut day = Afternoon::begins().await;
    let missing = day.marks(Mark::NotHere);
    day.teacher(missing).await;
    assert_eq!(day.call_list(&day.teacher).await.len(), 1);
    let (mother, yiming) = (day.mother.person, day.world.yiming);
    let mut office = day.world.office().await;
    office.sets_guardian(mother, yiming, "陈静", true).await;
    assert_eq!(day.call_list(&day.teacher).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_forgotten_after_a_week_and_a_late_answer_overwrites_nothing() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    day.teacher_at_once(mark).await;
    let (store, school) = (day.world.app.store.clone(), day.world.school);
    store.note_told(school, true, day.world.app.clock.now()).await.unwrap();
    let then = day.world.app.clock.now().plus_ms(A_MOMENT);
    let first = store.lease_told(school, then, then.plus_ms(A_MINUTE)).await.unwrap();
    let later = then.plus_ms(2 * A_MINUTE);
    let second = store.lease_told(school, later, later.plus_ms(A_MINUTE)).await.unwrap();
    assert_eq!((first[0].tries, second[0].tries), (1, 2));
    store.settle_told(school, &first[0], Came::GivenUp, later).await.unwrap();
    let again = later.plus_ms(2 * A_MINUTE);
    assert_eq!(store.lease_told(school, again, again.plus_ms(1)).await.unwrap().len(), 1);
    store.forget_told(school, then.plus_ms(8 * 24 * 60 * A_MINUTE)).await.unwrap();
    let again = again.plus_ms(2 * A_MINUTE);
    assert_eq!(store.lease_told(school, again, again.plus_ms(1)).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_of_the_thumb_rings_no_phone_and_one_that_rang_is_followed_by_a_notice() {
    let mut day = Afternoon::begins().await;
    let mark = day.marks(Mark::Present);
    let back = day.takes_back(&mark);
    day.teacher_at_once(mark).await;
    day.teacher(back).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
    let mark = day.marks(Mark::Present);
    let back = day.takes_back(&mark);
    day.teacher(mark).await;
    day.teacher(back).await;
    assert_eq!(day.gateway.kinds(), ["arrived", "notice"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_guardian_hears_of_a_note_and_who_wrote_it_does_not() {
    let mut day = Afternoon::begins().await;
    let father = day.world.guardian(day.world.yiming, "张伟").await;
    let note = day.mother.leave_note(day.world.yiming, "去外婆家");
    day.mother.syncs(&day.world, vec![note]).await;
    day.after(A_MOMENT).await;
    let heard = day.gateway.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].1["data"]["person"], father.person.to_string());
    assert_eq!(heard[0].1["type"], "notice");
    // A link that ended in between ends this, too.
    let note = day.mother.leave_note(day.world.yiming, "再去一天");
    day.mother.syncs(&day.world, vec![note]).await;
    round(&day.world.app).await.unwrap();
    let mut office = day.world.office().await;
    office.sets_guardian(father.person, day.world.yiming, "张伟", true).await;
    day.after(A_MOMENT).await;
    assert_eq!(day.gateway.kinds(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_change_goes_to_those_whom_it_covers() {
    let mut day = Afternoon::begins().await;
    let other = day.world.guardian(day.world.xiaoyu, "赵敏").await;
    let body = DayChanged {
        day: day.world.today(),
        scope: Scope::Classes([day.world.class].into()),
        cancelled: BTreeSet::new(),
        ends: Minute::hm(17, 0),
        rain: false,
        text: "因天气原因，今天晚托提前到 17:00 结束。".into(),
    };
    let change = day.teacher.writes(Subject::School, &body);
    day.teacher(change).await;
    let heard = day.gateway.heard();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].1["data"]["person"], day.mother.person.to_string());
    assert_ne!(heard[0].1["data"]["person"], other.person.to_string());
    day.after(30 * A_MINUTE).await;
    assert_eq!(day.call_list(&day.teacher).await, [(day.world.yiming, Message::DayChanged, true)]);
    let tomorrow = DayChanged { day: day.world.today().plus(1), ..body };
    let change = day.teacher.writes(Subject::School, &tomorrow);
    day.teacher(change).await;
    assert_eq!(day.gateway.kinds(), ["notice"], "nobody is woken tonight for tomorrow");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_missing_child_stands_before_the_days_changes_and_an_ended_change_leaves_the_list() {
    let mut day = Afternoon::begins().await;
    let yiming = day.world.yiming;
    let today = day.world.today();
    let body = DayChanged {
        day: today,
        scope: Scope::Classes([day.world.class].into()),
        cancelled: BTreeSet::new(),
        ends: Minute::hm(17, 0),
        rain: false,
        text: "因天气原因，今天晚托提前到 17:00 结束。".into(),
    };
    let change = day.teacher.writes(Subject::School, &body);
    let original = change.id;
    day.teacher(change).await;
    day.after(31 * A_MINUTE).await;
    let missing = day.marks(Mark::NotHere);
    day.teacher(missing).await;
    let kinds = |list: Vec<(ChildId, Message, bool)>| -> Vec<Message> {
        assert!(list.iter().all(|(child, ..)| *child == yiming));
        list.into_iter().map(|(_, kind, _)| kind).collect()
    };
    let list = kinds(day.call_list(&day.teacher).await);
    assert_eq!(list, [Message::NotArrived, Message::DayChanged]);
    let ended = DayChangeEnded { day: today, changes: vec![original] };
    let mut leader = day.world.staff(Role::Leader, "王芳").await;
    let ends = leader.writes_with(Subject::School, &ended, |act| act.builds_on.push(original));
    let verdicts = leader.syncs(&day.world, vec![ends]).await;
    assert!(matches!(verdicts[..], [Verdict::Applied { .. }]), "{verdicts:?}");
    let list = kinds(day.call_list(&day.teacher).await);
    assert_eq!(list, [Message::NotArrived], "what ended is no reason to call");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_gateway_may_have_sent_on_though_it_failed_is_followed_by_a_notice() {
    let mut day = Afternoon::begins().await;
    day.gateway.answers(&[500]);
    let mark = day.marks(Mark::Present);
    let back = day.takes_back(&mark);
    day.teacher(mark).await;
    day.teacher(back).await;
    day.after(A_MINUTE).await;
    assert_eq!(day.gateway.kinds(), ["arrived", "notice"]);
}
