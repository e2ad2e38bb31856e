//! The camera, until it has seen a pass or a card.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::check::Answer;
use super::here;
use crate::components::{Notice, NoticeTone};
use crate::pages::staff::model::Model;
use crate::platform::scanner::Scanner;
use crate::state::{App, ChildToday};
use crate::text::{t, words};

/// Between two looks: a code that is held still is seen within a blink.
const LOOK: Duration = Duration::from_millis(120);

/// The picture of the camera.
#[component]
pub fn Scan(
    /// The child.
    child: Signal<Option<ChildToday>>,
    /// What came of it.
    done: Callback<Answer>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let video = NodeRef::<html::Video>::new();
    let refused = RwSignal::new(false);
    let on = RwSignal::new(false);
    Effect::new(move || {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            let Ok(scanner) = Scanner::open(&video).await else {
                refused.try_set(true);
                return;
            };
            on.try_set(true);
            // The sheet may be closed at any moment: then the camera goes off.
            while !on.is_disposed() {
                let seen = scanner.look(&video).await.unwrap_or_default();
                for text in seen {
                    let Some(Some(child)) = child.try_get_untracked() else { return };
                    if let Some(answer) = here(app, model, &child).scanned(&text).await {
                        if !on.is_disposed() {
                            done.run(answer);
                        }
                        return;
                    }
                }
                sleep(LOOK).await;
            }
        });
    });
    let said = move || {
        t(match (refused.get(), on.get()) {
            (true, _) => words::shown_no_camera,
            (false, false) => words::shown_starting,
            (false, true) => words::shown_looking,
        })
    };
    view! {
        <div class="stack">
            <video class="scan" node_ref=video playsinline muted aria-hidden="true"></video>
            {move || match refused.get() {
                true => view! { <Notice tone=NoticeTone::Warning>{said()}</Notice> }.into_any(),
                false => view! { <p class="center" role="status">{said}</p> }.into_any(),
            }}
        </div>
    }
}
