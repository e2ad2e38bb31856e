//! A new entry, or the one that stands in the place of another: homework first, the group's
//! room and the time now; in most cases one tap.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::activity::{ActivityLogged, Logged, Tag, teaching};
use yuanliu_domain::id::{ActId, ChildId, GroupId};
use yuanliu_domain::school::Activity;

use super::entry::strike;
use super::{group_of, log_of};
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, Notice,
    NoticeTone, TextArea, Tick, Ticks,
};
use crate::pages::staff::incident::stated;
use crate::pages::staff::listed::Room;
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::state::Draft;
use crate::text::{Word, activity, fill, format, series, t, words};

/// What the next entry is in most cases: homework first, for classes that have any (the
/// first two grades have none in writing), then what the group is there for.
fn proposed(model: Model, id: GroupId) -> Activity {
    let Some(group) = group_of(model, id) else { return Activity::Homework };
    let writes = model.roster.with(|roster| {
        let of = roster.classes.iter().filter(|(class, _)| group.classes.contains(class));
        of.clone().count() == 0 || of.clone().any(|(_, class)| class.grade > 2)
    });
    let log = log_of(model, id);
    let did = |wanted| log.counting().any(|entry| entry.said.activity == wanted);
    match (writes && !did(Activity::Homework), group.activity) {
        (true, _) => Activity::Homework,
        (false, Activity::Homework) => Activity::Reading,
        (false, activity) => activity,
    }
}

/// Everybody in the group's care now; follows the rows.
fn children(model: Model, group: GroupId) -> Vec<ChildId> {
    let room = Room::of(model, group);
    [room.ids(), room.out_ids()].concat()
}

/// What is typed so far.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    other: RwSignal<String>,
    theme: RwSignal<String>,
    place: RwSignal<String>,
    time: RwSignal<String>,
    help: RwSignal<String>,
    tags: [RwSignal<bool>; 3],
}

impl Typed {
    fn new(model: Model, group: GroupId, old: Option<&Logged>) -> Typed {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let room = group_of(model, group).map(|group| group.room).unwrap_or_default();
        let now = model.space.now().at;
        let said = old.map(|old| &old.said);
        let kind = said.map_or_else(|| proposed(model, group), |said| said.activity);
        Typed {
            kind: text(activity::key(kind)),
            other: text(said.map_or("", |said| &said.other)),
            theme: text(said.map_or("", |said| &said.theme)),
            place: text(said.map_or(&room, |said| &said.place)),
            time: text(&format::time(old.map_or(now, |old| old.at))),
            help: text(said.map_or("", |said| &said.help)),
            tags: Tag::ALL.map(|tag| RwSignal::new(said.is_some_and(|s| s.tags.contains(&tag)))),
        }
    }

    fn activity(self) -> Option<Activity> {
        let key = self.kind.get();
        activity::KINDS.iter().find(|(other, ..)| *other == key).map(|(_, activity, _)| *activity)
    }

    /// What in it reads like teaching; follows what is typed.
    fn teaching(self) -> Vec<String> {
        let (other, theme, help) = (self.other.read(), self.theme.read(), self.help.read());
        teaching(&[&other, &theme, &help])
    }

    fn lacks(self) -> Vec<FieldError> {
        let long = |text: RwSignal<String>| text.with_untracked(|text| text.trim().chars().count());
        let is_other = untrack(|| self.activity()) == Some(Activity::Other);
        let wrong = [
            (untrack(|| self.activity()).is_none(), "log-kind", words::log_need_kind),
            (is_other && !(1..=40).contains(&long(self.other)), "log-other", words::log_need_other),
            (long(self.theme) > 40, "log-theme", words::log_long_theme),
            (!(1..=40).contains(&long(self.place)), "log-place", words::log_need_place),
            (long(self.help) > 1000, "log-help", words::log_long_help),
        ];
        let wrong = wrong.into_iter().filter(|(wrong, ..)| *wrong);
        wrong.map(|(_, id, word)| FieldError { id: id.into(), words: t(word).into() }).collect()
    }

    fn body(self, model: Model, group: GroupId, old: Option<&Logged>) -> Option<ActivityLogged> {
        let text = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let activity = untrack(|| self.activity())?;
        let other = if activity == Activity::Other { text(self.other) } else { String::new() };
        let tags = Tag::ALL.into_iter().zip(self.tags);
        let here = || untrack(|| children(model, group));
        Some(ActivityLogged {
            day: model.day.get_untracked(),
            activity,
            other,
            theme: text(self.theme),
            place: text(self.place),
            tags: tags.filter(|(_, on)| on.get_untracked()).map(|(tag, _)| tag).collect(),
            help: text(self.help),
            children: old.map_or_else(here, |old| old.said.children.clone()),
            corrects: old.map(|old| old.act),
        })
    }
}

/// The form.
#[component]
pub fn Form(
    /// The group.
    group: GroupId,
    /// The entry that it corrects.
    old: Option<Logged>,
    /// The screen's last gesture.
    done: Undoable,
    /// It is kept, or given up.
    #[prop(into)]
    finished: Callback<()>,
) -> impl IntoView {
    let model = Model::get();
    let typed = untrack(|| Typed::new(model, group, old.as_ref()));
    let began = typed.time.get_untracked();
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let title = match &old {
        Some(old) => fill(words::log_corrects, &[&format::time(old.at)]),
        None => t(words::log_new).to_owned(),
    };
    let corrects = old.is_some();
    let old = StoredValue::new(old);
    let keep = Callback::new(move |()| {
        let mut lacks = typed.lacks();
        let time = typed.time.get_untracked();
        // Nobody states a time who leaves the one that stood there.
        let happened = match !corrects && time == began {
            true => Ok(None),
            false => stated(model, &time),
        };
        if let Err(word) = happened {
            lacks.push(FieldError { id: "log-time".into(), words: t(word).into() });
        }
        let ready = lacks.is_empty();
        errors.set(lacks);
        let (true, Ok(happened)) = (ready, happened) else { return };
        let old = old.get_value();
        let Some(body) = typed.body(model, group, old.as_ref()) else { return };
        let (day, children) = (body.day, body.children.clone());
        let back: WayBack = Arc::new(move |acts: Vec<ActId>| {
            let wrong = |act| strike(group, day, (act, children.clone()), t(words::undone).into());
            let said = t(words::undone).to_owned();
            done.keep(model, acts.into_iter().map(wrong).collect(), said, None);
        });
        let said = fill(words::log_said, &[&activity::said(&body)]);
        let draft = Draft::new(Subject::Group(group), body).building_on(old.map(|old| old.act));
        // To undo a correction would leave neither entry: that is another correction.
        let back = (!corrects).then_some(back);
        let draft = Draft { happened, ..draft };
        done.keep_then(model, vec![draft], said, back, move || {
            // The page may be gone by now.
            _ = finished.try_run(());
        });
    });
    let item = |(key, _, word): (&str, Activity, Word)| ChoiceItem {
        key: key.to_owned(),
        word: t(word).into(),
        note: String::new().into(),
    };
    let kinds = activity::KINDS.into_iter().map(item).collect();
    let error = move |id: &'static str| {
        MaybeProp::derive(move || {
            errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let other = Memo::new(move |_| typed.activity() == Some(Activity::Other));
    let ticks = Tag::ALL.into_iter().zip(typed.tags).map(|(tag, on)| Tick {
        word: t(activity::tag(tag)).into(),
        note: String::new().into(),
        on,
    });
    let hint = move || {
        let found = typed.teaching();
        (!found.is_empty()).then(|| {
            let words = fill(words::log_teaching, &[&series(&found)]);
            view! { <Notice tone=NoticeTone::Warning>{words}</Notice> }
        })
    };
    let told = move || {
        let count = match old.with_value(|old| old.as_ref().map(|old| old.said.children.len())) {
            Some(count) => count,
            None => children(model, group).len(),
        };
        fill(words::log_told, &[&count])
    };
    view! {
        <section class="section stack">
            <h2 class="section-title">{title}</h2>
            <ErrorSummary title=t(words::not_complete) errors />
            <Choices
                id="log-kind" legend=t(words::log_kind) items=kinds value=typed.kind side=true
                error=error("log-kind")
            />
            {move || other.get().then(|| view! {
                <Field id="log-other" label=t(words::log_other) value=typed.other error=error("log-other") />
            })}
            <Field
                id="log-theme" label=t(words::log_theme) hint=t(words::log_theme_hint)
                value=typed.theme error=error("log-theme")
            />
            <Field id="log-place" label=t(words::log_place) value=typed.place error=error("log-place") />
            <Field
                id="log-time" label=t(words::log_time) kind=FieldKind::Time value=typed.time
                error=error("log-time")
            />
            <Ticks id="log-tags" legend=t(words::log_tags) items=ticks.collect() side=true />
            <details>
                <summary><span class="link-block">{t(words::log_help)}</span></summary>
                <TextArea
                    id="log-help" label=t(words::log_help_label) hint=t(words::log_help_hint) value=typed.help
                    error=error("log-help")
                />
            </details>
            // Always mounted: only then is what comes later read out.
            <div role="status">{hint}</div>
            <p class="soft small">{told}</p>
            <Button block=true on_press=keep>{t(words::log_keep)}</Button>
            {corrects.then(|| view! {
                <Button look=ButtonLook::Quiet block=true on_press=move |()| finished.run(())>
                    {t(words::cancel)}
                </Button>
            })}
        </section>
    }
}
