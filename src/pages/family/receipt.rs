//! One receipt 回执: what was written, by whom, where it is, and what can still
//! be done about it.

use leptos::prelude::*;
use yuanliu_domain::act::Channel;
use yuanliu_domain::id::ActId;
use yuanliu_domain::leave::{LeaveNote, LeaveWithdrawn, Signature};
use yuanliu_domain::on_behalf::BehalfConfirmed;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::school::{Block, School};
use yuanliu_domain::time::{Minute, Stamp};

use super::keeping::{Failed, Keeping};
use super::kid::Kid;
use super::summary::{body, summary};
use crate::components::{
    Button, ButtonLink, ButtonLook, CellButton, Glyph, Icon, Notice, NoticeTone, Sent, SentPips,
    SentStage, SentStep, SignatureView,
};
use crate::route::Screen;
use crate::text::{act_name, fill, format, t, words};

/// How far a notice has come.
pub fn stage_of(receipt: &Receipt) -> SentStage {
    match (receipt.received, receipt.seen.is_empty()) {
        (_, false) => SentStage::Seen,
        (Some(_), true) => SentStage::School,
        (None, true) => SentStage::Device,
    }
}

fn stage_word(stage: SentStage) -> &'static str {
    t(match stage {
        SentStage::Device => words::kept_here,
        SentStage::School => words::at_school,
        SentStage::Seen => words::seen_by_staff,
    })
}

/// Who wrote it, and how the words came (P16).
pub fn written_by(kid: Kid, receipt: &Receipt) -> String {
    let at = match receipt.written {
        Some(written) => {
            let (said, written) = (format::moment(receipt.at), format::moment(written));
            fill(words::fam_written_late, &[&said, &written])
        }
        None => format::moment(receipt.at),
    };
    let teller = receipt.told_by.clone().unwrap_or_else(|| t(words::fam_a_guardian).to_owned());
    match receipt.channel {
        Channel::App if Some(receipt.by) == kid.me() => fill(words::fam_written_by_me, &[&at]),
        Channel::App => {
            fill(words::fam_written_by, &[&kid.relation(receipt.by, &receipt.by_name), &at])
        }
        Channel::Phone => fill(words::fam_written_phone, &[&receipt.by_name, &teller, &at]),
        Channel::InPerson => fill(words::fam_written_person, &[&receipt.by_name, &teller, &at]),
        Channel::Message => fill(words::fam_written_message, &[&receipt.by_name, &teller, &at]),
        Channel::Paper => fill(words::fam_written_paper, &[&receipt.by_name, &at]),
    }
}

/// When the first afternoon of a note begins, as far as withdrawing goes: the
/// named time, the first block missed, or the first lesson.
fn begins(note: &LeaveNote, school: &School) -> Stamp {
    let first_lesson = Minute::hm(8, 0).expect("a time");
    let minute = note.time.unwrap_or(match note.blocks.first() {
        Some(Block::Activities) => school.lessons_end,
        Some(Block::LateCare) => school.late_care,
        None => first_lesson,
    });
    note.from.at(minute)
}

/// Whether this is a leave note that can still be taken back.
pub fn can_withdraw(kid: Kid, receipt: &Receipt) -> bool {
    let note: Option<LeaveNote> = body(receipt, "leave_note");
    let frame = kid.frame.get();
    match (note, frame) {
        (Some(note), Some(frame)) if receipt.withdrawn.is_none() => {
            kid.now.get() < begins(&note, &frame.school)
        }
        _ => false,
    }
}

/// A receipt as a row of a list; a tap opens it.
#[component]
pub fn ReceiptRow(
    /// The child.
    kid: Kid,
    /// Which act.
    act: ActId,
    /// The receipt.
    receipt: Receipt,
    /// The tap.
    #[prop(into)]
    on_open: Callback<ActId>,
) -> impl IntoView {
    let stage = stage_of(&receipt);
    let title = match receipt.withdrawn {
        Some(_) => fill(words::fam_withdrawn_title, &[&act_name(&receipt.what)]),
        None => act_name(&receipt.what).to_owned(),
    };
    let glyph = match receipt.what.as_str() {
        "leave_note" | "leave_withdrawn" => Glyph::Note,
        "collector_named" | "collector_withdrawn" | "objected" | "objection_withdrawn" => {
            Glyph::People
        }
        "contact_named" | "contact_withdrawn" => Glyph::Call,
        _ => Glyph::Week,
    };
    let told = (receipt.channel != Channel::App).then(|| written_by(kid, &receipt));
    let said = summary(kid, &receipt);
    let time = format::time(receipt.at);
    let note = [Some(said).filter(|s| !s.is_empty()), told].into_iter().flatten();
    let note = note.collect::<Vec<_>>().join(" · ");
    let lead = move || view! { <span class="cell-lead"><Icon glyph /></span> };
    view! {
        <CellButton title note lead on_press=move |()| on_open.run(act)>
            <span class="receipt-end">
                <span>{time}</span>
                <SentPips stage word=stage_word(stage) />
            </span>
        </CellButton>
    }
}

/// The whole receipt, followed live.
#[component]
pub fn ReceiptView(
    /// The child.
    kid: Kid,
    /// Which act.
    act: ActId,
    /// 「不是这样」 was tapped.
    #[prop(into)]
    on_object: Callback<ActId>,
) -> impl IntoView {
    let receipt = Memo::new(move |_| kid.receipt(act));
    move || {
        let receipt = receipt.get()?;
        let behalf = receipt.channel != Channel::App;
        Some(view! {
            <div class="stack">
                <p class="strong">{summary(kid, &receipt)}</p>
                {receipt.withdrawn.map(|_| view! { <Notice>{t(words::fam_withdrawn)}</Notice> })}
                <Details receipt=receipt.clone() />
                <p class="soft small">{written_by(kid, &receipt)}</p>
                <Steps receipt=receipt.clone() />
                {behalf.then(|| view! { <Answered kid receipt=receipt.clone() /> })}
                {asks(&receipt).then(|| view! { <IsSo kid act block=true /> })}
                <Show when=move || behalf>
                    <Button look=ButtonLook::Quiet block=true on_press=move |()| on_object.run(act)>
                        {t(words::fam_not_so)}
                    </Button>
                </Show>
                <Withdraw kid act />
                {(receipt.what == "leave_note").then(|| view! {
                    <ButtonLink
                        look=ButtonLook::Plain block=true href=Screen::LeavePaper(kid.id, act).path()
                    >
                        {t(words::fam_print)}
                    </ButtonLink>
                })}
            </div>
        })
    }
}

/// Whether staff wrote it down, and nobody of the family has answered yet (P16).
pub fn asks(receipt: &Receipt) -> bool {
    receipt.channel != Channel::App && receipt.withdrawn.is_none() && receipt.answered.is_open()
}

/// 「对，是这样」: what staff wrote down is what was said. One tap.
#[component]
pub fn IsSo(
    /// The child.
    kid: Kid,
    /// The notice.
    act: ActId,
    /// Across the whole width.
    #[prop(optional)]
    block: bool,
) -> impl IntoView {
    let keeping = Keeping::new();
    let confirm = move |()| {
        let body = BehalfConfirmed { notice: act, called: None };
        keeping.keep(kid, kid.draft(body).building_on([act]), |_| ());
    };
    view! {
        <Failed keeping />
        <Button look=ButtonLook::Quiet block small=!block busy=keeping.busy on_press=confirm>
            {t(words::fam_is_so)}
        </Button>
    }
}

/// Who confirmed it; nothing before.
#[component]
fn Answered(
    /// The child.
    kid: Kid,
    /// The receipt.
    receipt: Receipt,
) -> impl IntoView {
    let confirmed = receipt.answered.confirmed.filter(|_| receipt.answered.denied.is_none())?;
    let at = format::moment(confirmed.at);
    let said = match &confirmed.called {
        Some(relation) => fill(words::fam_behalf_called, &[&confirmed.by_name, relation, &at]),
        None => {
            let who = kid.relation(confirmed.by, &confirmed.by_name);
            fill(words::fam_behalf_confirmed, &[&who, &at])
        }
    };
    Some(view! { <Notice tone=NoticeTone::Good>{said}</Notice> })
}

/// The three states with their times.
#[component]
fn Steps(
    /// The receipt.
    receipt: Receipt,
) -> impl IntoView {
    let step = |word, note: String| SentStep { word: t(word).into(), note: note.into() };
    let seen = receipt.seen.first();
    let seen = seen.map(|s| format!("{} {}", s.by_name, format::moment(s.at))).unwrap_or_default();
    let steps = [
        step(words::kept_here, format::moment(receipt.at)),
        step(words::at_school, receipt.received.map(format::moment).unwrap_or_default()),
        step(words::seen_by_staff, seen),
    ];
    view! { <Sent stage=stage_of(&receipt) steps /> }
}

/// What a leave note says besides its sentence, down to the signature.
#[component]
fn Details(
    /// The receipt.
    receipt: Receipt,
) -> impl IntoView {
    let note: LeaveNote = body(&receipt, "leave_note")?;
    let line = |word, text: &str| {
        let text = text.trim().to_owned();
        (!text.is_empty()).then(|| {
            view! {
                <div><dt class="soft small">{t(word)}</dt><dd>{text}</dd></div>
            }
        })
    };
    let signed = match note.signature.clone() {
        Signature::Drawn(strokes) => {
            let label = fill(words::fam_signed_by, &[&receipt.by_name]);
            view! { <SignatureView label strokes /> }.into_any()
        }
        Signature::Typed(name) => {
            view! { <p>{fill(words::fam_signed_by, &[&name])}</p> }.into_any()
        }
        Signature::OnBehalf => ().into_any(),
    };
    Some(view! {
        <dl class="stack stack-s">
            {line(words::fam_goes_home, &note.goes_home)}
            {line(words::fam_more_words, &note.text)}
            {line(words::fam_symptoms, &note.symptoms)}
        </dl>
        {signed}
    })
}

/// Takes a note back while it has not begun.
#[component]
pub fn Withdraw(
    /// The child.
    kid: Kid,
    /// The note.
    act: ActId,
) -> impl IntoView {
    let keeping = Keeping::new();
    let possible =
        Memo::new(move |_| kid.receipt(act).is_some_and(|receipt| can_withdraw(kid, &receipt)));
    let withdraw = move |()| {
        let draft = kid.draft(LeaveWithdrawn { note: act }).building_on([act]);
        keeping.keep(kid, draft, |_| ());
    };
    view! {
        <Failed keeping />
        <Show when=move || possible.get()>
            <Button look=ButtonLook::Quiet block=true glyph=Glyph::Undo busy=keeping.busy on_press=withdraw>
                {t(words::fam_withdraw)}
            </Button>
        </Show>
    }
}
