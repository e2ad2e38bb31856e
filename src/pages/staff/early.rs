//! Late care that ends early (S11): whose family has not answered, whom to call, and what
//! they say. A child stays in care until its family has answered, and after it, too, when
//! they ask for care.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::{Channel, Informant, Subject};
use yuanliu_domain::day_change::{Answer, Answered, ChangeAnswered};
use yuanliu_domain::id::{ActId, ChildId};
use yuanliu_domain::people::Child;
use yuanliu_domain::school::Block;
use yuanliu_domain::time::Minute;

use super::acts::Failed;
use super::calls::{Person, family};
use super::listed::gone;
use super::model::Model;
use crate::components::{
    Button, ButtonLink, ButtonLook, CellGroup, CellLink, Glyph, Notice, NoticeTone,
};
use crate::route::Screen;
use crate::state::{App, Change, ChildToday, Draft, Frame, NotKept};
use crate::text::{answer_word, fill, format, t, words};

/// Children whom the leader's list names; the others are on the lists of their groups.
const MOST_NAMES: usize = 60;

/// Changes by which late care ends earlier for a child.
fn earlier<'f>(frame: &'f Frame, card: &Child) -> impl Iterator<Item = &'f Change> {
    let (class, grade) = (card.class, card.grade);
    let mine = move |change: &&Change| change.ends.is_some() && change.scope.covers(class, grade);
    frame.changes.iter().filter(mine)
}

/// How a family stands to the earlier end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nobody has answered.
    Unanswered,
    /// Nobody can come earlier.
    NeedsCare,
    /// Somebody comes by then.
    Comes,
}

impl Stands {
    /// For a row of the list; nothing once somebody comes.
    pub fn row_words(self) -> Option<&'static str> {
        match self {
            Stands::Unanswered => Some(t(words::sooner_row_unanswered)),
            Stands::NeedsCare => Some(t(words::sooner_needs_care)),
            Stands::Comes => None,
        }
    }
}

/// How the family of a child stands who is expected in late care and has not left; `None`
/// when it does not end earlier for the child. Follows the rows.
pub fn stands(model: Model, child: &ChildToday) -> Option<Stands> {
    let changes = changes_of(model, child);
    if changes.is_empty() {
        return None;
    }
    let answers = model.answers.with(|all| all.get(&child.id).cloned()).unwrap_or_default();
    let each = || changes.iter().map(|(id, _)| answers.to(*id));
    Some(match (each().any(|answer| answer.is_none()), each().flatten().max()) {
        (true, _) | (false, None) => Stands::Unanswered,
        (false, Some(Answer::NeedsCare)) => Stands::NeedsCare,
        (false, Some(Answer::Comes)) => Stands::Comes,
    })
}

/// The changes that its family answers, each with the new end; follows the rows.
fn changes_of(model: Model, child: &ChildToday) -> Vec<(ActId, Minute)> {
    model.frame.with(|frame| {
        let Some(frame) = frame else { return vec![] };
        let all = earlier(frame, &child.card).filter_map(|change| Some((change.id, change.ends?)));
        let all: Vec<_> = all.collect();
        let late = |day| child.expected(Block::LateCare, frame, day).yes && !gone(&child.day);
        if all.is_empty() || !late(model.day.get()) { vec![] } else { all }
    })
}

/// The leader's call list; nothing while nothing ends early.
#[component]
pub fn EarlyToday() -> impl IntoView {
    let model = Model::get();
    let waiting = Memo::new(move |_| {
        let ends = |frame: &Frame| frame.changes.iter().any(|change| change.ends.is_some());
        if !model.frame.with(|frame| frame.as_ref().is_some_and(ends)) {
            return None;
        }
        let (mut unanswered, mut care): (Vec<(ChildId, String)>, usize) = (vec![], 0);
        for child in model.children(model.roster.get().children.iter()) {
            match stands(model, &child) {
                Some(Stands::Unanswered) => {
                    unanswered.push((child.id, super::listed::line(&child)));
                }
                Some(Stands::NeedsCare) => care += 1,
                Some(Stands::Comes) | None => {}
            }
        }
        Some((unanswered, care))
    });
    move || {
        let (unanswered, care) = waiting.get()?;
        let count = unanswered.len();
        let cell = |(id, title): (ChildId, String)| {
            view! { <CellLink href=Screen::Child(id).path() title /> }
        };
        let more = count.saturating_sub(MOST_NAMES);
        let cells = unanswered.into_iter().take(MOST_NAMES).map(cell).collect_view();
        let list = (count > 0).then(|| view! {
            <details>
                <summary><span class="link-block">{t(words::sooner_list)}</span></summary>
                <CellGroup>{cells}</CellGroup>
                {(more > 0).then(|| view! { <p class="soft small">{fill(words::sooner_more, &[&more])}</p> })}
            </details>
        });
        Some(view! {
            <section class="section">
                <h2 class="section-title">{t(words::sooner_title)}</h2>
                <p>{fill(words::sooner_counts, &[&count, &care])}</p>
                {list}
            </section>
        })
    }
}

/// On a child's page: how its family stands, whom to call, and what they say.
#[component]
pub fn EarlyPanel(
    /// The child.
    child: Signal<Option<ChildToday>>,
) -> impl IntoView {
    let model = Model::get();
    let changes =
        Memo::new(move |_| child.get().map(|c| changes_of(model, &c)).unwrap_or_default());
    let now = Memo::new(move |_| stands(model, &child.get()?));
    let title = move || {
        let ends = changes.with(|all| all.iter().map(|(_, ends)| *ends).min());
        ends.map(|ends| fill(words::sooner_ends, &[&ends])).unwrap_or_default()
    };
    let last = move || {
        let (id, changes) = (child.get()?.id, changes.get());
        let answers = model.answers.with(|all| all.get(&id).cloned())?;
        let last = changes.iter().filter_map(|(change, _)| answers.last(*change));
        last.max_by_key(|one| one.at).map(answered_words)
    };
    let said = move || {
        let word = match now.get()? {
            Stands::Unanswered => words::sooner_unanswered,
            Stands::NeedsCare => words::sooner_care_note,
            Stands::Comes => words::sooner_comes_note,
        };
        Some(format!("{}{}", t(word), last().unwrap_or_default()))
    };
    let tone = move || match now.get() {
        Some(Stands::Unanswered) => NoticeTone::Warning,
        _ => NoticeTone::Info,
    };
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let row = move |person: Person| view! { <Heard child changes person busy failed /> };
    let people = move || {
        let people = child.get_untracked().map(|child| family(model, &child)).unwrap_or_default();
        people.into_iter().map(row).collect_view()
    };
    // No number goes to the gate; it does not call about this.
    let calls = move || {
        (!model.only_gate()).then(|| {
            view! {
                <details>
                    <summary><span class="link-block">{t(words::sooner_call)}</span></summary>
                    <div class="stack stack-s">{untrack(people)}</div>
                </details>
            }
        })
    };
    view! {
        <Show when=move || now.with(Option::is_some)>
            <div class="card stack stack-s">
                {move || {
                    let said = said();
                    view! { <Notice tone=tone() title=title()>{said}</Notice> }
                }}
                <Failed why=failed />
                {calls}
            </div>
        </Show>
    }
}

/// （16:40 陈静：需要照看）
fn answered_words(one: &Answered) -> String {
    let answer = t(answer_word(one.answer));
    let said = fill(words::sooner_said, &[&format::time(one.at), &one.by_name, &answer]);
    fill(words::in_brackets, &[&said])
}

/// One person: the number, and what they say in one tap (T12).
#[component]
fn Heard(
    /// The child.
    child: Signal<Option<ChildToday>>,
    /// What is answered.
    changes: Memo<Vec<(ActId, Minute)>>,
    /// Who is called.
    person: Person,
    /// An answer is being kept.
    busy: RwSignal<bool>,
    /// Why nothing was kept.
    failed: RwSignal<Option<NotKept>>,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let who = person.words();
    let phone = person.phone.trim().to_owned();
    let informant =
        Informant { name: who.clone(), phone: Some(phone.clone()).filter(|p| !p.is_empty()) };
    let informant = StoredValue::new(informant);
    let label = move |answer: Answer| {
        let who = informant.with_value(|one| one.name.clone());
        fill(words::sooner_says, &[&who, &t(answer_word(answer))])
    };
    let call = match phone.is_empty() {
        true => {
            view! { <p class="soft">{who.clone()} " · " {t(words::call_no_number)}</p> }.into_any()
        }
        false => {
            let href = format!("tel:{}", phone.replace(' ', ""));
            view! {
                <ButtonLink href look=ButtonLook::Plain glyph=Glyph::Call>
                    {fill(words::call_to, &[&who])} " " <span class="num">{phone.clone()}</span>
                </ButtonLink>
            }
            .into_any()
        }
    };
    let heard = move |answer: Answer| {
        let Some(child) = child.get_untracked() else { return };
        let day = model.day.get_untracked();
        let draft = |(change, _): (ActId, Minute)| Draft {
            channel: Channel::Phone,
            informant: Some(informant.get_value()),
            ..Draft::new(Subject::Child(child.id), ChangeAnswered { day, change, answer })
                .building_on([change])
        };
        let drafts = changes.get_untracked().into_iter().map(draft).collect();
        busy.set(true);
        spawn_local(async move {
            let kept = app.keep_all(model.space, drafts).await;
            // The screen may be gone by now.
            busy.try_set(false);
            failed.try_set(kept.err());
        });
    };
    let button = move |answer: Answer| {
        view! {
            <Button look=ButtonLook::Quiet busy label=label(answer) on_press=move |()| heard(answer)>
                {t(answer_word(answer))}
            </Button>
        }
    };
    view! {
        <div class="stack stack-s">
            {call}
            <div class="columns">{button(Answer::Comes)} {button(Answer::NeedsCare)}</div>
        </div>
    }
}
