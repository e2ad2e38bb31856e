//! Today's list by block and group: the roll in one pass, and the way to a release.

mod bar;
mod row;
mod select;

pub use row::{alerts, state_badge};

use leptos::prelude::*;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::school::{Block, Group};

use super::acts::{Failed, LastGesture};
use super::later::{EnteredLater, Later};
use super::listed::{self, Listed};
use super::model::Model;
use super::rain::places_line;
use super::{StaffBar, WhenWhole};
use crate::components::{
    ButtonLink, ButtonLook, Count, CountStrip, Drawing, Empty, Glyph, Notice, NoticeTone, Roll,
    SearchField, SelectField, Tab, Tabs, Tone, UndoBar, in_steps,
};
use crate::route::Screen;
use crate::storage::settings;
use crate::text::{fill, t, words};
use bar::GroupBar;
use row::Row;
use select::{SelectBar, Selection};

/// Children whom a search shows; more are a name that is not typed far enough.
const MOST_FOUND: usize = 12;

/// The page.
#[component]
pub fn TodayPage() -> impl IntoView {
    view! {
        <StaffBar title=t(words::staff_title) />
        <main class="page page-wide stack" id="main">
            <WhenWhole><List /></WhenWhole>
        </main>
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let later = Later::provide(model);
    let gesture = LastGesture::stating(later);
    let selection = Selection::new();
    let counting = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let now_late = model.frame.with_untracked(|frame| {
        frame.as_ref().is_some_and(|f| model.space.now().at.minute() >= f.school.late_care)
    });
    let block_index = RwSignal::new(usize::from(now_late));
    let block = Memo::new(move |_| Block::ALL[block_index.get().min(1)]);
    let groups = Memo::new(move |_| {
        let block = block.get();
        model.roster.with(|roster| {
            roster.groups.iter().filter(|(_, g)| g.block == block).cloned().collect::<Vec<_>>()
        })
    });
    let picked = RwSignal::new(String::new());
    // My own group first; another one is a choice away and stays chosen.
    Effect::new(move |_| {
        let (groups, me) = (groups.get(), model.me());
        let kept = picked.get_untracked();
        if groups.iter().any(|(id, _)| id.to_string() == kept) {
            return;
        }
        let mine = |(id, _): &&(GroupId, Group)| {
            model.with_group(*id).iter().any(|with| Some(with.id) == me)
        };
        let last = settings::load().group;
        let found = groups
            .iter()
            .find(|(id, _)| Some(id.to_string()) == last)
            .or_else(|| groups.iter().find(mine))
            .or(groups.first());
        picked.set(found.map(|(id, _)| id.to_string()).unwrap_or_default());
    });
    let group = Memo::new(move |_| {
        let picked = picked.get();
        groups.get().into_iter().find(|(id, _)| id.to_string() == picked)
    });
    let group_id = Signal::derive(move || group.get().map(|(id, _)| id));
    // Another list: whoever was selected on the last one is not on it.
    Effect::new(move |before: Option<Option<GroupId>>| {
        let now = group_id.get();
        if before.is_some_and(|before| before != now) {
            selection.end();
        }
        now
    });
    let list = Memo::new(move |_| {
        group.get().map(|(id, _)| listed::of_group(model, id, block.get())).unwrap_or_default()
    });
    let found: Memo<Vec<Listed>> = Memo::new(move |_| {
        let typed = search.get().trim().to_lowercase();
        match group.get() {
            Some((id, _)) if !typed.is_empty() => {
                listed::some(model, id, block.get(), &typed, MOST_FOUND + 1)
            }
            _ => vec![],
        }
    });
    let searching = Memo::new(move |_| search.with(|typed| !typed.trim().is_empty()));
    let stepped = in_steps(Memo::new(move |_| group_id.get()), move || list.get());
    let rows = Memo::new(move |_| match searching.get() {
        true => found.with(|found| found.iter().take(MOST_FOUND).cloned().collect()),
        false => stepped.get(),
    });
    // Whoever is found takes the rows of the list, which are there again afterwards.
    let places = move || 0..stepped.with(Vec::len).max(rows.with(Vec::len));
    let tabs = [words::activities, words::late_care]
        .map(|word| Tab { word: t(word).into(), count: None })
        .to_vec();
    let options = Signal::derive(move || {
        let groups = groups.get();
        groups
            .into_iter()
            .map(|(id, g)| (id.to_string(), format!("{} · {}", g.name, g.room)))
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        let picked = picked.get();
        if !picked.is_empty() && settings::load().group.as_deref() != Some(&picked) {
            settings::change(|settings| settings.group = Some(picked));
        }
    });
    let place = move || group.get_untracked().map(|(id, group)| listed::place(id, &group));
    let count = move |of: fn(&Listed) -> bool| {
        Signal::derive(move || list.with(|list| list.iter().filter(|l| of(l)).count()))
    };
    let missing = Memo::new(move |_| {
        let id = group_id.get();
        model.picture.with(|picture| id.map_or(0, |id| picture.missing_in(id)))
    });
    let counts = vec![
        Count {
            tone: Tone::Expected,
            word: t(words::expected).into(),
            number: count(|l| l.expected),
        },
        Count { tone: Tone::Present, word: t(words::present).into(), number: count(Listed::here) },
        Count {
            tone: Tone::Left,
            word: t(words::left).into(),
            number: count(|l| l.expected && l.gone()),
        },
        Count {
            tone: Tone::Leave,
            word: t(words::list_elsewhere).into(),
            number: count(|l| l.expected && l.elsewhere().is_some()),
        },
        // Nobody is missing before somebody has begun to look.
        Count { tone: Tone::Missing, word: t(words::not_here).into(), number: missing.into() },
    ];
    let no_list = move || {
        model.frame.with(|frame| {
            let frame = frame.as_ref()?;
            let day = yuanliu_domain::calendar::school_day(
                model.day.get(),
                frame.entered.as_ref().map(|e| e.entered()).as_ref(),
            );
            use yuanliu_domain::calendar::SchoolDay;
            match day {
                SchoolDay::Open { .. } => None,
                SchoolDay::Closed => Some(t(words::no_school)),
                SchoolDay::MakeUpWithoutWeekday | SchoolDay::Unknown => Some(t(words::day_unknown)),
            }
        })
    };
    let changes = move || {
        let frame = model.frame.get()?;
        let mut texts: Vec<String> = frame.not_rain().map(|change| change.text.clone()).collect();
        let classes = group.get().map(|(_, group)| group.classes).unwrap_or_default();
        let rain = frame.rain().next();
        texts.extend(rain.and_then(|_| places_line(model, |class| classes.contains(&class))));
        (!texts.is_empty())
            .then(|| view! { <Notice tone=NoticeTone::Warning>{texts.join(" ")}</Notice> })
    };
    // A row is a place on the list: another child in it costs words and no new row.
    let row = move |at: usize| view! { <Row at rows place=Callback::new(move |()| place()) selection gesture /> };
    let more = move || {
        (searching.get() && found.with(Vec::len) > MOST_FOUND)
            .then(|| view! { <p class="soft small">{t(words::search_more)}</p> })
    };
    let empty = move || {
        rows.with(Vec::is_empty).then(|| {
            let words =
                if search.with(|s| s.is_empty()) { words::list_empty } else { words::search_empty };
            view! { <Empty drawing=Drawing::Magnifier words=t(words) /> }
        })
    };
    view! {
        {move || no_list().map(|words| view! { <Notice tone=NoticeTone::Warning>{words}</Notice> })}
        {changes}
        <Tabs label=t(words::blocks) tabs selected=block_index panel="roll" />
        <SelectField id="group" label=t(words::group) value=picked options />
        <div hidden=counting><CountStrip counts /></div>
        <ToMissing count=missing />
        <GroupBar group=group_id list selection counting />
        <div class="stack" hidden=counting><EnteredLater later /></div>
        <SearchField label=t(words::search_child) clear=t(words::clear) value=search />
        <Failed why=gesture.failed />
        <div id="roll" role="tabpanel">
            <Roll label=t(words::staff_title) two=true>
                <For each=places key=|at| *at children=row />
            </Roll>
            {more}
            {empty}
        </div>
        <Show when=move || selection.on.get()>
            <SelectBar selection list group=group_id gesture />
        </Show>
        <UndoBar
            message=Signal::derive(move || {
                // It would lie over the bar of the selection.
                gesture.done.get().filter(|_| !selection.on.get()).map(|(said, _)| said)
            })
            undo=t(words::undo)
            on_undo=Callback::new(move |()| gesture.undo(model))
        />
    }
}

/// The way to whoever is missing; nothing while nobody is. It leads to the whole school's,
/// and says so where those are more.
#[component]
pub fn ToMissing(
    /// How many.
    count: Memo<usize>,
) -> impl IntoView {
    let model = Model::get();
    let words = move || {
        let (count, all) = (count.get(), model.picture.with(|picture| picture.missing.len()));
        match all == count {
            true => fill(words::missing_count, &[&count]),
            false => fill(words::missing_count_of, &[&count, &all]),
        }
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <ButtonLink href=Screen::Missing.path() look=ButtonLook::Quiet block=true glyph=Glyph::Call>
                {words}
            </ButtonLink>
        </Show>
    }
}
