//! The steps of the mandatory report, and the end of a concern.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Subject;
use yuanliu_domain::concern::{Authority, ConcernClosed, ConcernReported};
use yuanliu_domain::id::ActId;
use yuanliu_domain::rules::Kind;
use yuanliu_domain::time::{Day, Minute};

use super::authority;
use crate::components::{
    Button, ButtonLook, ChoiceItem, Choices, ErrorSummary, Field, FieldError, FieldKind, TextArea,
    UndoBar,
};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::state::{App, Draft, NotKept};
use crate::text::{t, words};

const ALL: [(&str, Authority); 4] = [
    ("police", Authority::Police),
    ("civil", Authority::CivilAffairs),
    ("education", Authority::Education),
    ("other", Authority::Other),
];

/// One form's act. A handle: copying it is free.
#[derive(Clone, Copy)]
struct Writing {
    errors: RwSignal<Vec<FieldError>>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<NotKept>>,
}

impl Writing {
    fn new() -> Writing {
        Writing {
            errors: RwSignal::new(vec![]),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    fn error_of(self, id: &'static str) -> MaybeProp<String> {
        MaybeProp::derive(move || {
            self.errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
        })
    }

    /// Whether nothing is wrong and nothing under way.
    fn ready(self, found: Vec<FieldError>) -> bool {
        let ready = found.is_empty() && !self.busy.get_untracked();
        self.errors.set(found);
        ready
    }

    fn keep<K: Kind>(self, draft: Draft<K>, then: impl FnOnce() + 'static) {
        let (app, model) = (App::get(), Model::get());
        self.busy.set(true);
        spawn_local(async move {
            let kept = app.keep(model.space, draft).await;
            let Some(()) = self.busy.try_update(|busy| *busy = false) else { return };
            match kept {
                Ok(_) => then(),
                Err(why) => self.failed.set(Some(why)),
            }
        });
    }
}

fn wrong(id: &str, word: crate::text::Word) -> FieldError {
    FieldError { id: id.into(), words: t(word).into() }
}

/// One more step.
#[component]
pub fn StepForm(
    /// The concern.
    concern: ActId,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let now = model.space.now().at;
    let me = app.who.with_untracked(|who| who.as_ref().map(|who| who.name.clone()));
    let (to, by) = (RwSignal::new(String::new()), RwSignal::new(me.unwrap_or_default()));
    let (date, time) =
        (RwSignal::new(now.day().to_string()), RwSignal::new(now.minute().to_string()));
    let (number, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (writing, done) = (Writing::new(), RwSignal::new(None::<String>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = |of: RwSignal<String>| of.get_untracked().trim().to_owned();
        let picked = ALL.iter().find(|(key, _)| *key == to.get_untracked()).map(|(_, to)| *to);
        let at = text(date).parse::<Day>().ok().zip(Minute::parse(&text(time)));
        let mut found = vec![];
        if picked.is_none() {
            found.push(wrong("report-to", words::protection_need_to));
        }
        if at.is_none() {
            found.push(wrong("report-time", words::protection_need_time));
        }
        if !(1..=40).contains(&text(by).chars().count()) {
            found.push(wrong("report-by", words::protection_need_by));
        }
        for (id, of) in [("report-number", number), ("report-words", said)] {
            if text(of).chars().count() > 1000 {
                found.push(wrong(id, words::too_long));
            }
        }
        let (true, Some(to_whom), Some((day, minute))) = (writing.ready(found), picked, at) else {
            return;
        };
        let body = ConcernReported {
            concern,
            to: to_whom,
            at: day.at(minute),
            by: text(by),
            number: text(number),
            words: text(said),
        };
        let draft = Draft::new(Subject::School, body).building_on([concern]);
        writing.keep(draft, move || {
            [to, number, said].iter().for_each(|of| of.set(String::new()));
            done.set(Some(t(words::protection_kept).to_owned()));
        });
    };
    let items = ALL.map(|(key, to)| ChoiceItem {
        key: key.into(),
        word: t(authority(to)).into(),
        note: "".into(),
    });
    view! {
        <form class="card stack" on:submit=send novalidate>
            <ErrorSummary title=t(words::not_complete) errors=writing.errors />
            <Choices
                id="report-to" legend=t(words::protection_to) items=items.to_vec() value=to
                error=writing.error_of("report-to")
            />
            <Field id="report-date" label=t(words::protection_date) kind=FieldKind::Date value=date />
            <Field
                id="report-time" label=t(words::protection_time) kind=FieldKind::Time value=time
                error=writing.error_of("report-time")
            />
            <Field
                id="report-by" label=t(words::protection_by) value=by
                error=writing.error_of("report-by")
            />
            <Field
                id="report-number" label=t(words::protection_number_label) value=number
                error=writing.error_of("report-number")
            />
            <TextArea
                id="report-words" label=t(words::protection_words) value=said
                error=writing.error_of("report-words")
            />
            <Failed why=writing.failed />
            <Button submit=true block=true busy=writing.busy>{t(words::protection_keep)}</Button>
        </form>
        <UndoBar message=done />
    }
}

/// The end, with its reason.
#[component]
pub fn EndForm(
    /// The concern.
    concern: ActId,
) -> impl IntoView {
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    let writing = Writing::new();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = reason.get_untracked().trim().to_owned();
        let good = (1..=1000).contains(&said.chars().count());
        let found =
            if good { vec![] } else { vec![wrong("end-reason", words::protection_need_reason)] };
        if !writing.ready(found) {
            return;
        }
        let body = ConcernClosed { concern, reason: said };
        writing.keep(Draft::new(Subject::School, body).building_on([concern]), || ());
    };
    let fallback = move || {
        view! {
            <Button look=ButtonLook::Quiet block=true on_press=move |()| open.set(true)>
                {t(words::protection_end)}
            </Button>
        }
    };
    view! {
        <Show when=move || open.get() fallback>
            <form class="card stack" on:submit=send novalidate>
                <TextArea
                    id="end-reason" label=t(words::protection_end_label)
                    hint=t(words::protection_end_hint) value=reason
                    error=writing.error_of("end-reason")
                />
                <Failed why=writing.failed />
                <Button submit=true block=true busy=writing.busy>{t(words::protection_end)}</Button>
            </form>
        </Show>
    }
}
