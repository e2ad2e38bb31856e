//! One child: where it is, what is known, who collects.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::{
    AtLessonsEnd, ChildDay, Corrected, Entry, LessonsAbsent, Mark, Proof, State, What,
};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Medical;
use yuanliu_domain::school::Block;

use super::acts::{Failed, LastGesture, knows, mark, take_in};
use super::at_gate::WaitsFor;
use super::cards::Papers;
use super::early::EarlyPanel;
use super::early_leave::Slips;
use super::incident::OfChild;
use super::later::{EnteredLater, Later};
use super::listed::expected_place;
use super::model::Model;
use super::on_behalf::{ToOnBehalf, ToldOf, Waiting};
use super::rain::place_line;
use super::release::ReleasePanel;
use super::tablet::Prover;
use super::today::state_badge;
use super::{StaffBar, WhenWhole, two_guardians};
use crate::components::{
    Badge, Button, ButtonLink, ButtonLook, Drawing, Empty, ErrorSummary, Field, FieldError, Glyph,
    Notice, NoticeTone, Tile, TileSize, Timeline, TimelineItem, TimelineWhen, Tone, UndoBar,
};
use crate::route::Screen;
use crate::state::{ChildToday, Draft};
use crate::text::names::surname;
use crate::text::{fill, format, series, t, words};

/// The page.
#[component]
pub fn ChildPage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let today = Signal::derive(move || model.child(child));
    let title = move || today.get().map(|c| c.card.name.clone()).unwrap_or_default();
    // Another child's card that changes draws nothing anew here.
    let known = Memo::new(move |_| model.roster.with(|roster| roster.child(child).is_some()));
    view! {
        <StaffBar title=Signal::derive(title) back=Screen::Today.path() />
        <main class="page stack" id="main">
            <WhenWhole>
                {move || match known.get() {
                    true => view! { <Body child today /> }.into_any(),
                    false => view! { <Empty drawing=Drawing::Magnifier words=t(words::no_such_child) /> }.into_any(),
                }}
            </WhenWhole>
        </main>
    }
}

#[component]
fn Body(
    /// Which.
    child: ChildId,
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let later = Later::provide(model);
    let gesture = LastGesture::stating(later);
    let in_care = Memo::new(move |_| today.get().is_some_and(|c| c.day.state().in_care()));
    view! {
        <Head today />
        <EarlyPanel child=today />
        <WaitsFor id=child />
        <Failed why=gesture.failed />
        <Show when=move || !model.only_gate()><Waiting child /></Show>
        <Show when=move || in_care.get()><ReleasePanel child=today /></Show>
        <Acts today gesture />
        <EnteredLater later />
        <Show when=move || !model.only_gate()>
            <Slips child />
            <ButtonLink
                look=ButtonLook::Quiet glyph=Glyph::Out href=Screen::EarlyLeave(child).path()
            >
                {t(words::early_link)}
            </ButtonLink>
        </Show>
        <ToOnBehalf child />
        <OfChild child />
        <ToldOf child />
        <Entries today />
        <Papers child />
        <Worry today />
        <UndoBar
            message=Signal::derive(move || gesture.done.get().map(|(said, _)| said))
            undo=t(words::undo)
            on_undo=Callback::new(move |()| gesture.undo(model))
        />
    }
}

#[component]
fn Head(
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let card = move || today.get().map(|c| c.card);
    let medical = move || {
        let id = today.get()?.id;
        let medical = model.space.replica.with(|r| r.get::<Medical>(Audience::Care, id))?;
        (!medical.allergies.is_empty()).then(|| fill(words::allergy_is, &[&medical.allergies]))
    };
    let same = move || {
        let id = today.get()?.id;
        model.roster.with(|roster| {
            let same: Vec<String> = roster
                .sounds_like(id)
                .iter()
                .map(|c| format!("{} {}", c.class_name, c.name))
                .collect();
            (!same.is_empty()).then(|| fill(words::sounds_same_as, &[&series(&same)]))
        })
    };
    let expectation = move || {
        let (child, frame) = (today.get()?, model.frame.get()?);
        let blocks = [(Block::Activities, words::activities), (Block::LateCare, words::late_care)];
        let said = blocks.map(|(block, word)| {
            let expected = child.expected(block, &frame, model.day.get());
            let yes = t(if expected.yes { words::stays } else { words::stays_not });
            let leaves = expected
                .leaves_at
                .map(|at| fill(words::in_brackets, &[&fill(words::leaves_at, &[&at])]));
            format!("{}{}{yes}{}", t(word), t(words::colon), leaves.unwrap_or_default())
        });
        Some(said.join(" · "))
    };
    let badge = move || {
        let (tone, word) = state_now(model, &today.get()?)?;
        Some(view! { <Badge tone word /> })
    };
    let stays = Memo::new(move |_| today.get().is_some_and(|child| child.unsettled));
    let place = move || where_now(&today.get()?.day);
    let at = move || card().and_then(|c| place_line(model, c.class, c.grade));
    view! {
        <div class="card row">
            <Tile
                surname=Signal::derive(move || card().map(|c| surname(&c.name)).unwrap_or_default())
                photo=MaybeProp::derive(move || model.portrait(today.get()?.id))
                size=TileSize::Large
            />
            <div class="section">
                <p><strong>{move || card().map(|c| c.name.clone())}</strong></p>
                <p>{move || card().map(|c| format!("{} {:02}", c.class_name, c.number))}</p>
                <p>{place} " " {badge}</p>
                <p>{expectation}</p>
                <p>{at}</p>
            </div>
        </div>
        {move || medical().map(|words| view! { <Notice tone=NoticeTone::Danger>{words}</Notice> })}
        {move || same().map(|words| view! { <Notice tone=NoticeTone::Warning>{words}</Notice> })}
        <Show when=move || stays.get()><StaysForNow today /></Show>
    }
}

/// The state of the day that is worth a badge; follows the rows.
pub fn state_now(model: Model, child: &ChildToday) -> Option<(Tone, String)> {
    let (frame, day) = (model.frame.get()?, model.day.get());
    let expected = Block::ALL.iter().any(|block| child.expected(*block, &frame, day).yes);
    let note = child.absences.notes.iter().any(|note| note.holds(day) && note.time.is_none());
    state_badge(child, note, expected)
}

/// Where the child is now, or who has collected it.
pub fn where_now(day: &ChildDay) -> Option<String> {
    match (day.state(), day.place()) {
        (State::Received(_), Some(place)) => {
            Some(fill(words::state_received_in, &[&format!("{} {}", place.room, place.name)]))
        }
        (State::Received(_), None) => Some(t(words::state_received).to_owned()),
        (State::Released(entry, release), _) => Some(fill(
            words::released_line,
            &[
                &format::time(entry.happened.unwrap_or(entry.at)),
                &release.relation,
                &release.collector_name,
                &release.released_by.name,
            ],
        )),
        _ => None,
    }
}

/// The child stays in care (P14). The reason is folded: whoever stands in front of the
/// tablet reads nothing of it (R11).
#[component]
fn StaysForNow(
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let call = move || {
        let id = today.get()?.id;
        two_guardians::may_read(model, id).then(|| {
            view! {
                <p>
                    <a class="link link-block" href=Screen::TwoGuardians(id).path()>
                        {t(words::two_calls)}
                    </a>
                </p>
            }
        })
    };
    view! {
        <Notice>{t(words::stays_for_now_note)}</Notice>
        <details>
            <summary><span class="link-block">{t(words::stays_for_staff)}</span></summary>
            <p>{t(words::stays_for_staff_text)}</p>
            {call}
        </details>
    }
}

/// A quiet way to the child-protection teacher, below everything else (S14).
#[component]
fn Worry(
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let id = Memo::new(move |_| today.get().map(|child| child.id));
    move || {
        id.get().map(|id| {
            view! {
                <ButtonLink look=ButtonLook::Plain small=true href=Screen::ConcernAbout(id).path()>
                    {t(words::concern_link)}
                </ButtonLink>
            }
        })
    }
}

/// What can be done besides a release. Nothing is refused (R3).
#[component]
fn Acts(
    /// The child.
    today: Signal<Option<ChildToday>>,
    /// The screen's last gesture.
    gesture: LastGesture,
) -> impl IntoView {
    let model = Model::get();
    let marked = move |value: Mark, said| {
        Callback::new(move |()| {
            let Some(child) = today.get_untracked() else { return };
            // Out of the room and back, the child belongs to where it was.
            let place = child.day.place().cloned();
            let place = place.or_else(|| untrack(|| expected_place(model, &child)));
            let act = mark(model, &child, value, place);
            gesture.keep(model, vec![act], fill(said, &[&child.card.name]));
        })
    };
    let taken = Callback::new(move |()| {
        let Some(child) = today.get_untracked() else { return };
        gesture.keep(
            model,
            vec![take_in(model, &child, None)],
            fill(words::said_taken_in, &[&child.card.name]),
        );
    });
    let absent = Callback::new(move |()| {
        let Some(child) = today.get_untracked() else { return };
        let body = LessonsAbsent { day: model.day.get_untracked() };
        let draft = Draft::new(Subject::Child(child.id), body).building_on(knows(&child));
        gesture.keep(model, vec![(child.id, draft)], fill(words::said_absent, &[&child.card.name]));
    });
    let button = |word, on_press: Callback<()>| {
        view! {
            <Button look=ButtonLook::Quiet on_press>{t(word)}</Button>
        }
    };
    let shown = move || {
        let child = today.get()?;
        let expected = model.frame.get().is_some_and(|frame| {
            Block::ALL.iter().any(|block| child.expected(*block, &frame, model.day.get()).yes)
        });
        let buttons = match child.day.state() {
            State::Received(_) => {
                vec![button(words::mark_out, marked(Mark::OutOfRoom, words::said_out))]
            }
            State::OutOfRoom | State::WithEscort | State::Returned => {
                vec![button(words::mark_back, marked(Mark::Present, words::said_present))]
            }
            State::Released(..) => {
                vec![button(words::mark_returned, marked(Mark::Returned, words::said_returned))]
            }
            _ if expected => vec![
                button(words::mark_present, marked(Mark::Present, words::said_present)),
                button(words::mark_not_here, marked(Mark::NotHere, words::said_not_here)),
                button(words::mark_absent, absent),
            ],
            _ => vec![button(words::mark_taken_in, taken), button(words::mark_absent, absent)],
        };
        Some(buttons.collect_view())
    };
    view! { <div class="columns">{shown}</div> }
}

/// The day's entries, each with its author; a wrong one is corrected, never hidden (R5).
#[component]
fn Entries(
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let items = Signal::derive(move || {
        let Some(child) = today.get() else { return vec![] };
        let last = child.day.last().map(|entry| entry.act);
        child
            .day
            .entries
            .iter()
            .map(|entry| item(entry, last == Some(entry.act)))
            .collect::<Vec<_>>()
    });
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::entries)}</h2>
            {move || if items.with(Vec::is_empty) {
                view! { <p>{t(words::no_entries)}</p> }.into_any()
            } else {
                view! { <Timeline items /> <Correct today /> }.into_any()
            }}
        </section>
    }
}

fn item(entry: &Entry, last: bool) -> TimelineItem {
    let struck = entry.corrected_by.is_some();
    let said = entry_words(&entry.what);
    TimelineItem {
        key: format!("{}{struck}{last}", entry.act),
        when: if last { TimelineWhen::Now } else { TimelineWhen::Past },
        time: format::time(entry.happened.unwrap_or(entry.at)),
        words: if struck { fill(words::struck, &[&said]) } else { said },
        note: match (entry.offline, format::later(entry)) {
            (_, Some(later)) => format!("{} · {later}", entry.by_name),
            (true, None) => format!("{} · {}", entry.by_name, t(words::recorded_offline)),
            (false, None) => entry.by_name.clone(),
        },
    }
}

fn entry_words(what: &What) -> String {
    match what {
        What::LessonsAbsent | What::LessonsEnd(AtLessonsEnd::Absent) => {
            t(words::state_absent).to_owned()
        }
        What::LessonsEnd(AtLessonsEnd::Staying) => t(words::state_staying).to_owned(),
        What::LessonsEnd(AtLessonsEnd::Left) => t(words::state_left_at_end).to_owned(),
        What::TakenIn(_) => t(words::act_taken_in).to_owned(),
        What::Marked(Mark::Present, Some(place)) => {
            fill(words::present_in, &[&place.room, &place.name])
        }
        What::Marked(Mark::Present, None) => t(words::mark_present).to_owned(),
        What::Marked(Mark::NotHere, _) => t(words::state_not_here).to_owned(),
        What::Marked(Mark::OutOfRoom, _) => t(words::state_out).to_owned(),
        What::Marked(Mark::WithEscort, _) => t(words::state_escort).to_owned(),
        What::Marked(Mark::Returned, _) => t(words::state_returned).to_owned(),
        What::Released(release) => {
            let second = release
                .second
                .as_ref()
                .map(|s| match release.second_proof {
                    Proof::Pin => fill(words::second_was, &[&s.name]),
                    Proof::Named => fill(words::second_named, &[&s.name]),
                })
                .map(|said| format!("，{said}"));
            let together = release
                .together
                .map(|count| format!("，{}", fill(words::together_counted, &[&count])));
            format!(
                "{}{}{}",
                fill(
                    words::collected_by,
                    &[&release.relation, &release.collector_name, &release.released_by.name]
                ),
                together.unwrap_or_default(),
                second.unwrap_or_default()
            )
        }
        What::Corrected(_, reason) => fill(words::correction_is, &[reason]),
    }
}

/// Corrects the last entry: a new entry that points at it.
#[component]
fn Correct(
    /// The child.
    today: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let gesture = LastGesture::new();
    let prover = Prover::get();
    let correct = Callback::new(move |()| {
        if reason.with_untracked(|r| r.trim().is_empty()) {
            errors.set(vec![FieldError {
                id: "why-wrong".into(),
                words: t(words::need_reason).into(),
            }]);
            return;
        }
        let Some(child) = today.get_untracked() else { return };
        let Some(original) = child.day.last().map(|entry| entry.act) else { return };
        let body = Corrected {
            day: model.day.get_untracked(),
            original,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let draft = Draft::new(Subject::Child(child.id), body).building_on([original]);
        errors.set(vec![]);
        prover.again(Callback::new(move |()| {
            let draft = vec![(child.id, draft.clone())];
            gesture.keep(model, draft, t(words::act_corrected).to_owned());
            open.set(false);
            reason.set(String::new());
        }));
    });
    view! {
        <Failed why=gesture.failed />
        <Show
            when=move || open.get()
            fallback=move || view! {
                <Button look=ButtonLook::Plain on_press=move |()| open.set(true)>{t(words::correct_last)}</Button>
            }
        >
            <div class="card stack">
                <ErrorSummary title=t(words::not_complete) errors />
                <Field id="why-wrong" label=t(words::why_wrong) value=reason />
                <Button on_press=correct>{t(words::correct)}</Button>
                <Button look=ButtonLook::Quiet on_press=move |()| open.set(false)>{t(words::cancel)}</Button>
            </div>
        </Show>
    }
}
