//! The plan against a model: whatever is written, removed or moved out of sight
//! between two pages, a replica that asks until there is no more has exactly
//! the rows of its scope (I4, I5, I7, I8). Pages are a few rows, so that every
//! cut is met.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;
use yuanliu_domain::id::{DeviceId, PersonId};
use yuanliu_domain::people::Member;
use yuanliu_domain::rights::Role;
use yuanliu_domain::row::{RowKey, checksum_term};
use yuanliu_domain::time::Stamp;
use yuanliu_sync::view::View;
use yuanliu_sync::wire::Answer;

use super::*;

const PERSON: PersonId = PersonId(Uuid::from_u128(1));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(2));
const NOW: Stamp = Stamp(1_795_500_000_000);

/// A space in memory: every row with its version, removals without a body.
#[derive(Default)]
struct Model {
    version: u64,
    rows: BTreeMap<RowKey, (u64, Option<String>)>,
}

impl Model {
    fn put(&mut self, audience: Audience, key: u8, body: Option<String>) {
        self.version += 1;
        self.put_also(audience, key, body);
    }

    /// A row more of the same version.
    fn put_also(&mut self, audience: Audience, key: u8, body: Option<String>) {
        let key = RowKey { audience, kind: format!("kind{}", key % 2), key: key.to_string() };
        self.rows.insert(key, (self.version, body));
    }

    fn write(&mut self, number: u8, key: u8, rows: u8) {
        self.version += 1;
        for row in 0..rows {
            let body = format!("\"{}\"", self.version);
            self.put_also(audience((number + row / 4) % 6), (key + row) % 12, Some(body));
        }
    }

    fn employs(&mut self, roles: &[Role]) {
        self.version += 1;
        let member = Member { roles: roles.iter().copied().collect(), ..Member::default() };
        let body = serde_json::to_string(&member).unwrap();
        self.rows
            .insert(RowKey::of::<Member>(Audience::Office, PERSON), (self.version, Some(body)));
    }

    fn wire(&self, audience: &Audience) -> Vec<WireRow> {
        let here = self.rows.iter().filter(|(key, _)| key.audience == *audience);
        here.map(|(key, (version, body))| WireRow {
            audience: *audience,
            kind: key.kind.clone(),
            key: key.key.clone(),
            version: *version,
            body: body.clone(),
        })
        .collect()
    }
}

impl Rows for Model {
    fn row(&self, key: &RowKey) -> Result<Option<String>> {
        Ok(self.rows.get(key).and_then(|(_, body)| body.clone()))
    }
}

impl Snapshot for Model {
    fn epoch(&self) -> Uuid {
        Uuid::from_u128(3)
    }

    fn version(&self) -> Result<u64> {
        Ok(self.version)
    }

    fn kept_from(&self) -> Result<u64> {
        Ok(0)
    }

    fn version_of(&self, key: &RowKey) -> Result<u64> {
        Ok(self.rows.get(key).map_or(0, |(version, _)| *version))
    }

    fn changed(&self, audience: &Audience, after: u64, limit: usize) -> Result<Vec<WireRow>> {
        let mut rows = self.wire(audience);
        rows.retain(|row| row.version > after);
        rows.sort_by_key(|row| row.version);
        if let Some(last) = rows.get(limit - 1).map(|row| row.version) {
            rows.retain(|row| row.version <= last);
        }
        Ok(rows)
    }

    fn whole(
        &self,
        audience: &Audience,
        after: Option<&(String, String)>,
        limit: usize,
    ) -> Result<Vec<WireRow>> {
        let mut rows = self.wire(audience);
        let after = after.cloned().unwrap_or_default();
        rows.retain(|row| row.body.is_some() && (row.kind.clone(), row.key.clone()) > after);
        rows.sort_by(|a, b| (&a.kind, &a.key).cmp(&(&b.kind, &b.key)));
        rows.truncate(limit);
        Ok(rows)
    }

    fn sum(&self, audience: &Audience) -> Result<i64> {
        let terms = self.wire(audience).into_iter().filter_map(|row| {
            Some(checksum_term(&row.kind, &row.key, row.version, row.body.as_deref()?))
        });
        Ok(terms.fold(0, i64::wrapping_add))
    }

    fn children_of(&self, _: ClassId) -> Result<Vec<ChildId>> {
        Ok(vec![])
    }
}

/// What happens between two pages.
#[derive(Clone, Debug)]
enum Step {
    /// So many rows from this audience and key on, in one version.
    Write(u8, u8, u8),
    Remove(u8, u8),
    Becomes(u8),
    Page(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..6u8, 0..12u8, 1..7u8).prop_map(|(a, k, n)| Step::Write(a, k, n)),
        2 => (0..6u8, 0..12u8).prop_map(|(a, k)| Step::Remove(a, k)),
        1 => (0..4u8).prop_map(Step::Becomes),
        4 => (1..5usize).prop_map(Step::Page),
    ]
}

fn audience(number: u8) -> Audience {
    [
        Audience::Holds,
        Audience::Public,
        Audience::Day(NOW.day()),
        Audience::Roll,
        Audience::Care,
        Audience::Leader,
    ][usize::from(number)]
}

fn roles(number: u8) -> &'static [Role] {
    [&[Role::Teacher][..], &[Role::Guard], &[Role::Leader, Role::Teacher], &[]][usize::from(number)]
}

fn page(model: &Model, view: &mut View, rows: usize) -> bool {
    let viewer = Viewer { person: PERSON, device: DEVICE, today: NOW.day() };
    let asked = Asked { cursor: view.cursor.clone(), have: view.have() };
    let limits = Limits { rows, bytes: 100_000 };
    let page = pull_within(limits, model, &viewer, &asked).unwrap();
    let seen = scope::of(model, &viewer).unwrap().audiences;
    assert!(page.rows.iter().all(|row| seen.contains(&row.audience)), "nothing out of sight");
    assert_eq!(page.diverged, []);
    let answer = Answer {
        nonce: Uuid::nil(),
        asked: asked.cursor,
        verdicts: vec![],
        forget: page.forget,
        rows: page.rows,
        whole: page.whole,
        cursor: page.cursor,
        checksums: page.checksums,
        more: page.more,
        server_time: NOW,
        seal: None,
    };
    let change = view.take(&answer, NOW).unwrap();
    assert_eq!(change.diverged, [], "the sums agree");
    assert!(view.audiences().all(|audience| seen.contains(&audience)), "forgotten at once");
    answer.more
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_replica_that_asks_until_there_is_no_more_has_the_rows_of_its_scope(
        first in proptest::collection::vec((0..6u8, 0..12u8), 0..40),
        steps in proptest::collection::vec(step(), 0..60),
    ) {
        let (mut model, mut view) = (Model::default(), View::default());
        model.employs(roles(0));
        for (a, key) in first {
            model.write(a, key, 1);
        }
        for step in steps {
            match step {
                Step::Write(a, key, rows) => model.write(a, key, rows),
                Step::Remove(a, key) => model.put(audience(a), key, None),
                Step::Becomes(number) => model.employs(roles(number)),
                Step::Page(rows) => drop(page(&model, &mut view, rows)),
            }
        }
        let mut pages = 0;
        while page(&model, &mut view, 3) {
            pages += 1;
            prop_assert!(pages < 200, "never ends");
        }
        let viewer = Viewer { person: PERSON, device: DEVICE, today: NOW.day() };
        let seen = scope::of(&model, &viewer).unwrap().audiences;
        for (key, (_, body)) in &model.rows {
            let expected = body.as_deref().filter(|_| seen.contains(&key.audience));
            prop_assert_eq!(view.get(key), expected, "{:?}", key);
        }
        prop_assert!(seen.iter().all(|audience| view.whole(*audience)));
    }
}
