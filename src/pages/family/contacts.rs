//! Emergency contacts 紧急联系人 (P10): whom staff call when no guardian answers. The list
//! shows no numbers; each guardian removes only whom he or she named.

mod form;

use std::time::Duration;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::emergency_contact::{ContactWithdrawn, EmergencyContact, EmergencyContacts};
use yuanliu_domain::id::ActId;

use super::keeping::{Failed, Keeping, Kept};
use super::kid::Kid;
use super::summary::person;
use crate::components::{
    AppBar, Button, ButtonLook, Cell, CellGroup, Drawing, Empty, Glyph, Notice, UndoBar,
};
use crate::route::Screen;
use crate::text::{fill, t, words};
use form::{ContactFields, ContactForm};

/// More are on the list only when two phones named them at once.
const MOST: usize = 5;

/// How long 'add again' is offered.
const OFFERED: Duration = Duration::from_secs(10);

/// The contacts as the family reads them, in the order of calling; follows the rows.
fn contacts(kid: Kid) -> Vec<EmergencyContact> {
    let family = Audience::Family(kid.id);
    let row = kid.space.replica.with(|r| r.get::<EmergencyContacts>(family, kid.id));
    row.unwrap_or_default().people
}

/// The page: the list, or the form.
#[component]
pub fn ContactsPage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let fields = ContactFields::new();
    let kept = RwSignal::new(None::<(ActId, String)>);
    let content = move || match fields.open.get() {
        true => view! { <ContactForm kid fields kept /> }.into_any(),
        false => view! {
            {move || kept.get().map(|(act, said)| view! { <Kept kid act said /> })}
            <List kid fields kept />
        }
        .into_any(),
    };
    view! {
        <AppBar
            title=t(words::contacts_title) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Collectors(kid.id).path() back_word=t(words::back)
        />
        <main class="page stack stack-l" id="main">
            <p>{t(words::contacts_for)}</p>
            <Notice>{t(words::contacts_not_collect)}</Notice>
            {content}
        </main>
    }
}

#[component]
fn List(
    /// The child.
    kid: Kid,
    /// The form's state.
    fields: ContactFields,
    /// What was kept last: gone when the next begins.
    kept: RwSignal<Option<(ActId, String)>>,
) -> impl IntoView {
    let keeping = Keeping::new();
    let removed = RwSignal::new(None::<EmergencyContact>);
    let all = Memo::new(move |_| contacts(kid));
    let remove = Callback::new(move |contact: EmergencyContact| {
        let draft = kid.draft(ContactWithdrawn { contact: contact.act });
        keeping.keep(kid, draft, move |_| {
            kept.set(None);
            removed.set(Some(contact));
            set_timeout(move || drop(removed.try_set(None)), OFFERED);
        });
    });
    let begin = Callback::new(move |()| {
        kept.set(None);
        fields.begin(all.with_untracked(Vec::len));
    });
    // The number is on no row of the family: it has to be written once more.
    let again = Callback::new(move |()| {
        if let Some(contact) = removed.get_untracked() {
            fields.begin_again(&contact);
        }
    });
    let list = move || {
        let people = all.get();
        if people.is_empty() {
            return view! { <Empty drawing=Drawing::Paper words=t(words::contacts_none) /> }
                .into_any();
        }
        let row = |contact| view! { <Row kid contact on_remove=remove /> };
        let rows = people.into_iter().map(row).collect_view();
        view! { <CellGroup title=t(words::contacts_list)>{rows}</CellGroup> }.into_any()
    };
    let add = move || match all.with(Vec::len) {
        count @ MOST.. => {
            view! { <p class="soft">{fill(words::contacts_enough, &[&count])}</p> }.into_any()
        }
        _ => view! {
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::Plus on_press=begin>
                {t(words::contacts_add)}
            </Button>
        }
        .into_any(),
    };
    let message = Signal::derive(move || {
        removed.get().map(|c| fill(words::fam_removed, &[&person(&c.relation, &c.name)]))
    });
    view! {
        <Failed keeping />
        {list}
        {add}
        <UndoBar message undo=t(words::contacts_again) on_undo=again />
    }
}

#[component]
fn Row(
    /// The child.
    kid: Kid,
    /// The contact.
    contact: EmergencyContact,
    /// The button of whoever named them.
    on_remove: Callback<EmergencyContact>,
) -> impl IntoView {
    let mine = Some(contact.named_by) == kid.me();
    let who = person(&contact.relation, &contact.name);
    let note = match mine {
        true => t(words::fam_named_by_me).to_owned(),
        false => {
            let by = kid.relation(contact.named_by, &contact.named_by_name);
            fill(words::fam_named_by, &[&by])
        }
    };
    let label = fill(words::fam_remove_label, &[&contact.name]);
    view! {
        <Cell title=fill(words::contacts_line, &[&contact.order, &who]) note>
            {mine.then(|| view! {
                <Button look=ButtonLook::Quiet small=true label on_press=move |()| on_remove.run(contact.clone())>
                    {t(words::fam_remove)}
                </Button>
            })}
        </Cell>
    }
}
