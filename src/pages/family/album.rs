//! Photos of activities (T7): whether a guardian agrees that families of the group see the
//! child on them. Nobody needs to, and it can be taken back at any time.

use leptos::prelude::*;
use yuanliu_domain::activity::{PHOTO_TEXT, PhotoConsent, PhotoConsents};
use yuanliu_domain::audience::Audience;
use yuanliu_domain::id::ActId;

use super::keeping::{Failed, Keeping, Kept};
use super::kid::Kid;
use crate::components::{Button, ButtonLook, Notice};
use crate::text::{Word, t, words};

/// The section of the child's data.
#[component]
pub fn AlbumSection(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let kept = RwSignal::new(None::<(ActId, bool)>);
    let consents = Memo::new(move |_| {
        let family = Audience::Family(kid.id);
        let row = kid.space.replica.with(|replica| replica.get::<PhotoConsents>(family, kid.id));
        row.unwrap_or_default()
    });
    let mine = Memo::new(move |_| consents.with(|all| all.answers.get(&kid.me()?).copied()));
    let answer = move |given: bool| {
        let draft = kid.draft(PhotoConsent { of: None, version: PHOTO_TEXT, given });
        keeping.keep(kid, draft, move |act| kept.set(Some((act, given))));
    };
    let button = move |given: bool, word: Word| {
        view! {
            <Button look=ButtonLook::Quiet block=true busy=keeping.busy on_press=move |()| answer(given)>
                {t(word)}
            </Button>
        }
    };
    let stands = move || {
        t(match (consents.with(PhotoConsents::holds), mine.get()) {
            (true, _) => words::album_holds,
            (false, Some(true)) => words::album_other_no,
            (false, Some(false)) => words::album_refused,
            (false, None) => words::album_not_answered,
        })
    };
    // Both ways take one tap (R1).
    let buttons = move || {
        let (yes, no) = (words::album_agree, words::album_refuse);
        let yes = (mine.get() != Some(true)).then(|| button(true, yes));
        let no = match mine.get() {
            Some(false) => None,
            Some(true) => Some(button(false, words::album_take_back)),
            None => Some(button(false, no)),
        };
        view! { {yes} {no} }
    };
    let receipt = move || {
        kept.get().map(|(act, given)| {
            let said = if given { words::album_said_given } else { words::album_said_refused };
            view! { <Kept kid act said=t(said).to_owned() /> }
        })
    };
    view! {
        <section class="section stack" id="album-section">
            <h2 class="section-title">{t(words::album_title)}</h2>
            <p>{t(words::album_note)}</p>
            <Notice>{stands}</Notice>
            {buttons}
            <Failed keeping />
            {receipt}
        </section>
    }
}
