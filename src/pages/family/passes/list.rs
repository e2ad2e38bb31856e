//! Passes from today on and cards of this term, each with where it stands.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::card::Card;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::id::ActId;
use yuanliu_domain::pass::Pass;
use yuanliu_domain::signed::Signed;
use yuanliu_domain::time::Day;

use super::{Page, Shown};
use crate::components::{Cell, CellButton, CellGroup, Drawing, Empty, Glyph, Icon, Tile};
use crate::pages::family::kid::Kid;
use crate::pages::family::phrases;
use crate::pages::family::summary::person;
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// A pass that is over stays in the list for so many days.
const PAST_DAYS: i64 = 3;

/// What the school signed for me, if it did yet; follows the rows.
pub fn signed(kid: Kid, id: ActId) -> Option<Signed> {
    let me = kid.me()?;
    kid.space.replica.with(|replica| replica.get(Audience::Person(me), id))
}

/// A pass as it is now; follows the rows.
pub fn pass(kid: Kid, id: ActId) -> Option<Pass> {
    kid.space.replica.with(|replica| replica.get(Audience::Family(kid.id), id))
}

/// A card as it is now; follows the rows.
pub fn card(kid: Kid, id: ActId) -> Option<Card> {
    kid.space.replica.with(|replica| replica.get(Audience::Family(kid.id), id))
}

/// 今天 15:30–17:00.
pub fn window(pass: &Pass, today: Day) -> String {
    fill(words::pass_window, &[&phrases::date(pass.day, today), &pass.from, &pass.until])
}

/// Where a pass stands, and whether it can be held up.
pub fn stands(kid: Kid, id: ActId, pass: &Pass) -> (String, bool) {
    let now = kid.now.get();
    let day: Option<ChildDay> =
        kid.space.replica.with(|replica| replica.get(Audience::Family(kid.id), pass.day));
    let used = day.as_ref().and_then(|day| {
        day.releases().find(|(_, release)| release.shown == Some(id)).map(|(entry, _)| entry.at)
    });
    let over = (now.day(), now.minute()) > (pass.day, pass.until);
    match used {
        _ if pass.withdrawn => (t(words::pass_withdrawn).to_owned(), false),
        Some(at) => (fill(words::pass_used, &[&format::time(at)]), false),
        None if over => (t(words::pass_over).to_owned(), false),
        None if signed(kid, id).is_some() => (t(words::pass_ready).to_owned(), true),
        None if Some(pass.issued_by) == kid.me() => (t(words::pass_waits_short).to_owned(), true),
        None => (t(words::pass_ready).to_owned(), false),
    }
}

/// What I can hold up today: a pass that counts, else a card; follows the rows.
pub fn to_show(kid: Kid) -> Option<Shown> {
    let (today, me) = (kid.today.get(), kid.me()?);
    let family = Audience::Family(kid.id);
    let (passes, cards) = kid
        .space
        .replica
        .with(|replica| (replica.list::<Pass>(family), replica.list::<Card>(family)));
    let ready = passes.into_iter().filter_map(|(key, pass)| {
        let id = key.parse().ok()?;
        let mine = pass.issued_by == me && pass.day == today;
        (mine && stands(kid, id, &pass).1).then_some((pass.until, id))
    });
    // Of two, the one that ends first.
    let pass = ready.min().map(|(_, id)| Shown::Pass(id));
    let card = || {
        cards.into_iter().find_map(|(key, card)| {
            let holds = card.issued_by == me && !card.cancelled && card.until >= today;
            holds.then_some(Shown::Card(key.parse().ok()?))
        })
    };
    pass.or_else(card)
}

/// The passes, the next one first.
#[component]
pub fn Passes(
    /// The page.
    page: Page,
) -> impl IntoView {
    let kid = page.kid;
    let all = Memo::new(move |_| {
        let since = kid.today.get().plus(-PAST_DAYS);
        let rows = kid.space.replica.with(|r| r.list::<Pass>(Audience::Family(kid.id)));
        let read = |(key, pass): (String, Pass)| Some((key.parse::<ActId>().ok()?, pass));
        let mut all: Vec<_> = rows.into_iter().filter_map(read).collect();
        all.retain(|(_, pass)| pass.day >= since);
        all.sort_by_key(|(id, pass)| (std::cmp::Reverse(pass.day), pass.from, *id));
        all
    });
    let row = move |(id, pass): (ActId, Pass)| {
        let (stands, open) = stands(kid, id, &pass);
        let mine = Some(pass.issued_by) == kid.me();
        let note =
            [Some(window(&pass, kid.today.get())), Some(stands), by(mine, &pass.issued_by_name)];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        line(&pass.name, &pass.relation, note, (open && mine).then_some((page, Shown::Pass(id))))
    };
    move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <Empty drawing=Drawing::School words=t(words::pass_none) /> }
                .into_any();
        }
        view! {
            <CellGroup title=t(words::pass_list) note=t(words::pass_list_note)>
                {all.into_iter().map(row).collect_view()}
            </CellGroup>
        }
        .into_any()
    }
}

/// The cards.
#[component]
pub fn Cards(
    /// The page.
    page: Page,
) -> impl IntoView {
    let kid = page.kid;
    let all = Memo::new(move |_| {
        let today = kid.today.get();
        let rows = kid.space.replica.with(|r| r.list::<Card>(Audience::Family(kid.id)));
        let read = |(key, card): (String, Card)| Some((key.parse::<ActId>().ok()?, card));
        let mut all: Vec<_> = rows.into_iter().filter_map(read).collect();
        all.retain(|(_, card)| card.until >= today);
        all.sort_by_key(|(id, card)| (card.cancelled, *id));
        all
    });
    let row = move |(id, card): (ActId, Card)| {
        let mine = Some(card.issued_by) == kid.me();
        let signed = signed(kid, id);
        let number = signed.as_ref().and_then(|signed| signed.number);
        let stands = match (card.cancelled, mine && signed.is_none()) {
            (true, _) => words::card_cancelled,
            (false, true) => words::pass_waits_short,
            (false, false) => words::card_ready,
        };
        let until = fill(words::card_until_day, &[&phrases::date(card.until, kid.today.get())]);
        let number = number.map(|number| fill(words::card_no, &[&number]));
        let by = by(mine, &card.issued_by_name);
        let note = [number, Some(until), Some(t(stands).to_owned()), by];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let open = (mine && !card.cancelled).then_some((page, Shown::Card(id)));
        line(&card.name, &card.relation, note, open)
    };
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            view! {
                <CellGroup title=t(words::card_list) note=t(words::card_list_note)>
                    {all.into_iter().map(row).collect_view()}
                </CellGroup>
            }
        })
    }
}

/// Whose it is, when it is not mine.
fn by(mine: bool, name: &str) -> Option<String> {
    (!mine).then(|| fill(words::pass_made_by, &[&name]))
}

fn line(name: &str, relation: &str, note: String, open: Option<(Page, Shown)>) -> AnyView {
    let (title, face) = (person(relation, name), surname(name));
    let lead = move || view! { <Tile surname=face.clone() /> };
    match open {
        Some((page, shown)) => view! {
            <CellButton title note lead on_press=move |()| page.go(shown)><Icon glyph=Glyph::Next /></CellButton>
        }
        .into_any(),
        None => view! { <Cell title note lead /> }.into_any(),
    }
}
