//! The drawn signs. Strokes on a 24-unit square, in the colour of the text beside them.

use leptos::prelude::*;

/// One sign, named for what it means, not for what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Leads to the screen before.
    Back,
    /// Leads on.
    Next,
    /// Opens a list of answers.
    Down,
    /// Present; done.
    Check,
    /// Closes a sheet.
    Close,
    /// Adds one.
    Plus,
    /// Other acts.
    More,
    /// Finds a child.
    Search,
    /// History; a time.
    Clock,
    /// A leave note; on leave.
    Note,
    /// Collectors.
    People,
    /// The choice by weekday.
    Week,
    /// Today.
    Home,
    /// This device.
    Phone,
    /// Telephone.
    Call,
    /// The school.
    School,
    /// Seen.
    Eye,
    /// Expected.
    Ring,
    /// Collected; left.
    Out,
    /// Not here yet; wrong.
    Bang,
    /// Hold: do not hand over yet.
    Pause,
    /// A message.
    Info,
    /// Something to act on.
    Warning,
    /// No network.
    Offline,
    /// Changes an entry; signs.
    Pen,
    /// Takes the last step back.
    Undo,
    /// Messages.
    Bell,
    /// Today's list.
    List,
    /// End of lessons; the gate.
    Door,
    /// Settings.
    Settings,
    /// Takes a photo.
    Camera,
    /// A picture that is there already.
    Picture,
    /// Reads a code.
    Scan,
    /// Digits to type.
    Keys,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Back => "M15 5l-7 7 7 7",
            Self::Next => "M9 5l7 7-7 7",
            Self::Down => "M5 9l7 7 7-7",
            Self::Check => "M4.5 12.5l5 5L19.5 7",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::More => "M6 12h.01M12 12h.01M18 12h.01",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20.5 20.5",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
            Self::Note => "M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9 12.5h7M9 16h5",
            Self::People => {
                "M9 4.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM3 20v-1.5A5.5 5.5 0 0 1 8.5 13h1a5.5 5.5 0 0 1 5.5 5.5V20M16 5a3 3 0 0 1 0 5.8M17.5 13.5A5.5 5.5 0 0 1 21 18.5V20"
            }
            Self::Week => "M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4M9 15.5l2.2 2.2 4-4.4",
            Self::Home => "M4 20.5V11a8 8 0 0 1 16 0v9.5zM9 20.5V14a3 3 0 0 1 6 0v6.5",
            Self::Phone => {
                "M7 3h10a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2"
            }
            Self::Call => {
                "M5 4h3.5l1.8 4.4-2.3 1.7a11 11 0 0 0 5.9 5.9l1.7-2.3L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 5.6A1.5 1.5 0 0 1 5 4z"
            }
            Self::School => {
                "M3.5 20.5h17M5.5 20.5V9.5L12 5l6.5 4.5v11M10 20.5v-4a2 2 0 0 1 4 0v4M12 5V2.5h3.5"
            }
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"
            }
            Self::Ring => "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
            Self::Out => "M13 4.5H5.5v15H13M10 12h10.5M16.5 8l4 4-4 4",
            Self::Bang => "M12 4v10M12 19v.5",
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::Info => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5M12 7.8v.2",
            Self::Warning => "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1",
            Self::Offline => {
                "M3 3l18 18M7.5 8.5A4.5 4.5 0 0 0 7 17.5h9.5M10 6.2A6 6 0 0 1 17.5 11a3.5 3.5 0 0 1 2.5 5.5"
            }
            Self::Pen => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
            Self::Undo => "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
            Self::List => "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01",
            Self::Door => "M6 20.5V10a6 6 0 0 1 12 0v10.5M3.5 20.5h17M14.5 14.5v.1",
            Self::Camera => {
                "M4 8h3.5L9 5.5h6L16.5 8H20v11.5H4zM12 10.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z"
            }
            Self::Picture => "M4 5h16v14.5H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 8.6v.1",
            Self::Scan => "M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M7 12h10",
            Self::Keys => {
                "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01"
            }
            Self::Settings => "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4",
        }
    }
}

/// A sign beside a word. It is hidden from screen readers: the word says it.
/// Not for a button of its own without an accessible name.
#[component]
pub fn Icon(
    /// Which sign.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=move || glyph.get().path() />
        </svg>
    }
}

/// The product's mark: a grown-up and a child in a lit doorway. Once a screen at most.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 64 64" aria-hidden="true">
            <rect width="64" height="64" rx="15" fill="#145a49" />
            <path fill="#ffcf7d" d="M13 50V29a19 19 0 0 1 38 0v21z" />
            <path
                fill="#145a49"
                d="M20.5 27.5a5 5 0 1 1 10 0 5 5 0 0 1-10 0zM18 50V41.5a7.5 7.5 0 0 1 15 0V50z\
                M36.5 36.5a4 4 0 1 1 8 0 4 4 0 0 1-8 0zM35.3 50v-3.3a5.2 5.2 0 0 1 10.4 0V50z"
            />
            <path stroke="#f2ab3c" stroke-width="3.2" stroke-linecap="round" d="M9 51.5h46" />
        </svg>
    }
}
