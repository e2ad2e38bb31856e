//! Two guardians who disagree (P14): the other one's notice at once, the own
//! objection, what holds until both agree, and how it ended.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::court::Span;
use yuanliu_domain::disagreement::{
    About, Disagreement, Disagreements, Objected, ObjectionWithdrawn, Settled,
};
use yuanliu_domain::id::ActId;
use yuanliu_domain::people::Guardians;
use yuanliu_domain::receipt::Receipt;

use super::keeping::{Failed, Keeping};
use super::kid::Kid;
use super::summary::summary;
use crate::components::{Button, ButtonLook, Notice, NoticeTone, Sheet, TextArea};
use crate::text::{act_name, fill, format, t, words};

/// For so many days home shows what the other guardian wrote, and how it ended.
const SHOWN_DAYS: i64 = 2;
/// Most notices of the other guardian on home; the rest is in the history.
const SHOWN: usize = 3;

/// The disagreements about a child, as the family reads them.
fn all(kid: Kid) -> Vec<Disagreement> {
    let row: Option<Disagreements> =
        kid.space.replica.with(|replica| replica.get(Audience::Family(kid.id), kid.id));
    row.unwrap_or_default().list
}

/// What a notice is about, and on which dates, if it is at the school, still holds, and
/// is not mine.
fn objectionable(kid: Kid, act: ActId, receipt: &Receipt) -> Option<(About, Span)> {
    let (about, days) = About::of(receipt)?;
    let today = kid.today.get();
    let others = Some(receipt.by) != kid.me() && receipt.received.is_some();
    let holds = receipt.withdrawn.is_none() && days.until.is_none_or(|until| today <= until);
    let objected = all(kid).iter().any(|one| one.notice == act && one.settled.is_none());
    (others && holds && !objected).then_some((about, days))
}

/// The objection that is being written. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Objecting {
    open: RwSignal<bool>,
    notice: RwSignal<Option<ActId>>,
    text: RwSignal<String>,
    keeping: Keeping,
}

impl Objecting {
    /// Nothing yet.
    pub fn new() -> Objecting {
        Objecting {
            open: RwSignal::new(false),
            notice: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            keeping: Keeping::new(),
        }
    }

    fn start(self, notice: ActId) {
        if self.notice.get_untracked() != Some(notice) {
            self.text.set(String::new());
        }
        self.notice.set(Some(notice));
        self.open.set(true);
    }
}

/// What the other guardian wrote in the last days.
#[component]
pub fn OtherGuardian(
    /// The child.
    kid: Kid,
    /// To object.
    objecting: Objecting,
) -> impl IntoView {
    let notices = Memo::new(move |_| {
        let today = kid.today.get();
        let guardians: Guardians = kid
            .space
            .replica
            .with(|replica| replica.get(Audience::Family(kid.id), kid.id))
            .unwrap_or_default();
        let guardian = |receipt: &Receipt| guardians.people.iter().any(|g| g.person == receipt.by);
        let fresh = |receipt: &Receipt| today.days_since(receipt.at.day()) < SHOWN_DAYS;
        let receipts = kid.receipts.get();
        let theirs = receipts.into_iter().filter(|(act, receipt)| {
            fresh(receipt) && guardian(receipt) && objectionable(kid, *act, receipt).is_some()
        });
        theirs.take(SHOWN).collect::<Vec<_>>()
    });
    let notice = move |(act, receipt): (ActId, Receipt)| {
        let who = kid.relation(receipt.by, &receipt.by_name);
        let title = fill(words::fam_other_wrote, &[&who, &format::moment(receipt.at)]);
        let acts = move || {
            view! {
                <Button look=ButtonLook::Quiet small=true on_press=move |()| objecting.start(act)>
                    {t(words::fam_object)}
                </Button>
            }
        };
        view! {
            <Notice title acts>
                {act_name(&receipt.what)} " " {summary(kid, &receipt)}
            </Notice>
        }
    };
    move || notices.get().into_iter().map(notice).collect_view()
}

/// The way to object from a receipt.
#[component]
pub fn ObjectHere(
    /// The child.
    kid: Kid,
    /// The notice.
    act: ActId,
    /// The receipt's sheet.
    open: RwSignal<bool>,
    /// To object.
    objecting: Objecting,
) -> impl IntoView {
    let may = Memo::new(move |_| {
        kid.receipt(act).is_some_and(|receipt| objectionable(kid, act, &receipt).is_some())
    });
    let start = move |()| {
        open.set(false);
        objecting.start(act);
    };
    view! {
        <Show when=move || may.get()>
            <Button look=ButtonLook::Quiet block=true on_press=start>{t(words::fam_object)}</Button>
        </Show>
    }
}

/// The sheet with the objection.
#[component]
pub fn ObjectionSheet(
    /// The child.
    kid: Kid,
    /// What is written.
    objecting: Objecting,
) -> impl IntoView {
    view! {
        <Sheet open=objecting.open title=t(words::fam_object) close=t(words::close)>
            <ObjectionForm kid objecting />
        </Sheet>
    }
}

#[component]
fn ObjectionForm(
    /// The child.
    kid: Kid,
    /// What is written.
    objecting: Objecting,
) -> impl IntoView {
    let receipt = move || objecting.notice.get().and_then(|act| kid.receipt(act));
    let said = move || {
        receipt().map(|receipt| {
            let who = kid.relation(receipt.by, &receipt.by_name);
            format!("{who} · {} {}", act_name(&receipt.what), summary(kid, &receipt))
        })
    };
    let too_long = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = objecting.text.get_untracked().trim().to_owned();
        too_long.set(text.chars().count() > 1000);
        let notice = objecting.notice.get_untracked();
        let found = untrack(|| notice.zip(receipt().as_ref().and_then(About::of)));
        let Some((notice, (about, days))) = found.filter(|_| !too_long.get_untracked()) else {
            return;
        };
        let body = Objected { notice, about, days, text };
        objecting.keeping.keep(kid, kid.draft(body).building_on([notice]), move |_| {
            objecting.text.set(String::new());
            objecting.open.set(false);
        });
    };
    let error = Signal::derive(move || too_long.get().then(|| t(words::fam_too_long).to_owned()));
    view! {
        <form class="stack" on:submit=send novalidate>
            <p class="strong">{said}</p>
            <p>{t(words::fam_object_note)}</p>
            <TextArea
                id="object-text" label=t(words::fam_object_text) hint=t(words::fam_object_text_hint)
                value=objecting.text error
            />
            <Failed keeping=objecting.keeping />
            <Button submit=true block=true busy=objecting.keeping.busy>
                {t(words::fam_object_send)}
            </Button>
        </form>
    }
}

/// While both do not agree: that the child stays; afterwards how it ended.
#[component]
pub fn TwoGuardians(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let today = kid.today.get();
        let fresh = |settled: &Settled| today.days_since(settled.at.day()) < SHOWN_DAYS;
        let mut shown = all(kid);
        shown.retain(|one| one.settled.as_ref().is_none_or(fresh));
        shown
    });
    let notice = move |one: Disagreement| match one.settled.clone() {
        None => view! { <StillOpen kid one /> }.into_any(),
        Some(settled) => {
            let at = format::moment(settled.at);
            let said = match settled.by == one.by {
                true => {
                    let who = kid.relation(settled.by, &settled.by_name);
                    fill(words::fam_agreed_by_guardian, &[&who, &at])
                }
                false => fill(words::fam_agreed_by_staff, &[&settled.by_name, &at, &settled.words]),
            };
            view! { <Notice tone=NoticeTone::Good>{said}</Notice> }.into_any()
        }
    };
    view! {
        <For each=move || shown.get() key=|one| (one.act, one.settled.is_some()) children=notice />
    }
}

#[component]
fn StillOpen(
    /// The child.
    kid: Kid,
    /// The disagreement.
    one: Disagreement,
) -> impl IntoView {
    let keeping = Keeping::new();
    let mine = Some(one.by) == untrack(|| kid.me());
    let (act, notice) = (one.act, one.notice);
    let about = move || {
        kid.receipt(notice).map(|receipt| {
            let said = format!("{} {}", act_name(&receipt.what), summary(kid, &receipt));
            fill(words::fam_two_about, &[&said])
        })
    };
    let agree = move |()| {
        let body = ObjectionWithdrawn { objection: act };
        keeping.keep(kid, kid.draft(body).building_on([act]), |_| ());
    };
    let acts = mine.then(|| {
        ViewFn::from(move || {
            view! {
                <Button look=ButtonLook::Quiet small=true busy=keeping.busy on_press=agree>
                    {t(words::fam_agree_after_all)}
                </Button>
            }
        })
    });
    let said = move || view! { {t(words::fam_two_guardians)} " " {about} };
    match acts {
        Some(acts) => view! { <Notice acts>{said()}</Notice> <Failed keeping /> }.into_any(),
        None => view! { <Notice>{said()}</Notice> }.into_any(),
    }
}
