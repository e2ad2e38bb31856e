//! Day changes of today and later, and what was; a new one is written here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::day_change::{ChangeEnded, DayChangeEnded};
use yuanliu_domain::id::ActId;
use yuanliu_domain::school::{DayChanged, Scope};

use super::change_form::ChangeForm;
use super::change_typed::Typed;
use super::groups::block_word;
use super::model::{Office, Roster};
use super::writing::{Failed, Writing};
use crate::components::{Button, ButtonLook, Cell, CellGroup, Glyph, Sheet};
use crate::state::Draft;
use crate::text::{change_words, fill, format, series, t, words};

/// How many past changes are listed.
const PAST: usize = 20;

/// The list and the way to a new one.
#[component]
pub fn Changes() -> impl IntoView {
    let office = Office::get();
    let open = RwSignal::new(false);
    // Outside the sheet: what was typed stays when the sheet is put aside.
    let typed = Typed::new(office);
    let changes = Memo::new(move |_| {
        let today = office.day.get();
        let mut all = office.space.replica.with(|r| r.list::<DayChanged>(Audience::Public));
        // Ids are in the order of their making.
        all.sort_by(|(a, x), (b, y)| (x.day, a).cmp(&(y.day, b)));
        let (past, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, c)| c.day < today);
        (coming, past.into_iter().rev().take(PAST).collect::<Vec<_>>())
    });
    let coming = move || changes.with(|(coming, _)| coming.clone());
    let past = move || changes.with(|(_, past)| past.clone());
    view! {
        <CellGroup title=t(words::changes_title) note=t(words::changes_note)>
            <Show when=move || coming().is_empty()>
                <Cell title=t(words::changes_none) />
            </Show>
            <For each=coming key=|(id, ..)| id.clone() let((id, change))>
                <Change id change />
            </For>
        </CellGroup>
        <Button block=true glyph=Glyph::Plus on_press=move |()| open.set(true)>
            {t(words::change_add)}
        </Button>
        <Show when=move || !past().is_empty()>
            <details class="section">
                <summary>
                    <span class="link-block section-title">{t(words::changes_past)}</span>
                </summary>
                <div class="cells">
                    <For each=past key=|(id, ..)| id.clone() let((id, change))>
                        <Change id change />
                    </For>
                </div>
            </details>
        </Show>
        <Sheet open title=t(words::change_add) close=t(words::close)>
            <ChangeForm typed open />
        </Sheet>
    }
}

/// A change; one of today or later can be called off, and stays readable (R5).
#[component]
fn Change(
    /// The act that made it.
    id: String,
    /// The change.
    change: DayChanged,
) -> impl IntoView {
    let office = Office::get();
    let day = change.day;
    let act = id.parse::<ActId>().ok();
    let ended = Memo::new(move |_| {
        office.space.replica.with(|r| r.row::<ChangeEnded>(Audience::Public, act?)).is_some()
    });
    let may = move || office.day.get() <= day && !ended.get();
    let writing = Writing::new();
    let ends = move |()| {
        let Some(act) = act else { return };
        let body = DayChangeEnded { day, changes: vec![act] };
        let draft = Draft::new(Subject::School, body).building_on([act]);
        let said = fill(words::change_said_ended, &[&format::short_day(day)]);
        writing.keep(office, draft, said, || ());
    };
    let effects = effects(&change);
    let scope = office.roster.with_untracked(|roster| scope_words(&change.scope, roster));
    let title = format!("{} · {scope}", format::day(change.day));
    let parts = [Some(effects).filter(|effects| !effects.is_empty()), Some(change_words(&change))];
    let note = parts.into_iter().flatten().collect::<Vec<_>>().join(" — ");
    let title = Signal::derive(move || match ended.get() {
        true => fill(words::change_ended, &[&title]),
        false => title.clone(),
    });
    view! {
        <Cell title note>
            <Show when=may>
                <Button look=ButtonLook::Quiet small=true busy=writing.busy on_press=ends>
                    {t(words::change_end)}
                </Button>
            </Show>
        </Cell>
        <Failed writing />
    }
}

/// What it does, in words; empty when it is only a message.
fn effects(change: &DayChanged) -> String {
    let cancelled =
        change.cancelled.iter().map(|b| fill(words::change_cancels, &[&block_word(*b)]));
    let ends = change.ends.map(|time| fill(words::change_ends_at, &[&time]));
    series(cancelled.chain(ends))
}

/// For whom, in words.
pub fn scope_words(scope: &Scope, roster: &Roster) -> String {
    match scope {
        Scope::School => t(words::scope_school).to_owned(),
        Scope::Grades(grades) => grade_words(grades),
        Scope::Classes(classes) => {
            let ids: Vec<_> = classes.iter().copied().collect();
            series(roster.class_names(&ids))
        }
    }
}

fn grade_words(grades: &BTreeSet<u8>) -> String {
    series(grades.iter().map(|grade| grade_word(*grade)))
}

/// 一年级, Grade 1.
pub fn grade_word(grade: u8) -> String {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = digits.get(usize::from(grade).wrapping_sub(1)).copied().unwrap_or_default();
    match crate::text::language() {
        crate::storage::settings::Language::Zh => fill(words::grade, &[&digit]),
        crate::storage::settings::Language::En => fill(words::grade, &[&grade]),
    }
}
