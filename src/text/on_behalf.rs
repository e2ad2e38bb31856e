//! What staff wrote down for a family, in sentences that can be read back to it.

use serde::de::DeserializeOwned;
use yuanliu_domain::act::Channel;
use yuanliu_domain::choice::ChooseDay;
use yuanliu_domain::collector::CollectorNamed;
use yuanliu_domain::leave::{Absence, LeaveNote, Reason};
use yuanliu_domain::on_behalf::Confirmed;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Day;

use super::{Word, act_name, fill, format, series, t, words};

/// 今天, 明天, 11月30日.
fn date(day: Day, today: Day) -> String {
    match day.days_since(today) {
        0 => t(words::fam_today).to_owned(),
        1 => t(words::fam_tomorrow).to_owned(),
        _ => format::short_day(day),
    }
}

fn span(from: Day, until: Day, today: Day) -> String {
    match from == until {
        true => date(from, today),
        false => fill(words::fam_span, &[&date(from, today), &date(until, today)]),
    }
}

/// The dates of a note, without its reason.
pub fn days(note: &Absence, today: Day) -> String {
    span(note.from, note.until, today)
}

/// 病假, 事假, 其他.
pub fn reason(reason: Reason) -> Word {
    match reason {
        Reason::Sick => words::reason_sick,
        Reason::Family => words::reason_family,
        Reason::Other => words::reason_other,
    }
}

/// 今天 15:50 离校（事假），外婆来接.
pub fn leave(note: &LeaveNote, today: Day) -> String {
    let (days, why) = (span(note.from, note.until, today), t(reason(note.reason)).to_lowercase());
    let mut said = match note.time {
        Some(time) => fill(words::behalf_said_early, &[&days, &time, &why]),
        None => fill(words::behalf_said_leave, &[&days, &why]),
    };
    if note.lessons_too {
        said.push_str(t(words::behalf_said_lessons));
    }
    if !note.goes_home.trim().is_empty() {
        said.push_str(&fill(words::behalf_said_home, &[&note.goes_home.trim()]));
    }
    said
}

/// 今天由姨妈李芳来接（红色外套）.
pub fn collector(named: &CollectorNamed, today: Day) -> String {
    let until = named.until.unwrap_or(named.from);
    let who = fill(words::fam_person, &[&named.relation, &named.name]);
    let mut said = fill(words::behalf_said_collector, &[&span(named.from, until, today), &who]);
    if !named.looks.is_empty() {
        said.push_str(&fill(words::in_brackets, &[&named.looks]));
    }
    said
}

/// 今天参加课外活动、晚托.
pub fn one_day(choice: &ChooseDay, today: Day) -> String {
    let day = date(choice.day, today);
    if choice.blocks.is_empty() {
        return fill(words::behalf_said_goes, &[&day]);
    }
    let block = |block: &Block| match block {
        Block::Activities => t(words::activities).to_lowercase(),
        Block::LateCare => t(words::late_care).to_lowercase(),
    };
    fill(words::behalf_said_stays, &[&day, &series(choice.blocks.iter().map(block))])
}

/// What a notice says; the name of its kind where there is no sentence for it.
pub fn what(notice: &Receipt, today: Day) -> String {
    fn body<T: DeserializeOwned>(notice: &Receipt) -> Option<T> {
        serde_json::from_value(notice.body.clone()).ok()
    }
    let said = match notice.what.as_str() {
        "leave_note" => body(notice).map(|note| leave(&note, today)),
        "collector_named" => body(notice).map(|named| collector(&named, today)),
        "choose_day" => body(notice).map(|choice| one_day(&choice, today)),
        _ => None,
    };
    said.unwrap_or_else(|| act_name(&notice.what).to_owned())
}

/// How the words came, inside a sentence.
fn way(channel: Channel) -> Word {
    match channel {
        Channel::Phone => words::behalf_by_phone,
        Channel::InPerson => words::behalf_by_word,
        Channel::Message => words::behalf_by_message,
        Channel::Paper => words::behalf_by_note,
        Channel::App => words::behalf_by_app,
    }
}

/// 张一鸣的母亲 陈静 15:40 来电：今天由姨妈李芳来接.
pub fn sentence(child: &str, who: &str, at: &str, channel: Channel, what: &str) -> String {
    fill(words::behalf_sentence, &[&child, &who, &at, &t(way(channel)), &what])
}

/// The same of a notice.
pub fn of(child: &str, notice: &Receipt, today: Day) -> String {
    let who = notice.told_by.as_deref().unwrap_or(t(words::behalf_family));
    let at = match notice.at.day() == today {
        true => format::time(notice.at),
        false => format::moment(notice.at),
    };
    sentence(child, who, &at, notice.channel, &what(notice, today))
}

/// Who confirmed it, for staff.
pub fn confirmed(confirmed: &Confirmed) -> String {
    let at = format::moment(confirmed.at);
    match &confirmed.called {
        Some(relation) => fill(words::behalf_called_by, &[&confirmed.by_name, relation, &at]),
        None => fill(words::behalf_confirmed_by, &[&confirmed.by_name, &at]),
    }
}
