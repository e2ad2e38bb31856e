//! What stands above every screen: the network, the device, the demo's clock,
//! a newer build.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::Failure;
use crate::bridge;
use crate::components::{Button, ButtonLook, Notice, NoticeTone};
use crate::route::Screen;
use crate::state::{App, Link, Phase};
use crate::storage::Trouble;
use crate::text::{fill, format, t, words};

/// The words for trouble with this device's storage.
pub fn trouble_words(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Full => t(words::storage_full),
        Trouble::Unreadable(_) | Trouble::Unavailable(_) => t(words::storage_trouble),
    }
}

/// The words for a question that the school's server did not answer.
pub fn failure_words(failure: &Failure) -> String {
    t(match failure {
        Failure::Unreachable => words::not_loaded_note,
        Failure::Problem(_) => words::something_wrong,
    })
    .to_owned()
}

/// One line each, only while it is true.
#[component]
pub fn Banners() -> impl IntoView {
    let app = App::get();
    let update = bridge::update_ready();
    let demo = move || {
        app.tick.track();
        let demo = app.who.with(|who| who.as_ref().is_some_and(|who| who.demo));
        let space = app.spaces.with(|spaces| spaces.first().copied())?;
        space.contact.track();
        demo.then(|| fill(words::demo_clock, &[&format::moment(space.now().at)]))
    };
    let network = move || match app.link.get() {
        Link::Offline => Some(match app.unsent() {
            0 => t(words::offline_now).to_owned(),
            n => format!("{} {}", t(words::offline_now), fill(words::unsent_count, &[&n])),
        }),
        _ => None,
    };
    let again = move || app.link.get() == Link::SignInAgain && app.phase.get() == Phase::SignedIn;
    view! {
        {move || demo().map(|words| view! { <p class="demo-clock">{words}</p> })}
        {move || network().map(|words| view! {
            <Notice tone=NoticeTone::Offline strip=true>{words}</Notice>
        })}
        <Show when=again>
            <Notice tone=NoticeTone::Warning strip=true>
                {t(words::sign_in_again)} " " <A href=Screen::Welcome.path()>{t(words::sign_in)}</A>
            </Notice>
        </Show>
        {move || app.trouble.get().map(|trouble| view! {
            <Notice tone=NoticeTone::Danger strip=true>{trouble_words(&trouble)}</Notice>
        })}
        <Show when=move || update.get()>
            <Notice strip=true>
                {t(words::update_ready)} " "
                <Button small=true look=ButtonLook::Quiet on_press=move |()| bridge::update_now()>
                    {t(words::update_now)}
                </Button>
            </Notice>
        </Show>
    }
}
