//! Acts that the school did not take, with the reason, as the office reads them (S8).

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::refusal::Refusal;
use yuanliu_domain::turned_away::TurnedAway;

use super::model::Office;
use crate::components::{TimelineItem, TimelineWhen};
use crate::text::{act_name, fill, format, t, words};

/// The list; nothing when there are none.
#[component]
pub fn TurnedAwayList() -> impl IntoView {
    let office = Office::get();
    let acts = Memo::new(move |_| {
        let mut acts = office.space.replica.with(|r| r.list::<TurnedAway>(Audience::Office));
        acts.sort_by_key(|(_, act)| std::cmp::Reverse(act.received));
        acts
    });
    view! {
        <Show when=move || !acts.with(Vec::is_empty)>
            <section class="section" aria-labelledby="turned-away">
                <h2 class="section-title" id="turned-away">
                    {move || fill(words::turned_count, &[&acts.with(Vec::len)])}
                </h2>
                <p class="cells-note">{t(words::turned_note)}</p>
                <div class="stack">
                    <For each=move || acts.get() key=|(key, _)| key.clone() let:row>
                        <One act=row.1 />
                    </For>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn One(
    /// The act.
    act: TurnedAway,
) -> impl IntoView {
    let office = Office::get();
    let child = act.child.and_then(|id| {
        office.roster.with_untracked(|roster| {
            roster.children.get(&id).map(|card| format!("{} {}", card.name, card.class_name))
        })
    });
    let who = match act.actor_name.is_empty() {
        true => t(words::turned_nobody).to_owned(),
        false => act.actor_name.clone(),
    };
    let parts = [child, Some(who), Some(format::moment(act.received))];
    let note = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <article class="card stack stack-s">
            <h3>{act_name(&act.kind)}</h3>
            <p>{reason_words(&act.code)}</p>
            <p class="soft small">{note}</p>
            {(!act.text.is_empty()).then(|| view! {
                <details>
                    <summary><span class="link-block link">{t(words::turned_text)}</span></summary>
                    <p class="small">{act.text}</p>
                </details>
            })}
        </article>
    }
}

/// The act as the side of a case.
pub fn item(act: &TurnedAway) -> TimelineItem {
    TimelineItem {
        key: act.act.to_string(),
        when: TimelineWhen::Struck,
        time: format::time(act.received),
        words: act_name(&act.kind).to_owned(),
        note: format!("{} · {}", act.actor_name, reason_words(&act.code)),
    }
}

/// Why, said about the sender and not to them.
fn reason_words(code: &str) -> &'static str {
    t(match code.parse::<Refusal>() {
        Ok(Refusal::NotYourChild) => words::turned_not_their_child,
        Ok(Refusal::NotStaff) => words::turned_not_staff,
        Ok(Refusal::NotOffice) => words::turned_not_office,
        Ok(Refusal::Erased) => words::turned_erased,
        Ok(Refusal::NothingToAnswer) => words::turned_nothing_to_answer,
        Ok(Refusal::AlreadySettled) => words::turned_already_settled,
        Ok(Refusal::TooManyObjections) => words::turned_too_many_objections,
        Ok(Refusal::NotYourCollector) => words::turned_not_their_collector,
        Ok(Refusal::NotSignedInHere) => words::turned_not_signed_in,
        Ok(Refusal::WrongDevice | Refusal::BadSignature) => words::turned_signature,
        Ok(Refusal::UnknownKind) => words::turned_old_app,
        Ok(Refusal::IdReuse) => words::turned_id_reuse,
        Ok(Refusal::WrongSpace) => words::turned_other_school,
        Ok(Refusal::TooLarge) => words::turned_too_large,
        Ok(Refusal::BadText) => words::turned_bad_text,
        Ok(Refusal::BadSpan) => words::turned_bad_span,
        Ok(Refusal::NotJson | Refusal::BadEnvelope | Refusal::BadBody | Refusal::WrongSubject) => {
            words::turned_form
        }
        Ok(Refusal::NotYourPin) => words::turned_pin,
        Ok(Refusal::NotProtector) => words::turned_not_protector,
        Ok(Refusal::NotLeader) => words::turned_not_leader,
        Err(()) => words::turned_other,
    })
}
