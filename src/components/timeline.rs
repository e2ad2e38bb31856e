//! An afternoon in time: as a list of what happened, and as a line to scale.

use leptos::prelude::*;

/// Where an entry lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineWhen {
    /// It happened.
    Past,
    /// It is where the child is now.
    Now,
    /// It is expected.
    Next,
    /// It was corrected: it no longer counts and stays readable (R5).
    Struck,
}

impl TimelineWhen {
    const fn class(self) -> &'static str {
        match self {
            Self::Past => "timeline-item timeline-past",
            Self::Now => "timeline-item timeline-now",
            Self::Next => "timeline-item timeline-next",
            Self::Struck => "timeline-item timeline-struck",
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineItem {
    /// Tells entries apart between two drawings.
    pub key: String,
    /// Where it lies.
    pub when: TimelineWhen,
    /// The time as people read it, 16:32.
    pub time: String,
    /// What happened.
    pub words: String,
    /// Who and where; may be empty.
    pub note: String,
}

/// What happened, what is, what comes. Not for a history over days.
#[component]
pub fn Timeline(
    /// The entries in order.
    #[prop(into)]
    items: Signal<Vec<TimelineItem>>,
) -> impl IntoView {
    let item = |item: TimelineItem| {
        let note = (!item.note.is_empty())
            .then(|| view! { <span class="timeline-note">{item.note}</span> });
        let current = (item.when == TimelineWhen::Now).then_some("time");
        let words = match item.when {
            TimelineWhen::Struck => view! { <s>{item.words}</s> }.into_any(),
            _ => item.words.into_any(),
        };
        view! {
            <li class=item.when.class() aria-current=current>
                <time class="timeline-time">{item.time}</time>
                <span class="timeline-dot"></span>
                <span class="timeline-text">{words} {note}</span>
            </li>
        }
    };
    view! {
        <ol class="timeline">
            <For each=move || items.get() key=|item| (item.key.clone(), item.when as u8) children=item />
        </ol>
    }
}

/// A block of the afternoon, in minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpan {
    /// From.
    pub from: u16,
    /// To.
    pub to: u16,
    /// Whether the child stays for it.
    pub stays: bool,
}

/// The afternoon to scale, with a lamp at 'now'. It only repeats what a
/// `Timeline` or a sentence says, so screen readers skip it.
#[component]
pub fn DayLine(
    /// The blocks in order; the line runs from the first `from` to the last `to`.
    #[prop(into)]
    spans: Signal<Vec<DaySpan>>,
    /// Now, in minutes of the day; outside the line there is no lamp.
    #[prop(into)]
    now: Signal<Option<u16>>,
    /// The times below the line, from its start to its end.
    #[prop(into)]
    ends: Signal<Vec<String>>,
) -> impl IntoView {
    let line = move || {
        let spans = spans.get();
        let (start, end) = (spans.first()?.from, spans.last()?.to);
        let at = move |minute: u16| {
            let part = f64::from(minute.clamp(start, end) - start);
            100.0 * part / f64::from((end - start).max(1))
        };
        let now = now.get();
        let bars: Vec<_> = spans.iter().flat_map(|span| bars(*span, now)).collect();
        let bar = move |(class, from, to): (&'static str, u16, u16)| {
            let width = (at(to) - at(from) - 0.8).max(0.0);
            view! {
                <rect
                    class=class
                    x=format!("{:.1}%", at(from))
                    y="6"
                    width=format!("{width:.1}%")
                    height="10"
                    rx="5"
                />
            }
        };
        let lamp = now
            .filter(|now| (start..=end).contains(now))
            .map(|now| view! { <circle class="dayline-now" cx=format!("{:.1}%", at(now)) cy="11" r="9" /> });
        Some(view! {
            {bars.into_iter().map(bar).collect_view()}
            {lamp}
        })
    };
    view! {
        <div aria-hidden="true">
            <svg class="dayline">{line}</svg>
            <div class="dayline-ends">
                {move || ends.get().into_iter().map(|end| view! { <span>{end}</span> }).collect_view()}
            </div>
        </div>
    }
}

/// A span is cut in two where 'now' lies inside it.
fn bars(span: DaySpan, now: Option<u16>) -> Vec<(&'static str, u16, u16)> {
    let DaySpan { from, to, stays } = span;
    let ahead = if stays { "dayline-span" } else { "dayline-off" };
    match now {
        _ if !stays => vec![(ahead, from, to)],
        Some(now) if now >= to => vec![("dayline-gone", from, to)],
        Some(now) if now > from => vec![("dayline-gone", from, now), (ahead, now, to)],
        _ => vec![(ahead, from, to)],
    }
}
