//! This device and this person: language, what is not sent, sign-out.

mod devices;
mod guardians;
mod passkeys;
mod passphrase;
mod protection;
mod telling;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use yuanliu_sync::wire::WhoIn;

use crate::components::{
    AppBar, Button, ButtonLook, Cell, CellGroup, CellLink, ChoiceItem, Choices, Notice, NoticeTone,
};
use crate::pages::look::LookChoices;
use crate::pages::place::PlaceCells;
use crate::route::Screen;
use crate::session;
use crate::state::{App, Phase};
use crate::storage::settings::{self, Language};
use crate::text::{fill, t, words};
use devices::MyDevices;
use guardians::OtherGuardians;
use passphrase::ChangePassphrase;
use telling::HowIAmTold;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let app = App::get();
    let language = expect_context::<RwSignal<Language>>();
    let chosen = RwSignal::new(key(language.get_untracked()).to_owned());
    Effect::new(move |_| {
        let new = if chosen.get() == key(Language::En) { Language::En } else { Language::Zh };
        if language.get_untracked() != new {
            settings::change(|settings| settings.language = new);
            language.set(new);
        }
    });
    let navigate = use_navigate();
    let leave = Callback::new(move |()| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match session::sign_out(app).await {
                Ok(()) => navigate(&Screen::Welcome.path(), Default::default()),
                Err(trouble) => app.trouble.set(Some(trouble)),
            }
        });
    });
    let item = |language: Language, word: &'static str| ChoiceItem {
        key: key(language).into(),
        word: word.into(),
        note: "".into(),
    };
    let languages = vec![item(Language::Zh, "中文"), item(Language::En, "English")];
    let heard = RwSignal::new(if settings::load().quiet { OFF } else { ON }.to_owned());
    Effect::new(move |before: Option<()>| {
        let quiet = heard.get() == OFF;
        if before.is_some() {
            settings::change(|settings| settings.quiet = quiet);
        }
    });
    let sounds = [(ON, words::heard_on), (OFF, words::heard_off)].map(|(key, word)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    });
    let unsent = move || match app.unsent() {
        _ if !app.outbox_read.get() => t(words::opening).to_owned(),
        0 => t(words::sent_all).to_owned(),
        n => fill(words::unsent_count, &[&n]),
    };
    let shown = Trigger::new();
    let tablet = move || app.tablet.with(|tablet| tablet.as_ref().map(|who| who.name.clone()));
    // A shared tablet is ended by the office, not by whoever holds it.
    let signed_in = move || app.phase.get() == Phase::SignedIn && tablet().is_none();
    let staff = move || tablet().is_none() && app.staff_space().is_some();
    // At a shared tablet too, once somebody is at it.
    let at_school = move || app.staff_space().is_some();
    let guardian = move || {
        let who = app.who.get();
        who.is_some_and(|who| who.spaces.iter().any(|place| !place.member.children.is_empty()))
    };
    let protects = move || {
        let who = app.who.get();
        staff()
            && who.is_some_and(|who| {
                let of = |place: &WhoIn| place.member.rights(who.person).protects().is_ok();
                who.spaces.iter().any(of)
            })
    };
    view! {
        <AppBar title=t(words::settings) back=Screen::Welcome.path() back_word=t(words::back) />
        <main class="page stack" id="main">
            {move || app.who.get().map(|who| {
                let schools: Vec<String> = who.spaces.iter().map(|s| s.school.clone()).collect();
                view! { <CellGroup><Cell title=who.name note=schools.join(" · ") /></CellGroup> }
            })}
            <Choices id="language" legend=t(words::language) items=languages value=chosen side=true />
            <LookChoices />
            {move || tablet().map(|place| view! {
                <Notice>{fill(words::tablet_settings, &[&place])}</Notice>
            })}
            <Show when=staff>
                <CellGroup>
                    <CellLink href=Screen::Pin.path() title=t(words::pin_title) note=t(words::pin_title_note) />
                </CellGroup>
            </Show>
            <Show when=at_school>
                <Choices
                    id="heard" legend=t(words::heard) items=sounds.to_vec() value=heard side=true
                />
                <p class="soft small">{t(words::heard_note)}</p>
                <CellGroup>
                    <CellLink
                        href=Screen::Concern.path() title=t(words::concern_link)
                        note=t(words::concern_link_note)
                    />
                    <Show when=protects>
                        <CellLink
                            href=Screen::Protection.path() title=t(words::protection_title)
                            note=t(words::protection_note)
                        />
                    </Show>
                </CellGroup>
            </Show>
            <CellGroup>
                <CellLink href=Screen::Sent.path() title=t(words::sent_page) note=Signal::derive(unsent) />
            </CellGroup>
            <Show when=move || app.evictable.get()>
                <Notice tone=NoticeTone::Warning>{t(words::evictable)}</Notice>
            </Show>
            <Show when=signed_in>
                {move || {
                    shown.track();
                    view! { <MyDevices /> }
                }}
                <Show when=guardian><HowIAmTold /></Show>
                <OtherGuardians />
                <PlaceCells />
                <ChangePassphrase changed=Callback::new(move |()| shown.notify()) />
                <div class="section">
                    <p>{move || match app.unsent() {
                        0 => t(words::sign_out_note).to_owned(),
                        n => fill(words::sign_out_unsent, &[&n]),
                    }}</p>
                    <Button look=ButtonLook::Quiet block=true on_press=leave>{t(words::sign_out)}</Button>
                </div>
            </Show>
        </main>
    }
}

/// Values of the choice of sound and vibration.
const ON: &str = "on";
const OFF: &str = "off";

fn key(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}
