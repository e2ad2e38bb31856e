//! Home: each child's afternoon (P6).

use leptos::prelude::*;
use yuanliu_sync::outbox::Stage;
use yuanliu_sync::wire::Verdict;

use super::card::Afternoon;
use super::gate::AmongChildren;
use super::kid::Kid;
use crate::components::{
    AppBar, Button, ButtonLink, ButtonLook, Cell, CellGroup, CellLink, Drawing, Empty, Glyph, Icon,
    Notice, NoticeTone,
};
use crate::pages::look;
use crate::route::Screen;
use crate::state::App;
use crate::storage::settings::TextSize;
use crate::text::{fill, format, t, words};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let app = App::get();
    let date = Memo::new(move |_| {
        app.tick.track();
        let space = app.spaces.with(|spaces| spaces.first().copied())?;
        space.contact.track();
        Some(space.today())
    });
    let date = Signal::derive(move || date.get().map(format::day));
    let children = move || app.children();
    let none = Memo::new(move |_| app.children().is_empty());
    // Whoever reads large type has three things on the home, and the rest a tap away.
    let (here, whole) = (look::here(), RwSignal::new(false));
    let large = Memo::new(move |_| here.get().size != TextSize::Usual);
    let simple = Memo::new(move |_| large.get() && !whole.get());
    let cards = move || {
        if none.get() {
            return view! {
                <Empty drawing=Drawing::School words=t(words::fam_no_child)>
                    <ButtonLink href=Screen::Join.path()>{t(words::join)}</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        let content = if simple.get() { three_things } else { afternoon };
        view! {
            <For each=children key=|(space, child)| (space.id, *child) let((space, child))>
                <AmongChildren space child content />
            </For>
        }
        .into_any()
    };
    view! {
        <AppBar title=t(words::family_title) note=date>
            <ButtonLink
                href=Screen::Settings.path() look=ButtonLook::Plain small=true
                glyph=Glyph::Settings label=t(words::settings)
            />
        </AppBar>
        <main class="page stack stack-l" id="main">
            <Unsent />
            {cards}
            <Show when=move || large.get()>
                <Button
                    look=ButtonLook::Plain block=true
                    on_press=move |()| whole.update(|whole| *whole = !*whole)
                >
                    {move || t(if whole.get() { words::simple_back } else { words::simple_all })}
                </Button>
            </Show>
        </main>
    }
}

fn afternoon(kid: Kid) -> AnyView {
    view! { <Afternoon kid /> }.into_any()
}

fn three_things(kid: Kid) -> AnyView {
    view! { <Afternoon kid simple=true /> }.into_any()
}

/// What is not at the school, and what the school did not take.
#[component]
fn Unsent() -> impl IntoView {
    let app = App::get();
    let turned_away = Memo::new(move |_| {
        let me = app.who.with(|who| who.as_ref().map(|who| who.person));
        app.outbox.with(|outbox| {
            let away = |stage: &Stage| matches!(stage, Stage::Answered(Verdict::TurnedAway { .. }));
            outbox.iter().filter(|kept| Some(kept.actor) == me && away(&kept.stage)).count()
        })
    });
    let unsent = Memo::new(move |_| app.unsent());
    let lead = || view! { <span class="cell-lead"><Icon glyph=Glyph::Phone /></span> };
    let link = move || {
        let count = unsent.get();
        (count > 0).then(|| {
            view! {
                <CellGroup>
                    <CellLink
                        href=Screen::Sent.path() title=t(words::sent_page)
                        note=fill(words::unsent_count, &[&count]) lead
                    />
                </CellGroup>
            }
        })
    };
    let away = move || {
        let count = turned_away.get();
        let acts = || {
            view! {
                <ButtonLink href=Screen::Sent.path() look=ButtonLook::Quiet small=true>
                    {t(words::fam_look)}
                </ButtonLink>
            }
        };
        (count > 0).then(|| view! {
            <Notice tone=NoticeTone::Danger acts=acts>{fill(words::fam_turned_away, &[&count])}</Notice>
        })
    };
    view! { {away} {link} }
}

/// The duty room's number as a row.
#[component]
pub fn DutyRoom(
    /// The child, for its school.
    kid: Kid,
) -> impl IntoView {
    move || {
        let frame = kid.frame.get()?;
        let school = frame.school;
        let open = frame.open.map(|hours| {
            view! {
                <Cell title=t(words::grounds_title) note=t(words::grounds_family)>
                    <span class="num">{format::hours(hours)}</span>
                </Cell>
            }
        });
        let lead = || view! { <span class="cell-lead"><Icon glyph=Glyph::Call /></span> };
        if school.phone.trim().is_empty() {
            return Some(
                view! { <CellGroup><Cell title=school.name lead /> {open}</CellGroup> }.into_any(),
            );
        }
        let href = format!("tel:{}", school.phone.replace(' ', ""));
        let title = fill(words::call_duty_room, &[&school.phone]);
        Some(
            view! {
                <CellGroup><CellLink href title note=school.name lead /> {open}</CellGroup>
            }
            .into_any(),
        )
    }
}
