//! The address in the browser's bar, as one signal: links stay inside the app,
//! back and forward are followed. What an address means is said by `route`.

use leptos::{
    ev::{self, MouseEvent},
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, HtmlAnchorElement},
};

use crate::route::Screen;

/// The path of the present address. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Address(RwSignal<String>);

impl Address {
    /// Follows the browser from now on.
    pub fn follow() -> Address {
        let address = Address(RwSignal::new(present()));
        window_event_listener(ev::popstate, move |_| address.0.set(present()));
        window_event_listener(ev::click, move |click| address.clicked(&click));
        address
    }

    /// The handle, from a component's context.
    pub fn get() -> Address {
        expect_context::<Address>()
    }

    /// The screen of the present address, if there is one.
    pub fn screen(self) -> Memo<Option<Screen>> {
        Memo::new(move |_| self.0.with(|path| Screen::parse(path)))
    }

    /// Goes to a screen.
    pub fn go(self, screen: Screen) {
        self.push(&screen.path());
    }

    fn clicked(self, click: &MouseEvent) {
        let Some(link) = plain(click).then(|| link_of(click)).flatten() else { return };
        // Another site, another window, a place on this page: the browser's own.
        let same_site = Ok(link.origin()) == window().location().origin();
        if same_site && link.target().is_empty() && link.hash().is_empty() {
            click.prevent_default();
            self.push(&link.pathname());
        }
    }

    fn push(self, path: &str) {
        if present() != path {
            let history = window().history().expect("a window has a history");
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
            self.0.set(path.to_owned());
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn present() -> String {
    window().location().pathname().unwrap_or_default()
}

/// A click that means "go there", not "open it elsewhere".
fn plain(click: &MouseEvent) -> bool {
    let modified = click.meta_key() || click.alt_key() || click.ctrl_key() || click.shift_key();
    click.button() == 0 && !modified && !click.default_prevented()
}

fn link_of(click: &MouseEvent) -> Option<HtmlAnchorElement> {
    let clicked = click.target()?.dyn_into::<Element>().ok()?;
    clicked.closest("a[href]").ok()??.dyn_into().ok()
}
