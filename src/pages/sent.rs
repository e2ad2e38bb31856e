//! Is everything sent? 都送到学校了吗？ What this device still holds, and what the
//! school did not take, until a person has seen why (I3).

mod parcel;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ActId;
use yuanliu_sync::outbox::{Kept, Stage};
use yuanliu_sync::wire::Verdict;

use self::parcel::{GiveAway, HandIn};
use crate::components::{
    AppBar, Button, ButtonLook, Cell, CellGroup, Drawing, Empty, Notice, NoticeTone, Skeleton,
};
use crate::route::Screen;
use crate::state::App;
use crate::text::{fill, format, refusal, t, words};

/// The page.
#[component]
pub fn SentPage() -> impl IntoView {
    let app = App::get();
    // Somebody else's note on this device is counted, not shown.
    let parted = Memo::new(move |_| {
        let me = app.who.with(|who| who.as_ref().map(|who| who.person));
        app.outbox.with(|outbox| {
            let open = outbox.iter().filter(|kept| is_open(kept)).cloned();
            open.partition::<Vec<Kept>, _>(|kept| kept.act().is_some() || Some(kept.actor) == me)
        })
    });
    let damaged = move || app.unreadable.with(Vec::len);
    let can_give = Memo::new(move |_| app.unsent() > 0 || damaged() > 0);
    let others = move || {
        let unsent = |others: &[Kept]| others.iter().filter(|kept| kept.is_unsent()).count();
        let count = parted.with(|(_, others)| unsent(others));
        (count > 0).then(|| view! { <Notice>{fill(words::sealed_of_others, &[&count])}</Notice> })
    };
    let list = move || {
        // 'Everything is there' is never said before this device was looked through.
        if !app.outbox_read.get() {
            return view! { <Skeleton label=t(words::opening) /> }.into_any();
        }
        let (open, _) = parted.get();
        if open.is_empty() && app.unsent() == 0 {
            return view! { <Empty drawing=Drawing::School words=t(words::sent_all_note) /> }
                .into_any();
        }
        let refused = open.iter().filter(|kept| is_refused(kept)).count();
        let said = match (app.unsent(), refused) {
            (0, 0) => None,
            (0, refused) => Some(fill(words::sent_not_taken, &[&refused])),
            (unsent, _) => {
                let count = fill(words::sent_not_all, &[&unsent]);
                Some(format!("{count} {}", t(words::sent_not_all_note)))
            }
        };
        let rows = open.into_iter().map(|kept| view! { <OpenAct kept /> }).collect_view();
        view! {
            {said.map(|said| view! { <Notice tone=NoticeTone::Warning>{said}</Notice> })}
            {others}
            <CellGroup>{rows}</CellGroup>
            <Button look=ButtonLook::Quiet on_press=move |()| app.wake()>{t(words::try_again)}</Button>
        }
        .into_any()
    };
    view! {
        <AppBar title=t(words::sent_page) back=Screen::Settings.path() back_word=t(words::back) />
        <main class="page stack" id="main">
            {move || (damaged() > 0).then(|| view! {
                <Notice tone=NoticeTone::Danger>{fill(words::damaged_acts, &[&damaged()])}</Notice>
            })}
            {list}
            {move || (can_give.get()).then(|| view! { <GiveAway /> })}
            <HandIn />
        </main>
    }
}

/// Whether a person should hear of it: not at the school, or not taken.
fn is_open(kept: &Kept) -> bool {
    if kept.photo_waits() || kept.photo_refused().is_some() {
        return true;
    }
    match &kept.stage {
        Stage::Kept | Stage::Unopened => true,
        Stage::Answered(verdict) => !matches!(verdict, Verdict::Applied { .. }),
        Stage::Acknowledged(_) => false,
    }
}

/// Whether the school has answered that it does not take it, or its photo.
fn is_refused(kept: &Kept) -> bool {
    let away = matches!(kept.stage, Stage::Answered(Verdict::TurnedAway { .. }));
    away || kept.photo_refused().is_some()
}

#[component]
fn OpenAct(
    /// The record.
    kept: Kept,
) -> impl IntoView {
    let app = App::get();
    let written = kept.act().map_or(kept.kept_at, |act| act.at.best());
    // After signing out, what one wrote here can be read at the school alone.
    let what = kept.act().map_or(t(words::sealed_record), |act| crate::text::act_name(&act.kind));
    let id: ActId = kept.id;
    let photo = kept.photo_refused().is_some();
    let acknowledge = move |()| {
        spawn_local(async move {
            let seen = match photo {
                true => app.acknowledge_photo(id).await,
                false => app.acknowledge(id).await,
            };
            if let Err(trouble) = seen {
                app.trouble.set(Some(trouble));
            }
        });
    };
    let refused = kept.photo_refused().map(str::to_owned);
    let (note, turned_away) = match &kept.stage {
        Stage::Answered(Verdict::TurnedAway { code }) => {
            (format!("{} {}", t(words::turned_away), refusal(code)), true)
        }
        Stage::Answered(Verdict::Held { .. }) => (t(words::held).to_owned(), false),
        Stage::Unopened => (t(words::not_opened).to_owned(), false),
        Stage::Answered(Verdict::Applied { .. }) => match refused {
            Some(code) => (fill(words::photo_turned_away, &[&refusal(&code)]), true),
            None => (t(words::photo_waits).to_owned(), false),
        },
        _ => (t(words::kept_here).to_owned(), false),
    };
    let title = format!("{what} {}", format::moment(written));
    view! {
        <Cell title note>
            {turned_away.then(|| view! {
                <Button small=true look=ButtonLook::Quiet on_press=acknowledge>{t(words::understood)}</Button>
            })}
        </Cell>
    }
}
