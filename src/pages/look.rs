//! How this device looks: text size 长辈版 and colours. Kept on this device alone.

use leptos::prelude::*;

use crate::components::{Button, ButtonLook, ChoiceItem, Choices};
use crate::storage::settings::{self, Look, TextSize, Theme};
use crate::text::{Word, t, words};

/// How this device looks now, from the context of the whole client.
pub fn here() -> RwSignal<Look> {
    expect_context()
}

/// Keeps it on this device and shows it at once.
fn keep(now: RwSignal<Look>, look: Look) {
    settings::change(|settings| settings.look = look);
    now.set(look);
}

fn size_word(size: TextSize) -> Word {
    match size {
        TextSize::Usual => words::look_usual,
        TextSize::Large => words::look_large,
        TextSize::Larger => words::look_larger,
        TextSize::Largest => words::look_largest,
    }
}

fn theme_word(theme: Theme) -> Word {
    match theme {
        Theme::System => words::look_system,
        Theme::Light => words::look_light,
        Theme::Dark => words::look_dark,
    }
}

/// The two questions of the settings.
#[component]
pub fn LookChoices() -> impl IntoView {
    let look = here();
    let now = look.get_untracked();
    let size = RwSignal::new(now.size.mark().unwrap_or_default().to_owned());
    let theme = RwSignal::new(now.theme.mark().unwrap_or_default().to_owned());
    Effect::new(move |before: Option<()>| {
        let (size, theme) = (size.get(), theme.get());
        let sized = |one: &TextSize| one.mark().unwrap_or_default() == size;
        let themed = |one: &Theme| one.mark().unwrap_or_default() == theme;
        let new = Look {
            size: TextSize::ALL.into_iter().find(sized).unwrap_or_default(),
            theme: Theme::ALL.into_iter().find(themed).unwrap_or_default(),
        };
        if before.is_some() && new != look.get_untracked() {
            keep(look, new);
        }
    });
    let item = |key: Option<&'static str>, word: Word| ChoiceItem {
        key: key.unwrap_or_default().to_owned(),
        word: t(word).into(),
        note: "".into(),
    };
    let sizes = TextSize::ALL.map(|size| item(size.mark(), size_word(size))).to_vec();
    let themes = Theme::ALL.map(|theme| item(theme.mark(), theme_word(theme))).to_vec();
    view! {
        <Choices id="text-size" legend=t(words::look_size) items=sizes value=size side=true />
        <p class="soft small">{t(words::look_size_note)}</p>
        <Choices id="theme" legend=t(words::look_theme) items=themes value=theme side=true />
    }
}

/// At the door: whoever can't read it makes it large with one tap.
#[component]
pub fn TurnLarge() -> impl IntoView {
    let look = here();
    let large = Memo::new(move |_| look.get().size != TextSize::Usual);
    let turn = move |()| {
        let size = if large.get_untracked() { TextSize::Usual } else { TextSize::Large };
        keep(look, Look { size, ..look.get_untracked() });
    };
    view! {
        <Button look=ButtonLook::Plain block=true on_press=turn>
            {move || t(if large.get() { words::look_turn_usual } else { words::look_turn_large })}
        </Button>
    }
}
