//! What the place asks for (X7), as the school's operator filled it in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_sync::wire::Place;

use crate::api;
use crate::components::{Cell, CellGroup};
use crate::text::{Word, fill, t, words};

/// Where anybody looks up an ICP filing.
const REGISTER: &str = "https://beian.miit.gov.cn/";

/// Asks once. Without an answer nothing is shown: it is no news for the afternoon.
fn asked() -> RwSignal<Option<Place>> {
    let place = RwSignal::new(None);
    spawn_local(async move {
        if let Ok(answer) = api::place().await {
            place.try_set(Some(answer));
        }
    });
    place
}

/// Every number and name that was given, with its word.
fn lines(place: &Place) -> Vec<(Word, Option<String>)> {
    let level = place.protection_level.map(|level| fill(words::place_level_n, &[&level]));
    vec![
        (words::place_officer, place.data_officer.clone()),
        (words::place_edu, place.edu_app_filing.clone()),
        (words::place_icp, place.icp_filing.clone()),
        (words::place_level, level),
        (words::place_assessed, place.impact_assessment.map(|day| day.to_string())),
    ]
}

/// On the settings screen what was given; on the office's, also what is missing.
#[component]
pub fn PlaceCells(
    /// Also what was not given.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let place = asked();
    let cells = move || {
        let place = place.get()?;
        let missing = || all.then(|| t(words::place_missing).to_owned());
        let given = lines(&place).into_iter().filter_map(|(word, value)| {
            let value = value.or_else(missing)?;
            Some(view! { <Cell title=t(word) note=value /> })
        });
        let given: Vec<_> = given.collect();
        let push = if place.web_push { words::place_push_on } else { words::place_push_off };
        let gateway = match place.gateway {
            true => words::place_gateway_on,
            false => words::place_gateway_off,
        };
        Some(view! {
            <CellGroup title=t(words::place_title)>
                {given}
                <Cell title=t(words::place_gateway) note=t(gateway) />
                <Cell title=t(words::place_push) note=t(push) />
            </CellGroup>
        })
    };
    view! { {cells} }
}

/// At the foot of the public page: the filings, as the law wants them shown.
#[component]
pub fn PlaceFoot() -> impl IntoView {
    let place = asked();
    let foot = move || {
        let place = place.get()?;
        let icp = place.icp_filing.map(|number| {
            view! {
                <a class="link" href=REGISTER rel="external noopener">{number}</a>
            }
        });
        let edu = place.edu_app_filing.map(|number| {
            view! {
                <span>{fill(words::place_edu_short, &[&number])}</span>
            }
        });
        let any = icp.is_some() || edu.is_some();
        any.then(|| view! { <footer class="door-foot">{icp} {edu}</footer> })
    };
    view! { {foot} }
}
