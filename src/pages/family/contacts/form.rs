//! Naming an emergency contact.

use leptos::prelude::*;
use yuanliu_domain::emergency_contact::{ContactNamed, EmergencyContact};
use yuanliu_domain::id::ActId;

use super::MOST;
use crate::components::{
    Button, ButtonLook, ErrorSummary, Field, FieldError, FieldKind, SelectField,
};
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::kid::Kid;
use crate::pages::family::summary::person;
use crate::text::{Word, fill, t, words};

/// The form's state. A handle: copying it is free. It outlives the form.
#[derive(Clone, Copy)]
pub struct ContactFields {
    /// Whether the form is open.
    pub open: RwSignal<bool>,
    name: RwSignal<String>,
    relation: RwSignal<String>,
    /// Goes to the school, and is never shown again.
    phone: RwSignal<String>,
    /// 1 is called first.
    order: RwSignal<String>,
}

impl ContactFields {
    /// Empty.
    pub fn new() -> ContactFields {
        let text = || RwSignal::new(String::new());
        ContactFields {
            open: RwSignal::new(false),
            name: text(),
            relation: text(),
            phone: text(),
            order: text(),
        }
    }

    /// Opens the form; whoever is added comes after those who are there.
    pub fn begin(&self, there: usize) {
        self.order.set((there + 1).min(MOST).to_string());
        self.open.set(true);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Opens the form with a contact that was removed; the number is to be written again.
    pub fn begin_again(&self, contact: &EmergencyContact) {
        self.begin(0);
        self.name.set(contact.name.clone());
        self.relation.set(contact.relation.clone());
        self.phone.set(String::new());
        self.order.set(usize::from(contact.order).min(MOST).to_string());
    }

    fn done(&self) {
        [self.name, self.relation, self.phone].iter().for_each(|text| text.set(String::new()));
        self.open.set(false);
    }

    /// The act, or every field that needs repair.
    fn act(&self) -> Result<ContactNamed, Vec<FieldError>> {
        let typed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let (name, relation, phone) = (typed(self.name), typed(self.relation), typed(self.phone));
        let asked = [
            ("contact-name", &name, 40, words::fam_need_name),
            ("contact-relation", &relation, 40, words::fam_need_relation),
            ("contact-phone", &phone, 30, words::contacts_need_phone),
        ];
        let wrong = |(id, text, most, need): (&str, &String, usize, Word)| {
            let word = match text.chars().count() {
                0 => need,
                length if length > most => words::fam_too_long,
                _ => return None,
            };
            Some(FieldError { id: id.to_owned(), words: t(word).to_owned() })
        };
        let errors: Vec<FieldError> = asked.into_iter().filter_map(wrong).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let order = self.order.get_untracked().parse().unwrap_or(1);
        Ok(ContactNamed { name, relation, phone, order })
    }
}

/// The form.
#[component]
pub fn ContactForm(
    /// The child.
    kid: Kid,
    /// Its state.
    fields: ContactFields,
    /// What was kept, and the words for it.
    kept: RwSignal<Option<(ActId, String)>>,
) -> impl IntoView {
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let keeping = Keeping::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.act() {
            Ok(act) => {
                errors.set(vec![]);
                let who = person(&act.relation, &act.name);
                let said = fill(words::contacts_kept, &[&who]);
                keeping.keep(kid, kid.draft(act), move |act| {
                    kept.set(Some((act, said)));
                    fields.done();
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|all| all.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let options: Vec<_> =
        (1..=MOST).map(|n| (n.to_string(), fill(words::contacts_nth, &[&n]))).collect();
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t(words::contacts_add)}</h2>
            <ErrorSummary title=t(words::fam_collector_incomplete) errors />
            <Field id="contact-name" label=t(words::fam_name) value=fields.name error=of("contact-name") />
            <Field
                id="contact-relation" label=t(words::fam_relation) hint=t(words::contacts_relation_hint)
                value=fields.relation error=of("contact-relation")
            />
            <Field
                id="contact-phone" label=t(words::contacts_phone) hint=t(words::contacts_phone_hint)
                kind=FieldKind::Phone value=fields.phone error=of("contact-phone")
            />
            <SelectField id="contact-order" label=t(words::contacts_order) value=fields.order options />
            <Failed keeping />
            <Button submit=true block=true busy=keeping.busy>{t(words::keep)}</Button>
            <Button look=ButtonLook::Quiet block=true on_press=move |()| fields.done()>
                {t(words::cancel)}
            </Button>
        </form>
    }
}
