//! Everybody on one list: a tap on the row is 'safe', the word at its end 'missing'.

use leptos::prelude::*;
use yuanliu_domain::emergency::{Safety, Said, Standing, Who};

use super::counting::{Counting, Person};
use crate::components::{
    Button, ButtonLook, CountRow, Drawing, Empty, Field, Glyph, Roll, SearchField,
};
use crate::text::names::surname;
use crate::text::{fill, format, t, words};

/// The list.
#[component]
pub fn List(
    /// What is counted.
    counting: Counting,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let typed = Memo::new(move |_| search.get().trim().to_lowercase());
    let sections = Memo::new(move |_| {
        let mut sections: Vec<String> = vec![];
        counting.people.with(|people| {
            for person in people {
                if sections.last() != Some(&person.section) {
                    sections.push(person.section.clone());
                }
            }
        });
        sections
    });
    let found = Memo::new(move |_| match typed.with(String::is_empty) {
        true => vec![],
        false => counting.found(&typed.get()),
    });
    let section = move |name: String| view! { <Section counting name /> };
    let row = move |person: Person| view! { <Row counting person /> };
    let everybody = move || {
        view! {
            <For each=move || sections.get() key=|name| name.clone() children=section />
            {move || sections.with(Vec::is_empty).then(|| view! {
                <Empty drawing=Drawing::School words=t(words::em_nobody) />
            })}
        }
    };
    view! {
        <Field id="em-my-place" label=t(words::em_my_place) value=counting.place />
        <SearchField label=t(words::em_search) clear=t(words::clear) value=search />
        <Show when=move || !typed.with(String::is_empty) fallback=everybody>
            <Roll label=t(words::em_title)>
                <For each=move || found.get() key=|person| person.who children=row />
            </Roll>
            {move || found.with(Vec::is_empty).then(|| view! {
                <Empty drawing=Drawing::Magnifier words=t(words::search_empty) />
            })}
        </Show>
    }
}

/// A group, a class, the staff, the visitors: all who are left of it safe in one tap.
#[component]
fn Section(
    /// What is counted.
    counting: Counting,
    /// Its name.
    name: String,
) -> impl IntoView {
    let name = StoredValue::new(name);
    let people = Memo::new(move |_| {
        counting.people.with(|people| {
            let of = |person: &&Person| name.with_value(|name| *name == person.section);
            people.iter().filter(of).cloned().collect::<Vec<_>>()
        })
    });
    // Whoever is missing for somebody is looked for, and not swept along.
    let rest = Memo::new(move |_| {
        let all = people.get();
        let unknown = |person: &Person| counting.standing(person.who).safety() == Safety::Unknown;
        all.into_iter().filter(unknown).map(|person| person.who).collect::<Vec<Who>>()
    });
    let all_safe = Callback::new(move |()| {
        let rest = rest.get_untracked();
        let said = fill(words::em_said_all, &[&name.get_value(), &rest.len()]);
        let found = rest.into_iter().map(|who| (who, Safety::Safe)).collect();
        counting.counts(found, false, said);
    });
    let row = move |person: Person| view! { <Row counting person /> };
    view! {
        <section class="section">
            <h2 class="section-title">{name.get_value()}</h2>
            {move || (!rest.with(Vec::is_empty)).then(|| view! {
                <Button look=ButtonLook::Quiet block=true glyph=Glyph::Check on_press=all_safe>
                    {fill(words::em_all_safe, &[&name.get_value(), &rest.with(Vec::len)])}
                </Button>
            })}
            <Roll label=name.get_value() two=true>
                <For each=move || people.get() key=|person| person.who children=row />
            </Roll>
        </section>
    }
}

/// Who says what, for the line under a name.
pub fn said_words(said: &Said) -> String {
    let how = t(match said.safety {
        Safety::Safe => words::em_safe,
        Safety::Missing => words::em_missing,
        Safety::Unknown => words::em_unknown,
    });
    let place = match said.place.is_empty() {
        true => String::new(),
        false => format!(" · {}", said.place),
    };
    format!("{}{place}", fill(words::em_said_by, &[&format::time(said.at), &said.by_name, &how]))
}

fn standing_words(standing: &Standing) -> Option<String> {
    let said: Vec<String> =
        standing.standing().filter(|s| s.safety != Safety::Unknown).map(said_words).collect();
    (!said.is_empty()).then(|| said.join(t(words::between_clauses)))
}

#[component]
fn Row(
    /// What is counted.
    counting: Counting,
    /// Who.
    person: Person,
) -> impl IntoView {
    let Person { who, name, note, .. } = person;
    let standing = Memo::new(move |_| counting.standing(who));
    let is = move |safety: Safety| standing.with(|all| all.safety() == safety);
    let tap = {
        let name = name.clone();
        move |safety: Safety, said| {
            // A second tap in the hurry says nothing new.
            let mine = untrack(|| counting.model.me());
            let again = standing.with_untracked(|all| {
                all.standing().any(|one| Some(one.by) == mine && one.safety == safety)
            });
            if !again {
                counting.counts(vec![(who, safety)], false, fill(said, &[&name]));
            }
        }
    };
    let (safe, missing) = (tap.clone(), tap);
    let line = move || standing.with(standing_words).unwrap_or_else(|| note.clone());
    let photo = MaybeProp::derive(move || match who {
        Who::Child(id) => counting.model.portrait(id),
        _ => None,
    });
    view! {
        <CountRow
            surname=surname(&name) photo
            bad_label=fill(words::em_row_missing, &[&name])
            name note=Signal::derive(line)
            good=Signal::derive(move || is(Safety::Safe))
            bad=Signal::derive(move || is(Safety::Missing))
            bad_word=t(words::em_missing)
            on_good=Callback::new(move |()| safe(Safety::Safe, words::em_said_safe))
            on_bad=Callback::new(move |()| missing(Safety::Missing, words::em_said_missing))
        />
    }
}
