//! A new collector that was told (T12) counts after staff called back a number on file, or
//! a guardian confirmed it. Until then it stands here, and on no list to be picked from.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::call::Whom;
use yuanliu_domain::case::{CaseKind, CaseOpened};
use yuanliu_domain::collector::{Collector, Way};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::on_behalf::{BehalfConfirmed, CalledBack};

use crate::components::{Button, ButtonLink, ButtonLook, Glyph, Notice, NoticeTone};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::calls::{Person, family};
use crate::pages::staff::model::Model;
use crate::pages::staff::tablet::Prover;
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, t, words};

/// Collectors of today who are not confirmed, each with the way to confirm it.
#[component]
pub fn Waiting(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let waiting = Memo::new(move |_| {
        let day = model.day.get();
        let today = model.child(child)?;
        let waiting =
            today.collectors.waiting(day, today.weekday).filter(|c| c.way != Way::NotThis);
        Some(waiting.cloned().collect::<Vec<_>>())
    });
    let key = |one: &Collector| (one.id, one.answered.denied);
    view! {
        <For each=move || waiting.get().unwrap_or_default() key=key let:collector>
            <One child collector />
        </For>
    }
}

/// 姨妈李芳; walking alone in words.
fn who(collector: &Collector) -> String {
    match collector.way {
        Way::Alone => t(words::state_alone).to_owned(),
        _ => fill(words::fam_person, &[&collector.relation, &collector.name]),
    }
}

#[component]
fn One(
    /// The child.
    child: ChildId,
    /// Who.
    collector: Collector,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let prover = Prover::get();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let notice = ActId(collector.id.0);
    let denied = collector.answered.denied;
    let knew = [Some(notice), denied].into_iter().flatten().collect::<Vec<_>>();
    let knew = StoredValue::new(knew);
    // What was called is known now; who collects, only by the word that is read here.
    let confirm = move |called: CalledBack| {
        prover.again(Callback::new(move |()| {
            let body = BehalfConfirmed { notice, called: Some(called.clone()) };
            let draft = Draft::new(Subject::Child(child), body).building_on(knew.get_value());
            busy.set(true);
            spawn_local(async move {
                let done = app.keep(model.space, draft).await;
                busy.try_set(false);
                failed.try_set(done.err());
            });
        }));
    };
    let refuse = Callback::new(move |()| {
        let body = CaseOpened {
            kind: CaseKind::NotWhatISaid,
            day: model.day.get_untracked(),
            about: vec![notice],
            text: words::behalf_refused_text.zh.to_owned(),
        };
        let draft = Draft::new(Subject::Child(child), body).building_on([notice]);
        busy.set(true);
        spawn_local(async move {
            let done = app.keep(model.space, draft).await;
            busy.try_set(false);
            failed.try_set(done.err());
        });
    });
    // Who may collect is a guardian's word: nobody else is asked.
    let people = untrack(|| model.child(child)).map(|today| untrack(|| family(model, &today)));
    let people: Vec<Person> = people.unwrap_or_default();
    let people: Vec<Person> = people
        .into_iter()
        .filter(|person| person.whom == Whom::Guardian && !person.phone.trim().is_empty())
        .collect();
    let none = people.is_empty();
    let row = move |person: Person| {
        let (name, phone) = (person.words(), person.phone.trim().to_owned());
        let href = format!("tel:{}", phone.replace(' ', ""));
        let agreed = fill(words::behalf_agreed, &[&person.relation]);
        let called =
            CalledBack { person: person.guardian?, name: person.name, relation: person.relation };
        Some(view! {
            <div class="row row-between">
                <ButtonLink href look=ButtonLook::Plain glyph=Glyph::Call>
                    {fill(words::call_to, &[&name])} " " <span class="num">{phone}</span>
                </ButtonLink>
                <Button look=ButtonLook::Quiet busy on_press=move |()| confirm(called.clone())>
                    {agreed}
                </Button>
            </div>
        })
    };
    let title = fill(words::behalf_pending, &[&who(&collector)]);
    let looks = Some(collector.looks.clone()).filter(|looks| !looks.is_empty());
    let by = fill(words::behalf_pending_note, &[&collector.named_by_name]);
    let refusable = denied.is_none();
    view! {
        // Whoever stands in front of the tablet reads nothing of it, and no number (R8, R11).
        <section class="card" aria-label=who(&collector)>
            <details>
                <summary><span class="link-block">{t(words::stays_for_staff)}</span></summary>
                <div class="stack stack-s">
                    <Notice tone=NoticeTone::Warning title>{by}</Notice>
                    {looks.map(|looks| view! { <p>{looks}</p> })}
                    {denied.map(|_| view! { <p>{t(words::behalf_denied)}</p> })}
                    {people.into_iter().filter_map(row).collect_view()}
                    {none.then(|| view! { <p>{t(words::behalf_no_numbers)}</p> })}
                    <Failed why=failed />
                    {refusable.then(|| view! {
                        <Button look=ButtonLook::Quiet busy on_press=refuse>
                            {t(words::behalf_refused)}
                        </Button>
                    })}
                </div>
            </details>
        </section>
    }
}
