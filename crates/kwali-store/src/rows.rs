//! Rows of single tables into what they stand for.

use std::collections::BTreeMap;

use kwali_model::{
    Code, CodeKind, CodePath, Coder, CoderId, Colour, Document, DocumentId, Participant,
    ParticipantId, SavedQuery, Scope, Source, Speaker, Values, Variable, VariableId, VariableKind,
};
use kwali_text::{Digest, Language};
use rusqlite::{Connection, Params, Statement, params, params_from_iter};

use crate::load::damaged;

/// Which documents or participants are read.
pub(crate) enum Rows {
    All,
    /// Those with these ids: a list in JSON.
    With(String),
}

impl Rows {
    /// Returns those with these ids.
    pub(crate) fn with(ids: impl IntoIterator<Item = u32>) -> Rows {
        let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
        Rows::With(format!("[{}]", ids.join(",")))
    }

    /// Prepares a statement that reads them; the condition, if there is one, stands where `{}` is.
    fn statement<'c>(
        &self,
        conn: &'c Connection,
        sql: &str,
        id: &str,
    ) -> rusqlite::Result<Statement<'c>> {
        let condition = match self {
            Rows::All => String::new(),
            Rows::With(_) => format!("WHERE {id} IN (SELECT value FROM json_each(?1))"),
        };
        conn.prepare(&sql.replace("{}", &condition))
    }

    fn params(&self) -> impl Params {
        params_from_iter(match self {
            Rows::All => None,
            Rows::With(ids) => Some(ids),
        })
    }
}

pub(crate) fn state(conn: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(max(number), 0) FROM changes";
    Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
}

pub(crate) fn property(conn: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT value FROM study WHERE key = ?1")?;
    let mut rows = statement.query(params![key])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}

pub(crate) fn documents(conn: &Connection, wanted: &Rows) -> rusqlite::Result<Vec<Document>> {
    let mut speakers = speakers(conn, wanted)?;
    let mut values = values(conn, wanted, Scope::Document)?;
    let sql = "SELECT id, name, document_group, language, revision, source_file, source_sha256,
           source_format, source_encoding, text_sha256, bytes, chars, words, paragraphs
         FROM documents {} ORDER BY place, id";
    let mut statement = wanted.statement(conn, sql, "id")?;
    let rows = statement.query_map(wanted.params(), |row| {
        let id: u32 = row.get(0)?;
        let language: String = row.get(3)?;
        let digest = |hex: String| Digest::from_hex(&hex).unwrap_or_else(|| Digest::of(b""));
        let source = match row.get::<_, Option<String>>(5)? {
            Some(file) => Some(Source {
                file,
                digest: digest(row.get::<_, Option<String>>(6)?.unwrap_or_default()),
                format: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
                encoding: row.get(8)?,
            }),
            None => None,
        };
        Ok(Document {
            id: DocumentId(id),
            name: row.get(1)?,
            group: row.get(2)?,
            language: Language::new(&language).unwrap_or_else(Language::dutch),
            revision: row.get(4)?,
            source,
            digest: digest(row.get(9)?),
            bytes: row.get::<_, i64>(10)? as usize,
            chars: row.get::<_, i64>(11)? as usize,
            words: row.get::<_, i64>(12)? as usize,
            paragraphs: row.get::<_, i64>(13)? as usize,
            speakers: speakers.remove(&id).unwrap_or_default(),
            values: values.remove(&id).unwrap_or_default(),
        })
    })?;
    rows.collect()
}

fn speakers(conn: &Connection, wanted: &Rows) -> rusqlite::Result<BTreeMap<u32, Vec<Speaker>>> {
    let sql = "SELECT document, name, is_interviewer, participant FROM speakers {}
         ORDER BY document, number";
    let mut statement = wanted.statement(conn, sql, "document")?;
    let mut rows = statement.query(wanted.params())?;
    let mut speakers: BTreeMap<u32, Vec<Speaker>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        speakers.entry(row.get(0)?).or_default().push(Speaker {
            name: row.get(1)?,
            is_interviewer: row.get(2)?,
            participant: row.get::<_, Option<u32>>(3)?.map(ParticipantId),
        });
    }
    Ok(speakers)
}

/// The values of a scope, by the id of what they describe.
fn values(
    conn: &Connection,
    wanted: &Rows,
    scope: Scope,
) -> rusqlite::Result<BTreeMap<u32, Values>> {
    let of = scope.name();
    let sql = format!("SELECT {of}, variable, value FROM {of}_values {{}}");
    let mut statement = wanted.statement(conn, &sql, of)?;
    let mut rows = statement.query(wanted.params())?;
    let mut values: BTreeMap<u32, Values> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        values.entry(row.get(0)?).or_default().insert(VariableId(row.get(1)?), row.get(2)?);
    }
    Ok(values)
}

pub(crate) fn participants(conn: &Connection, wanted: &Rows) -> rusqlite::Result<Vec<Participant>> {
    let mut values = values(conn, wanted, Scope::Participant)?;
    let sql = "SELECT id, name FROM participants {} ORDER BY place, id";
    let mut statement = wanted.statement(conn, sql, "id")?;
    let rows = statement.query_map(wanted.params(), |row| {
        let id: u32 = row.get(0)?;
        let values = values.remove(&id).unwrap_or_default();
        Ok(Participant { id: ParticipantId(id), name: row.get(1)?, values })
    })?;
    rows.collect()
}

pub(crate) fn variables(conn: &Connection) -> rusqlite::Result<Vec<Variable>> {
    let mut statement =
        conn.prepare("SELECT id, name, scope, kind FROM variables ORDER BY place, id")?;
    let rows = statement.query_map([], |row| {
        let (scope, kind): (String, String) = (row.get(2)?, row.get(3)?);
        Ok(Variable {
            id: VariableId(row.get(0)?),
            name: row.get(1)?,
            scope: Scope::from_name(&scope).unwrap_or(Scope::Document),
            kind: VariableKind::from_name(&kind).unwrap_or(VariableKind::Text),
        })
    })?;
    rows.collect()
}

pub(crate) fn queries(conn: &Connection) -> rusqlite::Result<Vec<SavedQuery>> {
    let mut statement = conn.prepare("SELECT name, query FROM queries ORDER BY name")?;
    let rows =
        statement.query_map([], |row| Ok(SavedQuery { name: row.get(0)?, text: row.get(1)? }))?;
    rows.collect()
}

pub(crate) fn coders(conn: &Connection) -> rusqlite::Result<Vec<Coder>> {
    let mut statement =
        conn.prepare("SELECT id, name, full_name FROM coders ORDER BY place, id")?;
    let rows = statement.query_map([], |row| {
        Ok(Coder { id: CoderId(row.get(0)?), name: row.get(1)?, full_name: row.get(2)? })
    })?;
    rows.collect()
}

/// Returns all codes in order, with their row numbers.
pub(crate) fn codes(conn: &Connection) -> rusqlite::Result<Vec<(u32, Code)>> {
    let mut by_row: BTreeMap<u32, usize> = BTreeMap::new();
    let mut codes: Vec<(u32, Code)> = Vec::new();
    let mut statement = conn.prepare(
        "SELECT id, path, include, exclude, example, colour, kind FROM codes ORDER BY place, id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let Ok(path) = CodePath::new(&row.get::<_, String>(1)?) else {
            return Err(damaged("codes", id, "its path is none"));
        };
        let kind: String = row.get(6)?;
        by_row.insert(id, codes.len());
        codes.push((
            id,
            Code {
                include: row.get(2)?,
                exclude: row.get(3)?,
                example: row.get(4)?,
                colour: row.get::<_, Option<String>>(5)?.and_then(|hex| Colour::from_hex(&hex)),
                kind: CodeKind::from_name(&kind).unwrap_or_default(),
                ..Code::new(path)
            },
        ));
    }
    let mut statement = conn.prepare("SELECT code, field, language, wording FROM code_wordings")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let language = Language::new(&row.get::<_, String>(2)?);
        let (Some(&at), Some(language)) = (by_row.get(&row.get(0)?), language) else { continue };
        let code = &mut codes[at].1;
        let is_label = row.get::<_, String>(1)? == "label";
        let wording = if is_label { &mut code.label } else { &mut code.definition };
        wording.insert(language, row.get(3)?);
    }
    let sql = "SELECT code, language, keyword FROM code_keywords ORDER BY code, language, place";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let language = Language::new(&row.get::<_, String>(1)?);
        let (Some(&at), Some(language)) = (by_row.get(&row.get(0)?), language) else { continue };
        codes[at].1.keywords.entry(language).or_default().push(row.get(2)?);
    }
    Ok(codes)
}
