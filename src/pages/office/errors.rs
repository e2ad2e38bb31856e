//! What is still wrong in a form: above it and at its fields.

use leptos::prelude::*;

use crate::components::{ErrorSummary, FieldError};
use crate::text::{Word, t, words};

/// The errors of one form. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Errors(RwSignal<Vec<FieldError>>);

impl Errors {
    /// None yet.
    pub fn new() -> Errors {
        Errors(RwSignal::new(vec![]))
    }

    /// Sets them from id and words, in the order of the fields; true when there are none.
    pub fn check(self, wrong: impl IntoIterator<Item = Option<(&'static str, Word)>>) -> bool {
        let error =
            |(id, word): (&'static str, Word)| FieldError { id: id.into(), words: t(word).into() };
        let errors: Vec<_> = wrong.into_iter().flatten().map(error).collect();
        let none = errors.is_empty();
        self.0.set(errors);
        none
    }

    /// The words at one field.
    pub fn at(self, id: &'static str) -> Signal<Option<String>> {
        let words = move |errors: &Vec<FieldError>| {
            errors.iter().find(|error| error.id == id).map(|error| error.words.clone())
        };
        Signal::derive(move || self.0.with(words))
    }
}

/// The errors above the form.
#[component]
pub fn Summary(
    /// The form's errors.
    errors: Errors,
) -> impl IntoView {
    view! { <ErrorSummary title=t(words::office_not_complete) errors=errors.0 /> }
}
