//! How a guardian is told outside the app 消息提醒 (P7): which kinds, when not, in which
//! language. It is kept at the school, for every device of the person.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::time::Minute;
use yuanliu_sync::wire::{HowTold, Message, QuietHours, Telling, Tongue};

use crate::api;
use crate::components::{
    Button, ButtonLook, CellButton, CellGroup, ChoiceItem, Choices, ErrorSummary, Field,
    FieldError, FieldKind, Glyph, Icon, Notice, NoticeTone, Sheet, Skeleton, Tick, Ticks,
};
use crate::text::telling::word;
use crate::text::{refusal, t, words};

/// What the form begins with where no quiet hours are set.
const USUAL_QUIET: (&str, &str) = ("21:00", "07:00");

/// The row, and the sheet behind it.
#[component]
pub fn HowIAmTold() -> impl IntoView {
    let (open, done) = (RwSignal::new(false), RwSignal::new(false));
    let finish = Callback::new(move |()| {
        open.set(false);
        done.set(true);
    });
    let ask = move |()| {
        done.set(false);
        open.set(true);
    };
    view! {
        <CellGroup>
            <CellButton title=t(words::telling_title) note=t(words::telling_note) on_press=ask>
                <Icon glyph=Glyph::Next />
            </CellButton>
        </CellGroup>
        <Show when=move || done.get()>
            <Notice tone=NoticeTone::Good>{t(words::telling_saved)}</Notice>
        </Show>
        <Sheet open title=t(words::telling_title) close=t(words::close)>
            <Asked finish />
        </Sheet>
    }
}

/// Asks the school how it is now.
#[component]
fn Asked(
    /// Told once it is kept.
    finish: Callback<()>,
) -> impl IntoView {
    let found = RwSignal::new(None::<Result<HowTold, String>>);
    let load = move || {
        spawn_local(async move {
            let answer = api::telling().await;
            let answer = answer.map_err(|failure| refusal(failure.code()).to_owned());
            let _ = found.try_set(Some(answer));
        });
    };
    load();
    let again = move |()| load();
    move || {
        match found.get() {
        None => view! { <Skeleton label=t(words::loading_list) rows=4 /> }.into_any(),
        Some(Err(why)) => view! {
            <Notice tone=NoticeTone::Offline>
                {why} " "
                <Button small=true look=ButtonLook::Quiet on_press=again>{t(words::try_again)}</Button>
            </Notice>
        }
        .into_any(),
        Some(Ok(how)) => view! { <Form how finish /> }.into_any(),
    }
    }
}

#[component]
fn Form(
    /// How it is now.
    how: HowTold,
    /// Told once it is kept.
    finish: Callback<()>,
) -> impl IntoView {
    let HowTold { telling, goes_out } = how;
    let kinds: Vec<(Message, RwSignal<bool>)> = Message::ALL
        .into_iter()
        .filter(|kind| !kind.is_urgent())
        .map(|kind| (kind, RwSignal::new(telling.kinds.contains(&kind))))
        .collect();
    let tick = |word: &'static str, on| Tick { word: word.into(), note: "".into(), on };
    let ticks = kinds.iter().map(|(kind, on)| tick(t(word(*kind)), *on)).collect::<Vec<_>>();
    let quiet = RwSignal::new(telling.quiet.is_some());
    let (from, until) = match telling.quiet {
        Some(QuietHours { from, until }) => (from.to_string(), until.to_string()),
        None => (USUAL_QUIET.0.to_owned(), USUAL_QUIET.1.to_owned()),
    };
    let (from, until) = (RwSignal::new(from), RwSignal::new(until));
    let language = RwSignal::new(key(telling.language).to_owned());
    let languages = [(Tongue::Zh, "中文"), (Tongue::En, "English")];
    let languages = languages.map(|(tongue, word)| ChoiceItem {
        key: key(tongue).into(),
        word: word.into(),
        note: "".into(),
    });
    let (busy, errors) = (RwSignal::new(false), RwSignal::new(Vec::<FieldError>::new()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let hours = match quiet.get_untracked() {
            true => hours(&from.get_untracked(), &until.get_untracked()).map(Some),
            false => Ok(None),
        };
        let hours = match hours {
            Ok(hours) => hours,
            Err(wrong) => return errors.set(vec![wrong]),
        };
        errors.set(vec![]);
        let chosen = kinds.iter().filter(|(_, on)| on.get_untracked()).map(|(kind, _)| *kind);
        let telling = Telling {
            // Urgent ones stay as they are: no screen takes them away.
            kinds: chosen.chain(Message::ALL.into_iter().filter(|k| k.is_urgent())).collect(),
            quiet: hours,
            language: if language.get_untracked() == "en" { Tongue::En } else { Tongue::Zh },
        };
        busy.set(true);
        spawn_local(async move {
            let kept = api::choose_telling(&telling).await;
            let _ = busy.try_set(false);
            match kept {
                // The screen may be gone by now.
                Ok(()) => drop(finish.try_run(())),
                Err(failure) => {
                    let words = refusal(failure.code()).to_owned();
                    drop(errors.try_set(vec![FieldError { id: "telling-save".into(), words }]));
                }
            }
        });
    };
    let out = if goes_out { words::telling_out } else { words::telling_not_out };
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::telling_not_saved) errors />
            <Notice>{t(out)}</Notice>
            <Ticks id="telling-kinds" legend=t(words::telling_kinds) items=ticks />
            <p class="soft small">{t(words::telling_urgent)}</p>
            <Ticks
                id="telling-quiet" legend=t(words::telling_quiet)
                items=vec![tick(t(words::telling_quiet_on), quiet)]
            />
            <Show when=move || quiet.get()>
                <div class="columns">
                    <Field id="telling-from" label=t(words::telling_from) value=from kind=FieldKind::Time />
                    <Field id="telling-until" label=t(words::telling_until) value=until kind=FieldKind::Time />
                </div>
                <p class="soft small">{t(words::telling_quiet_note)}</p>
            </Show>
            <Choices
                id="telling-language" legend=t(words::telling_language)
                items=languages.to_vec() value=language side=true
            />
            <div id="telling-save" tabindex="-1">
                <Button submit=true block=true busy>{t(words::telling_save)}</Button>
            </div>
        </form>
    }
}

/// Two times of a day that differ, or what is wrong.
fn hours(from: &str, until: &str) -> Result<QuietHours, FieldError> {
    let read = |id: &str, text: &str| {
        Minute::parse(text)
            .ok_or_else(|| FieldError { id: id.into(), words: t(words::telling_time).into() })
    };
    let hours =
        QuietHours { from: read("telling-from", from)?, until: read("telling-until", until)? };
    match hours.from == hours.until {
        true => {
            Err(FieldError { id: "telling-until".into(), words: t(words::telling_same).into() })
        }
        false => Ok(hours),
    }
}

fn key(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Zh => "zh",
        Tongue::En => "en",
    }
}
