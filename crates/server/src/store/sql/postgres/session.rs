//! A transaction of PostgreSQL on a thread that may wait for it.

use std::collections::VecDeque;

use bytes::BytesMut;
use deadpool_postgres::Transaction;
use tokio::runtime::Handle;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Portal, Row};
use uuid::Uuid;

use super::super::db::{ColumnOf, Db, Kind, Result, Statement, Value, params};
use super::{lock, migrations};

/// Rows that are fetched together of what may be a whole journal.
const TOGETHER: i32 = 500;

/// One transaction.
pub struct Session<'c> {
    tx: Transaction<'c>,
    runtime: Handle,
}

impl<'c> Session<'c> {
    pub fn new(tx: Transaction<'c>, runtime: Handle) -> Session<'c> {
        Session { tx, runtime }
    }

    /// Runs statements without parameters.
    pub fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.runtime.block_on(self.tx.batch_execute(sql))?)
    }

    /// On disk when this returns.
    pub fn commit(self) -> Result<()> {
        Ok(self.runtime.block_on(self.tx.commit())?)
    }
}

impl Db for Session<'_> {
    fn statement<'d>(&'d self, sql: &str) -> Result<Statement<'d>> {
        let statement = self.runtime.block_on(self.tx.prepare_cached(&numbered(sql)))?;
        Ok(Statement::Postgres(Prepared { session: self, statement }))
    }

    fn lock(&self, space: Uuid) -> Result<()> {
        lock(self, space)
    }

    fn tables(&self) -> Result<Vec<(String, Vec<ColumnOf>)>> {
        let this: &dyn Db = self;
        let mut all = this.prepare(
            "SELECT table_name::text, column_name::text, data_type::text
             FROM information_schema.columns WHERE table_schema = current_schema()
             ORDER BY table_name, ordinal_position",
        )?;
        let ours = migrations::tables();
        let mut tables: Vec<(String, Vec<ColumnOf>)> = vec![];
        for column in all
            .query_map(params![], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?
        {
            let (table, name, kind): (String, String, String) = column?;
            // What else lies in this database is nobody's business here.
            if !ours.contains(&table.as_str()) {
                continue;
            }
            let kind = match kind.as_str() {
                "uuid" => Kind::Id,
                "bytea" => Kind::Bytes,
                "bigint" => Kind::Number,
                _ => Kind::Text,
            };
            match tables.last_mut().filter(|(last, _)| *last == table) {
                Some((_, columns)) => columns.push(ColumnOf { name, kind }),
                None => tables.push((table, vec![ColumnOf { name, kind }])),
            }
        }
        Ok(tables)
    }

    fn engine(&self) -> Result<(Vec<String>, i64)> {
        let this: &dyn Db = self;
        let mut broken = this.prepare(
            "SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE NOT i.indisvalid
             UNION ALL SELECT 'constraint ' || conname FROM pg_constraint WHERE NOT convalidated",
        )?;
        let broken = broken.query_map(params![], |row| row.get(0))?.collect::<Result<_>>()?;
        Ok((broken, migrations::known()))
    }
}

/// `?1` of our statements is `$1` here. No text in a statement has a question mark.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

/// A prepared statement.
pub struct Prepared<'d> {
    session: &'d Session<'d>,
    statement: tokio_postgres::Statement,
}

impl<'d> Prepared<'d> {
    pub fn execute(&self, values: &[Value<'_>]) -> Result<usize> {
        let values = given(values);
        let run = self.session.tx.execute(&self.statement, &values);
        Ok(self.session.runtime.block_on(run)? as usize)
    }

    /// Every row at once.
    pub fn whole(&self, values: &[Value<'_>]) -> Result<Paged<'d>> {
        let values = given(values);
        let rows = self.session.tx.query(&self.statement, &values);
        let rows = self.session.runtime.block_on(rows)?;
        Ok(Paged { session: self.session, portal: None, rows: rows.into() })
    }

    /// A few rows at a time.
    pub fn paged(&self, values: &[Value<'_>]) -> Result<Paged<'d>> {
        let values = given(values);
        let portal = self.session.tx.bind(&self.statement, &values);
        let portal = self.session.runtime.block_on(portal)?;
        Ok(Paged { session: self.session, portal: Some(portal), rows: VecDeque::new() })
    }
}

/// Rows on their way.
pub struct Paged<'d> {
    session: &'d Session<'d>,
    /// There may be more.
    portal: Option<Portal>,
    rows: VecDeque<Row>,
}

impl Paged<'_> {
    pub fn next(&mut self) -> Result<Option<Row>> {
        if self.rows.is_empty()
            && let Some(portal) = &self.portal
        {
            let rows = self.session.tx.query_portal(portal, TOGETHER);
            let rows = self.session.runtime.block_on(rows)?;
            if rows.len() < TOGETHER as usize {
                self.portal = None;
            }
            self.rows = rows.into();
        }
        Ok(self.rows.pop_front())
    }
}

fn given<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Number(number), &Type::INT8) => number.to_sql(kind, out),
            (Value::Number(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Value::Truth(truth), &Type::BOOL) => truth.to_sql(kind, out),
            (Value::Text(text), _) if <&str as ToSql>::accepts(kind) => text.to_sql(kind, out),
            (Value::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            (Value::Id(id), &Type::UUID) => id.to_sql(kind, out),
            (value, kind) => Err(format!("{value:?} for a column of type {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
