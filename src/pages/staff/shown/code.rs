//! Six digits that somebody says. What they are checked against is slow on purpose.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::check::{Answer, No};
use super::here;
use super::wrong;
use crate::components::{Notice, PinPad};
use crate::pages::staff::model::Model;
use crate::state::{App, ChildToday};
use crate::text::{fill, t, words};

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
    let said = RwSignal::new(None::<String>);
    let closed = RwSignal::new(wrong::left(day, id) == 0);
    let check = Callback::new(move |digits: String| {
        let Some(today) = child.get_untracked() else { return };
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let found = here(app, model, &today).typed(&digits).await;
            // The screen may be gone by now.
            let Some(()) = busy.try_update(|busy| *busy = false) else { return };
            typed.set(String::new());
            match found {
                Ok(Some(answer)) => done.run(answer),
                Ok(None) => {
                    let left = wrong::wrong(day, id);
                    said.set(Some(fill(words::shown_code_wrong, &[&left])));
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
                    <p class="pin-said" role="alert">{move || said.get()}</p>
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
