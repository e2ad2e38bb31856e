//! Calls about a child: whom, with the number where this device has it, the outcome in
//! two taps, and what was called so far.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::call::{About, Call, Called, Calls, Outcome, Whom};
use yuanliu_domain::child_day::Basis;
use yuanliu_domain::emergency_contact::{Callee, ToCall};
use yuanliu_domain::id::{ChildId, PersonId};
use yuanliu_domain::people::Contacts;
use yuanliu_domain::rights::Role;
use yuanliu_domain::time::Minute;

use super::model::Model;
use super::noted::Noted;
use super::release::{Stopped, candidates};
use crate::components::{Button, ButtonLink, ButtonLook, Cell, CellGroup, Field, FieldKind, Glyph};
use crate::platform;
use crate::state::ChildToday;
use crate::text::{Word, fill, format, t, words};

/// Somebody who can be called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    /// What they are to the child or the school.
    pub whom: Whom,
    /// Name.
    pub name: String,
    /// Relation to the child.
    pub relation: String,
    /// The number, where this device has one.
    pub phone: String,
    /// Of a guardian: who.
    pub guardian: Option<PersonId>,
}

impl Person {
    /// 母亲 陈静.
    pub fn words(&self) -> String {
        format!("{} {}", self.relation, self.name).trim().to_owned()
    }
}

/// The family's own: guardians, emergency contacts in the family's order, and who else may
/// collect today. Whoever is stopped or barred is not called from here.
pub fn family(model: Model, child: &ChildToday) -> Vec<Person> {
    let contacts: Contacts =
        model.space.replica.with(|r| r.get(Audience::Care, child.id)).unwrap_or_default();
    let phone = |key: &str| {
        let contact = contacts.people.iter().find(|contact| contact.key == key);
        contact.map(|contact| contact.phone.clone()).unwrap_or_default()
    };
    let mut people: Vec<Person> = candidates(model, child)
        .into_iter()
        .filter_map(|candidate| {
            let whom = match candidate.basis {
                Basis::Guardian => Whom::Guardian,
                Basis::Listed | Basis::Card => Whom::Collector,
                Basis::Organisation | Basis::SchoolBus | Basis::Dormitory => Whom::Collector,
                _ => return None,
            };
            let phone = phone(&candidate.key);
            let guardian = candidate.key.parse().ok().filter(|_| whom == Whom::Guardian);
            let (name, relation) = (candidate.name, candidate.relation);
            Some(Person { whom, name, relation, phone, guardian })
        })
        .collect();
    let stop = Stopped::of(model, child.id);
    let to_call: ToCall =
        model.space.replica.with(|r| r.get(Audience::Care, child.id)).unwrap_or_default();
    let may = |c: &Callee| !stop.name(&c.name) && !stop.barred(c.named_by);
    people.extend(to_call.people.into_iter().filter(may).map(|contact| Person {
        whom: Whom::EmergencyContact,
        name: contact.name,
        relation: contact.relation,
        phone: contact.phone,
        guardian: None,
    }));
    people.sort_by_key(|person| person.whom);
    people
}

/// The school's duty leaders, to be reached over the duty room.
pub fn leaders(model: Model) -> Vec<Person> {
    let phone = model.frame.get().map(|frame| frame.school.phone).unwrap_or_default();
    let person = |name: &str| Person {
        whom: Whom::Leader,
        name: name.to_owned(),
        relation: String::new(),
        phone: phone.clone(),
        guardian: None,
    };
    model.roster.with(|roster| {
        let leaders = roster.staff.iter().filter(|(_, staff)| staff.roles.contains(&Role::Leader));
        leaders.map(|(_, staff)| person(&staff.name)).collect()
    })
}

/// Committee and police.
pub fn outside() -> Vec<Person> {
    let person = |whom, name, phone: &str| Person {
        whom,
        name: t(name).to_owned(),
        relation: String::new(),
        phone: phone.to_owned(),
        guardian: None,
    };
    vec![person(Whom::Committee, words::committee, ""), person(Whom::Police, words::police, "110")]
}

/// The calls about a child today; follows the rows.
pub fn calls_of(model: Model, child: ChildId) -> Calls {
    let audience = Audience::Day(model.day.get());
    model.space.replica.with(|replica| replica.get(audience, child)).unwrap_or_default()
}

fn outcome_word(outcome: Outcome) -> Word {
    match outcome {
        Outcome::NoAnswer => words::call_no_answer,
        Outcome::OnTheWay => words::call_on_the_way,
        Outcome::AtHome => words::call_at_home,
        Outcome::WillCallBack => words::call_back_later,
        Outcome::Other => words::call_other,
    }
}

/// 在路上，约 18:10 到.
pub fn outcome_words(said: &Called) -> String {
    match (said.outcome, said.there_at) {
        (Outcome::OnTheWay, Some(at)) => fill(words::call_on_the_way_at, &[&at]),
        (outcome, _) => t(outcome_word(outcome)).to_owned(),
    }
}

/// 母亲 陈静.
pub fn whom_words(said: &Called) -> String {
    format!("{} {}", said.relation, said.name).trim().to_owned()
}

/// 15:52 母亲 陈静：没接通.
pub fn call_words(call: &Call) -> String {
    let said = &call.said;
    let line =
        fill(words::call_line, &[&format::time(call.at), &whom_words(said), &outcome_words(said)]);
    if call.struck.is_some() { fill(words::call_struck, &[&line]) } else { line }
}

/// The calls so far, newest first; nothing when there are none.
#[component]
pub fn CallsMade(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let calls = Memo::new(move |_| calls_of(model, child));
    move || {
        let calls = calls.get().list;
        (!calls.is_empty()).then(|| {
            let cell = |call: &Call| {
                let note = match call.said.text.trim() {
                    "" => call.by_name.clone(),
                    text => format!("{} · {text}", call.by_name),
                };
                view! { <Cell title=call_words(call) note /> }
            };
            let cells = calls.iter().rev().map(cell).collect_view();
            view! { <CellGroup title=t(words::calls_made)>{cells}</CellGroup> }
        })
    }
}

/// One person: the number, and the outcome in two taps.
#[component]
pub fn CallRow(
    /// The child.
    child: ChildId,
    /// Why.
    about: About,
    /// Whom.
    person: Person,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let who = person.words();
    let note = fill(words::call_note, &[&who]);
    let phone = person.phone.trim().to_owned();
    let call = if phone.is_empty() {
        view! { <p class="soft">{who} " · " {t(words::call_no_number)}</p> }.into_any()
    } else {
        let href = format!("tel:{}", phone.replace(' ', ""));
        view! {
            <ButtonLink href look=ButtonLook::Plain glyph=Glyph::Call>
                {fill(words::call_to, &[&who])} " " <span class="num">{phone}</span>
            </ButtonLink>
        }
        .into_any()
    };
    let form = move || {
        open.get().then(|| view! { <Outcomes child about person=person.clone() noted open /> })
    };
    view! {
        <div class="row row-between">
            {call}
            <Button look=ButtonLook::Quiet label=note on_press=move |()| open.update(|open| *open = !*open)>
                {t(words::call_note_short)}
            </Button>
        </div>
        {form}
    }
}

/// What came of the call: one tap keeps it.
#[component]
fn Outcomes(
    /// The child.
    child: ChildId,
    /// Why.
    about: About,
    /// Whom.
    person: Person,
    /// The screen's last note.
    noted: Noted,
    /// Closed once it is kept.
    open: RwSignal<bool>,
) -> impl IntoView {
    let model = Model::get();
    let (there, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (bad_time, bad_words) = (RwSignal::new(None::<Word>), RwSignal::new(None::<Word>));
    let coming = about == About::NotCollected || person.whom == Whom::Leader;
    // A name is no id: it may have a space in it.
    let id = platform::new_id();
    let (there_id, text_id) = (format!("there-{id}"), format!("said-{id}"));
    let person = StoredValue::new(person);
    let keep = move |outcome: Outcome| {
        let typed = there.get_untracked();
        let there_at = Minute::parse(typed.trim());
        bad_time
            .set((!typed.trim().is_empty() && there_at.is_none()).then_some(words::call_bad_time));
        let words = text.get_untracked().trim().to_owned();
        let length = words.chars().count();
        bad_words.set(match outcome {
            Outcome::Other if length == 0 => Some(words::call_need_words),
            _ => (length > 1000).then_some(words::too_long),
        });
        if bad_time.get_untracked().is_some() || bad_words.get_untracked().is_some() {
            return;
        }
        let person = person.get_value();
        let said = fill(words::call_said, &[&person.words(), &t(outcome_word(outcome))]);
        let body = Called {
            day: model.day.get_untracked(),
            about,
            whom: person.whom,
            name: person.name,
            relation: person.relation,
            outcome,
            there_at,
            text: words,
        };
        noted.keep(Subject::Child(child), body, said, move || _ = open.try_set(false));
    };
    let mut outcomes = vec![Outcome::NoAnswer, Outcome::OnTheWay];
    if about == About::NotHere {
        outcomes.push(Outcome::AtHome);
    }
    outcomes.extend([Outcome::WillCallBack, Outcome::Other]);
    let buttons = outcomes.into_iter().map(|outcome| {
        view! {
            <Button look=ButtonLook::Quiet on_press=move |()| keep(outcome)>
                {t(outcome_word(outcome))}
            </Button>
        }
    });
    let error = move |wrong: RwSignal<Option<Word>>| {
        MaybeProp::derive(move || wrong.get().map(|word| t(word).to_owned()))
    };
    view! {
        <div class="card stack stack-s">
            {coming.then(|| view! {
                <Field id=there_id label=t(words::call_there_at) kind=FieldKind::Time value=there error=error(bad_time) />
            })}
            <Field id=text_id label=t(words::call_words) hint=t(words::guards_read) value=text error=error(bad_words) />
            <div class="columns">{buttons.collect_view()}</div>
        </div>
    }
}
