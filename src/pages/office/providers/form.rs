//! One provider: agreement and people.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::ProviderId;
use yuanliu_domain::provider::{Helper, Provider};
use yuanliu_domain::time::Day;

use crate::components::{
    Button, ButtonLook, Field, FieldKind, Glyph, Notice, NoticeTone, Tick, Ticks,
};
use crate::pages::office::errors::{Errors, Summary};
use crate::pages::office::model::Office;
use crate::pages::office::writing::{Failed, Writing};
use crate::platform;
use crate::state::Draft;
use crate::text::{Word, fill, t, words};

/// People of one provider, at most.
const MOST_PEOPLE: usize = 50;

/// One line of people, as typed. A handle: copying it is free.
#[derive(Clone, Copy)]
struct Line {
    /// What tells it from the other lines.
    key: u32,
    name: RwSignal<String>,
    checked: RwSignal<String>,
}

impl Line {
    fn new(key: u32, of: Option<&Helper>) -> Line {
        let date = |day: Day| day.to_string();
        Line {
            key,
            name: RwSignal::new(of.map(|one| one.name.clone()).unwrap_or_default()),
            checked: RwSignal::new(of.and_then(|one| one.checked).map(date).unwrap_or_default()),
        }
    }

    fn typed(self) -> Helper {
        Helper {
            name: self.name.get_untracked().trim().to_owned(),
            checked: self.checked.get_untracked().parse().ok(),
        }
    }
}

/// What is wrong with the people, if anything.
fn people_wrong(people: &[Helper], today: Day) -> Option<Word> {
    let short = |one: &Helper| (1..=40).contains(&one.name.chars().count());
    let names: BTreeSet<&str> = people.iter().map(|one| one.name.as_str()).collect();
    if !people.iter().all(short) {
        Some(words::need_person_name)
    } else if names.len() < people.len() {
        Some(words::need_other_names)
    } else if people.iter().any(|one| one.checked.is_some_and(|checked| checked > today)) {
        Some(words::need_past_check)
    } else {
        None
    }
}

/// The form.
#[component]
pub fn ProviderForm(
    /// The provider; none makes a new one.
    provider: Option<Provider>,
    /// The sheet.
    open: RwSignal<bool>,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    // One id for every attempt: a second tap can't make a second provider.
    let id = provider.as_ref().map_or_else(|| ProviderId(platform::new_id()), |one| one.id);
    let of = |text: fn(&Provider) -> String| {
        RwSignal::new(provider.as_ref().map(text).unwrap_or_default())
    };
    let name = of(|one| one.name.clone());
    let service = of(|one| one.service.clone());
    let agreed = of(|one| one.agreed_until.map(|day| day.to_string()).unwrap_or_default());
    let ended = Tick {
        word: t(words::provider_ended).into(),
        note: "".into(),
        on: RwSignal::new(provider.as_ref().is_some_and(|one| one.ended)),
    };
    let people: Vec<Helper> = provider.map(|provider| provider.people).unwrap_or_default();
    let lines: Vec<Line> =
        people.iter().zip(0..).map(|(one, key)| Line::new(key, Some(one))).collect();
    let next = StoredValue::new(lines.len() as u32);
    let lines = RwSignal::new(lines);
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        lines.update(|lines| lines.push(Line::new(key, None)));
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let body = Provider {
            id,
            name: text(name),
            service: text(service),
            agreed_until: agreed.get_untracked().parse().ok(),
            people: lines.get_untracked().into_iter().map(Line::typed).collect(),
            ended: ended.on.get_untracked(),
        };
        let length = body.name.chars().count();
        let ok = errors.check([
            (!(1..=40).contains(&length)).then_some(("provider-name", words::need_provider_name)),
            (body.service.chars().count() > 40)
                .then_some(("provider-service", words::need_short_service)),
            people_wrong(&body.people, office.day.get_untracked())
                .map(|word| ("provider-people", word)),
        ]);
        if !ok || writing.busy.get_untracked() {
            return;
        }
        let said = fill(words::provider_said, &[&body.name]);
        writing.keep(office, Draft::new(Subject::School, body), said, move || open.set(false));
    };
    let nth = move |key: u32| {
        lines.with(|lines| lines.iter().position(|line| line.key == key).map_or(0, |at| at + 1))
    };
    let row = move |line: Line| {
        let key = line.key;
        let name_of = Signal::derive(move || fill(words::provider_person_of, &[&nth(key)]));
        let checked_of = Signal::derive(move || fill(words::provider_checked_of, &[&nth(key)]));
        let drop_of = Signal::derive(move || fill(words::provider_person_drop, &[&nth(key)]));
        let remove = move |()| lines.update(|lines| lines.retain(|line| line.key != key));
        view! {
            <div class="card stack">
                <Field id=format!("person-{key}") label=name_of value=line.name />
                <Field
                    id=format!("person-{key}-checked") label=checked_of kind=FieldKind::Date
                    hint=t(words::provider_checked_hint) value=line.checked
                />
                <Button look=ButtonLook::Quiet on_press=remove>{drop_of}</Button>
            </div>
        }
    };
    let people_error = errors.at("provider-people");
    let full = move || lines.with(|lines| lines.len() >= MOST_PEOPLE);
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <Field
                id="provider-name" label=t(words::provider_name) value=name
                error=errors.at("provider-name")
            />
            <Field
                id="provider-service" label=t(words::provider_service) value=service
                error=errors.at("provider-service")
            />
            <Field
                id="provider-agreed" label=t(words::provider_agreed) kind=FieldKind::Date
                hint=t(words::provider_agreed_hint) value=agreed
            />
            <section class="section" id="provider-people" tabindex="-1">
                <h3 class="section-title">{t(words::provider_people)}</h3>
                {move || people_error.get().map(|words| view! {
                    <Notice tone=NoticeTone::Danger>{words}</Notice>
                })}
                <For each=move || lines.get() key=|line| line.key children=row />
                <Show when=move || !full()>
                    <Button look=ButtonLook::Quiet block=true glyph=Glyph::Plus on_press=add>
                        {t(words::provider_person_add)}
                    </Button>
                </Show>
            </section>
            <Ticks id="provider-ended" legend=t(words::provider_ends) items=vec![ended] />
            <Button submit=true block=true busy=writing.busy>{t(words::provider_keep)}</Button>
        </form>
    }
}
