//! Entered later 补录 (R9, G6): the tablets were dead, or nobody had a hand free. What is
//! written keeps the time that a person states beside the time of entry, and whose paper
//! sheet says so.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yuanliu_domain::act::{Channel, Informant};
use yuanliu_domain::child_day::{Proof, Release};
use yuanliu_domain::school::Named;
use yuanliu_domain::time::{Minute, Stamp};

use super::model::Model;
use super::release::second_person;
use super::sheets::SheetPhoto;
use crate::components::{Button, ButtonLook, Field, FieldKind, Glyph, Notice, SelectField};
use crate::state::Draft;
use crate::text::{Word, fill, format, t, words};

/// The field of the time.
const TIME: &str = "later-time";

/// What a person states of what they enter later. A handle.
#[derive(Clone, Copy)]
pub struct Later {
    model: Model,
    on: RwSignal<bool>,
    time: RwSignal<String>,
    /// Who wrote the sheet; empty without one.
    sheet: RwSignal<String>,
    wrong: RwSignal<Option<Word>>,
}

impl Later {
    /// A screen on which things are entered later, for the components in it.
    pub fn provide(model: Model) -> Later {
        let later = Later {
            model,
            on: RwSignal::new(false),
            time: RwSignal::new(String::new()),
            sheet: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
        };
        provide_context(later);
        later
    }

    /// That of the screen, if it has one.
    pub fn get() -> Option<Later> {
        use_context()
    }

    /// What is stated; `None` when the time is missing or still to come, which the screen
    /// says.
    pub fn stated(&self) -> Option<Stated> {
        if !self.on.get_untracked() {
            return Some(Stated::default());
        }
        let (now, day) = (self.model.space.now(), self.model.day.get_untracked());
        let happened = Minute::parse(self.time.get_untracked().trim()).map(|at| day.at(at));
        let wrong = match happened {
            None => Some(words::later_need_time),
            // A clock that may be wrong itself contradicts nobody.
            Some(at) if now.certain && at > now.at => Some(words::later_to_come),
            Some(_) => None,
        };
        self.wrong.set(wrong);
        if wrong.is_some() {
            look_at_time();
        }
        let sheet = second_person(self.model, &self.sheet.get_untracked());
        wrong.is_none().then_some(Stated { happened, sheet })
    }
}

/// Leads to the question: it may stand far above the row that was tapped.
fn look_at_time() {
    let field = document().get_element_by_id(TIME);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // A field that can't take the focus still says what is wrong.
        let _ = field.focus();
    }
}

/// What is stated of an entry: nothing, when it is written as it happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    happened: Option<Stamp>,
    sheet: Option<Named>,
}

impl Stated {
    /// What a screen states, if it can; `None` when something is missing there.
    pub fn by(later: Option<Later>) -> Option<Stated> {
        later.map_or_else(|| Some(Stated::default()), |later| later.stated())
    }

    /// The draft with what is stated.
    pub fn of<K>(&self, draft: Draft<K>) -> Draft<K> {
        let Some(writer) = &self.sheet else { return Draft { happened: self.happened, ..draft } };
        let informant = Some(Informant { name: writer.name.clone(), phone: None });
        Draft { happened: self.happened, channel: Channel::Paper, informant, ..draft }
    }

    /// What was done in words, with the time: whoever forgets that it is stated sees it.
    pub fn said(&self, said: String) -> String {
        match self.happened {
            Some(at) => fill(words::later_said, &[&said, &format::time(at)]),
            None => said,
        }
    }

    /// The release with the person who released (R7): whoever wrote the sheet, and not
    /// whoever copies it.
    pub fn released(&self, body: Release) -> Release {
        match &self.sheet {
            Some(writer) => Release { released_by: writer.clone(), proof: Proof::Named, ..body },
            None => body,
        }
    }
}

/// Time and sheet, behind a quiet button.
#[component]
pub fn EnteredLater(
    /// The screen's.
    later: Later,
) -> impl IntoView {
    let Later { model, on, time, sheet, wrong } = later;
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::later_no_sheet).to_owned())];
        model.roster.with(|roster| {
            let staff = roster.staff.iter();
            options.extend(staff.map(|(id, staff)| (id.to_string(), staff.name.clone())));
        });
        options
    });
    let said = move || match Minute::parse(time.get().trim()) {
        Some(at) => fill(words::later_on, &[&at]),
        None => t(words::later_on_no_time).to_owned(),
    };
    let writer = Memo::new(move |_| second_person(model, &sheet.get()));
    let photo = move || writer.get().map(|writer| view! { <SheetPhoto writer /> });
    let end = move |()| {
        on.set(false);
        wrong.set(None);
    };
    view! {
        <Show
            when=move || on.get()
            fallback=move || view! {
                <Button look=ButtonLook::Plain small=true glyph=Glyph::Clock on_press=move |()| on.set(true)>
                    {t(words::later_begin)}
                </Button>
            }
        >
            <div class="card stack">
                <Notice>{said}</Notice>
                <Field
                    id=TIME label=t(words::later_time) kind=FieldKind::Time value=time
                    error=MaybeProp::derive(move || wrong.get().map(|word| t(word).to_owned()))
                />
                <SelectField
                    id="later-sheet" label=t(words::later_sheet) hint=t(words::later_sheet_hint)
                    value=sheet options
                />
                {photo}
                <Button look=ButtonLook::Quiet on_press=end>{t(words::later_end)}</Button>
            </div>
        </Show>
    }
}
