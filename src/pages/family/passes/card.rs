//! One standing card, to be printed and cut out. It names the collector; of the child
//! it says class and surname only (P13).

use leptos::prelude::*;
use yuanliu_domain::card::{Card, CardCancelled};
use yuanliu_domain::id::ActId;
use yuanliu_domain::signed::Signed;

use super::list::{card, signed};
use super::picture::qr;
use super::{Page, Shown};
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone, QrCode};
use crate::pages::family::keeping::{Failed, Keeping, Kept};
use crate::pages::family::summary::person;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// The card.
#[component]
pub fn CardView(
    /// The page.
    page: Page,
    /// Which.
    id: ActId,
) -> impl IntoView {
    let kid = page.kid;
    let keeping = Keeping::new();
    let now = Memo::new(move |_| card(kid, id));
    let paper = Memo::new(move |_| signed(kid, id));
    let cancel = move |()| {
        let draft = kid.draft(CardCancelled { card: id, office: false }).building_on([id]);
        keeping.keep(kid, draft, move |act| {
            page.kept.set(Some((act, t(words::card_cancelled_kept).to_owned())));
            page.go(Shown::List);
        });
    };
    let shown = move || {
        let card = now.get()?;
        if card.cancelled {
            return Some(view! { <Notice>{t(words::paper_gone)}</Notice> }.into_any());
        }
        Some(match paper.get() {
            Some(signed) => view! { <Paper page card signed /> }.into_any(),
            None => view! {
                <Notice tone=NoticeTone::Offline title=t(words::pass_waits_short)>
                    {t(words::pass_waits)}
                </Notice>
            }
            .into_any(),
        })
    };
    let holds = move || now.with(|card| card.as_ref().is_some_and(|card| !card.cancelled));
    view! {
        <div class="no-print">
            {move || page.kept.get().filter(|(act, _)| *act == id).map(|(act, said)| view! { <Kept kid act said /> })}
        </div>
        {shown}
        <Failed keeping />
        <div class="stack no-print">
            {move || holds().then(|| view! {
                <Button look=ButtonLook::Danger block=true busy=keeping.busy on_press=cancel>
                    {t(words::card_cancel)}
                </Button>
            })}
            <Button look=ButtonLook::Plain block=true on_press=move |()| page.go(Shown::List)>
                {t(words::back)}
            </Button>
        </div>
    }
}

#[component]
fn Paper(
    /// The page.
    page: Page,
    /// The card.
    card: Card,
    /// What the school signed.
    signed: Signed,
) -> impl IntoView {
    let child = move || {
        page.kid.child.with(|child| {
            let card = child.as_ref().map(|child| &child.card)?;
            Some(fill(words::card_child_is, &[&card.class_name, &surname(&card.name)]))
        })
    };
    let line = |word, text: String| {
        view! { <div><dt class="paper-label">{t(word)}</dt><dd>{text}</dd></div> }
    };
    let days = format!("{} – {}", format::short_day(card.from), format::short_day(card.until));
    let number = fill(words::card_no, &[&signed.number.unwrap_or_default()]);
    let print = move |()| drop(window().print());
    view! {
        <section class="paper paper-card" aria-label=t(words::card_word)>
            <header class="row row-between">
                <strong>{t(words::card_word)}</strong>
                <span class="num">{number}</span>
            </header>
            <div class="paper-sides">
                <dl class="paper-lines">
                    {move || child().map(|child| line(words::card_child, child))}
                    {line(words::card_holder, person(&card.relation, &card.name))}
                    {line(words::card_good, days)}
                </dl>
                <span class="paper-photo">{t(words::card_photo)}</span>
                <QrCode qr=qr(&signed.picture) label=t(words::pass_picture) />
            </div>
            <p class="paper-label">{t(words::card_line)}</p>
        </section>
        <p class="soft small no-print">{t(words::card_cut)}</p>
        <Button block=true glyph=Glyph::Note on_press=print>{t(words::card_print)}</Button>
    }
}
