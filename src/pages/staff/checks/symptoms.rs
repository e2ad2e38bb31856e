//! How the children of a group are, in numbers, and what to do next.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::check::{self, SymptomsChecked};
use yuanliu_domain::id::GroupId;
use yuanliu_domain::school::Group;

use crate::components::{
    Button, ButtonLook, Cell, CellGroup, Field, FieldError, FieldKind, Notice, NoticeTone,
    SelectField,
};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::state::Draft;
use crate::text::{Word, checks, format, t, words};

/// From how many symptoms 人次 on in one group the leader is told at once.
const MANY: u32 = 3;

/// Today's, the form, and what follows from the numbers.
#[component]
pub fn Symptoms(
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let last = Memo::new(move |_| {
        let today = Audience::Incidents(model.day.get());
        let groups = model.roster.with(|roster| roster.groups.clone());
        model.space.replica.with(|replica| {
            let of = |(id, group): (GroupId, Group)| {
                let row = replica.get::<check::Symptoms>(today, id)?;
                Some((group.name, row.list.into_iter().next_back()?))
            };
            groups.into_iter().filter_map(of).collect::<Vec<_>>()
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
    let numbers = asked.map(|_| RwSignal::new(String::new()));
    // How many were looked at is counted, and not assumed.
    let begin = move || {
        numbers[0].try_set(String::new());
        numbers[1..].iter().for_each(|number| drop(number.try_set("0".to_owned())));
    };
    begin();
    let errors = RwSignal::new(Vec::<FieldError>::new());
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
        let wrong = |id: &str, word: Word| FieldError { id: id.into(), words: t(word).into() };
        let mut found = vec![];
        if id.is_none() {
            found.push(wrong("symptoms-group", words::symptoms_need_group));
        }
        let looked = read[0].filter(|looked| *looked > 0);
        if looked.is_none() {
            found.push(wrong(asked[0].0, words::symptoms_need_looked));
        }
        for ((id, _), number) in asked.iter().zip(read).skip(1) {
            if number.is_none_or(|number| looked.is_some_and(|looked| number > looked)) {
                found.push(wrong(id, words::symptoms_bad_number));
            }
        }
        let blocked = !found.is_empty();
        errors.set(found);
        let (false, Some(id)) = (blocked, id) else { return };
        let [looked, fever, cough, stomach, rash] = read.map(Option::unwrap_or_default);
        let day = model.day.get_untracked();
        let body = SymptomsChecked { day, looked, fever, cough, stomach, rash };
        let draft = Draft::new(Subject::Group(id), body);
        done.keep_then(model, vec![draft], t(words::symptoms_said).to_owned(), None, move || {
            group.try_set(String::new());
            begin();
        });
    });
    let error_of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let fields = asked.into_iter().zip(numbers).map(|((id, word), value)| {
        view! { <Field id label=t(word) kind=FieldKind::Digits value error=error_of(id) /> }
    });
    view! {
        <SelectField
            id="symptoms-group" label=t(words::symptoms_group) value=group options
            error=error_of("symptoms-group")
        />
        {fields.collect_view()}
        <Button look=ButtonLook::Quiet block=true busy=done.busy on_press=keep>
            {t(words::symptoms_keep)}
        </Button>
    }
}
