//! A round of sync in sentences, with a device and a school that say what a test
//! tells them to.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use uuid::Uuid;
use yuanliu_domain::act::{Act, Channel, DeviceTime, Subject, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{Mark, Marked};
use yuanliu_domain::id::*;
use yuanliu_domain::rules::{self, Rules};
use yuanliu_domain::time::{Day, Stamp};
use yuanliu_sync::outbox::{KEEP_APPLIED_MS, Kept, Stage};
use yuanliu_sync::replica::Replica;
use yuanliu_sync::round::{Committed, Ended, Failure, Host, round};
use yuanliu_sync::seal::SealKey;
use yuanliu_sync::view::{Change, View};
use yuanliu_sync::wire::{ActVerdict, Answer, Request, Verdict, WireRow};

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(6));
const SPACE: SpaceId = SpaceId(Uuid::from_u128(1));
const NOW: Stamp = Stamp(1_795_500_000_000);
const APPLIED: Verdict = Verdict::Applied { version: 9 };

type Says = Box<dyn Fn(&Request) -> Result<Answer, Failure>>;

/// A device whose school answers what it is told to, in this order.
struct Phone {
    kept: RefCell<Vec<Kept>>,
    replica: RefCell<Replica>,
    school: RefCell<VecDeque<Says>>,
    asked: RefCell<Vec<Request>>,
    commits: Committed,
    /// Another tab stores first, once.
    overtaken: Cell<bool>,
    shown: Cell<bool>,
    leaves_while_asking: bool,
}

impl Phone {
    fn with(kept: Vec<Kept>) -> Phone {
        Phone {
            kept: RefCell::new(kept),
            replica: RefCell::default(),
            school: RefCell::default(),
            asked: RefCell::default(),
            commits: Committed::Stored,
            overtaken: Cell::new(false),
            shown: Cell::new(true),
            leaves_while_asking: false,
        }
    }

    fn hears(self, says: impl Fn(&Request) -> Result<Answer, Failure> + 'static) -> Phone {
        self.school.borrow_mut().push_back(Box::new(says));
        self
    }

    fn syncs(&self) -> Result<Ended, Failure> {
        let mut round = pin!(round(self));
        match round.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(ended) => ended,
            Poll::Pending => panic!("nothing here waits"),
        }
    }

    fn stage(&self) -> Stage {
        self.kept.borrow()[0].stage.clone()
    }

    fn sent(&self) -> Vec<usize> {
        self.asked.borrow().iter().map(|request| request.acts.len()).collect()
    }
}

impl Host for Phone {
    fn space(&self) -> SpaceId {
        SPACE
    }
    fn device(&self) -> DeviceId {
        DEVICE
    }
    fn rules(&self) -> &'static Rules {
        rules::STAFF
    }
    fn wall(&self) -> Stamp {
        Stamp(0)
    }
    fn pinned(&self) -> String {
        String::new()
    }
    fn nonce(&self) -> Uuid {
        Uuid::from_u128(100 + self.asked.borrow().len() as u128)
    }
    fn is_shown(&self) -> bool {
        self.shown.get()
    }
    fn look<T>(&self, look: impl FnOnce(&[Kept], &Replica) -> T) -> T {
        look(&self.kept.borrow(), &self.replica.borrow())
    }
    fn draw<T>(&self, draw: impl FnOnce(&[Kept], &mut Replica) -> T) -> T {
        draw(&self.kept.borrow(), &mut self.replica.borrow_mut())
    }
    fn put_back(&self, changed: Vec<Kept>) {
        for kept in self.kept.borrow_mut().iter_mut() {
            if let Some(new) = changed.iter().find(|new| new.id == kept.id) {
                *kept = new.clone();
            }
        }
    }
    fn let_go(&self, acts: &[ActId]) {
        self.kept.borrow_mut().retain(|kept| !acts.contains(&kept.id));
    }
    fn heard(&self, _: Stamp) {}
    fn start_over(&self) {}
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        self.asked.borrow_mut().push(request.clone());
        let says = self.school.borrow_mut().pop_front().expect("the school is asked no more");
        if self.leaves_while_asking {
            self.shown.set(false);
        }
        says(request)
    }
    async fn enrol(&self) -> Result<(), Failure> {
        Ok(())
    }
    async fn pin(&self, _: &SealKey) {}
    async fn commit(&self, _: &View, _: &Change) -> Committed {
        if self.overtaken.take() { Committed::Overtaken } else { self.commits }
    }
    async fn load(&self) -> Option<View> {
        Some(View::default())
    }
    async fn is_still_here(&self) -> bool {
        true
    }
    async fn close(&self, _: &mut Kept) -> bool {
        false
    }
    async fn settle(&self, _: &[Kept]) -> bool {
        true
    }
    async fn remove(&self, _: &[ActId]) -> bool {
        true
    }
}

fn kept(at: Stamp) -> Kept {
    let day = Day::ymd(2026, 11, 24).unwrap();
    let act = Act {
        id: ActId(Uuid::from_u128(77)),
        space: SPACE,
        device: DEVICE,
        device_seq: 1,
        tablet: None,
        actor: PersonId(Uuid::from_u128(2)),
        actor_name: "李明老师".into(),
        kind: "marked".into(),
        kind_version: 1,
        subject: Subject::Child(ChildId(Uuid::from_u128(7))),
        builds_on: vec![],
        batch: None,
        seen: None,
        at: DeviceTime { wall: at, ..DeviceTime::default() },
        happened: None,
        channel: Channel::App,
        informant: None,
        body: serde_json::to_value(Marked { day, mark: Mark::Present, place: None }).unwrap(),
    };
    Kept::new(&act, &to_bytes(&act), &[0; 64], at)
}

fn answered(verdict: Verdict, at: Stamp) -> Kept {
    let mut kept = kept(at).at(Stage::Answered(verdict));
    kept.answered_at = Some(at);
    kept
}

fn nothing_new(request: &Request) -> Answer {
    Answer {
        asked: request.cursor.clone(),
        verdicts: vec![],
        forget: vec![],
        rows: vec![],
        whole: vec![],
        cursor: format!("{}+", request.cursor),
        checksums: vec![],
        more: false,
        server_time: NOW,
        seal: None,
        nonce: request.nonce,
    }
}

fn with_verdict(request: &Request) -> Answer {
    let kept = kept(NOW);
    let row = WireRow {
        audience: Audience::Device(DEVICE),
        kind: "verdict".into(),
        key: kept.id.to_string(),
        version: 9,
        body: Some(serde_json::to_string(&APPLIED).unwrap()),
    };
    Answer { rows: vec![row], ..nothing_new(request) }
}

#[test]
fn i6_an_act_is_settled_once_the_view_that_says_so_is_stored() {
    let phone = Phone::with(vec![kept(NOW)])
        .hears(|request| Ok(with_verdict(request)))
        .hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    assert_eq!((phone.stage(), phone.sent()), (Stage::Answered(APPLIED), vec![1, 0]));
}

#[test]
fn i6_what_the_view_could_not_store_the_outbox_does_not_learn() {
    let phone = Phone { commits: Committed::NotStored, ..Phone::with(vec![kept(NOW)]) }
        .hears(|request| Ok(with_verdict(request)));
    assert_eq!(phone.syncs(), Ok(Ended::NotStored), "and the round does not go on for ever");
    assert_eq!(phone.stage(), Stage::Kept);
}

#[test]
fn i12_what_another_tab_stored_first_is_read_and_the_act_waits_for_the_next_answer() {
    let phone = Phone { overtaken: Cell::new(true), ..Phone::with(vec![kept(NOW)]) }
        .hears(|request| Ok(with_verdict(request)))
        .hears(|request| Ok(with_verdict(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    // Nothing of the first answer was taken for stored: the act went out once more.
    assert_eq!((phone.stage(), phone.sent()), (Stage::Answered(APPLIED), vec![1, 1]));
    assert_eq!(phone.asked.borrow()[1].cursor, "", "as the other tab left it");
}

#[test]
fn i5_an_answer_that_comes_after_its_person_left_is_not_taken() {
    let phone = Phone { leaves_while_asking: true, ..Phone::with(vec![kept(NOW)]) }
        .hears(|request| Ok(with_verdict(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Left));
    assert_eq!(phone.replica.borrow().view.count(), 0);
}

#[test]
fn i5_an_answer_to_another_request_is_not_taken_even_if_neither_has_a_cursor() {
    let phone = Phone::with(vec![])
        .hears(|request| Ok(Answer { nonce: Uuid::from_u128(5), ..with_verdict(request) }));
    assert_eq!(phone.syncs(), Err(Failure::Unreachable));
    assert_eq!(phone.replica.borrow().view.count(), 0);
}

#[test]
fn i15_what_the_school_answers_nothing_to_is_not_sent_without_end() {
    let phone = Phone::with(vec![kept(NOW)])
        .hears(|request| Ok(nothing_new(request)))
        .hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    assert_eq!((phone.stage(), phone.sent()), (Stage::Kept, vec![1, 1]));
}

#[test]
fn a_cache_between_ends_the_round_and_is_not_asked_again_at_once() {
    let phone = Phone::with(vec![kept(NOW)])
        .hears(|request| Ok(Answer { asked: "older".into(), ..nothing_new(request) }));
    assert_eq!(phone.syncs(), Err(Failure::Unreachable));
    assert_eq!((phone.stage(), phone.sent()), (Stage::Kept, vec![1]));
}

#[test]
fn i3_an_act_of_which_no_row_speaks_is_settled_by_the_word_of_the_answer() {
    let erased = || Verdict::TurnedAway { code: "erased".into() };
    let said = move |request: &Request| {
        let act = kept(NOW).id;
        let verdicts = vec![ActVerdict { act, verdict: erased() }];
        Ok(Answer { verdicts, ..nothing_new(request) })
    };
    let phone = Phone::with(vec![kept(NOW)]).hears(said).hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done), "it is not sent for ever");
    assert_eq!(phone.stage(), Stage::Answered(erased()));
}

#[test]
fn i9_what_a_restored_school_does_not_know_is_offered_again() {
    let whole = |request: &Request| {
        let device = Audience::Device(DEVICE);
        Ok(Answer { forget: vec![device], whole: vec![device], ..nothing_new(request) })
    };
    let phone = Phone::with(vec![answered(APPLIED, NOW)])
        .hears(whole)
        .hears(|request| Ok(with_verdict(request)))
        .hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    assert_eq!((phone.stage(), phone.sent()), (Stage::Answered(APPLIED), vec![0, 1, 0]));
}

#[test]
fn i9_an_applied_act_goes_two_weeks_after_the_answer() {
    let long_ago = NOW.plus_ms(-KEEP_APPLIED_MS - 1);
    for (heard, stays) in [(long_ago, false), (NOW, true)] {
        let phone =
            Phone::with(vec![answered(APPLIED, heard)]).hears(|request| Ok(with_verdict(request)));
        assert_eq!(phone.syncs(), Ok(Ended::Done));
        assert_eq!(!phone.kept.borrow().is_empty(), stays, "{heard:?}");
    }
}

#[test]
fn i9_a_school_that_forgot_gets_an_old_act_again_before_it_goes() {
    let long_ago = NOW.plus_ms(-KEEP_APPLIED_MS - 1);
    let phone = Phone::with(vec![answered(APPLIED, long_ago)])
        .hears(|request| Ok(nothing_new(request)))
        .hears(|request| Ok(with_verdict(request)))
        .hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    assert_eq!((phone.stage(), phone.sent()), (Stage::Answered(APPLIED), vec![0, 1, 0]));
}

#[test]
fn i10_a_wrong_wall_clock_does_not_end_an_act_early() {
    let ten_years_ago = Stamp(0);
    let mut record = answered(APPLIED, ten_years_ago);
    record.answered_at = Some(NOW);
    let phone = Phone::with(vec![record]).hears(|request| Ok(nothing_new(request)));
    phone.replica.borrow_mut().view.compared = true;
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    assert_eq!(phone.kept.borrow().len(), 1);
}

#[test]
fn i9_the_first_whole_answer_after_a_start_is_compared_with_the_outbox() {
    // It died when the view of a restored school was stored, and the outbox not yet.
    let phone = Phone::with(vec![answered(APPLIED, NOW)])
        .hears(|request| Ok(nothing_new(request)))
        .hears(|request| Ok(nothing_new(request)))
        .hears(|request| Ok(nothing_new(request)));
    assert_eq!(phone.syncs(), Ok(Ended::Done));
    let offered: Vec<usize> = phone.asked.borrow().iter().map(|asked| asked.acts.len()).collect();
    assert_eq!(offered, [0, 1, 1]);
    assert!(phone.replica.borrow().view.compared);
}
