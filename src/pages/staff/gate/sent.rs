//! Sent by an outside provider (G2): which one, who, and how it stands with agreement and
//! record check. Nobody is refused (R3): what is not good is said, and who agreed is written.

use leptos::prelude::*;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::provider::{Provider, Standing};
use yuanliu_domain::visitor::Sent;

use crate::components::{Field, Notice, NoticeTone, SelectField};
use crate::pages::staff::model::Model;
use crate::text::{Word, t, words};

/// What is said of a standing.
pub fn standing_word(standing: Standing) -> Word {
    match standing {
        Standing::Good => words::standing_good,
        Standing::NoAgreement => words::standing_no_agreement,
        Standing::Unknown => words::standing_unknown,
        Standing::Unchecked => words::standing_unchecked,
        Standing::CheckOld => words::standing_check_old,
    }
}

/// Which provider, and what it says of the name that is typed. A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct From {
    all: Memo<Vec<Provider>>,
    /// The provider's id; empty for a visitor of another kind.
    by: RwSignal<String>,
    /// The name as typed or picked.
    name: RwSignal<String>,
    standing: Memo<Option<Standing>>,
    despite: RwSignal<String>,
}

impl From {
    /// Follows the rows. Choosing a provider fills in organisation and purpose.
    pub fn new(
        model: Model,
        name: RwSignal<String>,
        organisation: RwSignal<String>,
        purpose: RwSignal<String>,
    ) -> From {
        let all = Memo::new(move |_| {
            let rows = model.space.replica.with(|r| r.list::<Provider>(Audience::Roll));
            let mut all: Vec<Provider> = rows.into_iter().map(|(_, row)| row).collect();
            all.retain(|provider| !provider.ended);
            all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
            all
        });
        let (by, despite) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Effect::new(move |before: Option<String>| {
            let now = by.get();
            if let Some(before) = before.filter(|before| *before != now) {
                let of = |id: &str| all.with_untracked(|all| one(all, id).cloned());
                let (was, is) = (of(&before), of(&now));
                // What was typed by hand stays; what another provider said goes.
                let follow = |field: RwSignal<String>, text: fn(&Provider) -> &str| {
                    let said = |one: &Option<Provider>| {
                        one.as_ref().map(|one| text(one).to_owned()).unwrap_or_default()
                    };
                    if field.with_untracked(|typed| typed.is_empty() || *typed == said(&was)) {
                        field.set(said(&is));
                    }
                };
                follow(organisation, |one| &one.name);
                follow(purpose, |one| &one.service);
                let sent = |one: Provider| one.people.into_iter().map(|one| one.name);
                let theirs: Vec<String> = was.into_iter().flat_map(sent).collect();
                if name.with_untracked(|name| theirs.contains(name)) {
                    name.set(String::new());
                }
            }
            now
        });
        let standing = Memo::new(move |_| {
            let name = name.get();
            let named = !name.trim().is_empty();
            all.with(|all| {
                let provider = one(all, &by.get())?;
                named.then(|| provider.standing(&name, model.day.get()))
            })
        });
        From { all, by, name, standing, despite }
    }

    /// Something is not good, and nobody was named who agreed.
    pub fn needs_word(self) -> bool {
        let good = matches!(self.standing.get_untracked(), None | Some(Standing::Good));
        !good && self.despite.with_untracked(|text| text.trim().is_empty())
    }

    /// What is kept of it.
    pub fn sent(self) -> Option<Sent> {
        let by = self.by.get_untracked();
        let by = self.all.with_untracked(|all| one(all, &by).map(|provider| provider.id))?;
        let standing = self.standing.get_untracked()?;
        let despite = match standing {
            Standing::Good => String::new(),
            _ => self.despite.get_untracked().trim().to_owned(),
        };
        Some(Sent { by, standing, despite })
    }
}

fn one<'a>(all: &'a [Provider], id: &str) -> Option<&'a Provider> {
    all.iter().find(|provider| provider.id.to_string() == id)
}

/// The two questions, shown where the school has providers.
#[component]
pub fn SentBy(
    /// What is chosen.
    from: From,
    /// What is wrong with who agreed.
    #[prop(into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let providers = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::visit_provider_no).to_owned())];
        let option = |one: &Provider| (one.id.to_string(), one.name.clone());
        from.all.with(|all| options.extend(all.iter().map(option)));
        options
    });
    let people = Signal::derive(move || {
        let mut options = vec![(String::new(), t(words::visit_person_other).to_owned())];
        from.all.with(|all| {
            let people = one(all, &from.by.get()).map(|provider| provider.people.as_slice());
            let names = people.unwrap_or_default().iter().map(|one| one.name.clone());
            options.extend(names.map(|name| (name.clone(), name)));
        });
        options
    });
    let said = move || {
        from.standing.get().map(|standing| {
            let words = t(standing_word(standing));
            match standing {
                Standing::Good => view! { <Notice tone=NoticeTone::Good>{words}</Notice> }.into_any(),
                _ => view! {
                    // Whoever is meant stands before this screen (R11).
                    <Notice tone=NoticeTone::Warning title=t(words::standing_ask)>
                        {t(words::standing_first)}
                        <details>
                            <summary><span class="link-block">{t(words::standing_why)}</span></summary>
                            <p>{words}</p>
                        </details>
                    </Notice>
                    <Field id="visit-despite" label=t(words::visit_despite) value=from.despite error />
                }
                .into_any(),
            }
        })
    };
    view! {
        <Show when=move || from.all.with(|all| !all.is_empty())>
            <SelectField
                id="visit-provider" label=t(words::visit_provider)
                value=from.by options=providers
            />
        </Show>
        <Show when=move || !from.by.with(String::is_empty)>
            <SelectField
                id="visit-person" label=t(words::visit_person) value=from.name options=people
            />
        </Show>
        {said}
    }
}
