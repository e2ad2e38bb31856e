//! A step of an incident: what, when, and a word where one helps.

use std::sync::Arc;

use leptos::prelude::*;
use yuanliu_domain::act::Subject;
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::incident::{IncidentStep, IncidentStruck, Step};
use yuanliu_domain::time::{Day, Minute, Stamp};

use crate::components::{
    Button, ButtonLink, ButtonLook, Field, FieldKind, Glyph, SelectField, TextArea,
};
use crate::pages::staff::calls::{Person, family};
use crate::pages::staff::model::Model;
use crate::pages::staff::undoable::{Undoable, WayBack};
use crate::state::Draft;
use crate::text::{Word, fill, incident, t, words};

/// Which incident a step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The act that wrote it.
    pub incident: ActId,
    /// The child.
    pub child: ChildId,
    /// Its date.
    pub day: Day,
}

impl About {
    /// A draft that answers the incident.
    pub fn draft<K>(self, body: K) -> Draft<K> {
        Draft::new(Subject::Child(self.child), body).building_on([self.incident])
    }

    /// An entry is wrong; the incident itself, when it is its own act.
    pub fn strikes(
        self,
        original: ActId,
        as_leader: bool,
        reason: String,
    ) -> Draft<IncidentStruck> {
        let About { incident, child, day } = self;
        let answers = if original == incident { vec![incident] } else { vec![incident, original] };
        let body = IncidentStruck { day, incident, original, as_leader, reason };
        Draft::new(Subject::Child(child), body).building_on(answers)
    }

    /// The way back from what was just written here; the screen's gesture says what came
    /// of it.
    pub fn way_back(self, model: Model, done: Undoable) -> WayBack {
        Arc::new(move |acts: Vec<ActId>| {
            let strike = |act| self.strikes(act, false, t(words::undone).to_owned());
            let drafts = acts.into_iter().map(strike).collect();
            done.keep(model, drafts, t(words::em_said_undone).to_owned(), None);
        })
    }
}

/// When it was, as typed; none when it is now. Wrong when it is no time or still to come: but
/// a clock that may be wrong itself contradicts nobody.
pub fn stated(model: Model, typed: &str) -> Result<Option<Stamp>, Word> {
    let (now, day) = (model.space.now(), model.day.get_untracked());
    let minute = Minute::parse(typed.trim()).ok_or(words::incident_bad_time)?;
    match day.at(minute) {
        _ if minute == now.at.minute() => Ok(None),
        at if now.certain && at > now.at => Err(words::incident_bad_time),
        at => Ok(Some(at)),
    }
}

/// The form of one step.
#[component]
pub fn StepForm(
    /// The incident.
    about: About,
    /// What was done.
    step: Step,
    /// Which form is open.
    open: RwSignal<Option<Step>>,
    /// The screen's last gesture.
    done: Undoable,
) -> impl IntoView {
    let model = Model::get();
    let time = RwSignal::new(model.space.now().at.minute().to_string());
    let (whom, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (bad_time, bad_words) = (RwSignal::new(None::<Word>), RwSignal::new(None::<Word>));
    let bad_whom = RwSignal::new(None::<Word>);
    let calls = step == Step::GuardianCalled;
    let back = about.way_back(model, done);
    let keep = Callback::new(move |()| {
        let happened = stated(model, &time.get_untracked());
        let text = words.with_untracked(|words| words.trim().to_owned());
        let relation = whom.get_untracked();
        let length = text.chars().count();
        bad_time.set(happened.err());
        bad_words.set(
            (length > 1000 || step.needs_words() && length == 0)
                .then_some(words::incident_step_need),
        );
        bad_whom.set((calls && relation.is_empty()).then_some(words::incident_need_whom));
        let wrong = [bad_time, bad_words, bad_whom].iter().any(|w| w.get_untracked().is_some());
        let (false, Ok(happened)) = (wrong, happened) else { return };
        let body =
            IncidentStep { day: about.day, incident: about.incident, step, relation, words: text };
        let draft = Draft { happened, ..about.draft(body) };
        let said = fill(words::incident_step_said, &[&t(incident::step(step))]);
        done.keep_then(model, vec![draft], said, Some(back.clone()), move || {
            open.try_set(None);
        });
    });
    let error = |wrong: RwSignal<Option<Word>>| {
        MaybeProp::derive(move || wrong.get().map(|word| t(word).to_owned()))
    };
    let hint = match step.is_told() {
        true => words::incident_told_hint,
        false => words::incident_private_hint,
    };
    view! {
        <div class="card stack stack-s">
            <h3>{t(incident::step(step))}</h3>
            {calls.then(|| view! { <Whom child=about.child value=whom error=error(bad_whom) /> })}
            {(step == Step::Reported).then(|| view! { <p>{t(words::incident_report_by_phone)}</p> })}
            <Field
                id="step-time" label=t(words::incident_step_time) kind=FieldKind::Time value=time
                error=error(bad_time)
            />
            <TextArea
                id="step-words" label=t(words::incident_step_words) hint=t(hint) value=words
                error=error(bad_words)
            />
            <Button block=true busy=done.busy on_press=keep>
                {fill(words::incident_step_keep, &[&t(incident::step(step))])}
            </Button>
            <Button look=ButtonLook::Quiet block=true on_press=move |()| open.set(None)>
                {t(words::cancel)}
            </Button>
        </div>
    }
}

/// Whom of the family was called, with the numbers that this device has.
#[component]
fn Whom(
    /// The child.
    child: ChildId,
    /// The relation to the child.
    value: RwSignal<String>,
    /// What is wrong.
    error: MaybeProp<String>,
) -> impl IntoView {
    let model = Model::get();
    let people = Memo::new(move |_| {
        model.child(child).map(|child| family(model, &child)).unwrap_or_default()
    });
    let call = |person: Person| {
        let phone = person.phone.trim().to_owned();
        (!phone.is_empty()).then(|| {
            let href = format!("tel:{}", phone.replace(' ', ""));
            let said = fill(words::call_to, &[&person.words()]);
            view! {
                <ButtonLink href look=ButtonLook::Plain glyph=Glyph::Call>
                    {said} " " <span class="num">{phone}</span>
                </ButtonLink>
            }
        })
    };
    let options = Signal::derive(move || {
        let first = (String::new(), t(words::choose_person).to_owned());
        let mut options = vec![first];
        // The family reads the relation alone.
        people.with(|people| {
            for person in people.iter().filter(|person| !person.relation.trim().is_empty()) {
                let relation = person.relation.trim().to_owned();
                if options.iter().all(|(known, _)| *known != relation) {
                    options.push((relation, person.words()));
                }
            }
        });
        options.push((t(words::fam_whom_family).to_owned(), t(words::fam_whom_family).to_owned()));
        options
    });
    view! {
        {move || people.get().into_iter().map(call).collect_view()}
        <SelectField id="step-whom" label=t(words::incident_whom) value options error />
    }
}
