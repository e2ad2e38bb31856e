//! Naming a collector, the way home alone, or whom the child must not go with.

use leptos::prelude::*;
use yuanliu_domain::collector::Way;
use yuanliu_domain::id::ActId;
use yuanliu_domain::time::Weekday;

use super::fields::{CollectorFields, EVERY, ONCE, ORGANISATIONS, SOME};
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, Notice,
    NoticeTone, PhotoPicker, Tick, Ticks,
};
use crate::pages::family::faces::picker_words;
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::kid::Kid;
use crate::pages::family::somebody::{Asked, WhoFields};
use crate::pages::family::summary::person;
use crate::text::{Word, fill, format, t, words};

/// Up to this grade the school recommends that somebody comes. A note, never a refusal.
const LOW_GRADE: u8 = 3;

const PHONE: Option<(Word, Word)> = Some((words::fam_phone, words::fam_phone_hint));
/// A person of the family's own.
const PERSON: Asked = Asked { phone: PHONE, ..Asked::COMES };
/// Who comes for an organisation.
const ESCORT: Asked = Asked {
    name: (words::org_escort, Some(words::org_escort_hint)),
    relation: (words::org_name, words::org_name_hint),
    phone: PHONE,
    relation_first: true,
};

/// The form.
#[component]
pub fn CollectorForm(
    /// The child.
    kid: Kid,
    /// Its state.
    fields: CollectorFields,
    /// Person, alone, or not this person.
    way: Way,
    /// What was kept, and the words for it.
    kept: RwSignal<Option<(ActId, String)>>,
) -> impl IntoView {
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let keeping = Keeping::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.act(way) {
            Ok(act) => {
                errors.set(vec![]);
                let who = person(&act.relation, &act.name);
                let said = match way {
                    Way::Person => fill(words::fam_kept_person, &[&who]),
                    Way::Alone => fill(words::fam_kept_alone, &[&kid.given()]),
                    Way::NotThis => fill(words::fam_kept_not, &[&who]),
                };
                let photo = fields.picture(way);
                keeping.keep_with(kid, kid.draft(act), photo, move |act| {
                    kept.set(Some((act, said)));
                    fields.done();
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let error = Callback::new(move |id: &'static str| {
        errors.with(|all| all.iter().find(|e| e.id == id).map(|e| e.words.clone()))
    });
    let organisation = fields.kind.with_untracked(|kind| !kind.is_empty());
    let (title, button) = match way {
        Way::Person if organisation => (words::org_add, words::keep),
        Way::Person => (words::fam_add_person, words::keep),
        Way::Alone => (words::fam_add_alone, words::fam_authorise),
        Way::NotThis => (words::fam_add_not, words::keep),
    };
    let body = match way {
        Way::Person if organisation => view! {
            <Escort fields errors />
            <PhotoPicker
                id="collector-photo" value=fields.photo
                words=picker_words(words::photo_of_collector, words::photo_of_collector_hint)
            />
            <Days fields error />
        }
        .into_any(),
        Way::Person => view! {
            <WhoFields who=fields.who asked=PERSON errors />
            <PhotoPicker
                id="collector-photo" value=fields.photo
                words=picker_words(words::photo_of_collector, words::photo_of_collector_hint)
            />
            <Days fields error />
        }
        .into_any(),
        Way::Alone => view! { <Alone kid /> <Days fields error /> }.into_any(),
        Way::NotThis => {
            view! { <NotThis /> <WhoFields who=fields.who asked=Asked::COMES errors /> }.into_any()
        }
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t(title)}</h2>
            <ErrorSummary title=t(words::fam_collector_incomplete) errors />
            {body}
            <Failed keeping />
            <Button submit=true block=true busy=keeping.busy>{t(button)}</Button>
            <Button look=ButtonLook::Quiet block=true on_press=move |()| fields.way.set(None)>
                {t(words::cancel)}
            </Button>
        </form>
    }
}

/// An organisation and who comes for it (T18).
#[component]
fn Escort(
    /// The form's state.
    fields: CollectorFields,
    /// What is wrong in the form.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let item = |(key, _, word): (&str, _, Word)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    };
    let items = ORGANISATIONS.map(item).to_vec();
    view! {
        <Notice>{t(words::org_notice)}</Notice>
        <Choices id="collector-kind" legend=t(words::org_kind) items value=fields.kind side=true />
        <WhoFields who=fields.who asked=ESCORT errors />
    }
}

#[component]
fn Days(
    /// The form's state.
    fields: CollectorFields,
    /// What is wrong with a field.
    error: Callback<&'static str, Option<String>>,
) -> impl IntoView {
    let item = |key: &str, word: Word| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    };
    let items = vec![
        item(EVERY, words::fam_every_day),
        item(ONCE, words::fam_one_date),
        item(SOME, words::fam_some_weekdays),
    ];
    let of = move |id| Signal::derive(move || error.run(id));
    let until = move || {
        view! {
            <Field
                id="collector-until" label=t(words::fam_until_label) hint=t(words::fam_until_hint)
                kind=FieldKind::Date value=fields.until error=of("collector-until")
            />
        }
    };
    let more = move || {
        match fields.days.get().as_str() {
        ONCE => view! {
            <Field id="collector-date" label=t(words::fam_which_day) kind=FieldKind::Date value=fields.date error=of("collector-date") />
        }
        .into_any(),
        SOME => view! { <Weekdays fields error=of("collector-weekdays") /> {until()} }.into_any(),
        _ => until().into_any(),
    }
    };
    view! {
        <Choices id="collector-days" legend=t(words::fam_on_which_days) items value=fields.days side=true />
        {more}
    }
}

#[component]
fn Weekdays(
    /// The form's state.
    fields: CollectorFields,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let tick = |(day, on): (Weekday, RwSignal<bool>)| Tick {
        word: format::weekday(day).into(),
        note: "".into(),
        on,
    };
    let items = Weekday::SCHOOL.into_iter().zip(fields.weekdays).map(tick).collect();
    view! { <Ticks id="collector-weekdays" legend=t(words::fam_weekdays) items side=true error /> }
}

/// A written authorisation 授权书, with a note for low grades.
#[component]
fn Alone(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let grade = kid.child.with_untracked(|c| c.as_ref().map_or(9, |c| c.card.grade));
    view! {
        {(grade <= LOW_GRADE).then(|| view! {
            <Notice tone=NoticeTone::Warning>{t(words::fam_alone_low_grade)}</Notice>
        })}
        <p class="card">{fill(words::fam_authorisation, &[&kid.name()])}</p>
    }
}

#[component]
fn NotThis() -> impl IntoView {
    view! { <Notice>{t(words::fam_not_this_note)}</Notice> }
}
