//! What staff wrote down for families in the last days, and what these answered: for the
//! class teacher of the children, on whose device alone the rows lie.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ChildId;
use yuanliu_domain::on_behalf::OnBehalf;

use super::slip::{Line, Slip};
use crate::components::{Badge, Button, Cell, CellGroup, CellLink, Drawing, Empty, Tone};
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::text::{fill, format, on_behalf, t, words};

/// For so many days it is shown.
const SHOWN_DAYS: i64 = 7;

/// What was written for these children, newest first; a 'not so' before everything else.
fn of(model: Model, children: impl Iterator<Item = ChildId>) -> Vec<OnBehalf> {
    let today = model.day.get();
    let mut found: Vec<OnBehalf> = model.space.replica.with(|replica| {
        let of = |child| replica.list::<OnBehalf>(Audience::Homeroom(child));
        children.flat_map(of).map(|(_, row)| row).collect()
    });
    found.retain(|row| today.days_since(row.notice.at.day()) < SHOWN_DAYS);
    found.sort_by_key(|row| {
        let denied = row.notice.answered.denied.is_some();
        std::cmp::Reverse((denied, row.notice.at))
    });
    found
}

fn answer(row: &OnBehalf) -> (Tone, &'static str) {
    let (notice, answered) = (&row.notice, &row.notice.answered);
    let (tone, word) = match (notice.withdrawn, answered.denied, &answered.confirmed) {
        (Some(_), ..) => (Tone::Left, words::behalf_back),
        (None, Some(_), _) => (Tone::Missing, words::behalf_no),
        (None, None, Some(_)) => (Tone::Present, words::behalf_yes),
        (None, None, None) => (Tone::Expected, words::behalf_open),
    };
    (tone, t(word))
}

/// Who wrote it down, the number that called, who confirmed it.
fn note(row: &OnBehalf) -> String {
    let notice = &row.notice;
    let by = match notice.written {
        Some(written) => fill(words::behalf_written_at, &[&notice.by_name, &format::time(written)]),
        None => fill(words::behalf_written_by, &[&notice.by_name]),
    };
    let phone = row.phone.as_ref().map(|phone| fill(words::behalf_caller, &[phone]));
    let confirmed = notice.answered.confirmed.as_ref().map(on_behalf::confirmed);
    [Some(by), phone, confirmed].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Of the classes of which I am class teacher; nothing when there is nothing.
#[component]
pub fn ToldFor() -> impl IntoView {
    let model = Model::get();
    let rows = Memo::new(move |_| {
        let classes = model.my_classes();
        let children: Vec<ChildId> =
            model.roster.with(|roster| roster.of_classes(&classes).map(|(id, _)| *id).collect());
        of(model, children.into_iter())
    });
    let row = move |row: OnBehalf| {
        let name = name_of(model, row.child);
        let title = on_behalf::of(&name, &row.notice, model.day.get_untracked());
        let (tone, word) = answer(&row);
        view! {
            <CellLink href=Screen::Child(row.child).path() title note=note(&row)>
                <Badge tone word />
            </CellLink>
        }
    };
    move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            view! {
                <CellGroup title=t(words::behalf_told) note=t(words::behalf_told_note)>
                    {rows.into_iter().map(row).collect_view()}
                </CellGroup>
            }
        })
    }
}

/// The same of one child, with the sheet for its family.
#[component]
pub fn ToldOf(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let rows = Memo::new(move |_| of(model, [child].into_iter()));
    move || {
        let rows = rows.get();
        if rows.is_empty() {
            return None;
        }
        let (name, today) = (name_of(model, child), model.day.get_untracked());
        let cell = |row: &OnBehalf| {
            let title = on_behalf::of(&name, &row.notice, today);
            let (tone, word) = answer(row);
            view! { <Cell title note=note(row)><Badge tone word /></Cell> }
        };
        let cells = rows.iter().map(cell).collect_view();
        // Whoever collects may look on: reasons, numbers and answers lie folded (R8).
        Some(view! {
            <details>
                <summary><span class="link-block">{t(words::behalf_told)}</span></summary>
                <CellGroup>
                    {cells}
                    <CellLink href=Screen::OnBehalfPaper(child).path() title=t(words::behalf_print) />
                </CellGroup>
            </details>
        })
    }
}

fn name_of(model: Model, child: ChildId) -> String {
    model.roster.with_untracked(|roster| {
        roster.child(child).map(|card| card.name.clone()).unwrap_or_default()
    })
}

/// The sheet of what stands, for the printer.
#[component]
pub fn PaperPage(
    /// The child.
    child: ChildId,
) -> impl IntoView {
    let model = Model::get();
    let lines = Memo::new(move |_| {
        let (name, today) = (name_of(model, child), model.day.get());
        let rows = of(model, [child].into_iter());
        let standing = rows.iter().filter(|row| row.notice.withdrawn.is_none());
        let line = |row: &OnBehalf| Line {
            sentence: on_behalf::of(&name, &row.notice, today),
            by: row.notice.by_name.clone(),
            at: format::moment(row.notice.written.unwrap_or(row.notice.at)),
        };
        standing.map(line).collect::<Vec<_>>()
    });
    let print = move |()| {
        // Fails only where a browser has no printing.
        let _ = window().print();
    };
    let shown = move || {
        match lines.get() {
        none if none.is_empty() => {
            view! { <Empty drawing=Drawing::Paper words=t(words::behalf_none) /> }.into_any()
        }
        lines => view! {
            <Slip child lines />
            <div class="no-print"><Button block=true on_press=print>{t(words::behalf_print)}</Button></div>
        }
        .into_any(),
    }
    };
    view! {
        <StaffBar title=t(words::behalf_print) back=Screen::Child(child).path() />
        <main class="page stack" id="main"><WhenWhole>{shown}</WhenWhole></main>
    }
}
