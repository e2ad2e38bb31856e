//! Who stays with a child after closing time: named staff, never the guard alone.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::rights::Role;
use yuanliu_domain::school::Named;
use yuanliu_domain::staying::{Stay, StayingWith, Stays};

use super::model::Model;
use super::noted::Noted;
use super::release::second_person;
use crate::components::{Button, ButtonLook, Notice, NoticeTone, SelectField};
use crate::text::{Word, fill, series, t, words};

/// Staff of no other part than the gate.
fn only_guards(model: Model, mut people: impl Iterator<Item = PersonId>) -> bool {
    model.roster.with(|roster| {
        people.all(|id| {
            let staff = roster.staff.iter().find(|(person, _)| *person == id);
            staff.is_some_and(|(_, staff)| staff.roles.iter().all(|role| *role == Role::Guard))
        })
    })
}

/// Who stays with a child now; follows the rows.
pub fn now(model: Model, child: ChildId) -> Option<Stay> {
    let audience = Audience::Day(model.day.get());
    let stays = model.space.replica.with(|replica| replica.get::<Stays>(audience, child))?;
    stays.now().cloned()
}

/// Says who stays; and that a guard alone is not enough.
#[component]
pub fn StayingPanel(
    /// The child.
    child: ChildId,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let alone = move || {
        let stay = now(model, child)?;
        only_guards(model, stay.staff.iter().map(|named| named.id)).then(|| {
            view! {
                <Notice tone=NoticeTone::Warning>{t(words::staying_guard_alone)}</Notice>
            }
        })
    };
    view! { {alone} <StayingForm child noted /> }
}

/// 王雪梅、李明.
pub fn names(staff: &[Named]) -> String {
    series(staff.iter().map(|named| &named.name))
}

#[component]
fn StayingForm(
    /// The child.
    child: ChildId,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let me = model.me().map(|me| me.to_string()).unwrap_or_default();
    let (first, second) = (RwSignal::new(me), RwSignal::new(String::new()));
    let (need, need_second) = (RwSignal::new(None::<Word>), RwSignal::new(None::<Word>));
    let guard = Memo::new(move |_| {
        first.get().parse().is_ok_and(|id: PersonId| only_guards(model, [id].into_iter()))
    });
    let options = move |without_guards: bool| {
        Signal::derive(move || {
            let mut options = vec![(String::new(), t(words::choose_person).to_owned())];
            model.roster.with(|roster| {
                let staff = roster.staff.iter().filter(|(_, staff)| {
                    !without_guards || staff.roles.iter().any(|role| *role != Role::Guard)
                });
                options.extend(staff.map(|(id, staff)| (id.to_string(), staff.name.clone())));
            });
            options
        })
    };
    let keep = Callback::new(move |()| {
        let picked = [first, second].map(|one| second_person(model, &one.get_untracked()));
        let [one, other] = picked;
        let other = other.filter(|_| guard.get_untracked());
        let alone = guard.get_untracked() && other.is_none();
        need.set(one.is_none().then_some(words::staying_need));
        need_second.set(alone.then_some(words::staying_need_second));
        if one.is_none() || alone {
            return;
        }
        let staff: Vec<Named> = one.into_iter().chain(other).collect();
        let said = fill(words::staying_said, &[&names(&staff)]);
        let body = StayingWith { day: model.day.get_untracked(), staff };
        noted.keep(Subject::Child(child), body, said, || ());
    });
    let error = move |wrong: RwSignal<Option<Word>>| {
        MaybeProp::derive(move || wrong.get().map(|word| t(word).to_owned()))
    };
    view! {
        <SelectField
            id=format!("staying-{child}") label=t(words::staying_who) value=first
            options=options(false) error=error(need)
        />
        <Show when=move || guard.get()>
            <SelectField
                id=format!("staying-second-{child}") label=t(words::staying_second)
                hint=t(words::staying_second_hint) value=second options=options(true)
                error=error(need_second)
            />
        </Show>
        <Button look=ButtonLook::Quiet block=true on_press=keep>{t(words::staying_keep)}</Button>
    }
}
