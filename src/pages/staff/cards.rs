//! Standing cards of a child, on the child's screen: their numbers for whoever
//! compares, and for the office the way to cancel one that was lost.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::{Card, CardCancelled};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::rights::Role;
use yuanliu_domain::signed::CardNumber;

use super::acts::Failed;
use super::model::Model;
use crate::components::{Button, ButtonLook, Cell, CellGroup};
use crate::state::{App, Draft, NotKept};
use crate::text::{fill, format, t, words};

/// A card with its number, once the school has signed it.
pub type Numbered = (ActId, Card, Option<u32>);

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

/// The list; nothing when there is none.
#[component]
pub fn Cards(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    // The office's own devices, not a tablet in a room.
    let office = move || {
        let member = app.member(model.space.id).filter(|_| app.tablet().is_none());
        member.is_some_and(|member| member.roles.contains(&Role::Office))
    };
    let all = Memo::new(move |_| cards(model, child));
    let cancel = move |id: ActId| {
        let body = CardCancelled { card: id, office: true };
        let draft = Draft::new(Subject::Child(child), body).building_on([id]);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let kept = app.keep(model.space, draft).await;
            busy.try_set(false);
            failed.try_set(kept.err());
        });
    };
    let row = move |(id, card, number): Numbered| {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let title = fill(words::shown_note_card, &[&card.name, &number]);
        let until = fill(words::card_until_day, &[&format::short_day(card.until)]);
        let note = format!("{} · {until}", card.relation);
        let label = fill(words::cards_cancel_label, &[&number]);
        view! {
            <Cell title note>
                {office().then(|| view! {
                    <Button look=ButtonLook::Quiet small=true busy label on_press=move |()| cancel(id)>
                        {t(words::cards_cancel)}
                    </Button>
                })}
            </Cell>
        }
    };
    view! {
        <Failed why=failed />
        {move || {
            let all = all.get();
            (!all.is_empty()).then(|| view! {
                <CellGroup title=t(words::cards_of_child)>{all.into_iter().map(row).collect_view()}</CellGroup>
            })
        }}
    }
}
