//! Activities and outings in words, as staff and families read them.

use yuanliu_domain::activity::{ActivityLogged, Did, Logged, Tag};
use yuanliu_domain::outing::Heads;
use yuanliu_domain::school::Activity;

use super::{Word, fill, format, series, t, words};

/// The kinds in the order of an afternoon: homework first.
pub const KINDS: [(&str, Activity, Word); 7] = [
    ("homework", Activity::Homework, words::activity_homework),
    ("reading", Activity::Reading, words::activity_reading),
    ("games", Activity::Games, words::activity_games),
    ("arts", Activity::ArtsAndScience, words::activity_arts),
    ("outdoor", Activity::OutdoorTraining, words::activity_outdoor),
    ("labour", Activity::LabourSkills, words::activity_labour),
    ("other", Activity::Other, words::activity_other),
];

/// The key of a kind, in a form.
pub fn key(activity: Activity) -> &'static str {
    KINDS.iter().find(|(_, kind, _)| *kind == activity).map_or("other", |(key, ..)| key)
}

/// What the school counts it as.
pub fn tag(tag: Tag) -> Word {
    match tag {
        Tag::Theme => words::tag_theme,
        Tag::Project => words::tag_project,
        Tag::Feature => words::tag_feature,
    }
}

/// 自主阅读：《夏洛的网》.
fn what(activity: Activity, other: &str, theme: &str) -> String {
    let kind = KINDS.iter().find(|(_, kind, _)| *kind == activity);
    let kind = kind.map_or(words::activity_other, |(.., word)| *word);
    let kind = if activity == Activity::Other { other } else { t(kind) };
    match theme.trim() {
        "" => kind.to_owned(),
        theme => fill(words::activity_with, &[&kind, &theme]),
    }
}

/// The same of an entry.
pub fn said(said: &ActivityLogged) -> String {
    what(said.activity, &said.other, &said.theme)
}

/// 15:20 自主阅读：《夏洛的网》 · 3 号教室.
pub fn entry(entry: &Logged) -> String {
    let said = said(&entry.said);
    fill(words::activity_at, &[&format::time(entry.at), &said, &entry.said.place])
}

/// Who wrote it, for how many, what it counts as, and when, if that is another time.
pub fn note(entry: &Logged) -> String {
    let mut note = vec![entry.by_name.clone()];
    if !entry.said.children.is_empty() {
        note.push(fill(words::log_children, &[&entry.said.children.len()]));
    }
    if !entry.said.tags.is_empty() {
        note.push(series(entry.said.tags.iter().map(|one| t(tag(*one)))));
    }
    note.extend(entry.written.map(|written| format::written_later(entry.at, written, None)));
    note.join(" · ")
}

/// What a family reads: 自主阅读：《夏洛的网》 · 3 号教室.
pub fn did(did: &Did) -> String {
    match did {
        Did::Activity { activity, other, theme, place } => {
            format!("{} · {place}", what(*activity, other, theme))
        }
        Did::LeftFor(place) => fill(words::did_left, &[place]),
        Did::BackFrom(place) => fill(words::did_back, &[place]),
    }
}

/// 32 人，与名单相符.
pub fn heads(heads: &Heads) -> String {
    let Heads { counted, expected, reason, .. } = heads;
    match counted == expected {
        true => fill(words::outing_heads, &[counted]),
        false => fill(words::outing_heads_differ, &[counted, expected, reason]),
    }
}
