//! A leave note on paper (P3): everything it says, the signature, when the school had
//! it, and a code by which anybody can check that. No line waits for a yes (R1).

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::act::Channel;
use yuanliu_domain::id::ActId;
use yuanliu_domain::leave::{LeaveNote, Signature};
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::time::Stamp;
use yuanliu_sync::wire::CheckCode;

use crate::api;
use crate::components::{
    AppBar, Button, Drawing, Empty, Notice, NoticeTone, QrCode, SignatureView,
};
use crate::pages::family::kid::Kid;
use crate::pages::family::phrases;
use crate::pages::family::summary::{body, reason};
use crate::route::Screen;
use crate::text::{Word, fill, format, t, words};

/// The page: the paper as it will be printed.
#[component]
pub fn LeavePaper(
    /// The child.
    kid: Kid,
    /// The note.
    note: ActId,
) -> impl IntoView {
    let receipt = Memo::new(move |_| kid.receipt(note));
    let paper = move || {
        let receipt = receipt.get()?;
        let said: LeaveNote = body(&receipt, "leave_note")?;
        Some(view! { <Paper kid note receipt said /> })
    };
    let print = move |()| {
        // Fails only where a browser has no printing; the hint says what to do.
        let _ = window().print();
    };
    let shown = move || match paper() {
        Some(paper) => view! {
            {paper}
            <div class="stack no-print">
                <Button block=true on_press=print>{t(words::paper_print)}</Button>
                <p class="soft small">{t(words::paper_print_hint)}</p>
            </div>
        }
        .into_any(),
        None => view! { <Empty drawing=Drawing::Paper words=t(words::paper_none) /> }.into_any(),
    };
    view! {
        <AppBar
            title=t(words::fam_print) note=Signal::derive(move || Some(kid.line()))
            back=Screen::History(kid.id).path() back_word=t(words::back)
        />
        <main class="page stack" id="main">{shown}</main>
    }
}

/// The sheet.
#[component]
fn Paper(
    /// The child.
    kid: Kid,
    /// The note.
    note: ActId,
    /// Its receipt.
    receipt: Receipt,
    /// What it says.
    said: LeaveNote,
) -> impl IntoView {
    let school = kid.frame.with(|frame| frame.as_ref().map(|frame| frame.school.name.clone()));
    let card = kid.child.with(|child| child.as_ref().map(|child| child.card.clone()));
    let class = card.map(|card| format!("{} {:02}", card.class_name, card.number));
    let line = |word: Word, text: String| {
        let text = text.trim().to_owned();
        (!text.is_empty()).then(|| view! { <div><dt>{t(word)}</dt><dd>{text}</dd></div> })
    };
    let dates = match said.from == said.until {
        true => format::day(said.from),
        false => fill(words::paper_span, &[&format::day(said.from), &format::day(said.until)]),
    };
    let moment = |at: Stamp| format!("{} {}", format::day(at.day()), format::time(at));
    let received = receipt.received.map(moment);
    view! {
        <article class="paper">
            <p class="center">{school}</p>
            <h2 class="center">{t(words::paper_title)}</h2>
            {receipt.withdrawn.map(|_| view! { <p class="strong">{t(words::paper_withdrawn)}</p> })}
            <dl>
                {line(words::paper_child, kid.name())}
                {line(words::paper_class, class.unwrap_or_default())}
                {line(words::paper_dates, dates)}
                {line(words::paper_missed, missed(&said))}
                {line(words::paper_reason, t(reason(said.reason)).to_owned())}
                {line(words::paper_more, said.text.clone())}
                {line(words::paper_symptoms, said.symptoms.clone())}
                {line(words::paper_home, said.goes_home.clone())}
                {line(words::paper_guardian, author(kid, &receipt))}
                {line(words::paper_written, moment(receipt.at))}
                {line(words::paper_received, received.clone().unwrap_or_default())}
            </dl>
            <Signed receipt=receipt.clone() said />
            <p>{t(words::paper_notice)}</p>
            {match received {
                Some(_) => view! { <CheckedBy kid note /> }.into_any(),
                None => view! { <Notice tone=NoticeTone::Offline>{t(words::paper_not_received)}</Notice> }.into_any(),
            }}
        </article>
    }
}

fn missed(said: &LeaveNote) -> String {
    let mut missed = vec![];
    if said.lessons_too {
        missed.push(t(words::paper_lessons).to_owned());
    }
    match said.time {
        Some(time) => missed.push(fill(words::leaves_at, &[&time])),
        None => missed.extend(said.blocks.iter().map(|block| phrases::block(*block))),
    }
    phrases::list(missed)
}

/// The guardian, or who wrote it down for the family (T12).
fn author(kid: Kid, receipt: &Receipt) -> String {
    let way = match receipt.channel {
        Channel::App => return kid.relation(receipt.by, &receipt.by_name),
        Channel::Phone => words::paper_by_phone,
        Channel::InPerson => words::paper_in_person,
        Channel::Message => words::paper_by_message,
        Channel::Paper => words::paper_by_slip,
    };
    let by = fill(words::paper_by_staff, &[&receipt.by_name, &t(way)]);
    match &receipt.told_by {
        Some(teller) => format!("{teller} · {by}"),
        None => by,
    }
}

#[component]
fn Signed(
    /// The receipt.
    receipt: Receipt,
    /// The note.
    said: LeaveNote,
) -> impl IntoView {
    let picture = match said.signature {
        Signature::Drawn(strokes) => {
            let label = fill(words::fam_signed_by, &[&receipt.by_name]);
            view! { <SignatureView label strokes /> }.into_any()
        }
        Signature::Typed(name) => view! { <p class="strong">{name}</p> }.into_any(),
        Signature::OnBehalf => return None,
    };
    Some(view! { <p>{t(words::paper_signature)}</p> {picture} })
}

/// The check code, which only the school can give.
#[component]
fn CheckedBy(
    /// The child.
    kid: Kid,
    /// The note.
    note: ActId,
) -> impl IntoView {
    let code = RwSignal::new(None::<Option<CheckCode>>);
    let space = kid.space.id;
    spawn_local(async move {
        let asked = api::check_code(space, note).await;
        let _ = code.try_set(Some(asked.ok()));
    });
    move || match code.get() {
        None => {
            view! { <p class="soft" role="status">{t(words::paper_code_waiting)}</p> }.into_any()
        }
        Some(None) => {
            view! { <Notice tone=NoticeTone::Offline>{t(words::paper_code_offline)}</Notice> }
                .into_any()
        }
        Some(Some(code)) => {
            let page = code.link.split('#').next().unwrap_or_default().to_owned();
            view! {
                <div class="paper-code">
                    <QrCode qr=code.qr label=t(words::paper_code) />
                    <div>
                        <p>{t(words::paper_code)}</p>
                        <p class="strong num" data-code="check">{code.code}</p>
                        <p class="small">{fill(words::paper_code_how, &[&page])}</p>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}
