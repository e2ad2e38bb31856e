//! Leave notes. Opening one is seeing it: the family is told who looked, and when (R4).

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::leave::{Absence, Note, Reason, Signature};
use yuanliu_domain::people::Child;
use yuanliu_domain::school::Block;
use yuanliu_domain::seen::Seen;

use super::acts::Failed;
use super::model::Model;
use super::on_behalf::ToldFor;
use super::two_guardians::ToCall;
use super::{StaffBar, WhenWhole};
use crate::components::{Badge, CellButton, CellGroup, Drawing, Empty, SignatureView, Tile, Tone};
use crate::state::{App, Draft, NotKept};
use crate::text::names::surname;
use crate::text::{fill, format, series, t, words};

/// The page.
#[component]
pub fn NotesPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::notes_title) />
        <main class="page stack" id="main">
            <WhenWhole><ToCall /><ToldFor /><List /></WhenWhole>
        </main>
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let notes = Memo::new(move |_| model.notes());
    let open = RwSignal::new(None::<ActId>);
    let failed = RwSignal::new(None::<NotKept>);
    let title = move || {
        t(if model.my_classes().is_empty() {
            words::notes_of_school
        } else {
            words::notes_of_class
        })
    };
    let row = move |(id, _): (ActId, String)| view! { <OneNote id notes open failed /> };
    // A note is drawn anew when it is withdrawn or seen.
    let keys = move || {
        let of = |(_, _, note): &(ChildId, Arc<Child>, Absence)| {
            (note.act, format!("{}{}", note.seen.len(), note.withdrawn.is_some()))
        };
        notes.with(|notes| notes.iter().map(of).collect::<Vec<_>>())
    };
    view! {
        <Failed why=failed />
        {move || match notes.with(Vec::is_empty) {
            true => view! { <Empty drawing=Drawing::Paper words=t(words::notes_empty) /> }.into_any(),
            false => view! {
                <CellGroup title=Signal::derive(move || title().to_owned()) note=t(words::notes_hint)>
                    <For each=keys key=|key| key.clone() children=row />
                </CellGroup>
            }.into_any(),
        }}
    }
}

#[component]
fn OneNote(
    /// The note's act.
    id: ActId,
    /// All notes.
    notes: Memo<Vec<(ChildId, Arc<Child>, Absence)>>,
    /// The one that is open.
    open: RwSignal<Option<ActId>>,
    /// Why the last 'seen' was not kept.
    failed: RwSignal<Option<NotKept>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let found = notes.with_untracked(|notes| notes.iter().find(|(_, _, n)| n.act == id).cloned());
    let Some((child, card, note)) = found else { return ().into_any() };
    let me = model.me();
    let unseen = note.withdrawn.is_none() && note.seen.iter().all(|seen| Some(seen.by) != me);
    let see = Callback::new(move |()| {
        open.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
        if !unseen {
            return;
        }
        spawn_local(async move {
            let draft = Draft::new(Subject::Child(child), Seen { notice: id }).building_on([id]);
            failed.try_set(app.keep(model.space, draft).await.err());
        });
    });
    let (tone, word) = match (note.withdrawn.is_some(), unseen) {
        (true, _) => (Tone::Left, words::note_withdrawn),
        (false, true) => (Tone::Missing, words::note_unseen),
        (false, false) => (Tone::Leave, words::note_seen),
    };
    let name = card.name.clone();
    let detail = note.clone();
    view! {
        <CellButton
            title=format!("{} {:02} {}", card.class_name, card.number, card.name)
            note=when_words(&note)
            lead=ViewFn::from(move || view! { <Tile surname=surname(&name) /> })
            on_press=see
        >
            <Badge tone word=t(word) />
        </CellButton>
        {move || (open.get() == Some(id)).then(|| view! { <Detail child note=detail.clone() /> })}
    }
    .into_any()
}

/// Dates, time and blocks of a note.
fn when_words(note: &Absence) -> String {
    let days = if note.from == note.until {
        format::short_day(note.from)
    } else {
        format!("{} – {}", format::short_day(note.from), format::short_day(note.until))
    };
    let blocks = note.blocks.iter().map(|block| match block {
        Block::Activities => t(words::activities),
        Block::LateCare => t(words::late_care),
    });
    let mut parts: Vec<String> = vec![days];
    match note.time {
        Some(time) => parts.push(fill(words::leaves_at, &[&time])),
        None => parts.push(series(blocks)),
    }
    if note.lessons_too {
        parts.push(t(words::lessons_too).to_owned());
    }
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Reason, words and signature: only where the class teacher holds them.
#[component]
fn Detail(
    /// The child.
    child: ChildId,
    /// The note.
    note: Absence,
) -> impl IntoView {
    let model = Model::get();
    let replica = model.space.replica;
    let whole = replica.with(|r| r.get::<Note>(Audience::Homeroom(child), note.act));
    let seen = note.seen.iter().map(|s| fill(words::seen_by, &[&s.by_name, &format::moment(s.at)]));
    let seen = seen.collect::<Vec<_>>().join(" · ");
    let lines = |label, text: String| {
        (!text.trim().is_empty()).then(|| view! { <p><strong>{t(label)}</strong> {text}</p> })
    };
    view! {
        <div class="card stack-s stack">
            {whole.clone().map(|whole| {
                let reason = t(match whole.note.reason {
                    Reason::Sick => words::reason_sick,
                    Reason::Family => words::reason_family,
                    Reason::Other => words::reason_other,
                });
                view! {
                    {lines(words::reason, reason.to_owned())}
                    {lines(words::in_words, whole.note.text.clone())}
                    {lines(words::symptoms, whole.note.symptoms.clone())}
                    {lines(words::written_by, whole.by_name.clone())}
                }
            })}
            {lines(words::goes_home, note.goes_home.clone())}
            {whole.and_then(|whole| match whole.note.signature {
                Signature::Drawn(strokes) => Some(view! {
                    <SignatureView label=t(words::signature) strokes=Signal::stored(strokes) />
                }.into_any()),
                Signature::Typed(name) => lines(words::signature, name).map(IntoAny::into_any),
                Signature::OnBehalf => None,
            })}
            <p>{seen}</p>
        </div>
    }
}
