//! The list: the usual collector first, then the others, the way home alone,
//! and whom the child must not go with. Never a number (R8).

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::child_day::ChildDay;
use yuanliu_domain::collector::{Collector, CollectorNamed, CollectorWithdrawn, Organisation, Way};
use yuanliu_domain::id::{ActId, CollectorId};
use yuanliu_domain::photo::PhotoHash;
use yuanliu_domain::receipt::Receipt;

use super::fields::ORGANISATIONS;
use crate::components::{
    Button, ButtonLook, Cell, CellGroup, Drawing, Empty, Glyph, Icon, Tile, UndoBar,
};
use crate::pages::family::keeping::{Failed, Keeping};
use crate::pages::family::kid::Kid;
use crate::pages::family::summary::{body, person, when};
use crate::photos;
use crate::text::names::surname;
use crate::text::{Word, fill, t, words};

/// How long undo is offered, in seconds.
const UNDO_SECONDS: u64 = 10;

/// Entries that hold today or later, the usual one first.
fn current(kid: Kid) -> Vec<Collector> {
    let today = kid.today.get();
    let times = times(kid);
    let all =
        kid.child.with(|c| c.as_ref().map(|c| c.collectors.people.clone()).unwrap_or_default());
    let mut current: Vec<Collector> = all
        .into_iter()
        .filter(|c| !c.withdrawn && c.until.is_none_or(|until| until >= today))
        .map(|c| Collector { times: times.get(&c.id).copied().unwrap_or(c.times), ..c })
        .collect();
    current.sort_by_key(|c| std::cmp::Reverse(c.times));
    current
}

/// How often each has collected, as the family's own days say.
fn times(kid: Kid) -> BTreeMap<CollectorId, u32> {
    let days = kid.space.replica.with(|replica| replica.list::<ChildDay>(Audience::Family(kid.id)));
    let mut times = BTreeMap::new();
    for id in days.iter().flat_map(|(_, day)| day.releases()).filter_map(|(_, r)| r.collector) {
        *times.entry(id).or_default() += 1;
    }
    times
}

/// The list.
#[component]
pub fn Listed(
    /// The child.
    kid: Kid,
) -> impl IntoView {
    let keeping = Keeping::new();
    let removed = RwSignal::new(None::<Collector>);
    let all = Memo::new(move |_| current(kid));
    let of = move |way: Way| {
        all.with(|all| all.iter().filter(|c| c.way == way).cloned().collect::<Vec<_>>())
    };
    let remove = Callback::new(move |collector: Collector| {
        let draft = kid.draft(CollectorWithdrawn { collector: collector.id });
        keeping.keep(kid, draft, move |_| {
            removed.set(Some(collector));
            set_timeout(move || drop(removed.try_set(None)), Duration::from_secs(UNDO_SECONDS));
        });
    });
    let undo = Callback::new(move |()| {
        let Some(collector) = removed.get_untracked() else { return };
        spawn_local(async move {
            // The school let go of the photo; if it is still here, it goes once more.
            let photo = match collector.photo {
                Some(hash) => photos::bytes(kid.app, kid.space, hash).await,
                None => None,
            };
            let named = named_again(kid, &collector, photo.as_deref().map(PhotoHash::of));
            let photo = photo.map(Rc::from);
            keeping.keep_with(kid, kid.draft(named), photo, move |_| drop(removed.try_set(None)));
        });
    });
    let group = move |way: Way, title: Word, note: Option<Word>| {
        move || {
            let people = of(way);
            (!people.is_empty()).then(|| {
                let usual = people.first().filter(|c| way == Way::Person && c.times > 0).map(|c| c.id);
                let row = move |collector: Collector| {
                    let usual = usual == Some(collector.id);
                    view! { <Row kid collector usual on_remove=remove /> }
                };
                let rows = people.into_iter().map(row).collect_view();
                view! {
                    <CellGroup title=t(title) note=Signal::derive(move || note.map(|n| t(n).to_owned()))>
                        {rows}
                    </CellGroup>
                }
            })
        }
    };
    let message = Signal::derive(move || {
        removed.get().map(|c| fill(words::fam_removed, &[&person(&c.relation, &c.name)]))
    });
    let nobody = Memo::new(move |_| of(Way::Person).is_empty());
    view! {
        <Failed keeping />
        <Show when=move || nobody.get()>
            <Empty drawing=Drawing::School words=t(words::fam_no_collectors) />
        </Show>
        {group(Way::Person, words::fam_may_collect_title, Some(words::fam_may_collect_note))}
        {group(Way::Alone, words::fam_alone, None)}
        {group(Way::NotThis, words::fam_not_title, None)}
        <UndoBar message undo=t(words::undo) on_undo=undo />
    }
}

#[component]
fn Row(
    /// The child.
    kid: Kid,
    /// The entry.
    collector: Collector,
    /// Collects most often.
    usual: bool,
    /// The button of whoever named them.
    on_remove: Callback<Collector>,
) -> impl IntoView {
    let mine = Some(collector.named_by) == kid.me();
    let today = kid.today.get_untracked();
    let title = if collector.way == Way::Alone { kid.name() } else { collector.name.clone() };
    let by = match mine {
        true => t(words::fam_named_by_me).to_owned(),
        false => fill(
            words::fam_named_by,
            &[&kid.relation(collector.named_by, &collector.named_by_name)],
        ),
    };
    let days = when(&collector.weekdays, collector.from, collector.until, today);
    let relation = collector.relation.trim().to_owned();
    let kind = collector.organisation.map(|kind| organisation_word(kind).to_owned());
    let usual = usual.then(|| t(words::fam_usual).to_owned());
    let waits = collector.unconfirmed.then(|| t(words::fam_unconfirmed).to_owned());
    let (hash, id) = (collector.photo, collector.id);
    let whose = Audience::Family(kid.id);
    let here = Memo::new(move |_| photos::at_school(kid.space, whose, id));
    let photo = MaybeProp::derive(move || hash.and_then(|h| photos::face(kid.app, kid.space, h)));
    let lines = [
        Some(relation).filter(|r| !r.is_empty()),
        kind,
        usual,
        Some(days).filter(|_| collector.way != Way::NotThis),
        Some(by),
        waits,
    ];
    let note = lines.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let face = surname(&title);
    let glyph = if collector.way == Way::NotThis { Some(Glyph::Pause) } else { None };
    let lead = move || match glyph {
        Some(glyph) => view! { <span class="cell-lead"><Icon glyph /></span> }.into_any(),
        None => view! { <Tile surname=face.clone() photo /> }.into_any(),
    };
    let told = collector.unconfirmed || !collector.answered.is_open();
    let other = (!mine && !told).then(|| t(words::fam_other_can_change).to_owned());
    let note = Signal::derive(move || {
        let waits = if mine { words::photo_here_unsent } else { words::photo_on_phone };
        let waits = hash.filter(|_| !here.get()).map(|_| t(waits).to_owned());
        let note = [Some(note.clone()), waits].into_iter().flatten().collect::<Vec<_>>();
        [Some(note.join(" · ")), other.clone()].into_iter().flatten().collect::<Vec<_>>().join("\n")
    });
    let label = fill(words::fam_remove_label, &[&title]);
    view! {
        <Cell title note lead>
            {mine.then(|| view! {
                <Button look=ButtonLook::Quiet small=true label on_press=move |()| on_remove.run(collector.clone())>
                    {t(words::fam_remove)}
                </Button>
            })}
        </Cell>
    }
}

/// 托管班, 校车, 宿舍.
fn organisation_word(kind: Organisation) -> &'static str {
    let word = ORGANISATIONS.iter().find(|(_, organisation, _)| *organisation == kind);
    word.map(|(.., word)| t(*word)).unwrap_or_default()
}

/// The same entry again. The number is on the receipt of whoever wrote it, not on the row.
fn named_again(kid: Kid, collector: &Collector, photo: Option<PhotoHash>) -> CollectorNamed {
    let receipt: Option<Receipt> = kid.receipt(ActId(collector.id.0));
    let written: Option<CollectorNamed> = receipt.and_then(|r| body(&r, "collector_named"));
    CollectorNamed {
        way: collector.way,
        name: collector.name.clone(),
        relation: collector.relation.clone(),
        phone: written.map(|w| w.phone).unwrap_or_default(),
        weekdays: collector.weekdays.clone(),
        from: collector.from,
        until: collector.until,
        photo,
        looks: collector.looks.clone(),
        organisation: collector.organisation,
    }
}
