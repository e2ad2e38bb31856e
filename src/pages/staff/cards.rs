//! Today's passes and the standing cards of a child, on the child's screen: who is
//! expected, the cards' numbers for whoever compares, and for the office the way to stop
//! one that was lost or that nobody in the family should hold any more.

use std::collections::BTreeMap;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{Card, CardCancelled};
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::collector::Stops;
use yuanliu_domain::court::Bars;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::pass::{Cancelled, Pass, PassWithdrawn};
use yuanliu_domain::people::Guardians;
use yuanliu_domain::rights::Role;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::shown::{AtTheDoor, Listed, Terms, counts};
use yuanliu_domain::signed::CardNumber;

use super::acts::Failed;
use super::model::Model;
use crate::components::{Button, ButtonLook, Cell, CellGroup};
use crate::state::{App, ChildToday, Draft, NotKept};
use crate::text::{Word, fill, format, t, words};

/// A card with its number, once the school has signed it.
pub type Numbered = (ActId, Card, Option<u32>);

/// Passes by child.
pub type Passes = BTreeMap<ChildId, Vec<(ActId, Pass)>>;

/// Cards that count on the model's date; follows the rows.
pub fn cards(model: Model, child: ChildId) -> Vec<Numbered> {
    let day = model.day.get();
    model.space.replica.with(|replica| {
        let cards = replica.list::<Card>(Audience::Roll).into_iter();
        let of_child = cards.filter(|(_, card)| card.child == child && card.holds(day));
        let with_number = |(key, card): (String, Card)| {
            let id = key.parse::<ActId>().ok()?;
            let number = replica.get::<CardNumber>(Audience::Roll, id).map(|row| row.number);
            Some((id, card, number))
        };
        of_child.filter_map(with_number).collect()
    })
}

/// The same of all children at once; follows the rows.
pub fn all_cards(model: Model) -> BTreeMap<ChildId, Vec<Numbered>> {
    let day = model.day.get();
    let mut all = BTreeMap::<ChildId, Vec<Numbered>>::new();
    model.space.replica.with(|replica| {
        for (key, card) in replica.list::<Card>(Audience::Roll) {
            let Some(id) = key.parse().ok().filter(|_| card.holds(day)) else { continue };
            all.entry(card.child).or_default().push((id, card, None));
        }
    });
    all
}

/// Passes of the model's date, by child; follows the rows.
pub fn all_passes(model: Model) -> Passes {
    let mut all = Passes::new();
    let day = Audience::Day(model.day.get());
    for (key, pass) in model.space.replica.with(|replica| replica.list::<Pass>(day)) {
        let Ok(id) = key.parse() else { continue };
        all.entry(pass.child).or_default().push((id, pass));
    }
    all
}

/// Whether a pass would let its person collect the child today: what is asked at the door,
/// but for the minute. Follows the rows.
pub fn would_count(model: Model, child: &ChildToday, id: ActId, pass: &Pass) -> bool {
    let day = model.day.get();
    model.space.replica.with(|replica| {
        let cancelled: Cancelled = replica.get(Audience::Holds, child.id).unwrap_or_default();
        let stops: Stops = replica.get(Audience::Holds, child.id).unwrap_or_default();
        let bars: Bars = replica.get(Audience::Holds, child.id).unwrap_or_default();
        let guardians: Option<Guardians> = replica.get(Audience::Roll, child.id);
        let listed = Listed::from(pass.clone());
        let door = AtTheDoor {
            child: child.id,
            day,
            minute: pass.from,
            certain: true,
            cancelled: &cancelled,
            entries: &child.day,
            listed: Some(&listed),
            fresh: false,
            stops: &stops,
            bars: &bars,
            guardians: guardians.as_ref(),
        };
        counts(&Terms::of(id, pass), &door).is_ok()
    })
}

/// Passes of the model's date that were neither used nor withdrawn; follows the rows.
fn passes(model: Model, child: ChildId) -> Vec<(ActId, Pass)> {
    let day = Audience::Day(model.day.get());
    model.space.replica.with(|replica| {
        let used = replica.get::<ChildDay>(day, child).unwrap_or_default();
        let mut passes: Vec<_> = replica
            .list::<Pass>(day)
            .into_iter()
            .filter(|(_, pass)| pass.child == child && !pass.withdrawn)
            .filter_map(|(key, pass)| Some((key.parse::<ActId>().ok()?, pass)))
            .filter(|(id, _)| !used.used(*id))
            .collect();
        passes.sort_by_key(|(id, pass)| (pass.from, *id));
        passes
    })
}

/// Both lists; nothing when there is none.
#[component]
pub fn Papers(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let stopping = Stopping::new(model, child);
    let all = Memo::new(move |_| cards(model, child));
    let expected = Memo::new(move |_| passes(model, child));
    let card = move |(id, card, number): Numbered| {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let title = fill(words::shown_note_card, &[&card.name, &number]);
        let until = fill(words::card_until_day, &[&format::short_day(card.until)]);
        let note = format!("{} · {until}", card.relation);
        let label = fill(words::cards_cancel_label, &[&number]);
        let act = move || CardCancelled { card: id, office: true };
        view! { <Cell title note>{stopping.button(words::cards_cancel, label, id, act)}</Cell> }
    };
    let pass = move |(id, pass): (ActId, Pass)| {
        let made_by = fill(words::pass_made_by, &[&pass.issued_by_name]);
        let note = format!("{} · {}–{} · {made_by}", pass.relation, pass.from, pass.until);
        let label = fill(words::passes_stop_label, &[&pass.name]);
        let act = move || PassWithdrawn { pass: id, day: pass.day, office: true };
        view! {
            <Cell title=pass.name.clone() note>{stopping.button(words::passes_stop, label, id, act)}</Cell>
        }
    };
    view! {
        <Failed why=stopping.failed />
        {move || {
            let all = expected.get();
            (!all.is_empty()).then(|| view! {
                <CellGroup title=t(words::passes_of_child)>{all.into_iter().map(pass).collect_view()}</CellGroup>
            })
        }}
        {move || {
            let all = all.get();
            (!all.is_empty()).then(|| view! {
                <CellGroup title=t(words::cards_of_child)>{all.into_iter().map(card).collect_view()}</CellGroup>
            })
        }}
    }
}

/// Stopping what somebody holds: the office's, on its own devices and not on a tablet in
/// a room.
#[derive(Clone, Copy)]
struct Stopping {
    app: App,
    model: Model,
    child: ChildId,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<NotKept>>,
}

impl Stopping {
    fn new(model: Model, child: ChildId) -> Stopping {
        let (busy, failed) = (RwSignal::new(false), RwSignal::new(None));
        Stopping { app: App::get(), model, child, busy, failed }
    }

    fn button<K: Kind + 'static>(
        self,
        word: Word,
        label: String,
        paper: ActId,
        act: impl Fn() -> K + Send + Sync + 'static,
    ) -> Option<impl IntoView> {
        let member = self.app.member(self.model.space.id).filter(|_| self.app.tablet().is_none());
        let office = member.is_some_and(|member| member.roles.contains(&Role::Office));
        let stop = move |()| {
            let draft = Draft::new(Subject::Child(self.child), act()).building_on([paper]);
            self.busy.set(true);
            leptos::task::spawn_local(async move {
                let kept = self.app.keep(self.model.space, draft).await;
                self.busy.try_set(false);
                self.failed.try_set(kept.err());
            });
        };
        office.then(|| view! {
            <Button look=ButtonLook::Quiet small=true busy=self.busy label on_press=stop>{t(word)}</Button>
        })
    }
}
