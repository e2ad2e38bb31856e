//! Today's groups of one block: room, classes, how many are expected, who has
//! duty and until when (S3, S4).

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::choice::Pattern;
use yuanliu_domain::id::{ClassId, GroupId};
use yuanliu_domain::leave::Absences;
use yuanliu_domain::school::{Block, Group};

use super::model::Office;
use crate::components::{Button, ButtonLook, Cell, CellButton, CellGroup, Glyph, Icon};
use crate::state::{ChildToday, Frame};
use crate::text::{fill, series, t, words};

/// Expected children by class and block.
pub type Expected = Memo<BTreeMap<(ClassId, Block), usize>>;

/// What the sheet edits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Editing {
    /// Who has the group today.
    Duty(GroupId),
    /// The group itself.
    Group(GroupId),
    /// A group that does not exist yet.
    NewGroup(Block),
}

/// The sheet of this screen. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Editor {
    /// What it edits.
    pub what: RwSignal<Option<Editing>>,
    /// Whether it is open.
    pub open: RwSignal<bool>,
}

impl Editor {
    /// Closed.
    pub fn new() -> Editor {
        Editor { what: RwSignal::new(None), open: RwSignal::new(false) }
    }

    /// Opens the sheet, or turns it to something else.
    pub fn edit(self, what: Editing) {
        self.what.set(Some(what));
        self.open.set(true);
    }
}

/// Counts who is expected today. The audiences have to be whole (I6).
pub fn expected_by_class(office: Office) -> Expected {
    let replica = office.space.replica;
    let revision = Memo::new(move |_| {
        let day = Audience::Day(office.day.get());
        replica.with(|r| {
            let families =
                (r.revision::<Pattern>(Audience::Roll), r.revision::<Absences>(Audience::Roll));
            (families, r.revision::<ChildDay>(day))
        })
    });
    // A frame is small and has no revision of its own.
    let frame = move || replica.with(|replica| Frame::of(replica, office.day.get()));
    Memo::new(move |_| {
        // `get`, not `track`: a memo that nobody reads is never derived.
        revision.get();
        let (Some(frame), day) = (frame(), office.day.get()) else { return BTreeMap::new() };
        let mut counts = BTreeMap::new();
        office.roster.with(|roster| {
            replica.with_untracked(|replica| {
                for (id, card) in &roster.children {
                    let child = ChildToday::staff(replica, *id, card.clone(), day);
                    for block in Block::ALL {
                        let one = usize::from(child.expected(block, &frame, day).yes);
                        *counts.entry((card.class, block)).or_default() += one;
                    }
                }
            });
        });
        counts
    })
}

/// The groups of one block.
#[component]
pub fn BlockGroups(
    /// Which.
    block: Block,
    /// Expected children.
    expected: Expected,
    /// The sheet.
    editor: Editor,
) -> impl IntoView {
    let office = Office::get();
    let ids = Memo::new(move |_| {
        office.roster.with(|roster| roster.of_block(block).map(|(id, _)| *id).collect::<Vec<_>>())
    });
    let total = move || {
        let of_block = |counts: &BTreeMap<(ClassId, Block), usize>| {
            counts.iter().filter(|((_, b), _)| *b == block).map(|(_, count)| count).sum::<usize>()
        };
        expected.with(of_block)
    };
    let title =
        move || format!("{} · {}", block_word(block), fill(words::expected_count, &[&total()]));
    let without = move || {
        let count = office.roster.with(|roster| {
            let covered: BTreeSet<ClassId> =
                roster.of_block(block).flat_map(|(_, group)| group.classes.clone()).collect();
            expected.with(|counts| {
                let apart =
                    counts.iter().filter(|((class, b), _)| *b == block && !covered.contains(class));
                apart.map(|(_, count)| count).sum::<usize>()
            })
        });
        (count > 0).then(|| fill(words::expected_without_group, &[&count]))
    };
    let may_set = office.is_office();
    view! {
        <CellGroup title=Signal::derive(title) note=MaybeProp::derive(without)>
            <Show when=move || ids.with(Vec::is_empty)>
                <Cell title=t(words::group_none) />
            </Show>
            <For each=move || ids.get() key=|id| *id let:id>
                <GroupRow id expected editor may_set />
            </For>
            {may_set.then(|| view! {
                <Button
                    look=ButtonLook::Row glyph=Glyph::Plus
                    on_press=move |()| editor.edit(Editing::NewGroup(block))
                >
                    {t(words::group_add)}
                </Button>
            })}
        </CellGroup>
    }
}

#[component]
fn GroupRow(
    /// Which group.
    id: GroupId,
    /// Expected children.
    expected: Expected,
    /// The sheet.
    editor: Editor,
    /// Whether this person may change it.
    may_set: bool,
) -> impl IntoView {
    let office = Office::get();
    let group = Memo::new(move |_| office.roster.with(|roster| roster.group(id).cloned()));
    let duty = Memo::new(move |_| office.duty(id));
    let of = move |read: &dyn Fn(&Group) -> String| {
        group.with(|group| group.as_ref().map(read).unwrap_or_default())
    };
    let nobody = move || duty.with(|duty| duty.as_ref().is_none_or(|duty| duty.staff.is_empty()));
    let title = Signal::derive(move || of(&|group| format!("{} · {}", group.name, group.room)));
    let note = move || {
        let on_duty = office.roster.with(|roster| {
            duty.with(|duty| duty.as_ref().map(|duty| series(roster.staff_names(&duty.staff))))
        });
        let on_duty = match on_duty.filter(|names| !names.is_empty()) {
            Some(names) => names,
            None => t(words::duty_none).to_owned(),
        };
        let closing = duty.with(|duty| duty.as_ref().map(|duty| duty.closing));
        let closing = closing.map(|time| fill(words::closes_at, &[&time]));
        let classes =
            office.roster.with(|roster| of(&|group| series(roster.class_names(&group.classes))));
        let parts = [Some(on_duty), closing, Some(classes).filter(|classes| !classes.is_empty())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let note = Signal::derive(note);
    let count = move || {
        let count = group.with(|group| {
            let Some(group) = group else { return 0 };
            expected.with(|counts| {
                let of = |class: &ClassId| counts.get(&(*class, group.block)).copied().unwrap_or(0);
                group.classes.iter().map(of).sum::<usize>()
            })
        });
        fill(words::children_count, &[&count])
    };
    let lead = move || {
        view! {
            <span class="cell-lead">
                <Icon glyph=Signal::derive(move || if nobody() { Glyph::Warning } else { Glyph::People }) />
            </span>
        }
    };
    match may_set {
        true => view! {
            <CellButton title note lead on_press=move |()| editor.edit(Editing::Duty(id))>{count}</CellButton>
        }
        .into_any(),
        false => view! { <Cell title note lead>{count}</Cell> }.into_any(),
    }
}

/// A block in words.
pub fn block_word(block: Block) -> &'static str {
    t(match block {
        Block::Activities => words::activities,
        Block::LateCare => words::late_care,
    })
}
