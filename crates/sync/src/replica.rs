//! The replica: what the school confirmed, with this device's own unsent acts
//! drawn over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use yuanliu_domain::act::Act;
use yuanliu_domain::audience::Audience;
use yuanliu_domain::row::{Body, RowKey};
use yuanliu_domain::rules::{self, Rules};

use crate::body::Text;
use crate::outbox::{Kept, verdict};
use crate::view::{View, next_revision};
use crate::wire::Verdict;

/// Confirmed rows and the predictions over them.
#[derive(Clone, Debug, Default)]
pub struct Replica {
    /// What the school confirmed.
    pub view: View,
    predicted: BTreeMap<RowKey, Option<Arc<Text>>>,
    drawn: BTreeMap<(Audience, String), u64>,
}

impl Replica {
    /// A replica that shows a view and the effects of what the outbox still holds.
    /// Acts are replayed in this device's order over the confirmed rows (rebase).
    pub fn new<'k>(
        view: View,
        outbox: impl IntoIterator<Item = &'k Kept>,
        rules: &Rules,
    ) -> Replica {
        let mut replica = Replica { view, ..Replica::default() };
        replica.rebase(outbox, rules);
        replica
    }

    /// Draws the predictions anew.
    pub fn rebase<'k>(&mut self, outbox: impl IntoIterator<Item = &'k Kept>, rules: &Rules) {
        let before = std::mem::take(&mut self.predicted);
        let mut waiting: Vec<&Kept> = outbox
            .into_iter()
            .filter(|kept| matches!(verdict(kept, &self.view), None | Some(Verdict::Held { .. })))
            .collect();
        waiting.sort_by_key(|kept| kept.number);
        for act in waiting.into_iter().filter_map(Kept::act) {
            self.draw(act, rules);
        }
        let keys = before.keys().chain(self.predicted.keys());
        let words = |text: &Option<Arc<Text>>| text.as_ref().map(|text| text.as_str().to_owned());
        let changed = keys.filter(|key| {
            let was = before.get(key).map_or_else(|| self.view.get(key).map(str::to_owned), words);
            was.as_deref() != self.body(key).map(|text| text.as_str())
        });
        let changed: Vec<RowKey> = changed.cloned().collect();
        self.mark_drawn(changed);
    }

    /// Draws one more act over what is shown.
    pub fn predict(&mut self, act: &Act, rules: &Rules) {
        let drawn = self.draw(act, rules);
        self.mark_drawn(drawn);
    }

    /// The same; whoever calls says that these rows are shown otherwise.
    fn draw(&mut self, act: &Act, rules: &Rules) -> Vec<RowKey> {
        let held = |audience: &Audience| self.view.whole(*audience);
        let read = |key: &RowKey| self.body(key).map(|text| text.as_str().to_owned());
        let effect = rules::apply(rules, act, &held, &read, None);
        let keys = effect.puts.iter().map(|(key, _)| key.clone()).collect();
        let puts = effect.puts.into_iter();
        self.predicted.extend(puts.map(|(key, body)| (key, body.map(Text::new))));
        keys
    }

    /// Whether the row as shown rests on an act that the school has not answered.
    pub fn is_predicted(&self, key: &RowKey) -> bool {
        self.predicted.contains_key(key)
    }

    fn body(&self, key: &RowKey) -> Option<&Arc<Text>> {
        match self.predicted.get(key) {
            Some(body) => body.as_ref(),
            None => self.view.text(key),
        }
    }

    /// Differs whenever a row of this kind in this audience is shown otherwise than
    /// before: what a screen derives from many rows is derived again only then.
    pub fn revision<T: Body>(&self, audience: Audience) -> (u64, u64) {
        let kind = (audience, T::KIND.to_owned());
        (self.view.revision(audience, T::KIND), self.drawn.get(&kind).copied().unwrap_or(0))
    }

    fn mark_drawn(&mut self, keys: impl IntoIterator<Item = RowKey>) {
        for key in keys {
            self.drawn.insert((key.audience, key.kind), next_revision());
        }
    }

    /// A row as it is to be shown.
    pub fn get<T: Body>(&self, audience: Audience, key: impl ToString) -> Option<T> {
        self.row(audience, key).map(Arc::unwrap_or_clone)
    }

    /// The same, shared with whoever else reads it.
    pub fn row<T: Body>(&self, audience: Audience, key: impl ToString) -> Option<Arc<T>> {
        self.body(&RowKey::of::<T>(audience, key))?.read()
    }

    /// The rows of a kind as they are to be shown, by key. A body that can't be
    /// read is left out here and counted by [`Replica::unreadable`].
    pub fn list<T: Body>(&self, audience: Audience) -> Vec<(String, T)> {
        let rows = self.rows(audience).into_iter();
        rows.map(|(key, row)| (key.to_owned(), Arc::unwrap_or_clone(row))).collect()
    }

    /// The same, shared with whoever else reads them.
    pub fn rows<T: Body>(&self, audience: Audience) -> Vec<(&str, Arc<T>)> {
        let bodies = self.bodies::<T>(audience).into_iter();
        bodies.filter_map(|(key, body)| Some((key, body.read()?))).collect()
    }

    /// How many rows of a kind are here and can't be read (I14: unreadable is not empty).
    pub fn unreadable<T: Body>(&self, audience: Audience) -> usize {
        let bodies = self.bodies::<T>(audience);
        bodies.values().filter(|body| body.read::<T>().is_none()).count()
    }

    fn bodies<T: Body>(&self, audience: Audience) -> BTreeMap<&str, &Arc<Text>> {
        let mut bodies: BTreeMap<&str, &Arc<Text>> = self.view.texts(audience, T::KIND).collect();
        let first = RowKey { audience, kind: T::KIND.to_owned(), key: String::new() };
        let own = self
            .predicted
            .range(first..)
            .take_while(|(key, _)| key.audience == audience && key.kind == T::KIND);
        for (key, body) in own {
            match body {
                Some(body) => bodies.insert(&key.key, body),
                None => bodies.remove(key.key.as_str()),
            };
        }
        bodies
    }
}
