//! The form, in the order in which one thinks: why, when, what, who signs.

use leptos::prelude::*;
use yuanliu_domain::id::ActId;

use super::check;
use super::fields::{DAYS, LeaveFields, TIME, TODAY};
use crate::components::{
    Button, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, SignaturePad,
    TextArea, Tick, Ticks,
};
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::kid::Kid;
use crate::pages::family::phrases;
use crate::text::{Word, fill, t, words};
use yuanliu_domain::school::Block;

/// The form. What was filled in outlives it.
#[component]
pub fn LeaveForm(
    /// The child.
    kid: Kid,
    /// Its state.
    fields: LeaveFields,
    /// The act, once it is kept.
    kept: RwSignal<Option<ActId>>,
) -> impl IntoView {
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let keeping = Keeping::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match check::note(kid, fields) {
            Ok(note) => {
                errors.set(vec![]);
                keeping.keep(kid, kid.draft(note), move |act| {
                    kept.set(Some(act));
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                });
            }
            Err(found) => errors.set(found),
        }
    };
    let error = move |id: &'static str| {
        Signal::derive(move || {
            errors.with(|all| all.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    };
    let typed_error = error("typed-signature");
    view! {
        <form class="stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::fam_leave_incomplete) errors />
            <Reason fields />
            <When fields error=Callback::new(move |id| error(id).get()) />
            <Missed kid fields error=error("leave-blocks") />
            <More fields error=Callback::new(move |id| error(id).get()) />
            <SignaturePad
                label=t(words::fam_signature) hint=t(words::fam_sign_here) strokes=fields.strokes
                undo=t(words::fam_stroke_back) clear=t(words::fam_sign_again)
                typed_label=t(words::fam_type_name) typed=fields.typed error=typed_error
                saved=fields.saved saved_word=t(words::fam_signed_before)
            />
            <div class="foot">
                <Failed keeping />
                <Button submit=true block=true busy=keeping.busy>{t(words::fam_hand_in)}</Button>
            </div>
        </form>
    }
}

fn item(key: &str, word: Word) -> ChoiceItem {
    ChoiceItem { key: key.to_owned(), word: t(word).into(), note: "".into() }
}

#[component]
fn Reason(
    /// The form's state.
    fields: LeaveFields,
) -> impl IntoView {
    let items = vec![
        item("sick", words::fam_sick),
        item("family", words::fam_errand),
        item("other", words::fam_other_reason),
    ];
    view! { <Choices id="leave-reason" legend=t(words::fam_reason) items value=fields.reason side=true /> }
}

#[component]
fn When(
    /// The form's state.
    fields: LeaveFields,
    /// What is wrong with a field.
    error: Callback<&'static str, Option<String>>,
) -> impl IntoView {
    let items = vec![
        item(TODAY, words::fam_all_today),
        item(TIME, words::fam_early_today),
        item(DAYS, words::fam_some_days),
    ];
    let of = move |id| Signal::derive(move || error.run(id));
    let more = move || {
        match fields.when.get().as_str() {
        TIME => view! {
            <div class="stack">
                <Field id="leave-time" label=t(words::fam_leave_time) kind=FieldKind::Time value=fields.time error=of("leave-time") />
                <GoesHome fields error />
            </div>
        }
        .into_any(),
        DAYS => view! {
            <div class="columns">
                <Field id="leave-from" label=t(words::fam_first_day) kind=FieldKind::Date value=fields.from error=of("leave-from") />
                <Field id="leave-until" label=t(words::fam_last_day) kind=FieldKind::Date value=fields.until error=of("leave-until") />
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    view! {
        <Choices id="leave-when" legend=t(words::fam_when) items value=fields.when side=true />
        {more}
    }
}

#[component]
fn GoesHome(
    /// The form's state.
    fields: LeaveFields,
    /// What is wrong with a field.
    error: Callback<&'static str, Option<String>>,
) -> impl IntoView {
    view! {
        <Field
            id="leave-home" label=t(words::fam_goes_home) hint=t(words::fam_goes_home_hint)
            value=fields.goes_home error=Signal::derive(move || error.run("leave-home"))
        />
    }
}

#[component]
fn Missed(
    /// The child.
    kid: Kid,
    /// The form's state.
    fields: LeaveFields,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let times = move |block| {
        let school = kid.frame.with_untracked(|f| f.as_ref().map(|f| f.school.clone()));
        school
            .map(|s| match block {
                Block::Activities => format!("{}–{}", s.lessons_end, s.late_care),
                Block::LateCare => format!("{}–{}", s.late_care, s.closing),
            })
            .unwrap_or_default()
    };
    let block =
        move |block, on| Tick { word: t(word_of(block)).into(), note: times(block).into(), on };
    let items = move || {
        vec![
            block(Block::Activities, fields.activities),
            block(Block::LateCare, fields.late_care),
            Tick {
                word: t(words::fam_lessons_too).into(),
                note: "".into(),
                on: fields.lessons_too,
            },
        ]
    };
    // The whole form says once, in a sentence, what is handed in.
    let sentence = move || {
        let (from, until) = fields.dates(kid)?;
        let time = fields.leaves_at()?;
        Some(fill(
            words::fam_leave_preview,
            &[
                &kid.given(),
                &phrases::span(from, until, kid.today.get()),
                &fill(words::leaves_at, &[&time]),
            ],
        ))
    };
    move || {
        if fields.when.get() == TIME {
            return view! { {move || sentence().map(|s| view! { <p class="soft">{s}</p> })} }
                .into_any();
        }
        view! { <Ticks id="leave-blocks" legend=t(words::fam_missed) items=items() error /> }
            .into_any()
    }
}

fn word_of(block: Block) -> Word {
    match block {
        Block::Activities => words::activities,
        Block::LateCare => words::late_care,
    }
}

/// What need not be said: folded, so that the signature stays near.
#[component]
fn More(
    /// The form's state.
    fields: LeaveFields,
    /// What is wrong with a field.
    error: Callback<&'static str, Option<String>>,
) -> impl IntoView {
    let of = move |id| Signal::derive(move || error.run(id));
    let sick = move || fields.reason.get() == "sick";
    // A field with an error must be seen.
    let open = move || {
        ["leave-home", "leave-text", "leave-symptoms"].into_iter().any(|id| error.run(id).is_some())
    };
    view! {
        <details class="fold" prop:open=open>
            <summary>{t(words::fam_more)}</summary>
            <div class="stack">
                <Show when=move || fields.when.get() != TIME>
                    <GoesHome fields error />
                </Show>
                <TextArea id="leave-text" label=t(words::fam_more_words) hint=t(words::fam_more_words_hint) value=fields.text error=of("leave-text") />
                <Show when=sick>
                    <TextArea
                        id="leave-symptoms" label=t(words::fam_symptoms) hint=t(words::fam_symptoms_hint)
                        value=fields.symptoms error=of("leave-symptoms")
                    />
                </Show>
            </div>
        </details>
    }
}
