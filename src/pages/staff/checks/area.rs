//! One check: each item fine, at fault, or not looked at; a fault has words.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use yuanliu_domain::act::Subject;
use yuanliu_domain::check::{Area, CheckMade, Condition, Item};

use crate::components::{Button, ButtonLook, ErrorSummary, Field, FieldError, Segments};
use crate::pages::staff::acts::Failed;
use crate::pages::staff::model::Model;
use crate::pages::staff::{StaffBar, WhenWhole};
use crate::route::Screen;
use crate::state::{App, Draft, NotKept};
use crate::text::{checks, fill, t, words};

const FINE: &str = "fine";
const FAULT: &str = "fault";
const NOT: &str = "not";

/// One item, as it is answered so far.
#[derive(Clone, Copy)]
struct Line {
    nth: usize,
    item: &'static str,
    found: RwSignal<String>,
    words: RwSignal<String>,
}

impl Line {
    fn field(self) -> String {
        format!("fault-{}", self.nth)
    }

    fn read(self) -> Item {
        let words = self.words.with_untracked(|words| words.trim().to_owned());
        let (found, words) = match self.found.get_untracked().as_str() {
            FINE => (Condition::Fine, String::new()),
            FAULT => (Condition::Fault, words),
            _ => (Condition::NotLooked, String::new()),
        };
        Item { item: self.item.to_owned(), found, words }
    }
}

/// The page.
#[component]
pub fn AreaPage(
    /// What is checked.
    area: Area,
) -> impl IntoView {
    view! {
        <StaffBar title=t(checks::area(area)) back=Screen::Checks.path() />
        <main class="page stack" id="main"><WhenWhole><Form area /></WhenWhole></main>
    }
}

#[component]
fn Form(
    /// What is checked.
    area: Area,
) -> impl IntoView {
    let (app, model) = (App::get(), Model::get());
    let lines: Vec<Line> = checks::items(area)
        .iter()
        .enumerate()
        .map(|(nth, word)| Line {
            nth,
            item: t(*word),
            found: RwSignal::new(NOT.to_owned()),
            words: RwSignal::new(String::new()),
        })
        .collect();
    let lines = StoredValue::new(lines);
    let place = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<NotKept>));
    let navigate = use_navigate();
    let keep = Callback::new(move |()| {
        let items: Vec<Item> = lines.with_value(|lines| lines.iter().map(|l| l.read()).collect());
        let place = place.with_untracked(|place| place.trim().to_owned());
        let wrong = |id: String, word| FieldError { id, words: t(word).into() };
        let mut found = vec![];
        if items.iter().all(|item| item.found == Condition::NotLooked) {
            found.push(wrong("check-0-fine".into(), words::check_need_any));
        }
        for (nth, item) in items.iter().enumerate().filter(|(_, i)| i.found == Condition::Fault) {
            if !(1..=1000).contains(&item.words.chars().count()) {
                found.push(wrong(format!("fault-{nth}"), words::check_need_words));
            }
        }
        if place.chars().count() > 40 {
            found.push(wrong("check-place".into(), words::check_long_place));
        }
        let blocked = !found.is_empty() || busy.get_untracked();
        errors.set(found);
        if blocked {
            return;
        }
        let body = CheckMade { day: model.day.get_untracked(), area, place, items };
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            match app.keep(model.space, Draft::new(Subject::School, body)).await {
                Ok(_) => navigate(&Screen::Checks.path(), Default::default()),
                Err(why) => {
                    busy.try_set(false);
                    failed.try_set(Some(why));
                }
            }
        });
    });
    let all_fine = move |()| {
        lines.with_value(|lines| lines.iter().for_each(|line| line.found.set(FINE.to_owned())));
    };
    let rows = lines.get_value().into_iter().map(|line| view! { <Row line errors /> });
    view! {
        <ErrorSummary title=t(words::not_complete) errors />
        <Button look=ButtonLook::Quiet block=true on_press=all_fine>{t(words::check_all_fine)}</Button>
        {rows.collect_view()}
        <Field id="check-place" label=t(words::check_place) value=place />
        <Failed why=failed />
        <Button block=true busy on_press=keep>{t(words::check_keep)}</Button>
    }
}

#[component]
fn Row(
    /// The item.
    line: Line,
    /// What is still wrong.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let options =
        [(FINE, words::check_fine), (FAULT, words::check_fault), (NOT, words::check_not_looked)];
    let options = options.map(|(key, word)| (key.to_owned(), t(word).to_owned())).to_vec();
    let fault = Memo::new(move |_| line.found.get() == FAULT);
    let error = MaybeProp::derive(move || {
        let id = line.field();
        errors.with(|errors| errors.iter().find(|e| e.id == id).map(|e| e.words.clone()))
    });
    let label = fill(words::check_what, &[&line.item]);
    view! {
        <Segments
            id=format!("check-{}", line.nth) legend=line.item.to_owned() options value=line.found
        />
        {move || fault.get().then(|| view! {
            <Field id=line.field() label=label.clone() value=line.words error />
        })}
    }
}
