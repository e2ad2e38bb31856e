//! A drawn signature: strokes on a field of 1000 by 400 units.
//!
//! Drawn as SVG paths, not on a canvas: it stays sharp at any size, follows the
//! dark theme, prints, and the receipt shows it with the same code.

use std::fmt::Write;

use leptos::{ev, html, prelude::*};

use super::{
    button::{Button, ButtonLook},
    field::Field,
    icon::Glyph,
};

/// Strokes of points. x runs from 0 to 1000, y from 0 to 400.
pub type Strokes = Vec<Vec<(i16, i16)>>;

const WIDTH: i16 = 1000;
const HEIGHT: i16 = 400;
/// Points closer than this are left out: a signature stays far below its 4 KB.
const STEP: i16 = 8;
/// About 4 KB at 9 bytes a point; what comes after is not drawn.
const MOST_POINTS: usize = 440;

/// Takes a signature by finger, pen or mouse. A person who cannot draw types
/// the name instead; both count, and the page stores which it was.
#[component]
pub fn SignaturePad(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// Says inside the empty field what to do.
    #[prop(into)]
    hint: Signal<String>,
    /// The strokes.
    strokes: RwSignal<Strokes>,
    /// The word for taking back the last stroke.
    #[prop(into)]
    undo: Signal<String>,
    /// The word for starting again.
    #[prop(into)]
    clear: Signal<String>,
    /// The label of the typed name.
    #[prop(into)]
    typed_label: Signal<String>,
    /// The typed name; empty when the signature is drawn.
    typed: RwSignal<String>,
    /// The strokes are an earlier signature: the first new stroke begins anew.
    #[prop(optional)]
    saved: Option<RwSignal<bool>>,
    /// Says so.
    #[prop(optional, into)]
    saved_word: MaybeProp<String>,
    /// The id of the typed name's field; `ErrorSummary` leads to it.
    #[prop(default = "typed-signature".to_owned(), into)]
    id: String,
    /// What is wrong and how to repair it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let pad = NodeRef::<html::Div>::new();
    let drawing = RwSignal::new(false);
    let is_saved = move || saved.is_some_and(|saved| saved.get());
    // What comes in the place of an earlier signature leaves nothing of it.
    let renew = move || {
        if let Some(saved) = saved.filter(|saved| saved.get_untracked()) {
            saved.set(false);
            strokes.update(Vec::clear);
            typed.set(String::new());
        }
    };
    Effect::new(move |before: Option<String>| {
        let now = typed.get();
        let edited = before.is_some_and(|before| before != now) && !now.is_empty();
        if let Some(saved) = saved.filter(|saved| edited && saved.get_untracked()) {
            saved.set(false);
            strokes.update(Vec::clear);
        }
        now
    });
    let start = move |event: ev::PointerEvent| {
        let Some(point) = point(pad, &event) else {
            return;
        };
        event.prevent_default();
        if let Some(pad) = pad.get_untracked() {
            // Without capture the stroke ends at the edge, which is no harm.
            let _ = pad.set_pointer_capture(event.pointer_id());
        }
        drawing.set(true);
        renew();
        strokes.update(|strokes| strokes.push(vec![point]));
    };
    let draw = move |event: ev::PointerEvent| {
        if let Some(point) = point(pad, &event).filter(|_| drawing.get_untracked()) {
            extend(strokes, point);
        }
    };
    let end = move |_: ev::PointerEvent| drawing.set(false);
    let empty = move || strokes.read().is_empty();
    let (label_id, saved_id) = (format!("{id}-drawn"), format!("{id}-saved"));
    let described = saved_id.clone();
    view! {
        <div class="sign">
            <p class="label" id=label_id.clone()>{label}</p>
            <div
                class="sign-pad"
                role="img"
                aria-labelledby=label_id
                aria-describedby=move || is_saved().then(|| described.clone())
                node_ref=pad
                on:pointerdown=start
                on:pointermove=draw
                on:pointerup=end
                on:pointercancel=end
            >
                <svg viewBox="0 0 1000 400">
                    <path d=move || path(&strokes.read()) />
                </svg>
                <Show when=empty>
                    <span class="sign-hint">{hint}</span>
                </Show>
            </div>
            <Show when=is_saved>
                <p class="hint" id=saved_id.clone()>{move || saved_word.get()}</p>
            </Show>
            <div class="sign-tools">
                <Button
                    look=ButtonLook::Quiet
                    small=true
                    glyph=Glyph::Undo
                    disabled=Signal::derive(empty)
                    on_press=move || match is_saved() {
                        true => renew(),
                        false => strokes.update(|strokes| drop(strokes.pop())),
                    }
                >
                    {undo}
                </Button>
                <Button
                    look=ButtonLook::Quiet
                    small=true
                    disabled=Signal::derive(empty)
                    on_press=move || {
                        renew();
                        strokes.update(Vec::clear);
                    }
                >
                    {clear}
                </Button>
            </div>
            <Field id label=typed_label value=typed error autocomplete="name" />
        </div>
    }
}

/// A signature on a receipt or a printed note.
#[component]
pub fn SignatureView(
    /// Whose signature: its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The strokes.
    #[prop(into)]
    strokes: Signal<Strokes>,
) -> impl IntoView {
    view! {
        <svg class="sign-view" viewBox="0 0 1000 400" role="img" aria-label=move || label.get()>
            <path d=move || path(&strokes.read()) />
        </svg>
    }
}

fn extend(strokes: RwSignal<Strokes>, (x, y): (i16, i16)) {
    let (last, total) = {
        let strokes = strokes.read_untracked();
        let last = strokes.last().and_then(|stroke| stroke.last()).copied();
        (last, strokes.iter().map(Vec::len).sum::<usize>())
    };
    let near = last.is_some_and(|(a, b)| (a - x).abs() < STEP && (b - y).abs() < STEP);
    if near || total >= MOST_POINTS {
        return;
    }
    strokes.update(|strokes| {
        if let Some(stroke) = strokes.last_mut() {
            stroke.push((x, y));
        }
    });
}

/// The drawing lets events through to the pad, so offsets are the pad's own.
fn point(pad: NodeRef<html::Div>, event: &ev::PointerEvent) -> Option<(i16, i16)> {
    let scale = f64::from(WIDTH) / f64::from(pad.get_untracked()?.client_width().max(1));
    let x = f64::from(event.offset_x()) * scale;
    let y = f64::from(event.offset_y()) * scale;
    Some((clamp(x, WIDTH), clamp(y, HEIGHT)))
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=1000 first")]
fn clamp(at: f64, most: i16) -> i16 {
    at.clamp(0.0, f64::from(most)) as i16
}

/// A single point becomes a dot: the line's round end draws it.
fn path(strokes: &[Vec<(i16, i16)>]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        for (index, (x, y)) in stroke.iter().enumerate() {
            let to = if index == 0 { 'M' } else { 'L' };
            // Writing to a String cannot fail.
            let _ = write!(path, "{to}{x} {y}");
        }
        if stroke.len() == 1 {
            path.push_str("h0");
        }
    }
    path
}
