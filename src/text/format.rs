//! Dates and times as people read them: `Intl` formats, Shanghai's zone.

use std::cell::RefCell;

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;
use yuanliu_domain::child_day::Entry;
use yuanliu_domain::open_hours::Hours;
use yuanliu_domain::time::{Day, Minute, Stamp, Weekday};

use super::{fill, language, words};
use crate::storage::settings::Language;

/// `11月24日 星期二` · `Tuesday 24 November`.
pub fn day(day: Day) -> String {
    let noon = day.at(Minute::hm(12, 0).expect("noon"));
    intl(noon, &[("month", "long"), ("day", "numeric"), ("weekday", "long")])
}

/// `11月24日` · `24 Nov`.
pub fn short_day(day: Day) -> String {
    let noon = day.at(Minute::hm(12, 0).expect("noon"));
    intl(noon, &[("month", "short"), ("day", "numeric")])
}

/// `15:52`.
pub fn time(at: Stamp) -> String {
    at.minute().to_string()
}

/// `11月24日 15:52`.
pub fn moment(at: Stamp) -> String {
    format!("{} {}", short_day(at.day()), time(at))
}

/// `18:20 补录，李老师的纸质登记`: when it was written and whose sheet says so, for an
/// entry whose stated time is another one (R9).
pub fn later(entry: &Entry) -> Option<String> {
    entry.happened.map(|happened| written_later(happened, entry.at, entry.sheet.as_deref()))
}

/// The same of anything that has both times.
pub fn written_later(happened: Stamp, written: Stamp, sheet: Option<&str>) -> String {
    let same_day = happened.day() == written.day();
    let written = if same_day { time(written) } else { moment(written) };
    match sheet {
        Some(writer) => fill(words::later_from_sheet, &[&written, &writer]),
        None => fill(words::entered_at, &[&written]),
    }
}

/// `17:30–20:30`.
pub fn hours(hours: Hours) -> String {
    format!("{}–{}", hours.from, hours.until)
}

/// `周二` · `Tue`.
pub fn weekday(weekday: Weekday) -> String {
    let monday = Day::ymd(2026, 11, 23).expect("a Monday");
    let noon = monday.plus(i64::from(weekday.number()) - 1).at(Minute::hm(12, 0).expect("noon"));
    intl(noon, &[("weekday", "short")])
}

/// What of a date is shown, and how: options of `Intl.DateTimeFormat`.
type Fields = &'static [(&'static str, &'static str)];

thread_local! {
    // A formatter costs more than a hundred of its answers.
    static MADE: RefCell<Vec<(Language, Fields, Intl::DateTimeFormat)>> =
        const { RefCell::new(vec![]) };
}

fn intl(at: Stamp, fields: Fields) -> String {
    let language = language();
    let format = MADE.with_borrow_mut(|made| {
        let known = made.iter().find(|(l, f, _)| *l == language && *f == fields);
        if let Some((.., format)) = known {
            return format.clone();
        }
        let format = formatter(language, fields);
        made.push((language, fields, format.clone()));
        format
    });
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    let text = format.format().call1(&JsValue::UNDEFINED, &date);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn formatter(language: Language, fields: Fields) -> Intl::DateTimeFormat {
    let locale = match language {
        Language::Zh => "zh-CN",
        Language::En => "en-GB",
    };
    let options = Object::new();
    for (field, value) in fields.iter().chain([&("timeZone", "Asia/Shanghai")]) {
        let _ = Reflect::set(&options, &JsValue::from(*field), &JsValue::from(*value));
    }
    Intl::DateTimeFormat::new(&Array::of1(&locale.into()), &options)
}
