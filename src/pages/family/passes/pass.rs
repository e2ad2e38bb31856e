//! One pass to hold up: white under dark modules also in the dark theme, because
//! cameras want it so, and digits that can be read out across a street.

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::id::ActId;
use yuanliu_domain::pass::{Pass, PassWithdrawn};
use yuanliu_domain::signed::Signed;

use super::list::{pass, signed, stands, window as window_of};
use super::picture::{draw, grouped, qr};
use super::{Page, Shown};
use crate::components::{Button, ButtonLook, Glyph, Notice, NoticeTone, QrCode};
use crate::pages::family::keeping::{Failed, Keeping, Kept};
use crate::text::{fill, t, words};

/// The pass.
#[component]
pub fn PassView(
    /// The page.
    page: Page,
    /// Which.
    id: ActId,
) -> impl IntoView {
    let kid = page.kid;
    let keeping = Keeping::new();
    let now = Memo::new(move |_| pass(kid, id));
    let paper = Memo::new(move |_| signed(kid, id));
    let withdraw = move |()| {
        let Some(pass) = now.get_untracked() else { return };
        let draft =
            kid.draft(PassWithdrawn { pass: id, day: pass.day, office: false }).building_on([id]);
        keeping.keep(kid, draft, move |act| {
            page.kept.set(Some((act, t(words::pass_withdrawn_kept).to_owned())));
            page.go(Shown::List);
        });
    };
    // A part of its own: time passes, and the picture made to be sent stays.
    let said =
        Memo::new(move |_| now.get().map(|pass| stands(kid, id, &pass).0).unwrap_or_default());
    let shown = move || {
        let pass = now.get()?;
        if pass.withdrawn {
            return Some(view! { <Notice>{t(words::paper_gone)}</Notice> }.into_any());
        }
        Some(match paper.get() {
            Some(signed) => view! { <Paper page pass signed said /> }.into_any(),
            None => view! {
                <Notice tone=NoticeTone::Offline title=said>{t(words::pass_waits)}</Notice>
            }
            .into_any(),
        })
    };
    let holds = move || now.with(|pass| pass.as_ref().is_some_and(|pass| !pass.withdrawn));
    view! {
        <div class="no-print">
            {move || page.kept.get().filter(|(act, _)| *act == id).map(|(act, said)| view! { <Kept kid act said /> })}
        </div>
        {shown}
        <Failed keeping />
        <div class="stack no-print">
            {move || holds().then(|| view! {
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Undo busy=keeping.busy on_press=withdraw>
                    {t(words::pass_withdraw)}
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
    /// The pass.
    pass: Pass,
    /// What the school signed.
    signed: Signed,
    /// Where it stands.
    said: Memo<String>,
) -> impl IntoView {
    let image = RwSignal::new(None::<String>);
    let failed = RwSignal::new(false);
    let when = window_of(&pass, page.kid.today.get_untracked());
    let for_whom = fill(words::pass_for, &[&pass.relation]);
    let digits = signed.code.clone();
    let digits = move || match digits.clone() {
        Some(code) => {
            let spoken: String = code.chars().flat_map(|digit| [digit, ' ']).collect();
            let label = fill(words::pass_digits_are, &[&spoken.trim()]);
            view! {
                <p class="visually-hidden">{label}</p>
                <p class="paper-label" aria-hidden="true">{t(words::pass_digits)}</p>
                <p class="paper-digits num" aria-hidden="true">{grouped(&code)}</p>
            }
            .into_any()
        }
        None => view! { <p>{t(words::pass_no_digits)}</p> }.into_any(),
    };
    let picture = qr(&signed.picture);
    let send = move |()| {
        failed.set(false);
        let (pass, signed) = (pass.clone(), signed.clone());
        spawn_local(async move {
            let Ok(drawing) = draw(&pass, &signed) else {
                failed.try_set(true);
                return;
            };
            let name = format!("pass-{}.png", pass.day);
            if !drawing.share(&name).await.unwrap_or(false) {
                // Without a share sheet: shown, to be pressed long or saved.
                image.try_set(drawing.address().ok());
            }
        });
    };
    let print = move |()| drop(window().print());
    view! {
        <section class="paper" aria-label=t(words::pass_word)>
            <p class="paper-label">{t(words::pass_word)} " · " {said}</p>
            <QrCode qr=picture label=t(words::pass_picture) />
            {digits}
            <p class="strong">{when}</p>
            <p>{for_whom} " · " {t(words::pass_once)}</p>
        </section>
        <p class="soft">{t(words::pass_how)}</p>
        <div class="columns no-print">
            <Button block=true on_press=send>{t(words::pass_send)}</Button>
            <Button look=ButtonLook::Quiet block=true on_press=print>{t(words::pass_print)}</Button>
        </div>
        {move || failed.get().then(|| view! { <Notice tone=NoticeTone::Warning>{t(words::pass_not_drawn)}</Notice> })}
        {move || image.get().map(|address| view! {
            <figure class="no-print stack stack-s">
                <img class="paper-image" src=address alt=t(words::pass_image) />
                <figcaption class="soft small">{t(words::pass_press_long)}</figcaption>
            </figure>
        })}
    }
}
