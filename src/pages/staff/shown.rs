//! Somebody shows a pass or a card, or says six digits (T5): checked on this tablet,
//! without a network. A 'no' sends nobody away and gives no reason that could hurt:
//! the child stays, and the family is called.

mod check;
mod code;
mod scan;
mod wrong;

use leptos::html;
use leptos::prelude::*;

use super::model::Model;
use super::release::{Candidate, Confirm};
use crate::components::{Button, ButtonLink, ButtonLook, Field, Glyph, Notice, NoticeTone, Sheet};
use crate::platform::heard::may_sound;
use crate::platform::scanner;
use crate::route::Screen;
use crate::state::{App, ChildToday};
use crate::text::{fill, t, words};
use check::No;
pub use check::{Answer, Seen};
pub use scan::Scan;

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Scan,
    Code,
}

/// The ways to check, and what came of it.
#[component]
pub fn ShownPanel(
    /// The child.
    child: Signal<Option<ChildToday>>,
    /// The person who is picked from the list: one way at a time.
    picked: RwSignal<Option<String>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let way = RwSignal::new(Way::Code);
    let answer = RwSignal::new(None::<Answer>);
    Effect::new(move || {
        if picked.get().is_some() {
            answer.set(None);
        }
    });
    // The buttons stand at the foot of a phone: what came of it is not left below.
    let said = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if answer.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(said) = said.try_get_untracked().flatten() {
                    said.scroll_into_view_with_bool(false);
                }
            });
        }
    });
    let begin = move |what: Way| {
        may_sound();
        picked.set(None);
        answer.set(None);
        way.set(what);
        open.set(true);
    };
    let done = Callback::new(move |found: Answer| {
        found.is_heard();
        answer.set(Some(found));
        open.set(false);
    });
    let title = move || {
        t(match way.get() {
            Way::Scan => words::shown_scan_title,
            Way::Code => words::shown_code_title,
        })
        .to_owned()
    };
    let content = move || match way.get() {
        Way::Scan => {
            let of = child.get_untracked().map(|child| child.id);
            let seen = Callback::new(move |seen: Seen| done.run(seen.answer));
            view! { <Scan of done=seen><code::CodePad child done /></Scan> }.into_any()
        }
        Way::Code => view! { <code::CodePad child done /> }.into_any(),
    };
    let scans = scanner::is_here();
    view! {
        <section class="section shown">
            <h3 class="section-title">{t(words::shown_title)}</h3>
            <div class="columns">
                {scans.then(|| view! {
                    <Button look=ButtonLook::Quiet block=true glyph=Glyph::Scan on_press=move |()| begin(Way::Scan)>
                        {t(words::shown_scan)}
                    </Button>
                })}
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Keys on_press=move |()| begin(Way::Code)>
                    {t(words::shown_type)}
                </Button>
            </div>
            {(!scans).then(|| view! { <p class="soft small">{t(words::shown_no_reader)}</p> })}
            <div class="section" node_ref=said>
                {move || answer.get().map(|answer| view! { <Said answer child /> })}
            </div>
        </section>
        <Sheet open title=Signal::derive(title) close=t(words::close)>{content}</Sheet>
    }
}

/// What came of a check, with the way on.
#[component]
pub fn Said(
    /// The answer.
    answer: Answer,
    /// The child.
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    match answer {
        Answer::Good(person) => view! { <Good person child /> }.into_any(),
        Answer::Not(no) => view! { <Not no child /> }.into_any(),
    }
}

/// It counts: who comes, and the second tap.
#[component]
fn Good(
    /// Who may collect.
    person: Candidate,
    /// The child.
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let said = t(if person.is_card() { words::shown_good_card } else { words::shown_good_pass });
    // The list may be older than the pass: the school signed it, and the name is asked.
    let name = RwSignal::new(String::new());
    let known = !person.name.is_empty();
    let (for_view, told) = (person.clone(), person.told.clone());
    let ready = Memo::new(move |_| {
        let mut person = for_view.clone();
        if !known {
            person.name = name.get().trim().to_owned();
        }
        (!person.name.is_empty() && person.name.chars().count() <= 40).then_some(person)
    });
    view! {
        <Notice tone=NoticeTone::Good title=said>{t(words::shown_look)}</Notice>
        {(!known).then(|| view! {
            <Field
                id="shown-name" label=t(words::shown_full_name) value=name
                hint=fill(words::shown_full_name_hint, &[&told])
            />
        })}
        {move || ready.get().map(|person| view! { <Confirm person child /> })}
    }
}

/// It does not count here and now.
#[component]
fn Not(
    /// Why not.
    no: No,
    /// The child.
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let id = child.get_untracked().map(|child| child.id);
    let acts = move || {
        id.map(|id| {
            view! {
                <ButtonLink href=Screen::Unlisted(id).path() look=ButtonLook::Quiet small=true>
                    {t(words::shown_call)}
                </ButtonLink>
            }
        })
    };
    view! { <Notice tone=NoticeTone::Warning acts=acts>{no.words()}</Notice> }
}

/// The names on this tablet's lists and the school's time, for a check.
fn here(app: App, model: Model, child: &ChildToday) -> check::Here {
    check::Here::of(app, model, child)
}
