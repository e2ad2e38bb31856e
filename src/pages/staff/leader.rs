//! The duty leader 值日行政 (T19): the whole picture, rounds, closing the day.

mod close;
mod rounds;

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::case::Case;
use yuanliu_domain::id::GroupId;
use yuanliu_domain::school::{Block, Group};

use super::activities;
use super::acts::Failed;
use super::checks::ChecksLine;
use super::early::EarlyToday;
use super::gate::Despite;
use super::grounds::GroundsOpen;
use super::group::merged_words;
use super::incident::ForLeader;
use super::ladder::uncollected;
use super::later::{EnteredLater, Later};
use super::model::Model;
use super::noted::Noted;
use super::picture::{Numbers, Picture};
use super::rain::RainToday;
use super::unread::UnreadMessages;
use super::{StaffBar, WhenWhole};
use crate::components::{
    Button, ButtonLook, CellGroup, CellLink, Count, CountStrip, Drawing, Empty, Tab, Tabs, Tone,
    UndoBar,
};
use crate::route::Screen;
use crate::state::App;
use crate::text::{fill, t, words};
use close::CloseDay;
pub use close::DayStands;
use rounds::{RoundHere, Rounds};

/// The page.
#[component]
pub fn LeaderPage() -> impl IntoView {
    let model = Model::get();
    let shown = move || match model.leads() {
        true => view! { <WhenWhole><Whole /></WhenWhole> }.into_any(),
        false => view! { <Empty drawing=Drawing::School words=t(words::leader_only) /> }.into_any(),
    };
    view! {
        <StaffBar title=t(words::leader_title) />
        <main class="page stack" id="main">{shown}</main>
    }
}

#[component]
fn Whole() -> impl IntoView {
    let model = Model::get();
    let noted = Noted::new();
    // A round is often written down after it was made; a closing never is.
    let later = Later::provide(model);
    let made = noted.stating(later);
    let picture = model.picture;
    let count = move |tone, word, of: fn(&Picture) -> usize| Count {
        tone,
        word: t(word).into(),
        number: Signal::derive(move || picture.with(of)),
    };
    let counts = vec![
        count(Tone::Expected, words::expected, |p| p.expected),
        count(Tone::Present, words::present, |p| p.present),
        count(Tone::Left, words::collected, |p| p.released),
        count(Tone::Missing, words::not_here, |p| p.missing.len()),
    ];
    let print = move |()| drop(window().print());
    view! {
        <CountStrip counts />
        <RainToday noted />
        <GroundsOpen />
        <Despite />
        <EarlyToday />
        <ForLeader />
        <ChecksLine />
        <activities::ForLeader />
        <UnreadMessages />
        <Waiting picture />
        <Failed why=noted.failed />
        <Groups picture noted=made />
        <Rounds noted=made />
        <EnteredLater later />
        <CloseDay picture noted />
        <Button look=ButtonLook::Quiet block=true on_press=print>{t(words::leader_print)}</Button>
        <UndoBar
            message=Signal::derive(move || noted.done.get().map(|(said, ..)| said))
            undo=t(words::undo) on_undo=Callback::new(move |()| noted.undo())
        />
    }
}

/// What waits for somebody: missing, not collected, open cases of today.
#[component]
fn Waiting(
    /// The picture.
    picture: Memo<Picture>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let missing = move || picture.with(|picture| picture.missing.len());
    let late = Memo::new(move |_| {
        app.tick.track();
        uncollected(model).len()
    });
    // Cases never come to a shared tablet.
    let cases = move || {
        let held = model.space.replica.with(|replica| replica.view.whole(Audience::Leader));
        held.then(|| {
            let count = move || {
                let today = Some(model.day.get());
                let cases = model.space.replica.with(|r| r.list::<Case>(Audience::Leader));
                let open = |case: &Case| case.closed.is_none() && case.day == today;
                fill(words::leader_count, &[&cases.iter().filter(|(_, case)| open(case)).count()])
            };
            view! {
                <CellLink href=Screen::Attention.path() title=t(words::leader_cases)>{count}</CellLink>
            }
        })
    };
    // Nobody saw the child: the leader looks at each of them.
    let at_home = move || {
        let children = picture.with(|picture| picture.at_home.clone());
        (!children.is_empty()).then(|| {
            let cells = children.into_iter().map(|(id, card)| {
                let title = format!("{} {:02} {}", card.class_name, card.number, card.name);
                view! { <CellLink href=Screen::Child(id).path() title /> }
            });
            view! { <CellGroup title=t(words::missing_by_call)>{cells.collect_view()}</CellGroup> }
        })
    };
    view! {
        <CellGroup>
            <CellLink href=Screen::Missing.path() title=t(words::missing_title)>
                {move || fill(words::leader_children, &[&missing()])}
            </CellLink>
            <CellLink href=Screen::Left.path() title=t(words::uncollected_title)>
                {move || fill(words::leader_children, &[&late.get()])}
            </CellLink>
            {cases}
        </CellGroup>
        {at_home}
    }
}

#[component]
fn Groups(
    /// The picture.
    picture: Memo<Picture>,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let now_late = model.frame.with_untracked(|frame| {
        frame.as_ref().is_some_and(|f| model.space.now().at.minute() >= f.school.late_care)
    });
    let selected = RwSignal::new(usize::from(now_late));
    let tabs = [words::activities, words::late_care]
        .map(|word| Tab { word: t(word).into(), count: None })
        .to_vec();
    let ids = move || {
        let block = Block::ALL[selected.get().min(1)];
        picture.with(|picture| {
            let of = picture.groups.iter().filter(|(_, group, _)| group.block == block);
            of.map(|(id, ..)| *id).collect::<Vec<_>>()
        })
    };
    let row = move |id: GroupId| view! { <OneGroup id picture noted /> };
    view! {
        <section class="section">
            <h2 class="section-title">{t(words::leader_groups)}</h2>
            <Tabs label=t(words::blocks) tabs selected panel="groups" />
            <OnPaper picture />
            <div id="groups" role="tabpanel" class="stack no-print">
                <For each=ids key=|id| *id children=row />
                {move || ids().is_empty().then(|| view! {
                    <Empty drawing=Drawing::Magnifier words=t(words::group_none) />
                })}
            </div>
        </section>
    }
}

/// Both blocks on paper, with the numbers of the screen.
#[component]
fn OnPaper(
    /// The picture.
    picture: Memo<Picture>,
) -> impl IntoView {
    let model = Model::get();
    let lines = move || {
        picture.with(|picture| {
            let line = |(id, group, numbers): &(GroupId, Group, Numbers)| {
                let block = match group.block {
                    Block::Activities => words::activities,
                    Block::LateCare => words::late_care,
                };
                let said = said(model, *id, numbers);
                view! { <p>{t(block)} " · " {named(group)} " · " {said}</p> }
            };
            picture.groups.iter().map(line).collect_view()
        })
    };
    view! { <div class="print-only">{lines}</div> }
}

/// 3 号教室 · 阅读一组.
fn named(group: &Group) -> String {
    format!("{} · {}", group.room, group.name)
}

fn numbers_words(n: &Numbers) -> String {
    if !n.called && n.present == 0 {
        return fill(words::leader_group_closed, &[&n.expected]);
    }
    let counts: [&dyn std::fmt::Display; 5] =
        [&n.expected, &n.present, &n.out, &n.left, &n.missing()];
    let said = fill(words::leader_group_line, &counts);
    match n.elsewhere {
        0 => said,
        elsewhere => fill(words::leader_elsewhere, &[&said, &elsewhere]),
    }
}

/// Who has a group now and how it stands, or into which it went; follows the rows.
fn said(model: Model, id: GroupId, numbers: &Numbers) -> String {
    let merged = model.group_days.with(|days| days.get(&id).and_then(|today| merged_words(today)));
    match merged {
        // Whoever was marked there since is not lost.
        Some(merged) if numbers.present == 0 => merged,
        Some(merged) => format!("{merged} {}", numbers_words(numbers)),
        None => {
            let with = model.with_group(id);
            let who = match with.is_empty() {
                true => t(words::leader_nobody).to_owned(),
                false => super::staying::names(&with),
            };
            format!("{who} · {}", numbers_words(numbers))
        }
    }
}

/// Room, numbers, who has it, and a round in two taps.
#[component]
fn OneGroup(
    /// Which.
    id: GroupId,
    /// The picture.
    picture: Memo<Picture>,
    /// The screen's last note.
    noted: Noted,
) -> impl IntoView {
    let model = Model::get();
    let this = Memo::new(move |_| {
        let of =
            |picture: &Picture| picture.groups.iter().find(|(group, ..)| *group == id).cloned();
        picture.with(of)
    });
    let title = move || this.get().map(|(_, group, _)| named(&group));
    let said = move || this.get().map(|(_, _, numbers)| said(model, id, &numbers));
    let room = move || this.get_untracked().map(|(_, group, _)| group.room).unwrap_or_default();
    view! {
        <div class="card stack stack-s">
            <p><strong>{title}</strong></p>
            <p class="num">{said}</p>
            <RoundHere place=room() group=id noted />
        </div>
    }
}
