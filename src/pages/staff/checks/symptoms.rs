//! How the children of a group are, in numbers, and what to do next.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::check::{self, SymptomsChecked};
use yuanliu_domain::id::GroupId;

use crate::components::{
    Button, ButtonLook, Cell, CellGroup, Field, FieldKind, Notice, NoticeTone, SelectField,
};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::state::Draft;
use crate::text::{checks, format, t, words};

/// From how many on in one group the leader is told at once.
const MANY: u32 = 3;

/// Today's, the form, and what follows from the numbers.
#[component]
pub fn Symptoms(
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let rows = model.of_day::<GroupId, check::Symptoms>();
    let last = Memo::new(move |_| {
        let rows = rows.get();
        model.roster.with(|roster| {
            let of = |(id, group): &(GroupId, _)| {
                let group: &yuanliu_domain::school::Group = group;
                let looked = rows.get(id)?.list.last()?.clone();
                Some((group.name.clone(), looked))
            };
            roster.groups.iter().filter_map(of).collect::<Vec<_>>()
        })
    });
    let cells = move || {
        let last = last.get();
        (!last.is_empty()).then(|| {
            let cell = |(name, looked): (String, check::Looked)| {
                let title = format!("{name} · {} {}", format::time(looked.at), looked.by_name);
                view! { <Cell title note=checks::symptoms(&looked.said) /> }
            };
            view! { <CellGroup>{last.into_iter().map(cell).collect_view()}</CellGroup> }
        })
    };
    let next = move || {
        let most = last.with(|last| last.iter().map(|(_, looked)| looked.said.any()).max());
        let many = most >= Some(MANY);
        (most > Some(0)).then(|| {
            let tone = if many { NoticeTone::Danger } else { NoticeTone::Warning };
            let more = if many { t(words::symptoms_many) } else { "" };
            view! { <Notice tone>{t(words::symptoms_next)} " " {more}</Notice> }
        })
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{t(words::symptoms_title)}</h2>
            <p class="soft small">{t(words::symptoms_hint)}</p>
            {next}
            {cells}
            <Form done />
        </section>
    }
}

#[component]
fn Form(
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let group = RwSignal::new(String::new());
    let asked = [
        ("symptoms-looked", words::symptoms_looked),
        ("symptoms-fever", words::symptoms_fever),
        ("symptoms-cough", words::symptoms_cough),
        ("symptoms-stomach", words::symptoms_stomach),
        ("symptoms-rash", words::symptoms_rash),
    ];
    let numbers = asked.map(|_| RwSignal::new("0".to_owned()));
    let need = RwSignal::new(false);
    let options = Signal::derive(move || {
        let first = (String::new(), t(words::choose_person).to_owned());
        model.roster.with(|roster| {
            let groups = roster.groups.iter();
            let groups = groups.map(|(id, g)| (id.to_string(), format!("{} {}", g.room, g.name)));
            [first].into_iter().chain(groups).collect::<Vec<_>>()
        })
    });
    let keep = Callback::new(move |()| {
        let id: Option<GroupId> = group.get_untracked().parse().ok();
        let read = numbers.map(|number| number.get_untracked().trim().parse::<u16>().ok());
        need.set(id.is_none() || read.contains(&None));
        let (Some(id), [Some(looked), Some(fever), Some(cough), Some(stomach), Some(rash)]) =
            (id, read)
        else {
            return;
        };
        let day = model.day.get_untracked();
        let body = SymptomsChecked { day, looked, fever, cough, stomach, rash };
        let draft = Draft::new(Subject::Group(id), body);
        done.keep(model, vec![draft], t(words::symptoms_said).to_owned(), None);
        group.set(String::new());
        numbers.iter().for_each(|number| number.set("0".to_owned()));
    });
    let error = MaybeProp::derive(move || need.get().then(|| t(words::symptoms_need).to_owned()));
    let fields = asked.into_iter().zip(numbers).map(|((id, word), value)| {
        view! { <Field id label=t(word) kind=FieldKind::Digits value /> }
    });
    view! {
        <SelectField
            id="symptoms-group" label=t(words::symptoms_group) value=group options error
        />
        {fields.collect_view()}
        <Button look=ButtonLook::Quiet block=true on_press=keep>{t(words::symptoms_keep)}</Button>
    }
}
