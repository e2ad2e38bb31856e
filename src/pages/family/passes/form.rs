//! Making a pass or a card: a notice, kept at once.

use leptos::prelude::*;

use super::fields::PassFields;
use super::{Page, Shown};
use crate::components::{Button, ButtonLook, ErrorSummary, Field, FieldError, FieldKind, Notice};
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::somebody::{Asked, WhoFields};
use crate::pages::family::summary::person;
use crate::text::{Word, fill, t, words};

/// A new pass.
#[component]
pub fn PassForm(
    /// The page.
    page: Page,
    /// The form's state.
    fields: PassFields,
) -> impl IntoView {
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let keeping = Keeping::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.pass() {
            Ok(act) => {
                errors.set(vec![]);
                let said = fill(words::pass_kept, &[&person(&act.relation, &act.name)]);
                keeping.keep(page.kid, page.kid.draft(act), move |act| {
                    fields.done();
                    page.kept.set(Some((act, said)));
                    page.go(Shown::Pass(act));
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let of = error_of(errors);
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t(words::pass_add)}</h2>
            <ErrorSummary title=t(words::pass_incomplete) errors />
            <WhoFields who=fields.who asked=Asked::COMES errors />
            <Field id="pass-day" label=t(words::pass_day) kind=FieldKind::Date value=fields.day error=of("pass-day") />
            <div class="columns">
                <Field id="pass-from" label=t(words::pass_from) kind=FieldKind::Time value=fields.from error=of("pass-from") />
                <Field id="pass-until" label=t(words::pass_until) kind=FieldKind::Time value=fields.until error=of("pass-until") />
            </div>
            <Failed keeping />
            <End page keeping make=words::pass_make />
        </form>
    }
}

/// A new card.
#[component]
pub fn CardForm(
    /// The page.
    page: Page,
    /// The form's state.
    fields: PassFields,
) -> impl IntoView {
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let keeping = Keeping::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.card() {
            Ok(act) => {
                errors.set(vec![]);
                let said = fill(words::card_kept, &[&person(&act.relation, &act.name)]);
                keeping.keep(page.kid, page.kid.draft(act), move |act| {
                    fields.done();
                    page.kept.set(Some((act, said)));
                    page.go(Shown::Card(act));
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let of = error_of(errors);
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t(words::card_add)}</h2>
            <Notice>{t(words::card_list_note)}</Notice>
            <ErrorSummary title=t(words::pass_incomplete) errors />
            <WhoFields who=fields.who asked=Asked::COMES errors />
            <Field
                id="card-until" label=t(words::card_until) hint=t(words::card_until_hint)
                kind=FieldKind::Date value=fields.last error=of("card-until")
            />
            <Failed keeping />
            <End page keeping make=words::card_make />
        </form>
    }
}

#[component]
fn End(
    /// The page.
    page: Page,
    /// The form's act.
    keeping: Keeping,
    /// What the button says.
    make: Word,
) -> impl IntoView {
    view! {
        <Button submit=true block=true busy=keeping.busy>{t(make)}</Button>
        <Button look=ButtonLook::Quiet block=true on_press=move |()| page.go(Shown::List)>
            {t(words::cancel)}
        </Button>
    }
}

fn error_of(errors: RwSignal<Vec<FieldError>>) -> impl Fn(&'static str) -> MaybeProp<String> {
    move |id| {
        MaybeProp::derive(move || {
            errors.with(|all| all.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    }
}
