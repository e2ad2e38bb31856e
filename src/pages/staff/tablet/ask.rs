//! A PIN over a desk: once more of the person who is here, or of a second one.

use leptos::prelude::*;
use yuanliu_domain::id::PersonId;
use yuanliu_domain::people::Staff;

use super::Tablet;
use super::pin_of::PinOf;
use super::tiles::StaffTiles;
use crate::components::Sheet;
use crate::pages::staff::model::Model;
use crate::text::{t, words};

/// Whose PIN is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Here,
    Second,
}

/// Asks for PINs, where there are any: on a device of one's own the passphrase was
/// the proof. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Prover(Option<(Tablet, Asker)>);

/// A component that asks.
type Asker = u32;

impl Prover {
    /// From a component's context. What it asked for goes when the component does: the
    /// child of the screen may have left by another tablet meanwhile.
    pub fn get() -> Prover {
        Prover(Tablet::here().map(|tablet| {
            let asker = tablet.ask.new_asker();
            on_cleanup(move || tablet.ask.is_gone(asker));
            (tablet, asker)
        }))
    }

    /// Goes on once the person who is here has typed the PIN again; on a device of
    /// one's own at once.
    pub fn again(self, then: Callback<()>) {
        match self.0 {
            Some((tablet, asker)) => {
                tablet.ask.open(asker, Of::Here, Callback::new(move |_| _ = then.try_run(())));
            }
            None => then.run(()),
        }
    }

    /// Goes on with a second person, once they have typed their PIN.
    pub fn second(self, then: Callback<PersonId>) {
        if let Some((tablet, asker)) = self.0 {
            tablet.ask.open(asker, Of::Second, then);
        }
    }
}

/// The PIN that is asked for now.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    open: RwSignal<bool>,
    of: RwSignal<Of>,
    picked: RwSignal<Option<(PersonId, Staff)>>,
    then: StoredValue<Option<Callback<PersonId>>>,
    /// How many components could ask, and which did.
    askers: StoredValue<Asker>,
    asker: StoredValue<Asker>,
}

impl Asked {
    pub(super) fn new() -> Asked {
        Asked {
            open: RwSignal::new(false),
            of: RwSignal::new(Of::Here),
            picked: RwSignal::new(None),
            then: StoredValue::new(None),
            askers: StoredValue::new(0),
            asker: StoredValue::new(0),
        }
    }

    pub(super) fn close(self) {
        self.open.set(false);
    }

    fn new_asker(self) -> Asker {
        self.askers.update_value(|count| *count += 1);
        self.askers.get_value()
    }

    /// Nobody waits for the answer any more; the desk itself may be gone as well.
    fn is_gone(self, asker: Asker) {
        if self.asker.try_get_value() == Some(asker) {
            self.open.try_set(false);
        }
    }

    fn open(self, asker: Asker, of: Of, then: Callback<PersonId>) {
        self.asker.set_value(asker);
        self.picked.set(None);
        self.of.set(of);
        self.then.set_value(Some(then));
        self.open.set(true);
    }
}

/// The sheet.
#[component]
pub fn AskSheet() -> impl IntoView {
    let (tablet, model) = (Tablet::get(), Model::get());
    let ask = tablet.ask;
    let title = move || match ask.of.get() {
        Of::Here => t(words::pin_again).to_owned(),
        Of::Second => t(words::pin_second).to_owned(),
    };
    let me = move || {
        let me = tablet.here.get()?;
        model.roster.with(|roster| roster.staff.iter().find(|(id, _)| *id == me).cloned())
    };
    let right = move |person: PersonId| {
        Callback::new(move |()| {
            ask.open.set(false);
            if let Some(then) = ask.then.get_value() {
                then.try_run(person);
            }
        })
    };
    let content = move || {
        let who = match ask.of.get() {
            Of::Here => me(),
            Of::Second => ask.picked.get(),
        };
        match who {
            Some((person, staff)) => {
                view! { <PinOf person staff on_right=right(person) /> }.into_any()
            }
            None => view! {
                <StaffTiles
                    second=true
                    but=Signal::derive(move || tablet.here.get())
                    on_pick=Callback::new(move |picked| ask.picked.set(Some(picked)))
                />
            }
            .into_any(),
        }
    };
    view! {
        <Sheet open=ask.open title=Signal::derive(title) close=t(words::close)>{content}</Sheet>
    }
}
