//! Writing a safeguarding concern (S14). What is written is sealed for the school and
//! not readable here afterwards, not even for its author.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::concern::ConcernWritten;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_sync::outbox::Stage;
use yuanliu_sync::wire::Verdict;

use super::StaffBar;
use super::acts::Failed;
use super::model::Model;
use super::tablet::Prover;
use crate::components::{
    Button, ButtonLink, ButtonLook, ErrorSummary, Field, FieldError, Notice, NoticeTone, TextArea,
};
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{t, words};

/// The page.
#[component]
pub fn ConcernPage(
    /// The child on whose page the author was, if any.
    child: Option<ChildId>,
) -> impl IntoView {
    let kept = RwSignal::new(None::<ActId>);
    let back = child.map_or_else(|| Screen::Settings.path(), |child| Screen::Child(child).path());
    let shown = move || match kept.get() {
        Some(act) => view! { <Done act kept /> }.into_any(),
        None => view! { <ConcernForm child kept /> }.into_any(),
    };
    view! {
        <StaffBar title=t(words::concern_title) back />
        <main class="page stack" id="main">{shown}</main>
    }
}

#[component]
fn ConcernForm(
    /// The child, if one is named.
    child: Option<ChildId>,
    /// The act, once it is kept.
    kept: RwSignal<Option<ActId>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let empty = || RwSignal::new(String::new());
    let (seen, when, told_by) = (empty(), empty(), empty());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let about = child.and_then(|child| {
        model.roster.with_untracked(|roster| {
            let card = roster.child(child)?;
            Some(format!("{} {}", card.class_name, card.name))
        })
    });
    let named = about.clone().unwrap_or_else(|| t(words::concern_nobody).to_owned());
    let error_of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let prover = Prover::get();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |of: RwSignal<String>| of.get_untracked().trim().to_owned();
        let wrong = |id: &str, word| FieldError { id: id.into(), words: t(word).into() };
        let mut found = vec![];
        if !(1..=1000).contains(&text(seen).chars().count()) {
            found.push(wrong("concern-seen", words::concern_need_seen));
        }
        for (id, of) in [("concern-when", when), ("concern-told", told_by)] {
            if text(of).chars().count() > 1000 {
                found.push(wrong(id, words::too_long));
            }
        }
        let blocked = !found.is_empty() || busy.get_untracked();
        errors.set(found);
        if blocked {
            return;
        }
        let body = ConcernWritten {
            child,
            about: about.clone().unwrap_or_default(),
            seen: text(seen),
            when: text(when),
            told_by: text(told_by),
        };
        let draft = Draft::new(Subject::School, body);
        prover.again(Callback::new(move |()| {
            let draft = draft.clone();
            busy.set(true);
            spawn_local(async move {
                let done = app.keep(model.space, draft).await;
                let Some(()) = busy.try_update(|busy| *busy = false) else { return };
                match done {
                    Ok(act) => {
                        [seen, when, told_by].iter().for_each(|of| of.set(String::new()));
                        kept.set(Some(act));
                    }
                    Err(why) => failed.set(Some(why)),
                }
            });
        }));
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{t(words::concern_hint)}</p>
            <Notice tone=NoticeTone::Warning>{t(words::concern_danger)}</Notice>
            <ErrorSummary title=t(words::not_complete) errors />
            <p>{t(words::concern_about)} {t(words::colon)} <strong>{named}</strong></p>
            <TextArea
                id="concern-seen" label=t(words::concern_seen) hint=t(words::concern_seen_hint)
                value=seen error=error_of("concern-seen")
            />
            <Field
                id="concern-when" label=t(words::concern_when) hint=t(words::concern_when_hint)
                value=when error=error_of("concern-when")
            />
            <Field
                id="concern-told" label=t(words::concern_told) value=told_by
                error=error_of("concern-told")
            />
            <Failed why=failed />
            <Button submit=true block=true busy>{t(words::concern_send)}</Button>
        </form>
    }
}

/// That it was sent: all that its author sees of it from now on.
#[component]
fn Done(
    /// The act.
    act: ActId,
    /// To write another.
    kept: RwSignal<Option<ActId>>,
) -> impl IntoView {
    let app = App::get();
    let sent = Memo::new(move |_| {
        app.outbox.with(|outbox| {
            let stage = outbox.iter().find(|kept| kept.id == act).map(|kept| &kept.stage);
            matches!(stage, None | Some(Stage::Answered(Verdict::Applied { .. })))
        })
    });
    view! {
        {move || match sent.get() {
            true => view! {
                <Notice tone=NoticeTone::Good title=t(words::at_school)>{t(words::concern_sent)}</Notice>
            }.into_any(),
            false => view! {
                <Notice title=t(words::kept_here)>{t(words::concern_kept)}</Notice>
            }.into_any(),
        }}
        <p>{t(words::concern_done_note)}</p>
        <ButtonLink block=true href=Screen::Today.path()>{t(words::staff_title)}</ButtonLink>
        <Button look=ButtonLook::Quiet block=true on_press=move |()| kept.set(None)>
            {t(words::concern_another)}
        </Button>
    }
}
