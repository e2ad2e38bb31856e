//! A child's card: the sentence, the afternoon to scale and as a list, and the
//! ways on.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::photo::Portrait;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::school::Block;

use super::at_gate::AtGate;
use super::cases::Cases;
use super::contest::{Contest, ContestSheet};
use super::did::WhatItDid;
use super::disagree::{ObjectHere, Objecting, ObjectionSheet, OtherGuardian, TwoGuardians};
use super::early::EarlyEnd;
use super::entries::timeline;
use super::home::DutyRoom;
use super::hurt::Hurt;
use super::kid::Kid;
use super::receipt::{IsSo, ReceiptRow, ReceiptView, asks, written_by};
use super::simple::ThreeThings;
use super::summary::summary;
use super::term::TermStart;
use super::today::{Plan, Says, awaited, changes, rain, says};
use super::told::CallsAndStay;
use crate::components::{
    Action, Button, ButtonLook, CellGroup, CellLink, ChildCard, DayLine, Glyph, Notice, NoticeTone,
    Sheet, Timeline, TimelineItem,
};
use crate::photos;
use crate::route::Screen;
use crate::state::{Change, ChildToday, Frame};
use crate::text::names::surname;
use crate::text::{act_name, fill, t, words};

/// The child's afternoon with everything that belongs to it.
#[component]
pub fn Afternoon(
    /// The child.
    kid: Kid,
    /// Three things in place of the whole card: large type.
    #[prop(optional)]
    simple: bool,
) -> impl IntoView {
    let contest = Contest::new();
    let objecting = Objecting::new();
    provide_context(objecting);
    let opened = RwSignal::new(None::<ActId>);
    let sheet = RwSignal::new(false);
    view! {
        <div class="stack">
            <Changes kid />
            <Hurt kid />
            <TermStart kid />
            <TwoGuardians kid />
            <OtherGuardian kid objecting />
            <OnBehalf kid contest />
            {match simple {
                true => view! {
                    <ThreeThings kid />
                    <CallsAndStay kid />
                    <Cases kid fresh=true />
                }
                .into_any(),
                false => view! {
                    <Card kid contest />
                    <WhatItDid kid />
                    <CallsAndStay kid />
                    <TodaysReceipts kid on_open=move |act| { opened.set(Some(act)); sheet.set(true); } />
                    <Cases kid fresh=true />
                    <DutyRoom kid />
                }
                .into_any(),
            }}
        </div>
        <ContestSheet kid contest />
        <ObjectionSheet kid objecting />
        <ReceiptSheet kid open=sheet act=opened contest />
    }
}

/// Derives from the child and the school's frame of today.
fn derive<T: Clone + PartialEq + Send + Sync + 'static>(
    kid: Kid,
    from: impl Fn(&ChildToday, &Frame, &Plan) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| {
        let today = kid.today.get();
        kid.child.with(|child| {
            kid.frame.with(|frame| {
                let (child, frame) = (child.as_ref()?, frame.as_ref()?);
                Some(from(child, frame, &Plan::of(child, frame, today)))
            })
        })
    })
}

#[component]
fn Card(
    /// The child.
    kid: Kid,
    /// To say that an entry is not as it was.
    contest: Contest,
) -> impl IntoView {
    view! {
        <Head kid>
            <AtGate kid />
            <Line kid />
            <Entries kid contest />
            <Ways kid />
        </Head>
    }
}

/// The child and the sentence.
#[component]
pub fn Head(
    /// The child.
    kid: Kid,
    /// What follows the sentence.
    children: Children,
) -> impl IntoView {
    let said = derive(kid, says);
    let said = move |of: fn(Says) -> String| {
        Signal::derive(move || said.get().map(of).unwrap_or_default())
    };
    let tone = derive(kid, |child, frame, plan| says(child, frame, plan).tone);
    let tone = Signal::derive(move || tone.get().unwrap_or(crate::components::Tone::Expected));
    let note = said(|s| s.note);
    let note = Signal::derive(move || Some(note.get()).filter(|note| !note.is_empty()));
    let class_name = move || {
        kid.child.with(|c| c.as_ref().map(|c| c.card.class_name.clone()).unwrap_or_default())
    };
    let tile = Signal::derive(move || surname(&kid.name()));
    let portrait = Memo::new(move |_| {
        let family = Audience::Family(kid.id);
        kid.space.replica.with(|replica| replica.get::<Portrait>(family, kid.id)).map(|p| p.hash)
    });
    let photo = MaybeProp::derive(move || photos::face(kid.app, kid.space, portrait.get()?));
    view! {
        <ChildCard
            photo surname=tile name=Signal::derive(move || kid.name()) class_name=Signal::derive(class_name)
            tone state=said(|s| s.state) now=said(|s| s.now) note
        >
            {children()}
        </ChildCard>
    }
}

/// The afternoon to scale, on a day with an afternoon.
#[component]
fn Line(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let spans = derive(
        kid,
        |_, frame, plan| {
            if plan.stays.is_empty() { vec![] } else { plan.spans(frame) }
        },
    );
    let spans = Signal::derive(move || spans.get().unwrap_or_default());
    let now = Signal::derive(move || Some(u16::from(kid.now.get().minute())));
    let ends = derive(kid, |_, frame, plan| {
        vec![frame.school.lessons_end.to_string(), plan.closing.to_string()]
    });
    let ends = Signal::derive(move || ends.get().unwrap_or_default());
    view! {
        <Show when=move || !spans.read().is_empty()>
            <DayLine spans now ends />
        </Show>
    }
}

#[component]
fn Entries(
    /// The child.
    kid: Kid,
    /// To say that an entry is not as it was.
    contest: Contest,
) -> impl IntoView {
    let items = Memo::new(move |_| -> Vec<TimelineItem> {
        let today = kid.today.get();
        kid.child.with(|child| {
            kid.frame.with(|frame| {
                let (Some(child), Some(frame)) = (child, frame) else { return vec![] };
                timeline(child, frame, &Plan::of(child, frame, today), today)
            })
        })
    });
    let entered = move || kid.child.with(|c| c.as_ref().is_some_and(|c| !c.day.entries.is_empty()));
    view! {
        <Show when=move || !items.read().is_empty()>
            <Timeline items=Signal::derive(move || items.get()) />
        </Show>
        <Show when=entered>
            <Button look=ButtonLook::Plain small=true on_press=move |()| contest.entry(kid)>
                {t(words::fam_contest)}
            </Button>
        </Show>
    }
}

#[component]
fn Ways(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    view! {
        <nav class="actions" aria-label=Signal::derive(move || kid.name())>
            <Action href=Screen::Leave(kid.id).path() glyph=Glyph::Note word=t(words::fam_leave_act) />
            <Action href=Screen::Choice(kid.id).path() glyph=Glyph::Week word=t(words::act_choose) />
            <Action href=Screen::Passes(kid.id).path() glyph=Glyph::Scan word=t(words::fam_pass_short) />
            <Action href=Screen::Collectors(kid.id).path() glyph=Glyph::People word=t(words::fam_collectors) />
            <Action href=Screen::History(kid.id).path() glyph=Glyph::Clock word=t(words::fam_history_short) />
        </nav>
    }
}

/// What the school changed for today. Rain comes first, with the place.
#[component]
fn Changes(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let rain = derive(kid, rain);
    let others = derive(kid, |child, frame, plan| {
        let late = plan.stays.contains(&Block::LateCare) && awaited(child, plan);
        let of = |change: &Change| (change.clone(), late && change.ends.is_some());
        changes(child, frame).filter(|change| !change.rain).map(of).collect::<Vec<_>>()
    });
    let notice = move |(change, answers): (Change, bool)| match answers {
        true => view! { <EarlyEnd kid change /> }.into_any(),
        false => view! {
            <Notice tone=NoticeTone::Warning title=t(words::act_day_changed)>
                {change.text.clone()}
            </Notice>
        }
        .into_any(),
    };
    view! {
        {move || rain.get().flatten().map(|text| view! {
            <Notice tone=NoticeTone::Warning title=t(words::rain_title)>{text}</Notice>
        })}
        {move || others.get().unwrap_or_default().into_iter().map(notice).collect_view()}
    }
}

fn todays(kid: Kid) -> Vec<(ActId, Receipt)> {
    let today = kid.today.get();
    kid.receipts.with(|all| all.iter().filter(|(_, r)| r.at.day() == today).cloned().collect())
}

/// For so many days home asks about what staff wrote down.
const ASKED_DAYS: i64 = 2;

/// What staff wrote down for this family (P16), until somebody confirms it or objects.
#[component]
fn OnBehalf(
    /// The child.
    kid: Kid,
    /// To object.
    contest: Contest,
) -> impl IntoView {
    move || {
        let objected =
            |act: &ActId| kid.cases.with(|cases| cases.iter().any(|c| c.about.contains(act)));
        let today = kid.today.get();
        let fresh = |r: &Receipt| today.days_since(r.at.day()) < ASKED_DAYS;
        let asked = |(act, r): &&(ActId, Receipt)| fresh(r) && asks(r) && !objected(act);
        let told: Vec<_> = kid.receipts.with(|all| all.iter().filter(asked).cloned().collect());
        let notice = move |(act, receipt): (ActId, Receipt)| {
            let acts = move || {
                view! {
                    <IsSo kid act />
                    <Button look=ButtonLook::Quiet small=true on_press=move |()| contest.not_said(act)>
                        {t(words::fam_not_so)}
                    </Button>
                }
            };
            let waits = kid.child.with(|child| {
                let people = child.as_ref().map(|child| &child.collectors.people);
                people.is_some_and(|all| all.iter().any(|c| c.id == act.into() && c.unconfirmed))
            });
            let waits = waits.then(|| t(words::fam_behalf_waits));
            let what = format!("{} {}", act_name(&receipt.what), summary(kid, &receipt));
            view! {
                <Notice title=written_by(kid, &receipt) acts=acts>
                    {fill(words::fam_on_behalf, &[&what])} " " {waits}
                </Notice>
            }
        };
        told.into_iter().map(notice).collect_view()
    }
}

#[component]
fn TodaysReceipts(
    /// The child.
    kid: Kid,
    /// A row was tapped.
    #[prop(into)]
    on_open: Callback<ActId>,
) -> impl IntoView {
    move || {
        let today = todays(kid);
        (!today.is_empty()).then(|| {
            let rows = today.into_iter().map(|(act, receipt)| {
                view! {
                    <ReceiptRow kid act receipt on_open />
                }
            });
            let rows = rows.collect_view();
            view! {
                <CellGroup title=t(words::fam_todays_receipts)>
                    {rows}
                    <CellLink href=Screen::History(kid.id).path() title=t(words::fam_history) />
                </CellGroup>
            }
        })
    }
}

/// One receipt over the screen.
#[component]
pub fn ReceiptSheet(
    /// The child.
    kid: Kid,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which receipt.
    act: RwSignal<Option<ActId>>,
    /// To object.
    contest: Contest,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let receipt = act.get().and_then(|act| kid.receipt(act));
        receipt.map(|receipt| act_name(&receipt.what).to_owned()).unwrap_or_default()
    });
    let object = Callback::new(move |act| {
        open.set(false);
        contest.not_said(act);
    });
    let objecting = use_context::<Objecting>();
    view! {
        <Sheet open title close=t(words::close)>
            {move || act.get().map(|act| view! {
                <ReceiptView kid act on_object=object />
                {objecting.map(|objecting| view! { <ObjectHere kid act open objecting /> })}
            })}
        </Sheet>
    }
}
