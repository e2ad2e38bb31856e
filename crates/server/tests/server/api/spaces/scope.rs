//! I8: when what a viewer may see changes, the answer says so first.

use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::Basis;
use yuanliu_domain::court::{CourtPaper, Span};
use yuanliu_domain::early_leave::{EarlyLeave, EarlyLeaveIssued};
use yuanliu_domain::emergency::{Emergency, EmergencyStarted};
use yuanliu_domain::leave::Note;
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::Body;
use yuanliu_domain::time::{Day, Minute};
use yuanliu_sync::wire::Verdict;

use crate::world::World;

#[tokio::test]
async fn i8_a_guardian_whose_link_ends_is_told_to_forget_the_child() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    mine.syncs(&world, vec![]).await;
    assert!(mine.device.view.whole(Audience::Family(world.yiming)));
    let mut office = world.office().await;
    office.sets_guardian(mine.person, world.yiming, "陈静", true).await;
    office.sets_guardian(mine.person, world.xiaoyu, "陈静", false).await;
    let answer = mine.sends(&world, vec![]).await;
    assert_eq!(answer.forget, [Audience::Family(world.yiming)]);
    assert_eq!(answer.whole, [Audience::Family(world.xiaoyu)]);
    assert!(!mine.device.view.audiences().any(|a| a == Audience::Family(world.yiming)));
}

#[tokio::test]
async fn i8_a_court_paper_ends_a_guardians_view_and_their_word_while_it_holds() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "张伟").await;
    let mut hers = world.guardian(world.yiming, "陈静").await;
    mine.syncs(&world, vec![]).await;
    let mut office = world.office().await;
    let paper = CourtPaper {
        guardian: mine.person,
        name: "张伟".into(),
        number: "（2026）沪0107民初12号".into(),
        span: Span { from: Day::ymd(2026, 11, 24).unwrap(), until: None },
        ends_view: true,
        lifted: false,
    };
    office.enters(Subject::Child(world.yiming), &paper).await;
    let answer = mine.sends(&world, vec![]).await;
    assert_eq!(answer.forget, [Audience::Family(world.yiming)]);
    let note = mine.leave_note(world.yiming, "");
    let answer = mine.sends(&world, vec![note]).await;
    let Verdict::TurnedAway { code } = &answer.verdicts[0].verdict else { panic!("{answer:?}") };
    assert_eq!(code, "not_your_child");
    hers.syncs(&world, vec![]).await;
    assert!(hers.device.view.whole(Audience::Family(world.yiming)), "the other one keeps hers");

    office.enters(Subject::Child(world.yiming), &CourtPaper { lifted: true, ..paper }).await;
    mine.syncs(&world, vec![]).await;
    assert!(mine.device.view.whole(Audience::Family(world.yiming)));
}

#[tokio::test]
async fn i8_whoever_is_no_longer_of_the_school_keeps_verdicts_and_nothing_else() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let late = mine.leave_note(world.yiming, "");
    mine.syncs(&world, vec![]).await;
    world.office().await.sets_guardian(mine.person, world.yiming, "陈静", true).await;
    mine.syncs(&world, vec![late]).await;
    let left: Vec<_> = mine.device.view.audiences().collect();
    assert_eq!(left, [Audience::Device(mine.device.id)]);
}

#[tokio::test]
async fn reasons_of_leave_reach_the_class_teacher_alone() {
    let world = World::new().await;
    let mut mine = world.guardian(world.yiming, "陈静").await;
    let (mut theirs, mut other) = (world.teacher().await, world.teacher().await);
    let mut office = world.office().await;
    office.enters_staff(theirs.person, "王雪梅", &[Role::Teacher], &[world.class]).await;
    office.enters_staff(other.person, "何老师", &[Role::Teacher], &[world.other_class]).await;
    let note = mine.leave_note(world.yiming, "去办护照");
    mine.syncs(&world, vec![note.clone()]).await;
    theirs.syncs(&world, vec![]).await;
    other.syncs(&world, vec![]).await;
    let homeroom = Audience::Homeroom(world.yiming);
    assert_eq!(theirs.sees::<Note>(homeroom, note.id).unwrap().note.text, "去办护照");
    assert!(!other.device.view.whole(homeroom));
}

#[tokio::test]
async fn i8_a_child_who_changes_class_takes_the_reasons_along() {
    let world = World::new().await;
    let mut theirs = world.teacher().await;
    let mut office = world.office().await;
    office.enters_staff(theirs.person, "王雪梅", &[Role::Teacher], &[world.class]).await;
    theirs.syncs(&world, vec![]).await;
    office.enters_child(world.yiming, "张一鸣", world.other_class).await;
    let answer = theirs.sends(&world, vec![]).await;
    assert_eq!(answer.forget, [Audience::Homeroom(world.yiming)]);
}

#[tokio::test]
async fn i8_at_midnight_yesterday_is_forgotten_and_the_next_school_day_comes() {
    let world = World::new().await;
    let mut teacher = world.teacher().await;
    teacher.syncs(&world, vec![]).await;
    let (tuesday, wednesday) = (world.today(), world.today().plus(1));
    let days = |user: &crate::world::User| -> Vec<_> {
        user.device.view.audiences().filter(|a| matches!(a, Audience::Day(_))).collect()
    };
    assert_eq!(days(&teacher), [Audience::Day(tuesday), Audience::Day(wednesday)]);
    world.app.clock.pass(24 * 3_600_000);
    teacher.syncs(&world, vec![]).await;
    assert_eq!(days(&teacher), [Audience::Day(wednesday), Audience::Day(wednesday.plus(1))]);
    world.app.clock.pass(2 * 24 * 3_600_000);
    teacher.syncs(&world, vec![]).await;
    let (friday, monday) = (tuesday.plus(3), tuesday.plus(6));
    assert_eq!(days(&teacher), [Audience::Day(friday), Audience::Day(monday)], "over the weekend");
}

#[tokio::test]
async fn the_gate_sees_no_medical_card() {
    let world = World::new().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    guard.syncs(&world, vec![]).await;
    assert!(guard.device.view.whole(Audience::Roll));
    assert!(!guard.device.view.whole(Audience::Care));
    assert!(!guard.device.view.whole(Audience::Leader));
}

#[tokio::test]
async fn the_gate_gets_slips_visitors_and_roll_calls_and_no_reason_of_leave() {
    let world = World::new().await;
    let mut mother = world.guardian(world.yiming, "陈静").await;
    let mut teacher = world.teacher().await;
    let mut guard = world.staff(Role::Guard, "顾德福").await;
    let note = mother.leave_note(world.yiming, "看心理医生");
    mother.syncs(&world, vec![note]).await;
    let day = world.today();
    let slip = EarlyLeaveIssued {
        day,
        minute: Minute::hm(15, 50).unwrap(),
        basis: Basis::Guardian,
        collector: None,
        collector_name: "陈静".into(),
        relation: "母亲".into(),
    };
    let child = Subject::Child(world.yiming);
    let drill =
        EmergencyStarted { day, real: false, reason: String::new(), place: "操场".into() };
    let acts = vec![teacher.writes(child, &slip), teacher.writes(Subject::School, &drill)];
    teacher.syncs(&world, acts).await;
    guard.syncs(&world, vec![]).await;
    let view = &guard.device.view;
    for kind in [EarlyLeave::KIND, Emergency::KIND] {
        assert_eq!(view.list(Audience::Day(day), kind).count(), 1, "{kind}");
    }
    let everything = format!("{view:?}");
    assert!(everything.contains("early_leave") && !everything.contains("看心理医生"));
    // The guard lets nobody out of a lesson.
    let own = guard.writes(child, &slip);
    let verdicts = guard.syncs(&world, vec![own]).await;
    assert!(matches!(verdicts[..], [Verdict::TurnedAway { .. }]), "{verdicts:?}");
}
