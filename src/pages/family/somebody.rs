//! Somebody of whom a form asks name, relation and number: a collector, an emergency
//! contact, whoever comes once. Asked and read in one way.

use leptos::prelude::*;

use crate::components::{Field, FieldError, FieldKind};
use crate::text::{Word, t, words};

/// What is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Somebody {
    /// Name.
    pub name: RwSignal<String>,
    /// What they are to the child, or the organisation's name.
    pub relation: RwSignal<String>,
    /// Telephone: goes to the school, and is never shown again.
    pub phone: RwSignal<String>,
    form: &'static str,
}

/// What was read, without blanks around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Name.
    pub name: String,
    /// Relation.
    pub relation: String,
    /// Telephone.
    pub phone: String,
}

/// What to say where something is missing that the form needs. A name it always needs.
#[derive(Clone, Copy, Default)]
pub struct Need {
    /// The relation.
    pub relation: Option<Word>,
    /// The number.
    pub phone: Option<Word>,
}

impl Somebody {
    /// Nobody yet; `form` begins the ids of the fields.
    pub fn new(form: &'static str) -> Somebody {
        let text = || RwSignal::new(String::new());
        Somebody { name: text(), relation: text(), phone: text(), form }
    }

    /// As before anything was typed.
    pub fn clear(self) {
        [self.name, self.relation, self.phone].iter().for_each(|text| text.set(String::new()));
    }

    /// Who it is, if nothing is missing and nothing too long.
    pub fn read(self, need: Need, errors: &mut Vec<FieldError>) -> Option<Read> {
        let mut text = |part, value: RwSignal<String>, most, need: Option<Word>| {
            let value = value.get_untracked().trim().to_owned();
            let word = match value.chars().count() {
                0 => need,
                length => (length > most).then_some(words::fam_too_long),
            };
            let error = |word| FieldError { id: self.id(part), words: t(word).to_owned() };
            errors.extend(word.map(error));
            word.is_none().then_some(value)
        };
        let name = text("name", self.name, 40, Some(words::fam_need_name));
        let relation = text("relation", self.relation, 40, need.relation);
        let phone = text("phone", self.phone, 30, need.phone);
        Some(Read { name: name?, relation: relation?, phone: phone? })
    }

    fn id(self, part: &str) -> String {
        format!("{}-{part}", self.form)
    }
}

/// How a form asks: label and hint of each field.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The name.
    pub name: (Word, Option<Word>),
    /// The relation.
    pub relation: (Word, Word),
    /// The number, where it is asked for.
    pub phone: Option<(Word, Word)>,
    /// For an organisation its name comes before the person's.
    pub relation_first: bool,
}

impl Asked {
    /// Who comes, by name and relation.
    pub const COMES: Asked = Asked {
        name: (words::fam_name, Some(words::fam_name_hint)),
        relation: (words::fam_relation, words::fam_relation_hint),
        phone: None,
        relation_first: false,
    };
}

/// The fields.
#[component]
pub fn WhoFields(
    /// What is typed.
    who: Somebody,
    /// How it is asked.
    asked: Asked,
    /// What is wrong in the form.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let field = move |part: &str, label: Word, hint: Option<Word>, value, kind| {
        let id = who.id(part);
        let mine = id.clone();
        let error = MaybeProp::derive(move || {
            errors.with(|all| all.iter().find(|e| e.id == mine).map(|e| e.words.clone()))
        });
        let hint = MaybeProp::derive(move || hint.map(|hint| t(hint).to_owned()));
        view! { <Field id label=t(label) hint kind value error /> }.into_any()
    };
    let (label, hint) = asked.name;
    let name = field("name", label, hint, who.name, FieldKind::Text);
    let (label, hint) = asked.relation;
    let relation = field("relation", label, Some(hint), who.relation, FieldKind::Text);
    let phone = asked
        .phone
        .map(|(label, hint)| field("phone", label, Some(hint), who.phone, FieldKind::Phone));
    let (first, second) = if asked.relation_first { (relation, name) } else { (name, relation) };
    view! { {first} {second} {phone} }
}
