//! Which blocks of which weekdays a child stays.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A column.
#[derive(Clone, Copy)]
pub struct WeekDay {
    /// 周一, Mon.
    pub word: Signal<String>,
    /// Marks the column of today.
    pub today: bool,
}

/// A row.
#[derive(Clone, Copy)]
pub struct WeekBlock {
    /// 课外活动, 晚托.
    pub word: Signal<String>,
    /// Until when.
    pub time: Signal<String>,
}

/// The choice as a table of checkboxes, a tick for 'stays'. In and out take the
/// same one tap. Not for a single date: that is a day's exception, `Ticks`.
#[component]
pub fn WeekGrid(
    /// Prefix of the ids, unique on the screen.
    #[prop(into)]
    id: String,
    /// What the table is.
    #[prop(into)]
    caption: Signal<String>,
    /// The columns.
    days: Vec<WeekDay>,
    /// The rows.
    blocks: Vec<WeekBlock>,
    /// `chosen[block][day]`.
    chosen: RwSignal<Vec<Vec<bool>>>,
    /// `offered[block][day]`: false where the school has no such block.
    offered: Vec<Vec<bool>>,
) -> impl IntoView {
    let head = |(day, WeekDay { word, today }): (usize, WeekDay)| {
        let id = format!("{id}-d{day}");
        view! { <th scope="col" id=id class:week-today=today>{word}</th> }
    };
    let heads = days.iter().copied().enumerate().map(head).collect_view();
    let row = |(block, WeekBlock { word, time }): (usize, WeekBlock)| {
        let row_id = format!("{id}-b{block}");
        let box_of = |day: usize| {
            let offered = offered.get(block).and_then(|row| row.get(day)).copied().unwrap_or(true);
            week_box(format!("{row_id} {id}-d{day}"), chosen, (block, day), offered)
        };
        let boxes = (0..days.len()).map(box_of).collect_view();
        view! {
            <tr>
                <th scope="row">
                    <span id=row_id>{word}</span>
                    <span class="week-time">{time}</span>
                </th>
                {boxes}
            </tr>
        }
    };
    let rows = blocks.into_iter().enumerate().map(row).collect_view();
    view! {
        <table class="week">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <td></td>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn week_box(
    named_by: String,
    chosen: RwSignal<Vec<Vec<bool>>>,
    (block, day): (usize, usize),
    offered: bool,
) -> impl IntoView {
    let on = move || chosen.read().get(block).and_then(|row| row.get(day)) == Some(&true);
    let set = move |checked: bool| {
        chosen.update(|rows| {
            if let Some(cell) = rows.get_mut(block).and_then(|row| row.get_mut(day)) {
                *cell = checked;
            }
        });
    };
    view! {
        <td>
            <label class="week-box">
                <input
                    type="checkbox"
                    aria-labelledby=named_by
                    disabled=!offered
                    prop:checked=on
                    on:change:target=move |event| set(event.target().checked())
                />
                <Icon glyph=Glyph::Check />
            </label>
        </td>
    }
}
