//! Sound and vibration for whoever looks at a child and not at the screen. Each of them says
//! only what the screen says as well, and says nothing about anybody: people stand around (R11).

use std::cell::RefCell;

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, AudioContextState};

use crate::storage::settings;

/// What is heard and felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A pass or a card counts.
    Good,
    /// Look at the screen; felt, and not heard by whoever stands in front.
    Look,
    /// An emergency roll call is under way.
    Call,
    /// Somebody is at the gate for a child of this room.
    AtGate,
}

/// A tone: hertz, and from when to when in seconds.
type Tone = (f32, f64, f64);

impl Heard {
    /// Milliseconds of vibration and of rest in turn.
    fn felt(self) -> &'static [u32] {
        match self {
            Heard::Good => &[60],
            Heard::Look => &[90, 80, 90],
            Heard::Call => &[400, 150, 400, 150, 400],
            Heard::AtGate => &[160, 90, 160],
        }
    }

    fn tones(self) -> &'static [Tone] {
        match self {
            Heard::Good => &[(880.0, 0.0, 0.12)],
            Heard::Look => &[],
            Heard::Call => &[(660.0, 0.0, 0.4), (660.0, 0.55, 0.95), (660.0, 1.1, 1.5)],
            Heard::AtGate => &[(784.0, 0.0, 0.22), (622.0, 0.26, 0.6)],
        }
    }

    /// Gives it, unless this device is to be quiet.
    pub fn give(self) {
        if settings::load().quiet {
            return;
        }
        let felt: Array = self.felt().iter().map(|ms| JsValue::from(*ms)).collect();
        window().navigator().vibrate_with_pattern(&felt);
        for tone in self.tones() {
            // A browser without sound, or one that nobody has touched yet, stays silent.
            let _ = with_sound(|sound| sounds(sound, *tone));
        }
    }
}

thread_local! {
    static SOUND: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Browsers let a page sound after a touch: to be called in one, before what is heard later.
pub fn may_sound() {
    let _ = with_sound(|sound| sound.resume().map(drop));
}

fn with_sound(act: impl FnOnce(&AudioContext) -> Result<(), JsValue>) -> Result<(), JsValue> {
    SOUND.with_borrow_mut(|sound| match sound {
        Some(sound) => act(sound),
        None => act(sound.insert(AudioContext::new()?)),
    })
}

fn sounds(sound: &AudioContext, (hertz, from, until): Tone) -> Result<(), JsValue> {
    // What can't sound now must not sound later, when it is over.
    if sound.state() != AudioContextState::Running {
        return Ok(());
    }
    let (tone, volume) = (sound.create_oscillator()?, sound.create_gain()?);
    tone.frequency().set_value(hertz);
    volume.gain().set_value(0.2);
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&sound.destination())?;
    let now = sound.current_time();
    tone.start_with_when(now + from)?;
    tone.stop_with_when(now + until)
}
