//! Somebody takes the group on the spot 代班 (T15), roster or not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::group_day::Covered;
use yuanliu_domain::id::GroupId;

use super::super::acts::Failed;
use super::super::model::Model;
use super::super::tablet::Prover;
use crate::components::{Button, Field};
use crate::state::{App, Draft, NotKept};
use crate::text::{t, words};

#[component]
pub fn Cover(
    /// The group.
    group: GroupId,
    /// It is kept, in words.
    finished: Callback<String>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let reason = RwSignal::new(String::new());
    let too_long = RwSignal::new(false);
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let prover = Prover::get();
    let cover = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        too_long.set(reason.chars().count() > 1000);
        if too_long.get_untracked() {
            return;
        }
        let body = Covered { day: model.day.get_untracked(), reason };
        let draft = Draft::new(Subject::Group(group), body);
        prover.again(Callback::new(move |()| {
            let draft = draft.clone();
            busy.set(true);
            spawn_local(async move {
                let kept = app.keep(model.space, draft).await;
                busy.try_set(false);
                match kept {
                    Ok(_) => drop(finished.try_run(t(words::cover_kept).to_owned())),
                    Err(why) => drop(failed.try_set(Some(why))),
                }
            });
        }));
    };
    view! {
        <div class="card stack">
            <p>{t(words::cover_hint)}</p>
            <Field
                id="cover-why" label=t(words::cover_why) value=reason
                error=MaybeProp::derive(move || too_long.get().then(|| t(words::too_long).to_owned()))
            />
            <Failed why=failed />
            <Button block=true busy on_press=cover>{t(words::cover_keep)}</Button>
        </div>
    }
}
