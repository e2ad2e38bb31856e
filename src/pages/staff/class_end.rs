//! One class at the end of lessons (T13): who stays, who leaves with the queue,
//! who was not at school. What the families chose is filled in already.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{AtLessonsEnd, ClassEnd, LessonsEnd, State};
use yuanliu_domain::expected::Because;
use yuanliu_domain::id::{ChildId, ClassId};
use yuanliu_domain::people::Class;
use yuanliu_domain::school::Block;

use super::acts::{Failed, knows};
use super::model::Model;
use super::rain::place_line;
use super::tablet::Prover;
use super::{StaffBar, WhenWhole};
use crate::components::{Badge, Button, Count, CountStrip, Field, Notice, Segments, Tone};
use crate::route::Screen;
use crate::state::{App, ChildToday, Draft, Frame, NotKept};
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn ClassEndPage(
    /// The class.
    class: ClassId,
) -> impl IntoView {
    let model = Model::get();
    let title = move || {
        model.roster.with(|roster| {
            roster.classes.iter().find(|(id, _)| *id == class).map(|(_, class)| class.name.clone())
        })
    };
    view! {
        <StaffBar
            title=Signal::derive(move || title().unwrap_or_default())
            back=Screen::LessonsEnd.path()
        />
        <main class="page stack" id="main">
            <WhenWhole><HandOver class /></WhenWhole>
        </main>
    }
}

/// Where a child goes, as the families chose and the notes say.
fn likely(child: &ChildToday, frame: &Frame, model: Model) -> AtLessonsEnd {
    let day = model.day.get_untracked();
    let expected = Block::ALL.map(|block| child.expected(block, frame, day));
    let away =
        child.absences.notes.iter().any(|n| n.holds(day) && n.lessons_too && n.time.is_none());
    if away || expected.iter().any(|e| e.because == Because::LessonsAbsent) {
        AtLessonsEnd::Absent
    } else if expected.iter().any(|e| e.yes) {
        AtLessonsEnd::Staying
    } else {
        AtLessonsEnd::Left
    }
}

#[component]
fn HandOver(
    /// The class.
    class: ClassId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let roster = model.roster.get_untracked();
    let children = untrack(|| model.children(roster.of_classes(&[class])));
    let frame = untrack(|| model.frame.get());
    let ends: BTreeMap<ChildId, RwSignal<AtLessonsEnd>> = children
        .iter()
        .filter_map(|child| Some((child.id, RwSignal::new(likely(child, frame.as_ref()?, model)))))
        .collect();
    let ends = StoredValue::new(ends);
    let note = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    // Whoever was collected already is in none of the lists: a release stands.
    let gone = Memo::new(move |_| {
        model.child_days.with(|days| {
            let gone = days.iter().filter(|(_, day)| matches!(day.state(), State::Released(..)));
            gone.map(|(id, _)| *id).collect::<BTreeSet<ChildId>>()
        })
    });
    let of = move |end: AtLessonsEnd| {
        let gone = gone.get();
        ends.with_value(|ends| {
            let of = ends.iter().filter(|(id, e)| e.get() == end && !gone.contains(id));
            of.map(|(id, _)| *id).collect::<Vec<_>>()
        })
    };
    let count = move |end: AtLessonsEnd| Signal::derive(move || of(end).len());
    let counts = vec![
        Count {
            tone: Tone::Expected,
            word: t(words::end_staying).into(),
            number: count(AtLessonsEnd::Staying),
        },
        Count {
            tone: Tone::Left,
            word: t(words::end_left).into(),
            number: count(AtLessonsEnd::Left),
        },
        Count {
            tone: Tone::Leave,
            word: t(words::end_absent).into(),
            number: count(AtLessonsEnd::Absent),
        },
    ];
    let already = move || {
        let audience = Audience::Day(model.day.get());
        let end = model.space.replica.with(|replica| replica.get::<ClassEnd>(audience, class))?;
        Some(fill(
            words::handed_over,
            &[&format::time(end.at), &end.by_name, &end.staying, &end.left, &end.absent],
        ))
    };
    // Where the queue walks to today.
    let at = move || {
        let of = |(id, _): &&(ClassId, Class)| *id == class;
        let grade = model.roster.with(|roster| roster.classes.iter().find(of).map(|c| c.1.grade));
        place_line(model, class, grade?)
    };
    let navigate = use_navigate();
    let prover = Prover::get();
    let draft = move || {
        let body = LessonsEnd {
            day: model.day.get(),
            staying: of(AtLessonsEnd::Staying),
            left: of(AtLessonsEnd::Left),
            absent: of(AtLessonsEnd::Absent),
            note: note.get().trim().to_owned(),
        };
        let known = model.children(model.roster.get().of_classes(&[class]));
        let mut knew: Vec<_> = known.iter().flat_map(knows).collect();
        knew.sort();
        knew.dedup();
        knew.truncate(50);
        Draft::new(Subject::Class(class), body).building_on(knew)
    };
    let hand_over = Callback::new(move |()| {
        let navigate = navigate.clone();
        // Somebody may be collected while the PIN is typed.
        prover.again(Callback::new(move |()| {
            let (draft, navigate) = (untrack(draft), navigate.clone());
            busy.set(true);
            spawn_local(async move {
                match app.keep(model.space, draft).await {
                    Ok(_) => navigate(&Screen::LessonsEnd.path(), Default::default()),
                    Err(why) => {
                        busy.try_set(false);
                        failed.try_set(Some(why));
                    }
                }
            });
        }));
    });
    let rows = children
        .into_iter()
        .filter_map(|child| {
            let value = ends.with_value(|ends| ends.get(&child.id).copied())?;
            let id = child.id;
            let gone = Memo::new(move |_| gone.with(|gone| gone.contains(&id)));
            Some(view! { <ChildEnd child value gone /> })
        })
        .collect_view();
    view! {
        {move || already().map(|words| view! { <Notice>{words}</Notice> })}
        {move || at().map(|words| view! { <p>{words}</p> })}
        <CountStrip counts />
        <div class="card">{rows}</div>
        <Field id="note" label=t(words::note_for_next) hint=t(words::guards_read) value=note />
        <Failed why=failed />
        <div class="foot foot-raised">
            <Button block=true busy on_press=hand_over>{t(words::hand_over_class)}</Button>
        </div>
    }
}

#[component]
fn ChildEnd(
    /// The child.
    child: ChildToday,
    /// Where it goes.
    value: RwSignal<AtLessonsEnd>,
    /// It was collected already.
    gone: Memo<bool>,
) -> impl IntoView {
    let key = |end: AtLessonsEnd| match end {
        AtLessonsEnd::Staying => "staying",
        AtLessonsEnd::Left => "left",
        AtLessonsEnd::Absent => "absent",
    };
    let text = RwSignal::new(key(value.get_untracked()).to_owned());
    Effect::new(move |_| {
        let end = match text.get().as_str() {
            "left" => AtLessonsEnd::Left,
            "absent" => AtLessonsEnd::Absent,
            _ => AtLessonsEnd::Staying,
        };
        if value.get_untracked() != end {
            value.set(end);
        }
    });
    let options =
        [("staying", words::end_staying), ("left", words::end_left), ("absent", words::end_absent)];
    let options = options.map(|(key, word)| (key.to_owned(), t(word).to_owned())).to_vec();
    let legend = format!("{:02} {}", child.card.number, child.card.name);
    view! {
        <p hidden=move || !gone.get()>
            {legend.clone()} " " <Badge tone=Tone::Left word=t(words::collected) />
        </p>
        <div hidden=gone><Segments id=format!("end-{}", child.id) legend options value=text /></div>
    }
}
