//! SQL as both engines understand it: statements are written once, with numbered
//! parameters (`?1`), conflict targets and no function that only one of them has
//! (`postgres/schema_1.sql` gives the other the few that SQLite brings along).
//!
//! A statement sees one transaction, and runs on a thread that may wait.

use rusqlite::types::{ToSqlOutput, ValueRef};
use uuid::Uuid;

use super::super::StoreError;
use super::postgres::{Paged, Prepared};

/// What a statement answers.
pub type Result<T> = std::result::Result<T, Error>;

/// One transaction of one engine.
pub trait Db {
    /// A statement, prepared once for each connection.
    fn statement<'d>(&'d self, sql: &str) -> Result<Statement<'d>>;

    /// Nobody else writes into this space before the transaction ends: the order of
    /// versions is the order in which they become visible (I4).
    fn lock(&self, space: Uuid) -> Result<()>;

    /// Every table with its columns.
    fn tables(&self) -> Result<Vec<(String, Vec<ColumnOf>)>>;

    /// What the engine finds wrong with its own files, and the number of the last
    /// migration that it knows.
    fn engine(&self) -> Result<(Vec<String>, i64)>;
}

impl<'d> dyn Db + 'd {
    /// A statement.
    pub fn prepare(&self, sql: &str) -> Result<Statement<'_>> {
        self.statement(sql)
    }

    /// The same: each is kept for the next time.
    pub fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        self.statement(sql)
    }

    /// Runs a statement; how many rows it changed.
    pub fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.statement(sql)?.execute(params)
    }

    /// The first row that a statement gives.
    pub fn query_row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.statement(sql)?.query_row(params, read)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnOf {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub kind: Kind,
}

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numbers and moments.
    Number,
    /// Text.
    Text,
    /// Bytes, or in SQLite also an id.
    Bytes,
    /// An id, where the engine knows such a type.
    Id,
}

/// Why a statement gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It gave no row.
    #[error("no row")]
    NoRow,
    /// What is in a column is not of this form.
    #[error("a column that cannot be read: {0}")]
    Form(String),
    /// SQLite.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// PostgreSQL.
    #[error("{}", super::postgres::words(.0))]
    Postgres(#[from] tokio_postgres::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::QueryReturnedNoRows => Error::NoRow,
            other => Error::Sqlite(other),
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        match error {
            Error::Sqlite(error) => error.into(),
            Error::Postgres(error) => error.into(),
            other => StoreError::engine(other),
        }
    }
}

/// That there may be no row.
pub trait OptionalExtension<T> {
    /// None when there is no row.
    fn optional(self) -> Result<Option<T>>;
}

impl<T> OptionalExtension<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(Error::NoRow) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A prepared statement.
pub enum Statement<'d> {
    /// Of SQLite.
    Sqlite(rusqlite::CachedStatement<'d>),
    /// Of PostgreSQL.
    Postgres(Prepared<'d>),
}

impl Statement<'_> {
    /// Runs it; how many rows it changed.
    pub fn execute(&mut self, params: impl Params) -> Result<usize> {
        params.given(|values| match self {
            Statement::Sqlite(statement) => {
                Ok(statement.execute(rusqlite::params_from_iter(values))?)
            }
            Statement::Postgres(statement) => statement.execute(values),
        })
    }

    /// Whether it gives a row.
    pub fn exists(&mut self, params: impl Params) -> Result<bool> {
        Ok(self.query_row(params, |_| Ok(())).optional()?.is_some())
    }

    /// The first row that it gives.
    pub fn query_row<T>(
        &mut self,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut rows = self.few(params)?;
        let row = rows.next()?.ok_or(Error::NoRow)?;
        read(&row)
    }

    /// Its rows, a few at a time: for what may be a whole journal.
    pub fn query(&mut self, params: impl Params) -> Result<Rows<'_>> {
        params.given(|values| match self {
            Statement::Sqlite(statement) => {
                Ok(Rows::Sqlite(statement.query(rusqlite::params_from_iter(values))?))
            }
            Statement::Postgres(statement) => Ok(Rows::Postgres(statement.paged(values)?)),
        })
    }

    /// Its rows, each read by `read`: for what fits into memory.
    pub fn query_map<T, F>(&mut self, params: impl Params, read: F) -> Result<Mapped<'_, F>>
    where
        F: FnMut(&Row<'_>) -> Result<T>,
    {
        Ok(Mapped { rows: self.few(params)?, read })
    }

    fn few(&mut self, params: impl Params) -> Result<Rows<'_>> {
        params.given(|values| match self {
            Statement::Sqlite(statement) => {
                Ok(Rows::Sqlite(statement.query(rusqlite::params_from_iter(values))?))
            }
            Statement::Postgres(statement) => Ok(Rows::Postgres(statement.whole(values)?)),
        })
    }
}

/// Rows, one after the other.
pub enum Rows<'s> {
    /// Of SQLite.
    Sqlite(rusqlite::Rows<'s>),
    /// Of PostgreSQL.
    Postgres(Paged<'s>),
}

impl Rows<'_> {
    /// The next one.
    pub fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self {
            Rows::Sqlite(rows) => Ok(rows.next()?.map(Row::Sqlite)),
            Rows::Postgres(rows) => Ok(rows.next()?.map(Row::Postgres)),
        }
    }
}

/// Rows that are read on the way.
pub struct Mapped<'s, F> {
    rows: Rows<'s>,
    read: F,
}

impl<T, F: FnMut(&Row<'_>) -> Result<T>> Iterator for Mapped<'_, F> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match self.rows.next() {
            Ok(row) => Some((self.read)(&row?)),
            Err(error) => Some(Err(error)),
        }
    }
}

/// One row.
pub enum Row<'r> {
    /// Of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(tokio_postgres::Row),
}

impl Row<'_> {
    /// What is in a column.
    pub fn get<I: Index, T: Column>(&self, index: I) -> Result<T> {
        let index = index.number();
        let kept: T::Kept = match self {
            Row::Sqlite(row) => row.get(index)?,
            Row::Postgres(row) => row.try_get(index)?,
        };
        T::read(kept).ok_or_else(|| Error::Form(format!("column {index}")))
    }
}

/// The number of a column. A number in a program is of the one type that is one.
pub trait Index {
    /// From 0.
    fn number(self) -> usize;
}

impl Index for usize {
    fn number(self) -> usize {
        self
    }
}

/// What can be read from a column.
pub trait Column: Sized {
    /// As both engines keep it.
    type Kept: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a>;

    /// None when it is not of this form.
    fn read(kept: Self::Kept) -> Option<Self>;
}

macro_rules! columns {
    ($($kept:ty => $($type:ty),+;)+) => { $($(
        impl Column for $type {
            type Kept = $kept;

            fn read(kept: $kept) -> Option<$type> {
                kept.try_into().ok()
            }
        }
    )+)+ };
}

columns! {
    i64 => i64, u8, u32;
    bool => bool;
    String => String;
    Vec<u8> => Vec<u8>, [u8; 32];
    Uuid => Uuid;
}

impl<T: Column> Column for Option<T> {
    type Kept = Option<T::Kept>;

    fn read(kept: Option<T::Kept>) -> Option<Option<T>> {
        match kept {
            None => Some(None),
            Some(kept) => T::read(kept).map(Some),
        }
    }
}

/// What is given to a statement.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A number or a moment.
    Number(i64),
    /// Whether.
    Truth(bool),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id.
    Id(Uuid),
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Number(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Truth(truth) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*truth))),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

/// What can be given to a statement.
pub trait Param {
    /// As it is given.
    fn value(&self) -> Value<'_>;
}

macro_rules! parameters {
    ($($type:ty => |$this:ident| $value:expr;)+) => { $(
        impl Param for $type {
            fn value(&self) -> Value<'_> {
                let $this = self;
                $value
            }
        }
    )+ };
}

parameters! {
    i64 => |this| Value::Number(*this);
    u8 => |this| Value::Number(i64::from(*this));
    u32 => |this| Value::Number(i64::from(*this));
    bool => |this| Value::Truth(*this);
    str => |this| Value::Text(this);
    String => |this| Value::Text(this);
    [u8] => |this| Value::Bytes(this);
    Vec<u8> => |this| Value::Bytes(this);
    Uuid => |this| Value::Id(*this);
}

impl<const N: usize> Param for [u8; N] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}

/// What is given to a statement, in order.
pub trait Params {
    /// Does something with it.
    fn given<R>(&self, use_it: impl FnOnce(&[Value<'_>]) -> R) -> R;
}

impl Params for &[&dyn Param] {
    fn given<R>(&self, use_it: impl FnOnce(&[Value<'_>]) -> R) -> R {
        let values: Vec<Value<'_>> = self.iter().map(|param| param.value()).collect();
        use_it(&values)
    }
}

impl Params for &[Value<'_>] {
    fn given<R>(&self, use_it: impl FnOnce(&[Value<'_>]) -> R) -> R {
        use_it(self)
    }
}

impl<T: Param, const N: usize> Params for [T; N] {
    fn given<R>(&self, use_it: impl FnOnce(&[Value<'_>]) -> R) -> R {
        let values: Vec<Value<'_>> = self.iter().map(Param::value).collect();
        use_it(&values)
    }
}

/// Parameters of a statement.
macro_rules! params {
    ($($param:expr),* $(,)?) => {
        &[$(&$param as &dyn $crate::store::sql::db::Param),*]
            as &[&dyn $crate::store::sql::db::Param]
    };
}
pub(crate) use params;
