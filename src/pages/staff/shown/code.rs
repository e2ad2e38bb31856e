//! Six digits that somebody says. What they are checked against is slow on purpose.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::time::Day;

use super::check::{Answer, No};
use super::here;
use crate::components::{Notice, PinPad};
use crate::pages::staff::model::Model;
use crate::state::{App, ChildToday};
use crate::text::{fill, t, words};

/// Wrong codes for one child on one day, at this tablet, before the way is closed.
const TRIES: u32 = 5;

thread_local! {
    // Outlives the screen: leaving and coming back gives no new tries.
    static WRONG: RefCell<BTreeMap<(Day, ChildId), u32>> = const { RefCell::new(BTreeMap::new()) };
}

fn left(day: Day, child: ChildId) -> u32 {
    let wrong = WRONG.with_borrow(|wrong| wrong.get(&(day, child)).copied().unwrap_or(0));
    TRIES.saturating_sub(wrong)
}

/// The keys.
#[component]
pub fn CodePad(
    /// The child.
    child: Signal<Option<ChildToday>>,
    /// What came of it.
    done: Callback<Answer>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let Some(today) = child.get_untracked() else { return ().into_any() };
    let (id, name, day) = (today.id, today.card.name.clone(), model.space.today());
    let now = here(app, model, &today);
    if now.codes().is_empty() {
        let said = match now.has_codes() {
            true => fill(words::shown_code_none, &[&name]),
            false => t(words::shown_code_old).to_owned(),
        };
        return view! { <Notice>{said}</Notice> }.into_any();
    }
    let (typed, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let wrong = RwSignal::new(None::<String>);
    let closed = RwSignal::new(left(day, id) == 0);
    let check = Callback::new(move |digits: String| {
        let Some(today) = child.get_untracked() else { return };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let found = here(app, model, &today).typed(&digits).await;
            // The screen may be gone by now.
            let Some(()) = busy.try_update(|busy| *busy = false) else { return };
            typed.set(String::new());
            match found {
                Ok(Some(answer)) => done.run(answer),
                Ok(None) => {
                    WRONG.with_borrow_mut(|wrong| *wrong.entry((day, id)).or_default() += 1);
                    let left = left(day, id);
                    wrong.set(Some(fill(words::shown_code_wrong, &[&left])));
                    closed.set(left == 0);
                }
                Err(_) => done.run(Answer::Not(No::NotChecked)),
            }
        });
    });
    let count = move || typed.with(|typed| fill(words::pin_typed, &[&typed.len()]));
    let label = fill(words::shown_code_note, &[&name]);
    view! {
        <div class="stack">
            <p class="center">{label.clone()}</p>
            {move || match closed.get() {
                true => view! { <Notice>{t(words::shown_code_enough)}</Notice> }.into_any(),
                false => view! {
                    <p class="pin-said" role="alert">{move || wrong.get()}</p>
                    <PinPad
                        value=typed busy=busy on_full=check label=label.clone()
                        typed=Signal::derive(count) back=t(words::pin_back)
                    />
                }
                .into_any(),
            }}
        </div>
    }
    .into_any()
}
