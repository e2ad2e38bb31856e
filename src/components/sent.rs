//! R4 on the screen: where a written thing is.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How far it has come. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentStage {
    /// 已存本机: durable on this device.
    Device,
    /// 已送达学校: committed on the server.
    School,
    /// 老师已查看: a person has seen it.
    Seen,
}

const STAGES: [SentStage; 3] = [SentStage::Device, SentStage::School, SentStage::Seen];

/// One of the three steps.
#[derive(Clone, Copy)]
pub struct SentStep {
    /// Its word.
    pub word: Signal<String>,
    /// When, or who and when; empty while it is ahead.
    pub note: Signal<String>,
}

/// The three steps of a receipt, each with its word and time. In a list take
/// [`SentPips`]. Something turned away is a `Notice`, not a step.
#[component]
pub fn Sent(
    /// How far it has come.
    #[prop(into)]
    stage: Signal<SentStage>,
    /// On this device, at the school, seen.
    steps: [SentStep; 3],
) -> impl IntoView {
    let step = move |(index, at): (usize, SentStage)| {
        let done = move || stage.get() >= at;
        let glyph = move || if done() { Glyph::Check } else { ahead(at) };
        view! {
            <li
                class="sent-step"
                class:sent-done=done
                aria-current=move || (stage.get() == at).then_some("step")
            >
                <span class="sent-dot">
                    <Icon glyph=glyph />
                </span>
                <span class="sent-word">{steps[index].word}</span>
                <span class="sent-note">{steps[index].note}</span>
            </li>
        }
    };
    view! { <ol class="sent">{STAGES.into_iter().enumerate().map(step).collect_view()}</ol> }
}

/// The same in a row of a list: three dots and the word of the last step.
#[component]
pub fn SentPips(
    /// How far it has come.
    #[prop(into)]
    stage: Signal<SentStage>,
    /// The word of that step.
    #[prop(into)]
    word: Signal<String>,
) -> impl IntoView {
    let pip = move |at: SentStage| {
        let reached = move || stage.get() >= at;
        view! { <span class="pip" class:pip-on=reached></span> }
    };
    view! {
        <span class="sent-pips">
            <span class="pips" aria-hidden="true">
                {STAGES.map(pip)}
            </span>
            {word}
        </span>
    }
}

const fn ahead(at: SentStage) -> Glyph {
    match at {
        SentStage::Device => Glyph::Phone,
        SentStage::School => Glyph::School,
        SentStage::Seen => Glyph::Eye,
    }
}
