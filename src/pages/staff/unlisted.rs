//! Not listed: do not hand over yet. Call back, reason, second person (T5, R11).

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::Release;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::people::Contacts;

use super::StaffBar;
use super::acts::Failed;
use super::later::{EnteredLater, Later};
use super::model::Model;
use super::release::{SecondPerson, keep_stated, second_person, unchecked};
use super::tablet::Prover;
use crate::components::{
    Button, ButtonLook, Cell, CellGroup, ChoiceItem, Choices, ErrorSummary, Field, FieldError,
    Notice, NoticeTone,
};
use crate::route::Screen;
use crate::state::{App, NotKept};
use crate::text::{fill, t, words};

/// The page.
#[component]
pub fn UnlistedPage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let today = Signal::derive(move || model.child(child));
    let name = move || today.get().map(|c| c.card.name.clone()).unwrap_or_default();
    let contacts = move || {
        let replica = model.space.replica;
        let mut people =
            replica.with(|r| r.get::<Contacts>(Audience::Care, child)).unwrap_or_default().people;
        // The number of somebody who is not confirmed confirms nothing.
        let collectors = today.get().map(|child| child.collectors).unwrap_or_default();
        let asked =
            |key: &str| collectors.people.iter().any(|c| c.unconfirmed && c.id.to_string() == key);
        people.retain(|contact| !asked(&contact.key));
        people
    };
    let collector = RwSignal::new(String::new());
    let relation = RwSignal::new(String::new());
    let result = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let second = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let later = Later::provide(model);
    let error_of = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let navigate = use_navigate();
    let prover = Prover::get();
    let hand_over = Callback::new(move |()| {
        let missing = |id: &str, value: RwSignal<String>, word| {
            value
                .with_untracked(|v| v.trim().is_empty())
                .then(|| FieldError { id: id.into(), words: t(word).into() })
        };
        let found: Vec<FieldError> = [
            missing("collector", collector, words::need_collector),
            missing("result-agreed", result, words::need_call_back),
            missing("reason", reason, words::need_reason),
            missing("second", second, words::need_second),
        ]
        .into_iter()
        .flatten()
        .collect();
        let stated = later.stated();
        let blocked = !found.is_empty();
        errors.set(found);
        let Some(today) = today.get_untracked().filter(|_| !blocked) else { return };
        let Some(stated) = stated else { return };
        let body = Release {
            collector_name: collector.get_untracked().trim().to_owned(),
            relation: relation.get_untracked().trim().to_owned(),
            call_back: t(if result.get_untracked() == "agreed" {
                words::call_agreed
            } else {
                words::call_none
            })
            .to_owned(),
            reason: reason.get_untracked().trim().to_owned(),
            second: second_person(model, &second.get_untracked()),
            ..unchecked(app, model)
        };
        let navigate = navigate.clone();
        prover.again(Callback::new(move |()| {
            let release = (today.clone(), body.clone());
            keep_stated(app, model, release, stated.clone(), busy, failed);
            navigate(&Screen::Child(child).path(), Default::default());
        }));
    });
    let results = [
        ("agreed", words::call_agreed),
        ("none", words::call_none),
        ("refused", words::call_refused),
    ];
    let items = results.map(|(key, word)| ChoiceItem {
        key: key.into(),
        word: t(word).into(),
        note: "".into(),
    });
    let refused = move || result.get() == "refused";
    view! {
        <StaffBar title=t(words::not_yet) back=Screen::Child(child).path() />
        <main class="page stack" id="main">
            <Notice tone=NoticeTone::Warning title=fill(words::stays_with_us, &[&name()])>
                {t(words::say_to_person)}
            </Notice>
            <CellGroup title=t(words::call_these)>
                {move || contacts().into_iter().map(|c| view! {
                    <Cell title=c.name note=c.relation>
                        <a class="link num" href=format!("tel:{}", c.phone)>{c.phone.clone()}</a>
                    </Cell>
                }).collect_view()}
            </CellGroup>
            {move || contacts().is_empty().then(|| view! { <Notice>{t(words::no_numbers)}</Notice> })}
            <ErrorSummary title=t(words::not_complete) errors />
            <Choices id="result" legend=t(words::call_result) items=items.to_vec() value=result error=error_of("result-agreed") />
            {move || refused().then(|| view! {
                <Notice tone=NoticeTone::Danger>{t(words::call_refused_then)}</Notice>
            })}
            <Field id="collector" label=t(words::collector_name) value=collector error=error_of("collector") />
            <Field id="relation" label=t(words::relation_said) value=relation />
            <Field id="reason" label=t(words::reason) value=reason error=error_of("reason") />
            <SecondPerson value=second error=error_of("second") />
            <EnteredLater later />
            <Failed why=failed />
            <Notice>{t(words::parents_told)}</Notice>
            <Show when=move || !refused()>
                <Button block=true look=ButtonLook::Danger busy on_press=hand_over>{t(words::hand_over_anyway)}</Button>
            </Show>
        </main>
    }
}
