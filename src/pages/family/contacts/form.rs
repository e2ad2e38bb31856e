//! Naming an emergency contact.

use leptos::prelude::*;
use yuanliu_domain::emergency_contact::{ContactNamed, EmergencyContact};
use yuanliu_domain::id::ActId;

use super::MOST;
use crate::components::{Button, ButtonLook, ErrorSummary, FieldError, SelectField};
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::kid::Kid;
use crate::pages::family::somebody::{Asked, Need, Read, Somebody, WhoFields};
use crate::pages::family::summary::person;
use crate::text::{fill, t, words};

/// The form's state. A handle: copying it is free. It outlives the form.
#[derive(Clone, Copy)]
pub struct ContactFields {
    /// Whether the form is open.
    pub open: RwSignal<bool>,
    who: Somebody,
    /// 1 is called first.
    order: RwSignal<String>,
}

impl ContactFields {
    /// Empty.
    pub fn new() -> ContactFields {
        ContactFields {
            open: RwSignal::new(false),
            who: Somebody::new("contact"),
            order: RwSignal::new(String::new()),
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
        self.who.name.set(contact.name.clone());
        self.who.relation.set(contact.relation.clone());
        self.who.phone.set(String::new());
        self.order.set(usize::from(contact.order).min(MOST).to_string());
    }

    fn done(&self) {
        self.who.clear();
        self.open.set(false);
    }

    /// The act, or every field that needs repair.
    fn act(&self) -> Result<ContactNamed, Vec<FieldError>> {
        let need = Need {
            relation: Some(words::fam_need_relation),
            phone: Some(words::contacts_need_phone),
        };
        let mut errors = vec![];
        let read = self.who.read(need, &mut errors);
        let Some(Read { name, relation, phone }) = read else { return Err(errors) };
        let order = self.order.get_untracked().parse().unwrap_or(1);
        Ok(ContactNamed { name, relation, phone, order })
    }
}

/// Whom staff call.
const CALLED: Asked = Asked {
    name: (words::fam_name, None),
    relation: (words::fam_relation, words::contacts_relation_hint),
    phone: Some((words::contacts_phone, words::contacts_phone_hint)),
    relation_first: false,
};

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
    let options: Vec<_> =
        (1..=MOST).map(|n| (n.to_string(), fill(words::contacts_nth, &[&n]))).collect();
    view! {
        <form class="stack" on:submit=send novalidate>
            <h2>{t(words::contacts_add)}</h2>
            <ErrorSummary title=t(words::fam_collector_incomplete) errors />
            <WhoFields who=fields.who asked=CALLED errors />
            <SelectField id="contact-order" label=t(words::contacts_order) value=fields.order options />
            <Failed keeping />
            <Button submit=true block=true busy=keeping.busy>{t(words::keep)}</Button>
            <Button look=ButtonLook::Quiet block=true on_press=move |()| fields.done()>
                {t(words::cancel)}
            </Button>
        </form>
    }
}
