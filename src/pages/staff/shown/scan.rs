//! The camera, until it has seen a pass or a card.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ChildId;

use super::check::{Seen, seen};
use crate::components::{Button, ButtonLook, Notice, NoticeTone};
use crate::pages::staff::model::Model;
use crate::platform::scanner::{NoScan, Scanner};
use crate::state::App;
use crate::text::{t, words};

/// Between two looks: a code that is held still is seen within a blink.
const LOOK: Duration = Duration::from_millis(120);

/// The camera's light: dark afternoons, and codes on paper.
#[derive(Clone, Copy)]
struct Light {
    /// There is one.
    here: RwSignal<bool>,
    /// It is wanted on.
    on: RwSignal<bool>,
}

/// The picture of the camera.
#[component]
pub fn Scan(
    /// The child whom it must be for; at the gate the code itself says so.
    of: Option<ChildId>,
    /// What came of it.
    done: Callback<Seen>,
    /// What to do where no camera opens.
    children: ChildrenFn,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let video = NodeRef::<html::Video>::new();
    let failed = RwSignal::new(None::<NoScan>);
    let on = RwSignal::new(false);
    let light = Light { here: RwSignal::new(false), on: RwSignal::new(false) };
    Effect::new(move || {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            let mut scanner = match Scanner::open(&video).await {
                Ok(scanner) => scanner,
                Err(why) => {
                    failed.try_set(Some(why));
                    return;
                }
            };
            on.try_set(true);
            light.here.try_set(scanner.has_light());
            let mut lit = false;
            // The sheet may be closed at any moment: then the camera goes off.
            while let Some(wanted) = light.on.try_get_untracked() {
                if wanted != lit {
                    lit = wanted;
                    // A light that does not obey: the picture is looked at all the same.
                    let _ = scanner.light(lit).await;
                }
                let texts = match scanner.look(&video).await {
                    Ok(texts) => texts,
                    Err(why) => {
                        failed.try_set(Some(why));
                        return;
                    }
                };
                for text in texts {
                    if on.is_disposed() {
                        return;
                    }
                    if let Some(found) = seen(app, model, of, &text).await {
                        if !on.is_disposed() {
                            done.run(found);
                        }
                        return;
                    }
                }
                sleep(LOOK).await;
            }
        });
    });
    let said = move || t(if on.get() { words::shown_looking } else { words::shown_starting });
    let switch = move |()| light.on.update(|on| *on = !*on);
    let children = StoredValue::new(children);
    move || {
        match failed.get() {
        Some(why) => view! {
            <div class="stack">
                <Notice tone=NoticeTone::Warning>{t(match why {
                    NoScan::NoCamera => words::shown_no_camera,
                    NoScan::NoReader => words::shown_reader_away,
                })}</Notice>
                {children.with_value(|children| children())}
            </div>
        }
        .into_any(),
        None => view! {
            <div class="stack">
                <video class="scan" node_ref=video playsinline muted aria-hidden="true"></video>
                <p class="center" role="status">{said}</p>
                <Show when=move || light.here.get()>
                    <Button look=ButtonLook::Quiet block=true on_press=switch>
                        {move || t(if light.on.get() { words::shown_light_off } else { words::shown_light })}
                    </Button>
                </Show>
            </div>
        }
        .into_any(),
    }
    }
}
