//! Before a child's screen: whose child it is, and whether its rows are here.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ChildId;

use super::kid::Kid;
use crate::components::{AppBar, ButtonLink, Drawing, Empty, Notice, NoticeTone, Skeleton};
use crate::route::Screen;
use crate::state::{App, Link, Space};
use crate::text::{t, words};

/// How far the rows of a child are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    Ready,
    Waiting,
    Unreadable,
}

/// A child's screen, once its rows are here.
#[component]
pub fn OfChild(
    /// Which.
    child: ChildId,
    /// The screen.
    #[prop(into)]
    content: Callback<Kid, AnyView>,
) -> impl IntoView {
    let app = App::get();
    let mine = app.children().into_iter().find(|(_, id)| *id == child);
    let Some((space, _)) = mine else {
        return view! {
            <Plain>
                <Empty drawing=Drawing::Magnifier words=t(words::refused_not_your_child)>
                    <ButtonLink href=Screen::Family.path()>{t(words::family_title)}</ButtonLink>
                </Empty>
            </Plain>
        }
        .into_any();
    };
    let kid = Kid::new(app, space, child);
    let rows = rows(kid);
    let shown = move || match rows.get() {
        Rows::Ready => content.run(kid),
        rows => view! { <Plain><NotReady kid rows /></Plain> }.into_any(),
    };
    view! { {shown} }.into_any()
}

/// A child among others: the same, without a bar of its own.
#[component]
pub fn AmongChildren(
    /// Its school.
    space: Space,
    /// Which.
    child: ChildId,
    /// What is shown of it.
    content: fn(Kid) -> AnyView,
) -> impl IntoView {
    let kid = Kid::new(App::get(), space, child);
    let rows = rows(kid);
    move || match rows.get() {
        Rows::Ready => content(kid),
        rows => view! { <NotReady kid rows /> }.into_any(),
    }
}

fn rows(kid: Kid) -> Memo<Rows> {
    Memo::new(move |_| {
        let whole = kid.space.replica.with(|replica| {
            replica.view.whole(Audience::Family(kid.id)) && replica.view.whole(Audience::Public)
        });
        match (whole, kid.child.with(Option::is_some) && kid.frame.with(Option::is_some)) {
            (true, true) => Rows::Ready,
            (true, false) => Rows::Unreadable,
            (false, _) => Rows::Waiting,
        }
    })
}

#[component]
fn NotReady(
    /// The child.
    kid: Kid,
    /// How far.
    rows: Rows,
) -> impl IntoView {
    if rows == Rows::Unreadable {
        return view! { <Notice tone=NoticeTone::Danger>{t(words::fam_unreadable)}</Notice> }
            .into_any();
    }
    let app = kid.app;
    view! {
        <Show when=move || app.link.get() == Link::Offline>
            <Notice tone=NoticeTone::Warning>{t(words::not_whole)}</Notice>
        </Show>
        <Skeleton label=t(words::loading_list) />
    }
    .into_any()
}

#[component]
fn Plain(
    /// The page's content.
    children: Children,
) -> impl IntoView {
    view! {
        <AppBar title=t(words::family_title) back=Screen::Family.path() back_word=t(words::back) />
        <main class="page stack" id="main">{children()}</main>
    }
}
