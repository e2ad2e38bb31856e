//! Written down for a family (T12, P16): it counts at once, a new collector once a guardian
//! confirmed it or staff called back, and 'not what I said' ends that.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{named, note, release};
use world::*;
use yuanliu_domain::act::{Act, Channel, Informant, Subject, from_bytes, to_bytes};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::calendar::{Entered, follows};
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::child_day::{Basis, Release};
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::collector::{Collector, CollectorNamed, CollectorWithdrawn, Collectors, Way};
use yuanliu_domain::court::CourtPaper;
use yuanliu_domain::id::{ActId, PersonId};
use yuanliu_domain::leave::{Absences, LeaveNote, LeaveWithdrawn, Signature};
use yuanliu_domain::on_behalf::{BehalfConfirmed, CalledBack, OnBehalf};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules::{self, Kind};
use yuanliu_domain::time::Weekday;

const CHILD_SUBJECT: Subject = Subject::Child(CHILD);

fn told<K: Kind>(number: u64, body: &K) -> Act {
    Act {
        channel: Channel::Phone,
        informant: Some(Informant {
            name: "母亲 陈静".into(), phone: Some("12100000001".into())
        }),
        happened: Some(at(15, 20)),
        ..act(number, TEACHER, CHILD_SUBJECT, body)
    }
}

fn aunt() -> CollectorNamed {
    CollectorNamed {
        name: "李芳".into(),
        relation: "姨妈".into(),
        phone: String::new(),
        looks: "红色外套".into(),
        weekdays: Default::default(),
        until: Some(day()),
        ..named(Way::Person)
    }
}

fn confirms(number: u64, by: PersonId, notice: ActId, knew: &[ActId]) -> Act {
    let called = (by == TEACHER).then(|| CalledBack {
        person: MOTHER,
        name: "陈静".into(),
        relation: "母亲".into(),
    });
    let builds_on = [&[notice], knew].concat();
    let body = BehalfConfirmed { notice, called };
    Act { builds_on, ..act(number, by, CHILD_SUBJECT, &body) }
}

fn not_so(number: u64, notice: ActId) -> Act {
    let body = CaseOpened {
        kind: CaseKind::NotWhatISaid,
        day: day(),
        about: vec![notice],
        text: "我没有这样说".into(),
    };
    act(number, MOTHER, CHILD_SUBJECT, &body)
}

fn collector(rows: &Rows) -> Collector {
    let of = |audience| rows.get::<Collectors>(audience, CHILD).unwrap().people.remove(0);
    assert_eq!(of(Audience::Roll), of(Audience::Family(CHILD)));
    of(Audience::Roll)
}

fn counts(rows: &Rows) -> bool {
    collector(rows).holds(day(), day().weekday())
}

#[test]
fn a_told_collector_waits_on_a_make_up_day_that_follows_its_weekday() {
    // A Saturday on which the school goes by Thursday.
    let saturday = (0..7).map(|n| day().plus(n)).find(|day| day.weekday() == Weekday::Sat).unwrap();
    let entered = Entered { open: true, follows: Some(Weekday::Thu) };
    let weekday = follows(saturday, Some(&entered));
    assert_eq!((weekday, follows(saturday, None)), (Weekday::Thu, Weekday::Sat));
    let mut rows = Rows::default();
    let body = CollectorNamed { weekdays: [Weekday::Thu].into(), until: None, ..aunt() };
    let naming = told(1, &body);
    rows.applies(&naming);
    let lists = |rows: &Rows| {
        let all: Collectors = rows.get(Audience::Roll, CHILD).unwrap();
        let waiting = |weekday| all.waiting(saturday, weekday).count();
        let today = |weekday| all.today(saturday, weekday).len();
        [waiting(weekday), waiting(Weekday::Sat), today(weekday), today(Weekday::Sat)]
    };
    assert_eq!(lists(&rows), [1, 0, 0, 0]);
    rows.applies(&confirms(2, MOTHER, naming.id, &[]));
    assert_eq!(lists(&rows), [0, 0, 1, 0]);
}

#[test]
fn a_guardian_confirms_a_told_collector_or_a_call_back_does() {
    for by in [MOTHER, TEACHER] {
        let mut rows = Rows::default();
        let naming = told(1, &aunt());
        rows.applies(&naming);
        assert!(!counts(&rows));
        rows.applies(&confirms(2, by, naming.id, &[]));
        assert!(counts(&rows));
        let answered = collector(&rows).answered;
        let called = (by == TEACHER).then(|| "母亲".to_owned());
        assert_eq!(answered.confirmed.map(|c| (c.by, c.called)), Some((by, called)));
        let receipt: Receipt = rows.get(Audience::Family(CHILD), naming.id).unwrap();
        assert!(receipt.answered.confirms());
        let row: OnBehalf = rows.get(Audience::Homeroom(CHILD), naming.id).unwrap();
        assert!(row.notice.answered.confirms());
    }
}

#[test]
fn not_what_i_said_ends_a_told_collector_until_somebody_who_knows_of_it_called_back() {
    let mut rows = Rows::default();
    let naming = told(1, &aunt());
    rows.applies(&naming);
    rows.applies(&confirms(2, TEACHER, naming.id, &[]));
    let case = not_so(3, naming.id);
    rows.applies(&case);
    assert!(!counts(&rows));
    assert_eq!(rows.cases()[0].kind, CaseKind::NotWhatISaid);
    // A tablet without a network wrote this before it heard of the case.
    rows.applies(&confirms(4, TEACHER, naming.id, &[]));
    assert!(!counts(&rows));
    rows.applies(&confirms(5, TEACHER, naming.id, &[case.id]));
    assert!(counts(&rows));
}

#[test]
fn whatever_of_the_two_arrives_first_the_collector_does_not_count() {
    let naming = told(1, &aunt());
    let (yes, no) = (confirms(2, TEACHER, naming.id, &[]), not_so(3, naming.id));
    for order in [[&yes, &no], [&no, &yes]] {
        let mut rows = Rows::default();
        rows.applies(&naming);
        order.into_iter().for_each(|act| drop(rows.applies(act)));
        assert!(!counts(&rows));
    }
}

#[test]
fn what_a_guardian_named_in_the_app_is_not_undone_by_the_other_ones_not_so() {
    let mut rows = Rows::default();
    let naming = act(1, FATHER, CHILD_SUBJECT, &aunt());
    rows.applies(&naming);
    rows.applies(&not_so(2, naming.id));
    assert!(counts(&rows));
    let receipt: Receipt = rows.get(Audience::Family(CHILD), naming.id).unwrap();
    assert!(receipt.answered.is_open());
    assert!(rows.get::<OnBehalf>(Audience::Homeroom(CHILD), naming.id).is_none());
}

#[test]
fn a_release_on_an_unconfirmed_word_is_kept_and_flagged() {
    let mut rows = Rows::default();
    let naming = told(1, &aunt());
    rows.applies(&naming);
    let body = Release {
        collector: Some(naming.id.into()),
        collector_name: "李芳".into(),
        ..release(Basis::Listed)
    };
    rows.applies(&act(2, TEACHER, CHILD_SUBJECT, &body));
    assert_eq!(rows.cases()[0].kind, CaseKind::ReleasedToStopped);
}

#[test]
fn the_word_of_a_barred_guardian_confirms_nobody() {
    // In the app, or by telephone when staff called back.
    for (by, whose) in [(FATHER, FATHER), (TEACHER, MOTHER)] {
        let mut rows = Rows::default();
        let naming = told(1, &aunt());
        rows.applies(&naming);
        rows.applies(&confirms(2, by, naming.id, &[]));
        let paper = CourtPaper { guardian: whose, name: "张伟".into(), ..samples::paper(None) };
        rows.applies(&act(3, OFFICE, CHILD_SUBJECT, &paper));
        let body = Release {
            collector: Some(naming.id.into()),
            collector_name: "李芳".into(),
            ..release(Basis::Listed)
        };
        rows.applies(&act(4, TEACHER, CHILD_SUBJECT, &body));
        let kinds: Vec<CaseKind> = rows.cases().iter().map(|case| case.kind).collect();
        assert_eq!(kinds, [CaseKind::ReleasedToStopped], "{by}");
    }
}

#[test]
fn a_told_leave_note_counts_at_once_and_says_who_called_and_when() {
    let mut rows = Rows::default();
    let body = LeaveNote { signature: Signature::OnBehalf, ..note() };
    let written = told(1, &body);
    rows.applies(&written);
    assert!(rows.get::<Absences>(Audience::Roll, CHILD).unwrap().notes[0].holds(day()));
    let receipt: Receipt = rows.get(Audience::Family(CHILD), written.id).unwrap();
    assert_eq!((receipt.at, receipt.written), (at(15, 20), Some(at(15, 40))));
    assert_eq!(receipt.told_by.as_deref(), Some("母亲 陈静"));
    // The number that called is the class teacher's, not the other guardian's (R8).
    assert!(rows.0.iter().all(|(key, body)| {
        matches!(key.audience, Audience::Homeroom(_)) || !body.contains("12100000001")
    }));
    let row: OnBehalf = rows.get(Audience::Homeroom(CHILD), written.id).unwrap();
    assert_eq!(row.phone.as_deref(), Some("12100000001"));

    rows.applies(&confirms(2, FATHER, written.id, &[]));
    let back = LeaveWithdrawn { note: written.id };
    let back = Act { builds_on: vec![written.id], ..told(3, &back) };
    rows.applies(&back);
    let row: OnBehalf = rows.get(Audience::Homeroom(CHILD), written.id).unwrap();
    assert_eq!((row.notice.withdrawn, row.notice.answered.confirms()), (Some(back.id), true));
}

#[test]
fn only_who_wrote_a_collector_down_takes_it_back() {
    let mut rows = Rows::default();
    let naming = told(1, &aunt());
    rows.applies(&naming);
    let back = CollectorWithdrawn { collector: naming.id.into() };
    rows.applies(&act(2, OFFICE, CHILD_SUBJECT, &back));
    let receipt = |rows: &Rows| rows.get::<Receipt>(Audience::Family(CHILD), naming.id).unwrap();
    assert!(!collector(&rows).withdrawn && receipt(&rows).withdrawn.is_none());
    rows.applies(&told(3, &back));
    assert!(collector(&rows).withdrawn && receipt(&rows).withdrawn.is_some());
}

#[test]
fn what_was_told_and_a_slip_with_an_end_wait_and_a_signed_paper_without_one_counts() {
    let ever = [None, Some(day()), Some(day().plus(6))];
    let all = [Channel::Phone, Channel::InPerson, Channel::Message, Channel::Paper, Channel::App];
    for (channel, until) in all.into_iter().flat_map(|c| ever.map(|until| (c, until))) {
        for way in [Way::Person, Way::Alone, Way::NotThis] {
            let mut rows = Rows::default();
            let body = CollectorNamed { way, until, ..aunt() };
            rows.applies(&Act { channel, ..told(1, &body) });
            let holds = match channel {
                Channel::App => true,
                Channel::Paper => until.is_none(),
                Channel::Phone | Channel::InPerson | Channel::Message => false,
            };
            let holds = holds || way == Way::NotThis;
            assert_eq!(counts(&rows), holds, "{channel:?} {until:?} {way:?}");
        }
    }
}

#[test]
fn not_what_i_said_ends_a_collector_on_paper_too_and_never_a_not_this_person() {
    for (way, counted) in [(Way::Person, false), (Way::Alone, false), (Way::NotThis, true)] {
        let mut rows = Rows::default();
        let body = CollectorNamed { way, until: None, ..aunt() };
        let naming = Act { channel: Channel::Paper, ..told(1, &body) };
        rows.applies(&naming);
        assert!(counts(&rows), "{way:?}");
        let case = not_so(2, naming.id);
        rows.applies(&case);
        assert_eq!(counts(&rows), counted, "{way:?}");
        rows.applies(&confirms(3, TEACHER, naming.id, &[case.id]));
        assert!(counts(&rows), "{way:?}");
    }
}

#[test]
fn a_guardian_or_staff_who_called_back_confirms_and_nobody_else() {
    let notice = told(1, &aunt()).id;
    let check = |by, staff: bool| {
        let act =
            Act { actor: by, ..confirms(2, if staff { TEACHER } else { MOTHER }, notice, &[]) };
        rules::check(&rules::all(), &act, &rights(by))
    };
    assert_eq!(check(MOTHER, false), Ok(()));
    assert_eq!(check(TEACHER, true), Ok(()));
    assert_eq!(check(TEACHER, false), Err(Refusal::NotYourChild));
    assert_eq!(check(MOTHER, true), Err(Refusal::NotStaff));
    assert_eq!(check(GUARD, true), Err(Refusal::NotStaff));
    let alone = Act { builds_on: vec![], ..confirms(2, MOTHER, notice, &[]) };
    assert_eq!(rules::check(&rules::all(), &alone, &rights(MOTHER)), Err(Refusal::BadBody));
}

#[test]
fn what_a_viewer_predicts_of_told_notices_is_what_the_server_would_show_it() {
    let leave = told(1, &LeaveNote { signature: Signature::OnBehalf, ..note() });
    let naming = told(2, &aunt());
    let day_only = told(3, &ChooseDay { day: day(), blocks: Default::default() });
    let acts = [
        confirms(4, MOTHER, naming.id, &[]),
        not_so(5, naming.id),
        confirms(6, TEACHER, naming.id, &[not_so(5, naming.id).id]),
        confirms(7, FATHER, leave.id, &[]),
        told(8, &CollectorWithdrawn { collector: naming.id.into() }),
    ];
    let every: Vec<Act> = [leave, naming, day_only].into_iter().chain(acts).collect();
    let family = |a: &Audience| matches!(a, Audience::Family(_));
    let teacher = |a: &Audience| matches!(a, Audience::Roll | Audience::Homeroom(_));
    for sees in [family as fn(&Audience) -> bool, teacher] {
        let (mut server, mut viewer) = (Rows::default(), Rows::default());
        for act in &every {
            viewer.applies_within(act, &sees, Some(at(15, 41)));
            server.applies(act);
        }
        let shown = server.0.iter().filter(|(key, _)| sees(&key.audience));
        let shown: std::collections::BTreeMap<_, _> =
            shown.map(|(key, body)| (key.clone(), body.clone())).collect();
        assert_eq!(viewer.0, shown);
    }
}

#[test]
fn a_number_that_called_is_short() {
    let mut long = told(1, &aunt());
    long.informant.as_mut().unwrap().phone = Some("1".repeat(31));
    assert_eq!(from_bytes(&to_bytes(&long)), Err(Refusal::BadEnvelope));
    assert!(from_bytes(&to_bytes(&told(1, &aunt()))).is_ok());
}
