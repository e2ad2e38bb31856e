//! Blocks, weekdays and choices as people say them.

use std::collections::BTreeSet;

use yuanliu_domain::choice::Week;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::{Day, Weekday};

use crate::text::{fill, format, t, words};

/// 课外活动 · late care: inside a sentence.
pub fn block(block: Block) -> String {
    let word = match block {
        Block::Activities => words::activities,
        Block::LateCare => words::late_care,
    };
    t(word).to_lowercase()
}

/// 课外活动、晚托.
pub fn blocks<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> String {
    list(blocks.into_iter().map(|b| block(*b)))
}

/// The parts as a list in a sentence.
pub fn list(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(t(words::fam_comma))
}

/// Statements beside each other.
pub fn clauses(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(t(words::fam_semicolon))
}

/// 周一至周五 · 周一、周三.
pub fn weekdays(days: &BTreeSet<Weekday>) -> String {
    if Weekday::SCHOOL.iter().all(|day| days.contains(day)) && days.len() == 5 {
        return t(words::fam_monday_to_friday).to_owned();
    }
    list(days.iter().map(|day| format::weekday(*day)))
}

/// 今天, 明天, 11月30日.
pub fn date(day: Day, today: Day) -> String {
    match day.days_since(today) {
        0 => t(words::fam_today).to_owned(),
        1 => t(words::fam_tomorrow).to_owned(),
        _ => format::short_day(day),
    }
}

/// One date, or from one to another.
pub fn span(from: Day, until: Day, today: Day) -> String {
    if from == until {
        date(from, today)
    } else {
        fill(words::fam_span, &[&date(from, today), &date(until, today)])
    }
}

/// A whole week: 周一至周五课外活动；周一、周三晚托.
pub fn week(week: &Week) -> String {
    let on = |block: Block| {
        let days: BTreeSet<Weekday> = week
            .iter()
            .filter(|(_, blocks)| blocks.contains(&block))
            .map(|(day, _)| *day)
            .collect();
        (!days.is_empty())
            .then(|| fill(words::fam_days_block, &[&weekdays(&days), &self::block(block)]))
    };
    let said: Vec<String> = Block::ALL.into_iter().filter_map(on).collect();
    if said.is_empty() { t(words::fam_takes_no_part).to_owned() } else { clauses(said) }
}

/// What is different in a new week, as clauses: 周四不参加晚托. Empty when nothing is.
pub fn difference(old: &Week, new: &Week) -> Vec<String> {
    let stays = |week: &Week, day: Weekday, block: Block| {
        week.get(&day).is_some_and(|blocks| blocks.contains(&block))
    };
    // Days whose blocks change alike are said together.
    let mut changes: Vec<(bool, Vec<Block>, BTreeSet<Weekday>)> = vec![];
    for joins in [true, false] {
        for day in Weekday::SCHOOL {
            let changed = |b: &Block| stays(new, day, *b) == joins && stays(old, day, *b) != joins;
            let blocks: Vec<Block> = Block::ALL.into_iter().filter(changed).collect();
            if blocks.is_empty() {
                continue;
            }
            match changes.iter_mut().find(|(j, b, _)| *j == joins && *b == blocks) {
                Some((.., days)) => drop(days.insert(day)),
                None => changes.push((joins, blocks, BTreeSet::from([day]))),
            }
        }
    }
    changes
        .into_iter()
        .map(|(joins, changed, days)| {
            let word = if joins { words::fam_joins } else { words::fam_does_not_join };
            fill(word, &[&weekdays(&days), &blocks(&changed)])
        })
        .collect()
}
