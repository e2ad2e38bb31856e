//! The activity log and outings (T7): each family reads what its own child did, class
//! teaching is flagged and kept, and a group that left stands out until it is back.

#[path = "world/samples.rs"]
mod samples;
mod world;

use samples::{answering, depicts, face, heads, on_the_way, outing, reading};
use world::*;
use yuanliu_domain::act::{Act, Channel, Subject};
use yuanliu_domain::activity::{
    Activities, ActivityLogged, ActivityPhoto, ActivityStruck, Did, Doings, Flagged, PHOTO_TEXT,
    PhotoConsent, PhotoConsents, teaching,
};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::consent::{Answer, Consent, NEWEST};
use yuanliu_domain::id::{ActId, ChildId, PersonId};
use yuanliu_domain::outing::{OutingLeft, Outings, Stage};
use yuanliu_domain::people::GuardianSet;
use yuanliu_domain::photo::Named;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::rules;
use yuanliu_domain::school::Activity;

const GROUPS: Subject = Subject::Group(GROUP);

fn logged(number: u64, body: &ActivityLogged) -> Act {
    let act = act(number, TEACHER, GROUPS, body);
    body.corrects.into_iter().fold(act, answering)
}

fn strikes(number: u64, original: ActId) -> Act {
    let children = reading().children;
    let body = ActivityStruck { day: day(), original, children, reason: "写错了组".into() };
    answering(act(number, TEACHER, GROUPS, &body), original)
}

fn log(rows: &Rows) -> Activities {
    rows.get(Audience::Day(day()), GROUP).unwrap_or_default()
}

fn doings(rows: &Rows, child: ChildId) -> Doings {
    rows.get(Audience::Family(child), day()).unwrap_or_default()
}

#[test]
fn each_family_reads_what_its_child_did_and_no_other_child_and_no_line_for_staff() {
    let mut rows = Rows::default();
    rows.applies(&logged(1, &ActivityLogged { children: vec![CHILD], ..reading() }));
    let told = doings(&rows, CHILD);
    let Did::Activity { activity, theme, place, .. } = &told.counting()[0].did else {
        panic!("no activity")
    };
    assert_eq!(
        (*activity, theme.as_str(), place.as_str()),
        (Activity::Reading, "《夏洛的网》", "3 号教室")
    );
    let family = serde_json::to_string(&told).unwrap();
    assert!(!family.contains("补差补缺") && !family.contains(&CHILD.to_string()), "{family}");
    assert_eq!(doings(&rows, OTHER_CHILD), Doings::default(), "it was elsewhere");
    assert_eq!(log(&rows).list.len(), 1);
}

#[test]
fn what_reads_like_teaching_is_kept_and_flagged_for_the_leader_without_a_child() {
    let mut rows = Rows::default();
    rows.applies(&logged(1, &reading()));
    let id = logged(1, &reading()).id;
    assert_eq!(rows.get::<Flagged>(Audience::Leader, id), None, "catching up is allowed");
    let lesson = ActivityLogged { theme: "数学 讲新课".into(), ..reading() };
    rows.applies(&logged(2, &lesson));
    let id = logged(2, &lesson).id;
    let flagged: Flagged = rows.get(Audience::Leader, id).unwrap();
    assert_eq!(flagged.entry.flags, ["讲新课"]);
    assert!(flagged.entry.said.children.is_empty());
    assert_eq!(log(&rows).list.len(), 2, "kept (R3)");
    rows.applies(&strikes(3, id));
    assert!(rows.get::<Flagged>(Audience::Leader, id).unwrap().entry.struck.is_some());
}

#[test]
fn phrases_are_found_through_spaces_and_case_and_allowed_ones_are_not() {
    assert_eq!(teaching(&["提前 学 下一单元", "A New-Lesson"]), ["提前学", "newlesson"]);
    assert_eq!(teaching(&["周六集体补课"]), ["集体补课"], "once, and not 补课 as well");
    assert_eq!(teaching(&["补差补缺、集中答疑", "作业辅导", "", "跳绳课间操"]), [""; 0]);
}

#[test]
fn a_correction_is_an_entry_that_stands_in_the_place_of_another() {
    let mut rows = Rows::default();
    let first = logged(1, &reading()).id;
    rows.applies(&logged(1, &reading()));
    let right =
        ActivityLogged { theme: "《草房子》".into(), corrects: Some(first), ..reading() };
    rows.applies(&logged(2, &right));
    let log = log(&rows);
    assert_eq!((log.list.len(), log.counting().count()), (2, 1));
    assert_eq!(log.counting().next().unwrap().said.theme, "《草房子》");
    let told = doings(&rows, OTHER_CHILD);
    assert_eq!((told.list.len(), told.counting().len()), (2, 1));
    // A device that predicts them again says the same.
    let before = rows.clone();
    rows.applies(&logged(1, &reading()));
    rows.applies(&logged(2, &right));
    assert_eq!(rows, before);
}

#[test]
fn an_outing_is_out_until_it_is_back_and_every_count_is_an_entry() {
    let mut rows = Rows::default();
    let left = act(1, TEACHER, GROUPS, &outing());
    rows.applies(&left);
    let counts = |number, stage, heads| {
        answering(act(number, TEACHER, GROUPS, &on_the_way(left.id, stage, heads)), left.id)
    };
    let outings = |rows: &Rows| rows.get::<Outings>(Audience::Day(day()), GROUP).unwrap();
    rows.applies(&counts(2, Stage::Arrived, heads(2, "")));
    assert!(outings(&rows).out().is_some());
    let back = counts(3, Stage::Returned, heads(1, "一位由妈妈在基地接走"));
    rows.applies(&back);
    assert_eq!(outings(&rows).out(), None);
    let told: Vec<Did> = doings(&rows, CHILD).list.into_iter().map(|doing| doing.did).collect();
    assert_eq!(told, [Did::LeftFor("普陀大学堂".into()), Did::BackFrom("普陀大学堂".into())]);
    let family = serde_json::to_string(&doings(&rows, CHILD)).unwrap();
    assert!(!family.contains("接走"), "a reason is about another child: {family}");
    // Whoever wrote it too early takes it back, and the group is out again.
    rows.applies(&strikes(4, back.id));
    assert!(outings(&rows).out().is_some());
    assert_eq!(doings(&rows, CHILD).counting().len(), 1);
    rows.applies(&strikes(5, left.id));
    assert_eq!(outings(&rows).out(), None);
}

#[test]
fn form_and_right() {
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    let of = |body: &ActivityLogged| check(&act(1, TEACHER, GROUPS, body));
    assert_eq!(of(&reading()), Ok(()));
    assert_eq!(
        of(&ActivityLogged { activity: Activity::Other, ..reading() }),
        Err(Refusal::BadText)
    );
    assert_eq!(of(&ActivityLogged { place: " ".into(), ..reading() }), Err(Refusal::BadText));
    assert_eq!(of(&ActivityLogged { theme: "字".repeat(41), ..reading() }), Err(Refusal::BadText));
    let twice = ActivityLogged { children: vec![CHILD; 2], ..reading() };
    assert_eq!(of(&twice), Err(Refusal::BadBody));
    let unsaid =
        ActivityLogged { corrects: Some(strikes(1, logged(2, &reading()).id).id), ..reading() };
    assert_eq!(of(&unsaid), Err(Refusal::BadBody), "it builds on what it corrects");
    let of_school = act(1, TEACHER, Subject::School, &reading());
    assert_eq!(check(&of_school), Err(Refusal::WrongSubject));
    assert_eq!(check(&act(1, GUARD, GROUPS, &reading())), Err(Refusal::NotStaff));
    assert_eq!(check(&act(1, GUARD, GROUPS, &outing())), Err(Refusal::NotStaff));
    let nowhere = OutingLeft { destination: String::new(), ..outing() };
    assert_eq!(check(&act(1, TEACHER, GROUPS, &nowhere)), Err(Refusal::BadText));
}

#[test]
fn a_photo_of_an_activity_is_named_to_staff_and_to_the_families_of_the_group() {
    let mut rows = Rows::default();
    let entry = logged(1, &reading());
    rows.applies(&entry);
    let photo =
        |number, body: &ActivityPhoto| answering(act(number, TEACHER, GROUPS, body), entry.id);
    let (first, both) = (
        photo(2, &depicts(entry.id)),
        photo(3, &ActivityPhoto { shown: vec![CHILD, OTHER_CHILD], ..depicts(entry.id) }),
    );
    rows.applies(&first);
    rows.applies(&both);
    let everybody = [Audience::Day(day()), Audience::Family(CHILD), Audience::Family(OTHER_CHILD)];
    let named_in = |rows: &Rows, act: &Act| -> Vec<Audience> {
        let named = Named::by(act).unwrap();
        assert_eq!((named.shows, named.hash), (act.id.0, face()));
        let names = |key: &&_| rows.0.get(*key).is_some_and(|body| named.is_in(key, body));
        named.rows.iter().filter(names).map(|key| key.audience).collect()
    };
    assert_eq!(named_in(&rows, &first), everybody);
    assert_eq!(named_in(&rows, &both), everybody);
    let of = |act: &Act| Named::by(act).map(|named| (named.child, named.shown)).unwrap();
    assert_eq!(of(&first), (Some(CHILD), vec![CHILD]));
    assert_eq!(of(&both), (None, vec![CHILD, OTHER_CHILD]), "no one child's");
    // What the family's row says of it names no child.
    let told = serde_json::to_string(&doings(&rows, CHILD)).unwrap();
    assert!(!told.contains(&OTHER_CHILD.to_string()) && !told.contains(&CHILD.to_string()));
    // A wrong one goes from the families; with its entry the other one does.
    rows.applies(&answering(strikes(4, first.id), first.id));
    assert_eq!(named_in(&rows, &first), [Audience::Day(day())]);
    assert_eq!(named_in(&rows, &both), everybody);
    rows.applies(&strikes(5, entry.id));
    assert_eq!(named_in(&rows, &both), [Audience::Day(day())]);
}

#[test]
fn in_the_place_of_a_wrong_photo_there_is_room_for_a_right_one_for_staff_and_families_alike() {
    let mut rows = Rows::default();
    let entry = logged(1, &reading());
    rows.applies(&entry);
    let photo = |number| answering(act(number, TEACHER, GROUPS, &depicts(entry.id)), entry.id);
    let lists = |rows: &Rows| {
        let staff = log(rows).list.remove(0).photos;
        let staff: Vec<ActId> = staff
            .into_iter()
            .filter(|depicted| depicted.photo.struck.is_none())
            .map(|depicted| depicted.photo.act)
            .collect();
        let family = doings(rows, CHILD).list.remove(0).photos;
        (staff, family.into_iter().map(|photo| photo.act).collect::<Vec<_>>())
    };
    (10..19).for_each(|number| drop(rows.applies(&photo(number))));
    let first_eight: Vec<ActId> = (10..18).map(|number| photo(number).id).collect();
    assert_eq!(lists(&rows), (first_eight.clone(), first_eight.clone()));
    rows.applies(&answering(strikes(20, photo(10).id), photo(10).id));
    (21..23).for_each(|number| drop(rows.applies(&photo(number))));
    let now = [&first_eight[1..], &[photo(21).id]].concat();
    assert_eq!(lists(&rows), (now.clone(), now));
}

#[test]
fn a_photo_that_does_not_say_who_is_on_it_is_turned_away() {
    let entry = logged(1, &reading());
    let mut photo = answering(act(2, TEACHER, GROUPS, &depicts(entry.id)), entry.id);
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    let nobody = ActivityPhoto { shown: vec![], ..depicts(entry.id) };
    assert_eq!(check(&answering(act(2, TEACHER, GROUPS, &nobody), entry.id)), Ok(()));
    photo.body.as_object_mut().unwrap().remove("shown").unwrap();
    assert_eq!(check(&photo), Err(Refusal::BadBody));
}

fn on_paper(number: u64, of: Option<PersonId>, given: bool) -> Act {
    let body = PhotoConsent { of, version: PHOTO_TEXT, given };
    Act { channel: Channel::Paper, ..act(number, OFFICE, Subject::Child(CHILD), &body) }
}

fn links(number: u64, person: PersonId, ended: bool) -> Act {
    let (name, relation, phone) = ("家长".into(), "家长".into(), String::new());
    let body = GuardianSet { person, name, relation, phone, ended };
    act(number, OFFICE, Subject::Child(CHILD), &body)
}

#[test]
fn a_paper_is_the_answer_of_the_guardian_who_signed_it() {
    let mut rows = Rows::default();
    rows.applies(&links(1, MOTHER, false));
    rows.applies(&links(2, FATHER, false));
    let consents = |rows: &Rows| {
        let of = |audience| rows.get::<PhotoConsents>(audience, CHILD).unwrap_or_default();
        assert_eq!(of(Audience::Roll), of(Audience::Family(CHILD)));
        of(Audience::Roll)
    };
    rows.applies(&on_paper(3, Some(MOTHER), false));
    rows.applies(&on_paper(4, Some(FATHER), true));
    assert_eq!(consents(&rows).answers, [(MOTHER, false), (FATHER, true)].into());
    assert!(!consents(&rows).holds());
    rows.applies(&on_paper(5, Some(MOTHER), true));
    assert!(consents(&rows).holds());
    // Of nobody but a guardian.
    let mut rows = Rows::default();
    rows.applies(&links(6, MOTHER, false));
    rows.applies(&on_paper(7, Some(FATHER), true));
    assert!(!consents(&rows).holds());
}

#[test]
fn the_yes_of_who_is_a_guardian_no_longer_or_took_every_consent_back_does_not_count() {
    let answer = |answer| Consent { version: NEWEST, language: "zh".into(), answer };
    let refuses = |by, kind| act(9, by, Subject::Child(CHILD), &answer(kind));
    let yes = |number, by| {
        let body = PhotoConsent { of: None, version: PHOTO_TEXT, given: true };
        act(number, by, Subject::Child(CHILD), &body)
    };
    let paper = Act { channel: Channel::Paper, ..refuses(OFFICE, Answer::Refused) };
    let (both, none) = ([MOTHER, FATHER], []);
    for (act, left) in [
        (links(9, MOTHER, false), &both[..]),
        (refuses(MOTHER, Answer::Given), &both[..]),
        (links(9, MOTHER, true), &[FATHER][..]),
        (refuses(MOTHER, Answer::Withdrawn), &[FATHER][..]),
        (paper, &none[..]),
    ] {
        let mut rows = Rows::default();
        let acts = [links(1, MOTHER, false), links(2, FATHER, false)];
        for act in acts.iter().chain(&[yes(3, MOTHER), yes(4, FATHER), act]) {
            rows.applies(act);
        }
        for audience in [Audience::Roll, Audience::Family(CHILD)] {
            let consents: PhotoConsents = rows.get(audience, CHILD).unwrap();
            assert_eq!(consents.answers.into_keys().collect::<Vec<_>>(), left);
        }
    }
}

#[test]
fn a_consent_holds_while_somebody_agrees_and_nobody_says_no() {
    let mut rows = Rows::default();
    let holds = |rows: &Rows| {
        [Audience::Roll, Audience::Family(CHILD)].map(|audience| {
            rows.get::<PhotoConsents>(audience, CHILD).is_some_and(|consents| consents.holds())
        })
    };
    let answers = |number, by, given| {
        act(
            number,
            by,
            Subject::Child(CHILD),
            &PhotoConsent { of: None, version: PHOTO_TEXT, given },
        )
    };
    assert_eq!(holds(&rows), [false; 2]);
    for (number, by, given, held) in [
        (1, MOTHER, true, true),
        (2, FATHER, false, false),
        (3, FATHER, true, true),
        (4, MOTHER, false, false),
    ] {
        rows.applies(&answers(number, by, given));
        assert_eq!(holds(&rows), [held; 2], "{number}");
    }
    let check = |act: &Act| rules::check(&rules::all(), act, &rights(act.actor));
    assert_eq!(check(&answers(5, MOTHER, true)), Ok(()));
    for by in [TEACHER, OFFICE] {
        assert_eq!(check(&answers(5, by, true)), Err(Refusal::NotYourChild));
    }
    // On paper the office enters it, and says whose it is.
    for (by, of, allowed) in [
        (OFFICE, Some(MOTHER), Ok(())),
        (OFFICE, None, Err(Refusal::BadBody)),
        (TEACHER, Some(MOTHER), Err(Refusal::NotYourChild)),
        (FATHER, Some(MOTHER), Err(Refusal::NotYourChild)),
    ] {
        let paper = on_paper(5, of, true);
        assert_eq!(check(&Act { actor: by, ..paper }), allowed, "{by} {of:?}");
    }
    let in_the_app = Act { channel: Channel::App, ..on_paper(5, Some(MOTHER), true) };
    assert_eq!(check(&in_the_app), Err(Refusal::BadBody));
    let twice = ActivityPhoto { shown: vec![CHILD, CHILD], ..depicts(logged(1, &reading()).id) };
    let twice = answering(act(6, TEACHER, GROUPS, &twice), logged(1, &reading()).id);
    assert_eq!(check(&twice), Err(Refusal::BadBody));
}
