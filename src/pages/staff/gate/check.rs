//! Checking at the gate (G1): a pass or card before the camera, or a child that is looked
//! for. One screen says whose it is, whether it counts and why not, and releases where
//! that is due. Class and surname, no reasons: the person in front reads along (R11).

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::child_day::State;
use yuanliu_domain::id::ChildId;

use crate::components::{
    Button, ButtonLink, ButtonLook, Glyph, Notice, NoticeTone, Roll, RollRow, SearchField, Sheet,
    Tile, TileSize, Tone,
};
use crate::pages::staff::at_gate::TellRoom;
use crate::pages::staff::child::{state_now, where_now};
use crate::pages::staff::found::Found;
use crate::pages::staff::listed::gone;
use crate::pages::staff::model::Model;
use crate::pages::staff::release::{HoldFirst, ReleasePanel, held};
use crate::pages::staff::shown::{Answer, Said, Scan, Seen};
use crate::pages::staff::undoable::Undoable;
use crate::platform::{heard::may_sound, scanner};
use crate::route::Screen;
use crate::state::ChildToday;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// Who is looked at.
#[derive(Clone)]
enum LookedAt {
    /// A child, and what came of its pass or card if one was shown.
    Child(ChildId, Option<Answer>),
    /// A code that names no child for certain.
    Nobody(Answer),
}

impl From<Seen> for LookedAt {
    fn from(seen: Seen) -> LookedAt {
        match seen.child {
            Some(child) => LookedAt::Child(child, Some(seen.answer)),
            None => LookedAt::Nobody(seen.answer),
        }
    }
}

/// The ways to check, and what came of it.
#[component]
pub fn Check(
    /// The screen's last gesture.
    gesture: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let open = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let found = RwSignal::new(None::<LookedAt>);
    let look_at = move |what: LookedAt| {
        open.set(false);
        search.set(String::new());
        found.set(Some(what));
    };
    let hits = Memo::new(move |_| Found::by(model, &search.read(), &[]));
    let row = move |(id, card): (ChildId, Arc<yuanliu_domain::people::Child>)| {
        view! {
            <RollRow
                surname=surname(&card.name) name=card.name.clone()
                note=format!("{} {:02}", card.class_name, card.number)
                photo=MaybeProp::derive(move || model.portrait(id))
                on_tap=Callback::new(move |()| look_at(LookedAt::Child(id, None)))
            />
        }
    };
    let said = move || {
        let typed = search.with(|typed| !typed.trim().is_empty());
        hits.with(|hits| match hits.shown.is_empty() {
            true => typed.then(|| t(words::search_empty)),
            false => hits.more.then(|| t(words::search_more)),
        })
    };
    let shown = move || match found.get()? {
        LookedAt::Child(id, answer) => Some(view! { <OfChild id answer gesture /> }.into_any()),
        LookedAt::Nobody(answer) => {
            let nobody = Signal::derive(|| None);
            Some(view! { <Said answer child=nobody /> }.into_any())
        }
    };
    let scan_opens = move |()| {
        may_sound();
        open.set(true);
    };
    let scan = move || {
        let seen = Callback::new(move |seen: Seen| {
            seen.answer.is_heard();
            look_at(seen.into());
        });
        view! { <Scan of=None done=seen><p>{t(words::gate_check_instead)}</p></Scan> }.into_any()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::gate_check)}</h2>
            {scanner::is_here().then(|| view! {
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Scan on_press=scan_opens>
                    {t(words::gate_check_scan)}
                </Button>
            })}
            <SearchField label=t(words::gate_check_find) clear=t(words::clear) value=search />
            <Roll label=t(words::gate_check_find)>
                <For each=move || hits.get().shown key=|(id, _)| *id children=row />
            </Roll>
            <p class="soft" role="status">{said}</p>
            {shown}
            <Show when=move || found.with(Option::is_some)>
                <Button look=ButtonLook::Plain block=true on_press=move |()| found.set(None)>
                    {t(words::gate_check_next)}
                </Button>
            </Show>
        </section>
        <Sheet open title=t(words::shown_scan_title) close=t(words::close)>{scan}</Sheet>
    }
}

/// One child at the gate: where it is, and the release where that is due.
#[component]
fn OfChild(
    /// Which.
    id: ChildId,
    /// What came of a pass or card.
    answer: Option<Answer>,
    /// The screen's last gesture.
    gesture: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let child: Signal<Option<ChildToday>> = Signal::derive(move || model.child(id));
    let (class, name) = untrack(|| child.get())
        .map(|child| (child.card.class_name.clone(), surname(&child.card.name)))
        .unwrap_or_default();
    let in_care = Memo::new(move |_| child.get().is_some_and(|c| c.day.state().in_care()));
    let hold = Memo::new(move |_| child.get().is_some_and(|child| held(model, &child)));
    let state = move || {
        let child = child.get()?;
        // Not with whom, and of no hold: the person in front may be the one who should not
        // know.
        let badge = || Some(state_now(model, &child).filter(|(tone, _)| *tone != Tone::Hold)?.1);
        let here = match child.day.state() {
            State::Released(entry, _) => {
                let at = format::time(entry.happened.unwrap_or(entry.at));
                Some(fill(words::gate_check_left, &[&at]))
            }
            _ => where_now(&child.day).or_else(badge),
        };
        Some(here.unwrap_or_else(|| t(words::gate_check_not_yet).to_owned()))
    };
    let gone = Memo::new(move |_| child.get().is_some_and(|child| gone(&child.day)));
    // What was shown is no answer any more once the child left on this screen.
    let was_gone = gone.get_untracked();
    let counts = matches!(answer, Some(Answer::Good(_)));
    let answer = StoredValue::new(answer);
    let said = move || answer.get_value().map(|answer| view! { <Said answer child /> });
    let way = move || match (in_care.get(), hold.get()) {
        // In the buttons' place, as on a slip.
        (true, true) => view! {
            <HoldFirst />
            <ButtonLink href=Screen::Child(id).path() look=ButtonLook::Quiet block=true>
                {t(words::early_open_child)}
            </ButtonLink>
        }
        .into_any(),
        (true, false) => view! {
            {said}
            <TellRoom id gesture />
            <Show when=move || !counts><ReleasePanel child /></Show>
        }
        .into_any(),
        (false, true) => view! {
            <Notice tone=NoticeTone::Info>{t(words::gate_check_away)}</Notice>
        }
        .into_any(),
        // Nobody is released who is not in care: the state says where the child is.
        (false, false) if gone.get() && (counts || !was_gone) => ().into_any(),
        (false, false) if counts => view! {
            <Notice tone=NoticeTone::Info>{t(words::gate_check_good_away)}</Notice>
        }
        .into_any(),
        (false, false) => said().into_any(),
    };
    view! {
        <div class="card stack">
            <div class="row">
                <Tile
                    surname=name.clone() size=TileSize::Large
                    photo=MaybeProp::derive(move || model.portrait(id))
                />
                <p class="gate-name">{format!("{class} {name}")}</p>
            </div>
            <p role="status">{state}</p>
        </div>
        {way}
    }
}
