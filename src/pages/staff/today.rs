//! Today's list by block and group: the roll in one pass, and the way to a release.

use leptos::prelude::*;
use yuanliu_domain::child_day::{Mark, State};
use yuanliu_domain::expected::Because;
use yuanliu_domain::id::{ChildId, GroupId};
use yuanliu_domain::school::{Block, Group, Place};

use super::acts::{Failed, LastGesture, mark, take_in};
use super::model::Model;
use super::{StaffBar, WhenWhole};
use crate::components::{
    ButtonLink, ButtonLook, Count, CountStrip, Drawing, Empty, Glyph, Notice, NoticeTone, Roll,
    RollRow, SearchField, SelectField, Tab, Tabs, Tone, UndoBar,
};
use crate::route::Screen;
use crate::state::ChildToday;
use crate::storage::settings;
use crate::text::{fill, t, words};

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

/// A child on the list, with what the row shows.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    child: ChildToday,
    expected: bool,
    leave: bool,
    leaves_at: Option<String>,
}

impl Listed {
    fn here(&self) -> bool {
        self.child.day.state().in_care()
    }

    fn called(&self) -> bool {
        self.here() || matches!(self.child.day.state(), State::NotHere | State::Released(..))
    }

    fn gone(&self) -> bool {
        matches!(self.child.day.state(), State::Released(..) | State::LeftAtLessonsEnd)
    }

    fn missing(&self) -> bool {
        self.expected
            && !self.here()
            && !self.gone()
            && !matches!(self.child.day.state(), State::Absent)
    }
}

#[component]
fn List() -> impl IntoView {
    let model = Model::get();
    let gesture = LastGesture::new();
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
        let duties = model.duties();
        let mine = |(id, _): &&(GroupId, Group)| {
            duties.get(id).is_some_and(|duty| me.is_some_and(|me| duty.staff.contains(&me)))
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
    let list = Memo::new(move |_| {
        let Some((_, group)) = group.get() else { return vec![] };
        let frame = model.frame.get();
        let roster = model.roster.get();
        let children = model.children(roster.of_classes(&group.classes));
        let mut list: Vec<Listed> = children
            .into_iter()
            .filter_map(|child| listed(child, frame.as_ref()?, block.get(), model))
            .collect();
        list.retain(|l| l.expected || l.leave || l.here());
        list
    });
    let found: Memo<Vec<Listed>> = Memo::new(move |_| {
        let typed = search.get().trim().to_lowercase();
        if typed.is_empty() {
            return vec![];
        }
        let roster = model.roster.get();
        let hits = roster.children.iter().filter(|(_, card)| matches(card, &typed)).take(30);
        let frame = model.frame.get();
        let children = model.children(hits);
        children
            .into_iter()
            .filter_map(|c| listed(c, frame.as_ref()?, block.get(), model))
            .collect()
    });
    let ids = move || {
        let shown = if search.with(|s| s.trim().is_empty()) { list } else { found };
        shown.with(|shown| shown.iter().map(|l| l.child.id).collect::<Vec<_>>())
    };
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
    let place = move || {
        group.get_untracked().map(|(id, g)| Place { group: id, name: g.name, room: g.room })
    };
    let count = move |of: fn(&Listed) -> bool| {
        Signal::derive(move || list.with(|list| list.iter().filter(|l| of(l)).count()))
    };
    let missing = Memo::new(move |_| {
        list.with(|list| match list.iter().any(Listed::called) {
            true => list.iter().filter(|l| l.missing()).count(),
            false => 0,
        })
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
        let texts: Vec<String> = frame.changes.iter().map(|change| change.text.clone()).collect();
        (!texts.is_empty())
            .then(|| view! { <Notice tone=NoticeTone::Warning>{texts.join(" ")}</Notice> })
    };
    let row = move |id: ChildId| view! { <Row id lists=(list, found) place=Callback::new(move |()| place()) gesture /> };
    let empty = move || {
        ids().is_empty().then(|| {
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
        <CountStrip counts />
        <ToMissing count=missing />
        <SearchField label=t(words::search_child) clear=t(words::clear) value=search />
        <Failed why=gesture.failed />
        <div id="roll" role="tabpanel">
            <Roll label=t(words::staff_title) two=true>
                <For each=ids key=|id| *id children=row />
            </Roll>
            {empty}
        </div>
        <UndoBar
            message=Signal::derive(move || gesture.done.get().map(|(said, _)| said))
            undo=t(words::undo)
            on_undo=Callback::new(move |()| gesture.undo(model))
        />
    }
}

/// The way to whoever is missing; nothing while nobody is.
#[component]
pub fn ToMissing(
    /// How many.
    count: Memo<usize>,
) -> impl IntoView {
    view! {
        <Show when=move || { count.get() > 0 }>
            <ButtonLink href=Screen::Missing.path() look=ButtonLook::Quiet block=true glyph=Glyph::Call>
                {move || fill(words::missing_count, &[&count.get()])}
            </ButtonLink>
        </Show>
    }
}

/// Pinyin initials (zym), whole pinyin, name, or number in class.
fn matches(card: &yuanliu_domain::people::Child, typed: &str) -> bool {
    let initials: String =
        card.pinyin.split_whitespace().filter_map(|s| s.chars().next()).collect();
    let joined: String = card.pinyin.chars().filter(|c| !c.is_whitespace()).collect();
    card.name.contains(typed)
        || initials.starts_with(typed)
        || joined.starts_with(typed)
        || card.number.to_string() == typed
}

fn listed(
    child: ChildToday,
    frame: &crate::state::Frame,
    block: Block,
    model: Model,
) -> Option<Listed> {
    let expected = child.expected(block, frame, model.day.get());
    Some(Listed {
        expected: expected.yes,
        leave: expected.because == Because::Leave,
        leaves_at: expected.leaves_at.map(|at| fill(words::leaves_at, &[&at])),
        child,
    })
}

#[component]
fn Row(
    /// The child.
    id: ChildId,
    /// The lists on which it may stand.
    lists: (Memo<Vec<Listed>>, Memo<Vec<Listed>>),
    /// The group that marks.
    place: Callback<(), Option<Place>>,
    /// The screen's last gesture.
    gesture: LastGesture,
) -> impl IntoView {
    let model = Model::get();
    let (list, found) = lists;
    let this = Memo::new(move |_| {
        let on = |list: &Vec<Listed>| list.iter().find(|l| l.child.id == id).cloned();
        list.with(on).or_else(|| found.with(on))
    });
    let card = move || this.get().map(|l| l.child.card);
    let alert = move || {
        let card = card()?;
        let same = model.roster.with(|roster| !roster.sounds_like(id).is_empty());
        let alerts = [card.allergy.then(|| t(words::allergy)), same.then(|| t(words::sounds_same))];
        let alerts: Vec<_> = alerts.into_iter().flatten().collect();
        (!alerts.is_empty()).then(|| alerts.join(" · "))
    };
    let note = move || {
        let Some(listed) = this.get() else { return String::new() };
        let card = &listed.child.card;
        let number = format!("{} {:02}", card.class_name, card.number);
        match listed.leaves_at {
            Some(at) => format!("{number} · {at}"),
            None => number,
        }
    };
    let badge = move || {
        let listed = this.get()?;
        state_badge(&listed.child, listed.leave, listed.expected)
    };
    let navigate = leptos_router::hooks::use_navigate();
    let tap = move |()| {
        let Some(listed) = this.get_untracked() else { return };
        let (child, state) = (&listed.child, listed.child.day.state());
        let name = child.card.name.clone();
        match state {
            // Here, or gone: the next thing is on the child's own screen.
            state if state.in_care() => navigate(&Screen::Child(id).path(), Default::default()),
            State::Released(..) => navigate(&Screen::Child(id).path(), Default::default()),
            _ if listed.expected || listed.leave => {
                let act = mark(model, child, Mark::Present, place.run(()));
                gesture.keep(model, vec![act], fill(words::said_present, &[&name]));
            }
            _ => {
                let act = take_in(model, child, place.run(()));
                gesture.keep(model, vec![act], fill(words::said_taken_in, &[&name]));
            }
        }
    };
    view! {
        <RollRow
            surname=Signal::derive(move || card().map(|c| surname(&c.name)).unwrap_or_default())
            name=Signal::derive(move || card().map(|c| c.name).unwrap_or_default())
            note=Signal::derive(note)
            alert=MaybeProp::derive(alert)
            photo=MaybeProp::derive(move || model.portrait(id))
            tone=MaybeProp::derive(move || badge().map(|(tone, _)| tone))
            state=MaybeProp::derive(move || badge().map(|(_, word)| word))
            present=Signal::derive(move || this.get().is_some_and(|l| l.here()))
            on_tap=Callback::new(tap)
            href=Screen::Child(id).path()
            href_word=MaybeProp::derive(move || card().map(|c| fill(words::open_child, &[&c.name])))
        />
    }
}

/// The state worth a badge in a list, if any.
pub fn state_badge(child: &ChildToday, leave: bool, expected: bool) -> Option<(Tone, String)> {
    let said = |tone, word| Some((tone, t(word).to_owned()));
    match child.day.state() {
        State::Released(_, release)
            if release.basis == yuanliu_domain::child_day::Basis::WalksAlone =>
        {
            said(Tone::Left, words::state_alone)
        }
        State::Released(..) => said(Tone::Left, words::state_released),
        State::LeftAtLessonsEnd => said(Tone::Left, words::left),
        State::Absent => said(Tone::Leave, words::state_absent),
        State::NotHere if leave => said(Tone::Leave, words::on_leave),
        State::NotHere => said(Tone::Missing, words::not_here),
        State::OutOfRoom => said(Tone::Present, words::state_out),
        State::WithEscort => said(Tone::Present, words::state_escort),
        State::Returned => said(Tone::Present, words::state_returned),
        State::Received(_) | State::NotYet | State::Staying if child.unsettled => {
            said(Tone::Hold, words::stays_for_now)
        }
        State::Received(_) => None,
        State::NotYet | State::Staying if leave => said(Tone::Leave, words::on_leave),
        State::NotYet | State::Staying if !expected => said(Tone::Leave, words::not_expected),
        State::NotYet | State::Staying => None,
    }
}

/// One or two characters for the tile.
pub fn surname(name: &str) -> String {
    const DOUBLE: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫"];
    let double = DOUBLE.iter().find(|surname| name.starts_with(*surname));
    double.map(|s| (*s).to_owned()).unwrap_or_else(|| name.chars().take(1).collect())
}
