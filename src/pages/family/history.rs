//! Everything that was written for a child, newest first, with its receipts.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;
use yuanliu_domain::receipt::Receipt;
use yuanliu_domain::time::Day;

use super::card::ReceiptSheet;
use super::cases::Cases;
use super::contest::{Contest, ContestSheet};
use super::disagree::{Objecting, ObjectionSheet};
use super::kid::Kid;
use super::receipt::ReceiptRow;
use crate::components::{
    AppBar, Button, ButtonLink, ButtonLook, CellGroup, CellLink, Drawing, Empty, Notice, NoticeTone,
};
use crate::route::Screen;
use crate::text::{fill, format, t, words};

/// So many at first; a term's receipts come in steps.
const STEP: usize = 40;

/// The page.
#[component]
pub fn HistoryPage(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let contest = Contest::new();
    let objecting = Objecting::new();
    provide_context(objecting);
    let opened = RwSignal::new(None::<ActId>);
    let sheet = RwSignal::new(false);
    let unreadable = Memo::new(move |_| {
        kid.space.replica.with(|replica| replica.unreadable::<Receipt>(Audience::Family(kid.id)))
    });
    let on_open = Callback::new(move |act| {
        opened.set(Some(act));
        sheet.set(true);
    });
    view! {
        <AppBar
            title=t(words::fam_history) note=Signal::derive(move || Some(kid.line()))
            back=Screen::Family.path() back_word=t(words::back)
        />
        <main class="page stack" id="main">
            {move || (unreadable.get() > 0).then(|| view! {
                <Notice tone=NoticeTone::Danger>{fill(words::unreadable_acts, &[&unreadable.get()])}</Notice>
            })}
            <Cases kid />
            <Receipts kid on_open />
            <CellGroup>
                <CellLink
                    href=Screen::Records(kid.id).path() title=t(words::records_title)
                    note=t(words::records_note)
                />
            </CellGroup>
        </main>
        <ContestSheet kid contest />
        <ObjectionSheet kid objecting />
        <ReceiptSheet kid open=sheet act=opened contest />
    }
}

#[component]
fn Receipts(
    /// The child.
    kid: Kid,
    /// A row was tapped.
    #[prop(into)]
    on_open: Callback<ActId>,
) -> impl IntoView {
    let shown = RwSignal::new(STEP);
    let days = move || {
        let mut days: Vec<(Day, Vec<(ActId, Receipt)>)> = vec![];
        kid.receipts.with(|all| {
            for (act, receipt) in all.iter().take(shown.get()) {
                let day = receipt.at.day();
                match days.last_mut().filter(|(d, _)| *d == day) {
                    Some((_, rows)) => rows.push((*act, receipt.clone())),
                    None => days.push((day, vec![(*act, receipt.clone())])),
                }
            }
        });
        days
    };
    let more = move || kid.receipts.with(Vec::len) > shown.get();
    let group = move |(day, rows): (Day, Vec<(ActId, Receipt)>)| {
        let row = |(act, receipt)| view! { <ReceiptRow kid act receipt on_open /> };
        let rows = rows.into_iter().map(row).collect_view();
        view! { <CellGroup title=format::day(day)>{rows}</CellGroup> }
    };
    move || {
        if kid.receipts.with(Vec::is_empty) {
            return view! {
                <Empty drawing=Drawing::Paper words=t(words::fam_no_receipts)>
                    <ButtonLink href=Screen::Choice(kid.id).path()>{t(words::act_choose)}</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        view! {
            {days().into_iter().map(group).collect_view()}
            <Show when=more>
                <Button look=ButtonLook::Quiet on_press=move |()| *shown.write() += STEP>
                    {t(words::fam_earlier)}
                </Button>
            </Show>
        }
        .into_any()
    }
}
