//! Sheets of a paper day, photographed (G6): the proof of what is entered later. Whoever
//! copies a sheet takes its photo; the duty leader and the office see it.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::photo::{PhotoHash, Pictured};
use yuanliu_domain::school::Named;
use yuanliu_domain::sheet::{SheetKept, SheetStruck, Sheets};
use yuanliu_domain::time::Day;

use super::model::Model;
use super::pictures::{Asked, adder, may_strike};
use super::undoable::{LastDone, Undoable, WayBack};
use crate::pages::pictures::{Pictures, Wrong, picker_words};
use crate::state::Draft;
use crate::text::{fill, format, t, words};

/// For so many days a leader finds the sheets here; they are kept for their term.
const SHOWN_DAYS: i64 = 30;

/// The way to photograph the sheet of this writer.
#[component]
pub fn SheetPhoto(
    /// Who wrote it.
    writer: Named,
) -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let day = model.day.get_untracked();
    let said = fill(words::sheet_photo_of, &[&writer.name]);
    let writer = StoredValue::new(writer);
    let draft = move |photo: PhotoHash| {
        let body = SheetKept { day, written_by: writer.get_value(), photo };
        Draft::new(Subject::School, body)
    };
    let back: WayBack = Arc::new(move |acts: Vec<ActId>| {
        let strike = |act| strikes(model, day, act, t(words::undone).to_owned());
        let drafts = acts.into_iter().map(strike).collect();
        done.keep(model, drafts, t(words::em_said_undone).to_owned(), None);
    });
    let words = picker_words(words::sheet_photo, words::sheet_photo_hint);
    let asked = Asked { id: "sheet-photo".to_owned(), words, whole: true, then: None };
    // A list has as many sheets as it has.
    let adder = adder((model, done), asked, Signal::stored(0), draft, back);
    view! {
        <details>
            <summary><span class="link-block">{said}</span></summary>
            {adder}
        </details>
        <LastDone of=done />
    }
}

/// The sheets of the last days, for whoever has their rows.
#[component]
pub fn KeptSheets() -> impl IntoView {
    let model = Model::get();
    let done = Undoable::new();
    let all = Memo::new(move |_| {
        let today = model.day.get();
        let days = model.space.replica.with(|r| r.list::<Sheets>(Audience::Leader));
        let days = days.into_iter().filter_map(|(day, row)| Some((day.parse::<Day>().ok()?, row)));
        let mut days: Vec<(Day, Sheets)> =
            days.filter(|(day, _)| today.days_since(*day) <= SHOWN_DAYS).collect();
        days.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        days
    });
    let photos = Signal::derive(move || {
        let line = |day: Day, by: &Named| fill(words::sheet_of, &[&format::day(day), &by.name]);
        let of = |(day, row): (Day, Sheets)| {
            let sheets = row.list.into_iter();
            sheets.map(move |sheet| (line(day, &sheet.written_by), sheet.photo))
        };
        all.get().into_iter().flat_map(of).collect::<Vec<(String, Pictured)>>()
    });
    let wrong = Wrong {
        may: Callback::new(move |by| untrack(|| may_strike(model, by))),
        strike: Callback::new(move |act: ActId| {
            let of =
                |(_, row): &&(Day, Sheets)| row.list.iter().any(|sheet| sheet.photo.act == act);
            let Some(day) = all.with_untracked(|all| all.iter().find(of).map(|(day, _)| *day))
            else {
                return;
            };
            let draft = strikes(model, day, act, t(words::picture_wrong_reason).to_owned());
            done.keep(model, vec![draft], t(words::picture_taken_away).to_owned(), None);
        }),
    };
    let (space, audience) = (model.space, Audience::Leader);
    let held = move || model.space.replica.with(|replica| replica.view.whole(audience));
    view! {
        <Show when=held>
            <section class="section stack no-print">
                <h2 class="section-title">{t(words::sheets_title)}</h2>
                <Show when=move || photos.with(Vec::is_empty)>
                    <p class="soft small">{t(words::sheets_none)}</p>
                </Show>
                <Pictures space audience photos wrong />
                <LastDone of=done />
            </section>
        </Show>
    }
}

/// The act that takes a photo away: as leader, where the author is another.
fn strikes(model: Model, day: Day, original: ActId, reason: String) -> Draft<SheetStruck> {
    let as_leader = untrack(|| model.leads());
    let body = SheetStruck { day, original, as_leader, reason };
    Draft::new(Subject::School, body).building_on([original])
}
