//! Written down for a family 代家长登记 (T12): leave, who collects today, one day otherwise.
//! The sentence is read back before it is kept; the family reads it at once (P16).

mod answers;
mod call_back;
mod fields;
mod form;
mod read;
mod slip;

pub use answers::{PaperPage, ToldFor, ToldOf};
pub use call_back::Waiting;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::collector::CollectorWithdrawn;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::leave::LeaveWithdrawn;
use yuanliu_sync::outbox::{self, Stage};
use yuanliu_sync::wire::Verdict;

use super::acts::Failed;
use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{
    Button, ButtonLink, ButtonLook, Drawing, Empty, ErrorSummary, FieldError, Glyph, Notice,
    NoticeTone,
};
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{format, refusal, t, words};
use fields::{Said, Teller, Telling};
use form::{TellerFields, WhatFields, Wrong};
use slip::{Line, Slip};

/// The way there, for whoever writes down what families say.
#[component]
pub fn ToOnBehalf(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    view! {
        <Show when=move || !model.only_gate()>
            <ButtonLink
                look=ButtonLook::Quiet glyph=Glyph::Call href=Screen::OnBehalf(child).path()
            >
                {t(words::behalf_title)}
            </ButtonLink>
        </Show>
    }
}

/// The page.
#[component]
pub fn OnBehalfPage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let line = move || {
        model.roster.with(|roster| {
            let card = roster.child(child)?;
            Some(format!("{} {:02} {}", card.class_name, card.number, card.name))
        })
    };
    view! {
        <StaffBar title=t(words::behalf_title) back=Screen::Child(child).path() />
        <main class="page stack" id="main">
            <p class="strong no-print">{line}</p>
            <WhenWhole>
                {move || match model.only_gate() {
                    // What it writes may be about health, and the gate calls nobody back.
                    true => view! { <Empty drawing=Drawing::Paper words=t(words::behalf_not_gate) /> }.into_any(),
                    false => view! { <Body child /> }.into_any(),
                }}
            </WhenWhole>
        </main>
    }
}

/// What was written down last, on this screen.
#[derive(Clone, PartialEq)]
struct Kept {
    act: ActId,
    said: Said,
    line: Line,
}

#[component]
fn Body(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let kept = RwSignal::new(None::<Kept>);
    move || match kept.get() {
        Some(this) => view! { <KeptPanel child this kept /> }.into_any(),
        None => view! { <Form child kept /> }.into_any(),
    }
}

#[component]
fn Form(
    /// The child.
    child: ChildId,
    /// Where it goes once it is kept.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let telling = Telling::new(model, child);
    let wrong = Wrong(RwSignal::new(Vec::<FieldError>::new()));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let sentence = Memo::new(move |_| {
        app.tick.track();
        telling.sentence()
    });
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (said, teller) = match untrack(|| telling.read()) {
            Ok(read) => read,
            Err(errors) => return wrong.0.set(errors),
        };
        wrong.0.set(vec![]);
        let Some(sentence) = untrack(|| telling.sentence()) else { return };
        let by = app.who.get_untracked().map(|who| who.name).unwrap_or_default();
        let line = Line { sentence, by, at: format::moment(model.space.now().at) };
        busy.set(true);
        spawn_local(async move {
            let act = write(app, model, child, said.clone(), teller).await;
            busy.try_set(false);
            match act {
                Ok(act) => {
                    kept.try_set(Some(Kept { act, said, line }));
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=keep novalidate>
            <p class="soft small">{t(words::behalf_hint)}</p>
            <ErrorSummary title=t(words::not_complete) errors=wrong.0 />
            <WhatFields telling wrong />
            <TellerFields telling wrong />
            <section class="card stack stack-s">
                <h2 class="section-title">{t(words::behalf_read_back)}</h2>
                <p class="strong" aria-live="polite">
                    {move || sentence.get().unwrap_or_else(|| t(words::behalf_nothing_yet).to_owned())}
                </p>
            </section>
            <Failed why=failed />
            <Button submit=true block=true busy>{t(words::keep)}</Button>
        </form>
    }
}

async fn write(
    app: App,
    model: Model,
    child: ChildId,
    said: Said,
    teller: Teller,
) -> Result<ActId, NotKept> {
    match said {
        Said::Leave(body) => app.keep(model.space, teller.draft(child, body)).await,
        Said::Collector(body) => app.keep(model.space, teller.draft(child, body)).await,
        Said::Day(body) => app.keep(model.space, teller.draft(child, body)).await,
    }
}

/// What was kept, where it is, and what comes next.
#[component]
fn KeptPanel(
    /// The child.
    child: ChildId,
    /// What was kept.
    this: Kept,
    /// Emptied to write down another.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let Kept { act, said, line } = this;
    let back = RwSignal::new(false);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let collector = matches!(said, Said::Collector(_));
    // A day that was chosen otherwise is written once more; there is nothing to take back.
    let can = !matches!(said, Said::Day(_));
    let take_back = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let subject = Subject::Child(child);
            let done = if collector {
                let body = CollectorWithdrawn { collector: act.into() };
                app.keep(model.space, Draft::new(subject, body)).await
            } else {
                let body = LeaveWithdrawn { note: act };
                app.keep(model.space, Draft::new(subject, body).building_on([act])).await
            };
            busy.try_set(false);
            match done {
                Ok(_) => drop(back.try_set(true)),
                Err(why) => drop(failed.try_set(Some(why))),
            }
        });
    });
    let print = move |()| {
        // Fails only where a browser has no printing.
        let _ = window().print();
    };
    let sentence = line.sentence.clone();
    let notice = move || {
        let of = |all: &Vec<outbox::Kept>| all.iter().find(|kept| kept.id == act).cloned();
        let here = app.outbox.with(of);
        let unsent = here.as_ref().is_some_and(outbox::Kept::is_unsent);
        let (tone, said) = match (back.get(), here.map(|kept| kept.stage)) {
            (true, _) => (NoticeTone::Info, t(words::behalf_taken_back)),
            (false, Some(Stage::Answered(Verdict::TurnedAway { code }))) => {
                (NoticeTone::Danger, refusal(&code))
            }
            (false, _) if unsent => (NoticeTone::Offline, t(words::behalf_kept_offline)),
            (false, _) => (NoticeTone::Good, t(words::behalf_kept)),
        };
        view! { <Notice tone title=sentence.clone()>{said}</Notice> }
    };
    view! {
        <div class="stack no-print">
            {notice}
            <Failed why=failed />
            <Show when=move || collector && !back.get()><Waiting child /></Show>
            <ButtonLink block=true href=Screen::Child(child).path()>{t(words::behalf_to_child)}</ButtonLink>
            <Button look=ButtonLook::Quiet block=true on_press=move |()| kept.set(None)>
                {t(words::behalf_again)}
            </Button>
            <Show when=move || !back.get()>
                <Button look=ButtonLook::Quiet block=true on_press=print>{t(words::behalf_print)}</Button>
                <Show when=move || can>
                    <Button look=ButtonLook::Quiet block=true glyph=Glyph::Undo busy on_press=take_back>
                        {t(words::behalf_take_back)}
                    </Button>
                </Show>
            </Show>
        </div>
        <div class="print-only"><Slip child lines=vec![line] /></div>
    }
}
