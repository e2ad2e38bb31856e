//! The calls to both guardians and what they agreed on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::disagreement::{Call, Disagreement, DisagreementSettled, Outcome};
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::{Contacts, Guardian, Guardians};
use yuanliu_domain::time::Minute;

use crate::components::{
    Button, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, TextArea,
};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// One guardian's call, while it is typed.
#[derive(Clone)]
struct Calling {
    guardian: Guardian,
    reached: RwSignal<String>,
    time: RwSignal<String>,
    said: RwSignal<String>,
}

impl Calling {
    fn id(&self, what: &str) -> String {
        format!("{what}-{}", self.guardian.person)
    }
}

/// The form.
#[component]
pub fn OutcomeForm(
    /// The child.
    child: ChildId,
    /// The disagreement.
    one: Disagreement,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let now = model.space.now().at.minute().to_string();
    let guardians: Guardians = model
        .space
        .replica
        .with_untracked(|replica| replica.get(Audience::Roll, child))
        .unwrap_or_default();
    let calls: Vec<Calling> = guardians
        .people
        .into_iter()
        .map(|guardian| Calling {
            guardian,
            reached: RwSignal::new(String::new()),
            time: RwSignal::new(now.clone()),
            said: RwSignal::new(String::new()),
        })
        .collect();
    let (outcome, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let error_of = move |id: String| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let typed = StoredValue::new(calls.clone());
    let objection = one.act;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let calls = typed.get_value();
        let wrong = found(&calls, &outcome.get_untracked(), &said.get_untracked());
        let blocked = !wrong.is_empty() || busy.get_untracked();
        errors.set(wrong);
        if blocked {
            return;
        }
        let day = model.day.get_untracked();
        let call = |calling: Calling| {
            let time = Minute::parse(&calling.time.get_untracked())?;
            Some(Call {
                guardian: calling.guardian.person,
                name: calling.guardian.name,
                at: day.at(time),
                reached: calling.reached.get_untracked() == "yes",
                said: calling.said.get_untracked().trim().to_owned(),
            })
        };
        let body = DisagreementSettled {
            objection,
            notice: one.notice,
            about: one.about,
            days: one.days,
            blocks: one.blocks(),
            calls: calls.into_iter().filter_map(call).collect(),
            outcome: match outcome.get_untracked().as_str() {
                "not_so" => Outcome::NotSo,
                _ => Outcome::AsNoticed,
            },
            words: said.get_untracked().trim().to_owned(),
        };
        busy.set(true);
        let draft = Draft::new(Subject::Child(child), body).building_on([objection]);
        spawn_local(async move {
            let kept = app.keep(model.space, draft).await;
            // With the outcome the form is gone.
            let _ = busy.try_set(false);
            failed.try_set(kept.err());
        });
    };
    let rows = calls.into_iter().map(|calling| view! { <CallTo child calling errors /> });
    let outcomes = [
        ("as_noticed", words::two_as_noticed, None),
        ("not_so", words::two_not_so, Some(words::two_not_so_note)),
    ];
    let outcomes = outcomes.map(|(key, word, note)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: note.map(t).unwrap_or_default().into(),
    });
    view! {
        <form class="card stack" on:submit=send novalidate>
            <h2 class="section-title">{t(words::two_calls)}</h2>
            <ErrorSummary title=t(words::not_complete) errors />
            {rows.collect_view()}
            <Choices
                id="two-outcome" legend=t(words::two_outcome) items=outcomes.to_vec() value=outcome
                error=error_of("two-outcome".into())
            />
            <TextArea
                id="two-words" label=t(words::two_words) hint=t(words::two_words_hint) value=said
                error=error_of("two-words".into())
            />
            <Failed why=failed />
            <Button submit=true block=true busy>{t(words::two_keep)}</Button>
        </form>
    }
}

/// What is still missing, in the order of the fields.
fn found(calls: &[Calling], outcome: &str, said: &str) -> Vec<FieldError> {
    let wrong = |id: String, word| FieldError { id, words: t(word).into() };
    let mut found = vec![];
    for calling in calls {
        if calling.reached.with_untracked(String::is_empty) {
            found.push(wrong(calling.id("reached"), words::two_need_call));
        }
        if calling.time.with_untracked(|time| Minute::parse(time).is_none()) {
            found.push(wrong(calling.id("time"), words::two_need_time));
        }
        if calling.said.with_untracked(|said| said.chars().count() > 1000) {
            found.push(wrong(calling.id("said"), words::too_long));
        }
    }
    if outcome.is_empty() {
        found.push(wrong("two-outcome".into(), words::two_need_outcome));
    }
    if !(1..=1000).contains(&said.trim().chars().count()) {
        found.push(wrong("two-words".into(), words::two_need_words));
    }
    found
}

#[component]
fn CallTo(
    /// The child.
    child: ChildId,
    /// What is typed.
    calling: Calling,
    /// What is wrong.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let model = Model::get();
    let error_of = move |id: String| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let key = calling.guardian.person.to_string();
    let phone = move || {
        let contacts: Contacts = model.space.replica.with(|r| r.get(Audience::Care, child))?;
        let contact = contacts.people.into_iter().find(|contact| contact.key == key)?;
        Some(
            view! { <a class="link num" href=format!("tel:{}", contact.phone)>{contact.phone.clone()}</a> },
        )
    };
    let items = [("yes", words::two_reached), ("no", words::two_not_reached)]
        .map(|(key, word)| ChoiceItem { key: key.into(), word: t(word).into(), note: "".into() });
    let who = format!("{} {}", calling.guardian.relation, calling.guardian.name);
    let [reached, time, said] = ["reached", "time", "said"].map(|what| calling.id(what));
    view! {
        <p class="row">{phone}</p>
        <Choices
            id=reached.clone() legend=fill(words::two_call, &[&who]) items=items.to_vec()
            value=calling.reached side=true error=error_of(reached)
        />
        <Field
            id=time.clone() label=fill(words::two_call_time, &[&calling.guardian.name])
            kind=FieldKind::Time value=calling.time error=error_of(time)
        />
        <Field
            id=said.clone() label=fill(words::two_said, &[&calling.guardian.name])
            hint=t(words::two_said_hint) value=calling.said error=error_of(said)
        />
    }
}
