//! One outing as a list of its entries, and the way to strike it.

use leptos::prelude::*;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::outing::{Count, Heads, Outing, OutingLeft, Stage};

use super::entry::strike;
use crate::components::{Button, ButtonLook, Field, Timeline, TimelineItem, TimelineWhen};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::Undoable;
use crate::text::{activity, fill, format, t, words};

/// What a count on the way says.
pub fn count_words(stage: Stage, heads: &Heads) -> String {
    let word = match stage {
        Stage::Arrived => words::outing_arrived,
        Stage::Returned => words::outing_returned,
    };
    fill(word, &[&activity::heads(heads)])
}

/// The card.
#[component]
pub fn One(
    /// The group.
    id: GroupId,
    /// The outing.
    outing: Outing,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let when = |struck: bool| if struck { TimelineWhen::Struck } else { TimelineWhen::Past };
    let gone = outing.struck.is_some();
    let OutingLeft { destination, leads, heads, .. } = &outing.said;
    let led = fill(words::outing_led, &[&leads.name]);
    let left = TimelineItem {
        key: outing.act.to_string(),
        when: when(gone),
        time: format::time(outing.at),
        words: fill(words::outing_left, &[destination, &activity::heads(heads)]),
        note: format!("{led} · {}", outing.by_name),
    };
    let counts = outing.counts.iter().map(|count: &Count| TimelineItem {
        key: count.act.to_string(),
        when: when(gone || count.struck.is_some()),
        time: format::time(count.at),
        words: count_words(count.stage, &count.heads),
        note: count.by_name.clone(),
    });
    let items: Vec<TimelineItem> = [left].into_iter().chain(counts).collect();
    let items = Signal::derive(move || items.clone());
    let (open, need) = (RwSignal::new(false), RwSignal::new(false));
    let why = RwSignal::new(String::new());
    let act = outing.act;
    let outing = StoredValue::new(outing);
    let strikes = Callback::new(move |()| {
        let reason = why.with_untracked(|why| why.trim().to_owned());
        let fits = (1..=1000).contains(&reason.chars().count());
        need.set(!fits);
        if !fits {
            return;
        }
        let outing = outing.get_value();
        // Its counts on the way go with it, for the families too.
        let whole = (act, outing.said.heads.children);
        let counts = outing.counts.into_iter().filter(|count| count.struck.is_none());
        let parts = counts.map(|count| (count.act, count.heads.children));
        let wrong = |part| strike(id, outing.said.day, part, reason.clone());
        let drafts = [whole].into_iter().chain(parts).map(wrong).collect();
        let said = fill(words::log_struck, &[&outing.said.destination]);
        done.keep(model, drafts, said, None);
    });
    let error = MaybeProp::derive(move || need.get().then(|| t(words::need_reason).to_owned()));
    let form = move || {
        open.get().then(|| {
            view! {
                <Field id=format!("why-{act}") label=t(words::log_strike_why) value=why error />
                <Button look=ButtonLook::Quiet on_press=strikes>{t(words::log_strike)}</Button>
            }
        })
    };
    view! {
        <div class="card stack stack-s">
            <Timeline items />
            {(!gone).then(|| view! {
                <Button look=ButtonLook::Plain on_press=move |()| open.update(|open| *open = !*open)>
                    {t(words::log_wrong)}
                </Button>
            })}
            {form}
        </div>
    }
}
