//! A child's data (P10): what a guardian agrees to, who looked, and everything
//! that is held.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::consent::{Answer, Consent, Consented, NEWEST};
use yuanliu_domain::id::ActId;
use yuanliu_sync::wire::{Reader, Readers};

use super::album::AlbumSection;
use super::keeping::{Failed, Keeping, Kept};
use super::kid::Kid;
use super::portrait::PortraitSection;
use crate::api;
use crate::components::{AppBar, Button, ButtonLook, Cell, CellGroup, Notice, NoticeTone};
use crate::pages::frame::failure_words;
use crate::route::Screen;
use crate::storage::settings::Language;
use crate::text::{Word, fill, format, language, t, words};

/// The text of version 2, heading by heading: version 1, and what is said of photos.
const VERSION_2: [(Word, Word); 7] = [
    (words::consent_1_who, words::consent_1_who_text),
    (words::consent_1_what, words::consent_1_what_text),
    (words::consent_2_photos, words::consent_2_photos_text),
    (words::consent_1_who_sees, words::consent_1_who_sees_text),
    (words::consent_1_how_long, words::consent_1_how_long_text),
    (words::consent_1_refuse, words::consent_1_refuse_text),
    (words::consent_1_rights, words::consent_1_rights_text),
];

/// The page.
#[component]
pub fn RecordsPage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    view! {
        <AppBar
            title=t(words::records_title) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack stack-l" id="main">
            <ConsentText kid />
            <PortraitSection kid />
            <AlbumSection kid />
            <Looked kid />
            <File kid />
        </main>
    }
}

#[component]
fn ConsentText(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let kept = RwSignal::new(None::<(ActId, Answer)>);
    let mine = Memo::new(move |_| {
        let key = Consented::key(kid.id, kid.me()?);
        kid.space.replica.with(|replica| replica.get::<Consented>(Audience::Family(kid.id), key))
    });
    let text = move || {
        let school = kid.frame.with(|frame| frame.as_ref().map(|frame| frame.school.clone()));
        let (name, phone) = school.map(|school| (school.name, school.phone)).unwrap_or_default();
        let part = |(heading, text): (Word, Word)| {
            view! { <div><h3>{t(heading)}</h3><p>{fill(text, &[&name, &phone])}</p></div> }
        };
        VERSION_2.map(part).collect_view()
    };
    let answer = move |answer: Answer| {
        let language = if language() == Language::En { "en" } else { "zh" }.to_owned();
        let draft = kid.draft(Consent { version: NEWEST, language, answer });
        keeping.keep(kid, draft, move |act| kept.set(Some((act, answer))));
    };
    let stands = move || {
        let words = match mine.get() {
            None => t(words::consent_not_answered).to_owned(),
            Some(mine) if mine.version < NEWEST => t(words::consent_new_version).to_owned(),
            Some(mine) => fill(said(mine.answer), &[&format::day(mine.at.day())]),
        };
        view! { <Notice tone=NoticeTone::Info>{words}</Notice> }
    };
    let button = move |what: Answer, word: Word| {
        view! {
            <Button look=ButtonLook::Quiet block=true busy=keeping.busy on_press=move |()| answer(what)>
                {t(word)}
            </Button>
        }
    };
    let buttons = move || match mine.get().filter(|mine| mine.version == NEWEST) {
        None => view! {
            {button(Answer::Given, words::consent_agree)}
            {button(Answer::Refused, words::consent_disagree)}
        }
        .into_any(),
        Some(mine) if mine.answer == Answer::Given => {
            button(Answer::Withdrawn, words::consent_take_back).into_any()
        }
        Some(_) => button(Answer::Given, words::consent_agree).into_any(),
    };
    let receipt = move || {
        kept.get().map(|(act, what)| {
            let said = t(match what {
                Answer::Given => words::consent_said_given,
                Answer::Refused => words::consent_said_refused,
                Answer::Withdrawn => words::consent_said_withdrawn,
            });
            view! { <Kept kid act said=said.to_owned() /> }
        })
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{fill(words::consent_title, &[&NEWEST])}</h2>
            <div class="stack">{text}</div>
            {stands}
            {buttons}
            <Failed keeping />
            {receipt}
        </section>
    }
}

fn said(answer: Answer) -> Word {
    match answer {
        Answer::Given => words::consent_given,
        Answer::Refused => words::consent_refused,
        Answer::Withdrawn => words::consent_withdrawn,
    }
}

#[component]
fn Looked(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let asked = RwSignal::new(None::<Result<Readers, String>>);
    let show = move |()| {
        busy.set(true);
        spawn_local(async move {
            let readers = api::readers(kid.space.id, kid.id).await;
            busy.try_set(false);
            asked.try_set(Some(readers.map_err(|failure| failure_words(&failure))));
        });
    };
    let list = move || {
        match asked.get() {
        None => view! {
            <Button look=ButtonLook::Quiet block=true busy on_press=show>
                {t(words::looked_show)}
            </Button>
        }
        .into_any(),
        Some(Err(words)) => view! {
            <Notice tone=NoticeTone::Warning>{words}</Notice>
            <Button look=ButtonLook::Quiet block=true busy on_press=show>{t(words::try_again)}</Button>
        }
        .into_any(),
        Some(Ok(readers)) if readers.readers.is_empty() => {
            view! { <p>{t(words::looked_nobody)}</p> }.into_any()
        }
        Some(Ok(readers)) => readers
            .readers
            .chunk_by(|a, b| a.day == b.day)
            .map(|day| {
                let rows = day.iter().map(reader).collect_view();
                view! { <CellGroup title=format::day(day[0].day)>{rows}</CellGroup> }
            })
            .collect_view()
            .into_any(),
    }
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{t(words::looked_title)}</h2>
            <p>{t(words::looked_note)}</p>
            {list}
        </section>
    }
}

fn reader(reader: &Reader) -> impl IntoView + use<> {
    let name = match reader.name.as_str() {
        "" => t(words::looked_somebody).to_owned(),
        name => name.to_owned(),
    };
    let duty = reader.duty.as_ref().map(|group| fill(words::looked_on_duty, &[group]));
    let what: Vec<&str> = reader.what.iter().filter_map(|what| what_words(what)).collect();
    let what = what.join(t(words::fam_comma));
    let note = [duty.unwrap_or_default(), what];
    let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
    view! { <Cell title=name note=note.join(" · ") /> }
}

fn what_words(what: &str) -> Option<&'static str> {
    Some(t(match what {
        "holds" => words::looked_holds,
        "day" => words::looked_day,
        "roll" => words::looked_roll,
        "care" => words::looked_care,
        "incidents" => words::looked_incidents,
        "homeroom" => words::looked_homeroom,
        "leader" => words::looked_leader,
        "office" => words::looked_office,
        "photo" => words::looked_photo,
        "audit" => words::looked_audit,
        _ => return None,
    }))
}

#[component]
fn File(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    // Not one of our screens: the router must leave it to the browser.
    view! {
        <section class="section stack">
            <h2 class="section-title">{t(words::file_title)}</h2>
            <p>{t(words::file_note)}</p>
            <a
                class="btn btn-quiet btn-block" rel="external" download="yuanliu.zip"
                href=api::file_path(kid.space.id, kid.id)
            >
                {t(words::file_get)}
            </a>
        </section>
    }
}
