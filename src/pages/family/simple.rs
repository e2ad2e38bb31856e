//! The simple home 长辈版: for each child where it is, the pass, and a call to the
//! school. What needs the family stands above them as on the whole home.

use leptos::prelude::*;

use super::at_gate::AtGate;
use super::card::Head;
use super::kid::Kid;
use super::passes::SHOW;
use crate::components::{ButtonLink, ButtonLook, Glyph};
use crate::route::Screen;
use crate::text::{t, words};

/// Of one child.
#[component]
pub fn ThreeThings(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let show = format!("{}{SHOW}", Screen::Passes(kid.id).path());
    let call = move || {
        let phone = kid.frame.with(|frame| frame.as_ref().map(|f| f.school.phone.clone()))?;
        let href = format!("tel:{}", phone.replace(' ', ""));
        (!phone.trim().is_empty()).then(|| {
            view! {
                <ButtonLink look=ButtonLook::Quiet block=true glyph=Glyph::Call href>
                    {t(words::simple_call)}
                </ButtonLink>
            }
        })
    };
    view! {
        <Head kid>
            <AtGate kid />
            <div class="stack huge">
                <ButtonLink block=true glyph=Glyph::Scan href=show>
                    {t(words::simple_show)}
                </ButtonLink>
                {call}
            </div>
        </Head>
    }
}
