//! A group: name, room, what is done there, block, classes (S3). How many fit is
//! never a door.

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::{ClassId, GroupId};
use yuanliu_domain::school::{Activity, Block, Group};

use super::errors::{Errors, Summary};
use super::groups::{Editor, block_word};
use super::model::{Office, Roster};
use super::writing::{Failed, Writing};
use crate::components::{Button, ChoiceItem, Choices, Field, Notice, SelectField, Tick, Ticks};
use crate::platform;
use crate::state::Draft;
use crate::text::activity::{KINDS, key};
use crate::text::{fill, series, t, words};

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    room: RwSignal<String>,
    activity: RwSignal<String>,
    block: RwSignal<String>,
    classes: StoredValue<Vec<(ClassId, Tick)>>,
}

impl Typed {
    fn new(roster: &Roster, id: Option<GroupId>, block: Block) -> Typed {
        let old = id.and_then(|id| roster.group(id));
        let text = |text: Option<&String>| RwSignal::new(text.cloned().unwrap_or_default());
        let activity = old.map_or(Activity::Homework, |group| group.activity);
        let block = old.map_or(block, |group| group.block);
        Typed {
            name: text(old.map(|group| &group.name)),
            room: text(old.map(|group| &group.room)),
            activity: RwSignal::new(key(activity).to_owned()),
            block: RwSignal::new(block_key(block).to_owned()),
            classes: StoredValue::new(class_ticks(roster, id)),
        }
    }

    /// The block as chosen; follows the choice.
    fn block(self) -> Block {
        let key = self.block.get();
        Block::ALL.into_iter().find(|block| block_key(*block) == key).unwrap_or(Block::Activities)
    }

    /// The group as typed, without its errors.
    fn group(self) -> Group {
        let activity = self.activity.get_untracked();
        let activity = KINDS.iter().find(|(key, ..)| *key == activity);
        Group {
            name: self.name.get_untracked().trim().to_owned(),
            room: self.room.get_untracked().trim().to_owned(),
            activity: activity.map_or(Activity::Other, |(_, activity, _)| *activity),
            block: untrack(|| self.block()),
            classes: self.classes.with_value(|all| {
                let on = all.iter().filter(|(_, tick)| tick.on.get_untracked());
                on.map(|(id, _)| *id).collect()
            }),
        }
    }
}

/// The form.
#[component]
pub fn GroupForm(
    /// The group; none makes a new one.
    group: Option<GroupId>,
    /// The block of a new one.
    block: Block,
    /// The sheet.
    editor: Editor,
) -> impl IntoView {
    let office = Office::get();
    let (errors, writing) = (Errors::new(), Writing::new());
    let typed = office.roster.with_untracked(|roster| Typed::new(roster, group, block));
    // One id for every attempt: a second tap can't make a second group.
    let id = group.unwrap_or_else(|| GroupId(platform::new_id()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = typed.group();
        let ok = errors.check([
            (!short(&body.name)).then_some(("group-name", words::need_group_name)),
            (!short(&body.room)).then_some(("group-room", words::need_room)),
        ]);
        if !ok || writing.busy.get_untracked() {
            return;
        }
        let said = fill(words::group_said, &[&body.name]);
        let draft = Draft::new(Subject::Group(id), body);
        writing.keep(office, draft, said, move || editor.open.set(false));
    };
    let item = |block: Block| ChoiceItem {
        key: block_key(block).into(),
        word: block_word(block).into(),
        note: "".into(),
    };
    let blocks = Block::ALL.map(item).to_vec();
    let activities = KINDS.map(|(key, _, word)| (key.to_owned(), t(word).to_owned())).to_vec();
    let classes =
        typed.classes.with_value(|all| all.iter().map(|(_, tick)| *tick).collect::<Vec<_>>());
    view! {
        <form class="stack" on:submit=send novalidate>
            <Summary errors />
            <Failed writing />
            <Field
                id="group-name" label=t(words::group_name) hint=t(words::group_name_hint)
                value=typed.name error=errors.at("group-name")
            />
            <Field
                id="group-room" label=t(words::group_room) hint=t(words::group_room_hint)
                value=typed.room error=errors.at("group-room")
            />
            <SelectField
                id="group-activity" label=t(words::group_activity)
                value=typed.activity options=activities
            />
            <Choices id="group-block" legend=t(words::group_block) items=blocks value=typed.block side=true />
            <Ticks id="group-classes" legend=t(words::group_classes) items=classes side=true />
            {move || twice(office, typed, group).map(|words| view! { <Notice>{words}</Notice> })}
            <Button submit=true block=true busy=writing.busy>{t(words::group_keep)}</Button>
        </form>
    }
}

/// Every class, ticked where the group has it.
fn class_ticks(roster: &Roster, group: Option<GroupId>) -> Vec<(ClassId, Tick)> {
    let chosen = group.and_then(|id| roster.group(id)).map(|group| group.classes.as_slice());
    let tick = |id: &ClassId, name: &str| Tick {
        word: name.to_owned().into(),
        note: "".into(),
        on: RwSignal::new(chosen.is_some_and(|chosen| chosen.contains(id))),
    };
    roster.classes.iter().map(|(id, class)| (*id, tick(id, &class.name))).collect()
}

/// Ticked classes that another group of the block has too: said, never refused.
fn twice(office: Office, typed: Typed, group: Option<GroupId>) -> Option<String> {
    let block = typed.block();
    let classes: Vec<ClassId> = typed.classes.with_value(|all| {
        all.iter().filter(|(_, tick)| tick.on.get()).map(|(id, _)| *id).collect()
    });
    office.roster.with(|roster| {
        let others = roster.of_block(block).filter(|(id, _)| Some(*id) != group);
        let shared: Vec<_> = others
            .filter(|(_, other)| other.classes.iter().any(|class| classes.contains(class)))
            .map(|(_, other)| other.name.as_str())
            .collect();
        (!shared.is_empty()).then(|| fill(words::group_shares, &[&series(&shared)]))
    })
}

fn block_key(block: Block) -> &'static str {
    match block {
        Block::Activities => "activities",
        Block::LateCare => "late_care",
    }
}

/// As long as the rule of form wants it.
fn short(text: &str) -> bool {
    (1..=40).contains(&text.chars().count())
}
