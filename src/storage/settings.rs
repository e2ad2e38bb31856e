//! Small settings of this device in localStorage, behind a versioned envelope,
//! and the emergency copy of the act that is being kept right now.

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use yuanliu_sync::outbox::Kept;

use crate::route::Desk;

const SETTINGS: &str = "yuanliu.settings";
const EMERGENCY: &str = "yuanliu.emergency";
const FORM: u16 = 1;

/// The language of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// How large the text is. 长辈版 is everything but the usual size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// 17 px, or what the browser is set to.
    #[default]
    Usual,
    /// 22 px.
    Large,
    /// 26 px.
    Larger,
    /// 30 px.
    Largest,
}

impl TextSize {
    /// Every size, the smallest first.
    pub const ALL: [TextSize; 4] =
        [TextSize::Usual, TextSize::Large, TextSize::Larger, TextSize::Largest];

    /// `<html data-size>`, as it is kept; none for the usual size.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            TextSize::Usual => None,
            TextSize::Large => Some("large"),
            TextSize::Larger => Some("larger"),
            TextSize::Largest => Some("largest"),
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light, whatever the system says.
    Light,
    /// Dark, whatever the system says.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// `<html data-theme>`, as it is kept; none when the system decides.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// How this device looks. `public/look.js` reads the same two fields before the first paint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// How large the text is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub size: TextSize,
    /// Light or dark.
    #[serde(default, skip_serializing_if = "is_default")]
    pub theme: Theme,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What this device prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Language of the screen.
    #[serde(default)]
    pub language: Language,
    /// Text size and theme.
    #[serde(flatten)]
    pub look: Look,
    /// The group that a tablet showed last: it opens on it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The desk that served this device last: the next start makes it ready at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
    /// Without sound and vibration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
    /// Somebody signed out without a network: the session's cookie is still there,
    /// and has to be ended before anybody is taken for that person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sign_out_due: bool,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    form: u16,
    settings: Settings,
}

/// The settings; the default when there are none. A newer or unreadable
/// envelope is left alone: nothing is written over it before a person changes
/// a setting.
pub fn load() -> Settings {
    match LocalStorage::get::<Envelope>(SETTINGS) {
        Ok(envelope) if envelope.form == FORM => envelope.settings,
        _ => Settings::default(),
    }
}

/// Keeps the settings. A full disk only costs the setting, never an act.
pub fn save(settings: &Settings) {
    let _ = LocalStorage::set(SETTINGS, Envelope { form: FORM, settings: settings.clone() });
}

/// Changes one setting and keeps the others.
pub fn change(change: impl FnOnce(&mut Settings)) {
    let mut settings = load();
    change(&mut settings);
    save(&settings);
}

/// Acts that were being kept when the app died.
pub fn emergency_copy() -> Vec<Kept> {
    match LocalStorage::get::<Vec<Kept>>(EMERGENCY) {
        Ok(kept) => kept,
        Err(StorageError::KeyNotFound(_)) => vec![],
        Err(_) => vec![],
    }
}

/// Holds a copy until the strict transaction is complete: of what is sealed alone.
pub(super) fn set_emergency_copy(records: &[Kept]) {
    let sealed: Vec<&Kept> = records.iter().filter(|k| k.sealed.plain().is_none()).collect();
    let _ = LocalStorage::set(EMERGENCY, sealed);
}

/// The strict transaction is complete.
pub(super) fn clear_emergency_copy() {
    LocalStorage::delete(EMERGENCY);
}
