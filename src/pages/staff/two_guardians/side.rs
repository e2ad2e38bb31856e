//! The two sides of a disagreement, in words.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::collector::Way;
use yuanliu_domain::disagreement::{Disagreement, Side};
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Minute;

use crate::components::{Cell, CellGroup, Notice, NoticeTone};
use crate::text::{act_name, fill, format, series, t, words};

/// Both sides, and what happened in the meantime.
#[component]
pub fn Sides(
    /// The disagreement.
    one: Disagreement,
) -> impl IntoView {
    let days = match one.days.until {
        Some(until) if until == one.days.from => format::short_day(until),
        Some(until) => {
            format!("{} – {}", format::short_day(one.days.from), format::short_day(until))
        }
        None => fill(words::two_from, &[&format::short_day(one.days.from)]),
    };
    let (title, said) = match &one.side {
        Some(side) => (
            fill(words::two_noticed, &[&side.by_name]),
            format!("{}\n{}", side_words(side), format::moment(side.at)),
        ),
        None => (t(words::two_not_here).to_owned(), String::new()),
    };
    let words = match one.text.trim() {
        "" => t(words::two_no_words).to_owned(),
        text => text.to_owned(),
    };
    let released = one.released.iter().map(|one| {
        let said = fill(words::two_released, &[&format::time(one.at), &one.to, &one.by_name]);
        view! { <Notice tone=NoticeTone::Warning>{said}</Notice> }
    });
    view! {
        <CellGroup note=fill(words::two_days, &[&days])>
            <Cell title note=said />
            <Cell
                title=fill(words::two_objects, &[&one.by_name])
                note=format!("{words}\n{}", format::moment(one.at))
            />
        </CellGroup>
        {released.collect_view()}
    }
}

fn field<T: DeserializeOwned>(side: &Side, name: &str) -> Option<T> {
    serde_json::from_value(side.body.get(name)?.clone()).ok()
}

fn blocks<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> String {
    let words = blocks.into_iter().map(|block| match block {
        Block::Activities => t(words::activities),
        Block::LateCare => t(words::late_care),
    });
    series(words)
}

/// What a notice says, without what is for the class teacher alone.
fn side_words(side: &Side) -> String {
    let of = |name| field::<String>(side, name).unwrap_or_default();
    match side.what.as_str() {
        "choose" => t(words::side_week).to_owned(),
        "choose_day" => {
            let body: Option<ChooseDay> = serde_json::from_value(side.body.clone()).ok();
            match body.filter(|body| !body.blocks.is_empty()) {
                Some(body) => fill(words::side_stays, &[&blocks(&body.blocks)]),
                None => t(words::side_home).to_owned(),
            }
        }
        "leave_note" => {
            let missed: Vec<Block> = field(side, "blocks").unwrap_or_default();
            let said = match field::<Minute>(side, "time") {
                Some(time) => fill(words::leaves_at, &[&time]),
                None => blocks(&missed),
            };
            let home = of("goes_home");
            match home.trim() {
                "" => fill(words::side_leave, &[&said]),
                home => format!("{} · {home}", fill(words::side_leave, &[&said])),
            }
        }
        "collector_named" => match field::<Way>(side, "way") {
            Some(Way::Alone) => t(words::side_alone).to_owned(),
            Some(Way::NotThis) => fill(words::side_not_this, &[&of("relation"), &of("name")]),
            _ => fill(words::side_collector, &[&of("relation"), &of("name")]),
        },
        other => act_name(other).to_owned(),
    }
}
