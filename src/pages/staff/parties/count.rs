//! Counted by both (T18): the escort's number is typed before the tablet's is shown. Nobody
//! leaves on two numbers that differ; a child can still be released on its own screen (R3).

use leptos::prelude::*;

use super::one::Chosen;
use crate::components::{Button, ButtonLook, Notice, NoticeTone, NumberPad, Sheet};
use crate::pages::staff::listed::line;
use crate::text::{fill, t, words};

/// The sheet; open while both count.
#[component]
pub fn CountSheet(
    /// Who is ticked.
    chosen: Memo<Chosen>,
    /// Whether both count.
    open: RwSignal<bool>,
    /// Goes on with the number on which both agree.
    agreed: Callback<u16>,
) -> impl IntoView {
    view! {
        <Sheet open title=t(words::party_count) close=t(words::close)>
            <Counting chosen open agreed />
        </Sheet>
    }
}

#[component]
fn Counting(
    /// Who is ticked.
    chosen: Memo<Chosen>,
    /// Whether both count.
    open: RwSignal<bool>,
    /// Goes on with the number on which both agree.
    agreed: Callback<u16>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let differs = RwSignal::new(None::<(u16, usize)>);
    let sure = move |()| {
        let Ok(said) = typed.get_untracked().parse::<u16>() else { return };
        let ticked = chosen.with_untracked(Vec::len);
        if ticked > 0 && usize::from(said) == ticked {
            agreed.run(said);
        } else {
            differs.set(Some((said, ticked)));
        }
    };
    let again = move |()| {
        typed.set(String::new());
        differs.set(None);
    };
    let number = move || match typed.with(String::is_empty) {
        true => t(words::count_nothing).to_owned(),
        false => fill(words::party_typed, &[&typed.get()]),
    };
    let names = move || {
        let row = |(child, _): &(_, _)| view! { <li>{line(child)}</li> };
        chosen.with(|chosen| chosen.iter().map(row).collect_view())
    };
    move || {
        match differs.get() {
        None => view! {
            <div class="stack">
                <p>{t(words::party_count_how)}</p>
                <NumberPad
                    value=typed label=t(words::party_count) typed=Signal::derive(number)
                    clear=t(words::count_clear) back=t(words::number_back)
                />
                <Button block=true disabled=Signal::derive(move || typed.with(String::is_empty)) on_press=sure>
                    {t(words::party_sure)}
                </Button>
            </div>
        }
        .into_any(),
        Some((said, ticked)) => view! {
            <div class="stack">
                <Notice tone=NoticeTone::Warning>{fill(words::party_differs, &[&said, &ticked])}</Notice>
                <Button block=true on_press=again>{t(words::count_again)}</Button>
                <Button look=ButtonLook::Quiet block=true on_press=move |()| open.set(false)>
                    {t(words::party_back)}
                </Button>
                <section class="section">
                    <h3 class="section-title">{t(words::party_ticked)}</h3>
                    <ul class="columns">{names}</ul>
                </section>
            </div>
        }
        .into_any(),
    }
    }
}
