//! What can't be sent from here, as a file that somebody else hands in; and handing in
//! what another device gave away.

use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use web_sys::{File, HtmlInputElement};
use yuanliu_sync::parcel::{MAX_BYTES, NotAParcel, Parcel};
use yuanliu_sync::seal::CANNOT_OPEN;
use yuanliu_sync::wire::Verdict;

use crate::api::{self, Failure};
use crate::components::{Button, ButtonLook, Notice, NoticeTone};
use crate::platform::{self, file};
use crate::state::App;
use crate::text::{fill, refusal, t, words};

/// Puts what is unsent into a file.
#[component]
pub fn GiveAway() -> impl IntoView {
    let app = App::get();
    let said = RwSignal::new(None::<(NoticeTone, String)>);
    let give = move |()| {
        said.set(None);
        let (parcel, left) = app.unreadable.with_untracked(|unreadable| {
            app.outbox.with_untracked(|outbox| Parcel::of(outbox, unreadable))
        });
        if parcel.is_empty() {
            said.set(Some((NoticeTone::Warning, t(words::parcel_nothing).to_owned())));
            return;
        }
        spawn_local(async move {
            let name = format!("yuanliu-{}.txt", platform::wall().day());
            let count = parcel.len() + parcel.unreadable();
            let given = fill(words::parcel_given, &[&count]);
            said.try_set(Some(match file::give(&parcel.bytes(), &name).await {
                Ok(true) if left > 0 => {
                    let here = fill(words::parcel_stays, &[&left]);
                    (NoticeTone::Warning, format!("{given}{here}"))
                }
                Ok(true) => (NoticeTone::Good, given),
                Ok(false) => (NoticeTone::Warning, t(words::parcel_closed).to_owned()),
                Err(_) => (NoticeTone::Danger, t(words::parcel_not_given).to_owned()),
            }));
        });
    };
    view! {
        <section class="stack stack-s">
            <Button look=ButtonLook::Quiet block=true on_press=give>{t(words::parcel_give)}</Button>
            <p class="hint">{t(words::parcel_give_note)}</p>
            <div role="status">
                {move || said.get().map(|(tone, said)| view! { <Notice tone>{said}</Notice> })}
            </div>
        </section>
    }
}

/// Hands in what another device gave away.
#[component]
pub fn HandIn() -> impl IntoView {
    let said = RwSignal::new(None::<(NoticeTone, String)>);
    let busy = RwSignal::new(false);
    let picked = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        // The same file once more is a change once more.
        input.set_value("");
        let Some(file) = file.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let came_of_it = hand_in(&file).await;
            said.try_set(Some(came_of_it));
            busy.try_set(false);
        });
    };
    view! {
        <section class="stack stack-s">
            <h2 class="strong">{t(words::parcel_hand_in)}</h2>
            <p class="hint">{t(words::parcel_hand_in_note)}</p>
            <label class="btn btn-quiet btn-block photo-way" for="parcel" aria-busy=move || busy.get().to_string()>
                {t(words::parcel_choose)}
                <input class="photo-input" id="parcel" type="file" accept=".txt,.json,text/plain,application/json" on:change=picked />
            </label>
            <div role="status">
                {move || said.get().map(|(tone, said)| view! { <Notice tone>{said}</Notice> })}
            </div>
        </section>
    }
}

/// Why another device's act was not taken: the usual words speak of one's own device.
fn why(code: &str) -> &'static str {
    match code {
        CANNOT_OPEN => t(words::parcel_cannot_open),
        "unknown_device" | "wrong_device" | "bad_signature" | "not_signed_in_here" => {
            t(words::parcel_unknown_device)
        }
        "over_quota" => t(words::parcel_over_quota),
        "too_large" | "too_many_acts" => t(words::parcel_too_large),
        code => refusal(code),
    }
}

/// Hands in a file; what came of it, in words.
async fn hand_in(file: &File) -> (NoticeTone, String) {
    let read = match file.size() {
        size if size > MAX_BYTES as f64 => Err(NotAParcel::TooLarge),
        _ => match file::read(file).await {
            Ok(bytes) => Parcel::read(&bytes),
            Err(_) => Err(NotAParcel::Unreadable),
        },
    };
    let parcel = match read {
        Ok(parcel) => parcel,
        Err(why) => {
            let word = match why {
                NotAParcel::Unreadable => words::parcel_no_file,
                NotAParcel::Newer => words::parcel_newer,
                NotAParcel::TooLarge => words::parcel_too_large,
            };
            return (NoticeTone::Warning, t(word).to_owned());
        }
    };
    let (mut taken, mut why_not) = (0, None::<String>);
    for (space, part) in parcel.requests() {
        match api::hand_in(space, &part).await {
            Ok(answer) => {
                for said in answer.verdicts {
                    match said.verdict {
                        Verdict::TurnedAway { code } => why_not = Some(code),
                        Verdict::Applied { .. } | Verdict::Held { .. } => taken += 1,
                    }
                }
            }
            Err(Failure::Problem(no)) if no.status < 500 && !matches!(no.status, 401 | 429) => {
                why_not = Some(no.code)
            }
            // What went is there already, and is not doubled by the same file again.
            Err(failure) => {
                let said = fill(words::parcel_cut, &[&taken, &refusal(failure.code())]);
                return (NoticeTone::Warning, said);
            }
        }
    }
    let mut said = fill(words::parcel_taken, &[&taken]);
    let left = parcel.len().saturating_sub(taken);
    if left > 0 {
        let why = why(why_not.as_deref().unwrap_or("over_quota"));
        said += &fill(words::parcel_left, &[&left, &why]);
    }
    if parcel.unreadable() > 0 {
        said += &fill(words::parcel_unreadable, &[&parcel.unreadable()]);
    }
    let well = left == 0 && parcel.unreadable() == 0;
    (if well { NoticeTone::Good } else { NoticeTone::Warning }, said)
}
