//! From the study file into memory: words, layout, and what belongs to single codings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kwali_model::{
    CodeId, CoderId, CodingDetail, CodingId, DocumentId, Layout, Memo, MemoId, MemoTarget, Origin,
    ParticipantId, Snapshot, SpeakerNumber, TimeRange, Turn,
};
use kwali_text::Text;
use rusqlite::{Connection, ToSql, params};

use crate::load::span_at;
use crate::{Error, Store};

impl Store {
    /// Returns the words of a document, in its newest revision.
    pub fn text(&self, document: DocumentId) -> Result<Text, Error> {
        text(&self.conn, &self.path, document)
    }

    /// Returns the paragraphs and turns of a document.
    pub fn layout(&self, document: DocumentId) -> Result<Layout, Error> {
        layout(&self.conn, document).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the last moment that a turn of each document has, in milliseconds; documents without
    /// times have none.
    pub fn durations(&self) -> Result<BTreeMap<DocumentId, u64>, Error> {
        let fetch = || -> rusqlite::Result<_> {
            let sql = "SELECT document, max(max(time_start, coalesce(time_end, 0))) FROM turns
                       WHERE time_start IS NOT NULL GROUP BY document";
            let mut statement = self.conn.prepare_cached(sql)?;
            let row = |row: &rusqlite::Row<'_>| {
                Ok((DocumentId(row.get(0)?), row.get::<_, i64>(1)?.max(0) as u64))
            };
            statement.query_map([], row)?.collect()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the paragraphs and turns of every document, by place in study order.
    pub fn layouts(&self, snapshot: &Snapshot) -> Result<Vec<Layout>, Error> {
        let load = || -> rusqlite::Result<BTreeMap<u32, Layout>> {
            let mut layouts = BTreeMap::new();
            add_paragraphs(&self.conn, &mut layouts, ("", &[]))?;
            add_turns(&self.conn, &mut layouts, ("", &[]))?;
            Ok(layouts)
        };
        let layouts = load().map_err(|error| Error::sql(&self.path, error))?;
        Ok(in_study_order(layouts, snapshot))
    }

    /// Returns the turns of every document, by place in study order, with no paragraphs.
    ///
    /// That is enough to tell who speaks where, and reads half as much as [`Store::layouts`].
    pub fn turns(&self, snapshot: &Snapshot) -> Result<Vec<Layout>, Error> {
        let mut layouts = BTreeMap::new();
        add_turns(&self.conn, &mut layouts, ("", &[]))
            .map_err(|error| Error::sql(&self.path, error))?;
        Ok(in_study_order(layouts, snapshot))
    }

    /// Returns what belongs to codings but to no count, also to lost ones; those about which
    /// nothing is known are left out.
    pub fn coding_details(&self) -> Result<BTreeMap<CodingId, CodingDetail>, Error> {
        coding_details(&self.conn).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns all memos in the order in which they were added.
    pub fn memos(&self, snapshot: &Snapshot) -> Result<Vec<Memo>, Error> {
        memos(&self.conn, snapshot).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns which codings have memos.
    pub fn codings_with_memos(&self) -> Result<BTreeSet<CodingId>, Error> {
        let load = || -> rusqlite::Result<BTreeSet<CodingId>> {
            let sql = "SELECT target FROM memos WHERE target_kind = 'coding'";
            let mut statement = self.conn.prepare_cached(sql)?;
            statement.query_map([], |row| Ok(CodingId(row.get(0)?)))?.collect()
        };
        load().map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the documents whose words, speakers or codings changed since a state, or `None`
    /// where something changed that bears on all of them.
    pub fn changed_since(&self, state: u64) -> Result<Option<Vec<DocumentId>>, Error> {
        let all = self.property("all_changed")?.and_then(|number| number.parse::<u64>().ok());
        if all.is_some_and(|number| number > state) {
            return Ok(None);
        }
        let load = || -> rusqlite::Result<Vec<DocumentId>> {
            let sql = "SELECT id FROM documents WHERE changed > ?1 ORDER BY id";
            let mut statement = self.conn.prepare(sql)?;
            let rows =
                statement.query_map(params![state as i64], |row| Ok(DocumentId(row.get(0)?)))?;
            rows.collect()
        };
        load().map(Some).map_err(|error| Error::sql(&self.path, error))
    }
}

/// Returns the paragraphs and turns of a document.
pub(crate) fn layout(conn: &Connection, document: DocumentId) -> rusqlite::Result<Layout> {
    let mut layouts = BTreeMap::new();
    let of_document: Where<'_> = ("WHERE document = ?1", &[&document.0]);
    add_paragraphs(conn, &mut layouts, of_document)?;
    add_turns(conn, &mut layouts, of_document)?;
    Ok(layouts.remove(&document.0).unwrap_or_default())
}

/// A condition, with the values in it.
type Where<'a> = (&'static str, &'a [&'a dyn ToSql]);

fn add_paragraphs(
    conn: &Connection,
    layouts: &mut BTreeMap<u32, Layout>,
    (condition, values): Where<'_>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT document, start, end, start_char, end_char FROM paragraphs {condition}
         ORDER BY document, number"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        layouts.entry(row.get(0)?).or_default().paragraphs.extend(span_at(row, 1)?);
    }
    Ok(())
}

fn add_turns(
    conn: &Connection,
    layouts: &mut BTreeMap<u32, Layout>,
    (condition, values): Where<'_>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT document, start, end, start_char, end_char, speaker, words_start,
           time_start, time_end FROM turns {condition} ORDER BY document, number"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        layouts.entry(row.get(0)?).or_default().turns.extend(turn_at(row)?);
    }
    Ok(())
}

pub(crate) fn text(conn: &Connection, path: &Path, document: DocumentId) -> Result<Text, Error> {
    let sql = "SELECT content FROM texts WHERE document = ?1 ORDER BY revision DESC LIMIT 1";
    let fetch = || -> rusqlite::Result<String> {
        conn.prepare_cached(sql)?.query_row(params![document.0], |row| row.get(0))
    };
    let content = fetch().map_err(|error| Error::sql(path, error))?;
    Text::new(&content).map_err(|error| Error::damaged(path, error))
}

pub(crate) fn coding_details(
    conn: &Connection,
) -> rusqlite::Result<BTreeMap<CodingId, CodingDetail>> {
    let mut details = BTreeMap::new();
    add_details(&mut details, conn, (0, i64::MAX))?;
    Ok(details)
}

/// Adds what is known of the codings with ids above the first number, up to the second.
pub(crate) fn add_details(
    details: &mut BTreeMap<CodingId, CodingDetail>,
    conn: &Connection,
    (after, upto): (i64, i64),
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT coding, name, comment, created, origin FROM coding_details
         WHERE coding > ?1 AND coding <= ?2
         UNION ALL SELECT id, name, comment, created, origin FROM lost_codings
         WHERE id > ?1 AND id <= ?2",
    )?;
    let mut rows = statement.query(params![after, upto])?;
    while let Some(row) = rows.next()? {
        let origin: String = row.get(4)?;
        let detail = CodingDetail {
            name: row.get(1)?,
            comment: row.get(2)?,
            created: row.get(3)?,
            origin: Origin::from_name(&origin).unwrap_or_default(),
        };
        details.insert(CodingId(row.get(0)?), detail);
    }
    Ok(())
}

pub(crate) fn memos(conn: &Connection, snapshot: &Snapshot) -> rusqlite::Result<Vec<Memo>> {
    let mut statement = conn.prepare(
        "SELECT memos.id, name, target_kind, target, coder, created, title, body, path
         FROM memos LEFT JOIN codes ON target_kind = 'code' AND codes.id = target
         ORDER BY memos.id",
    )?;
    let mut rows = statement.query([])?;
    let mut memos = Vec::new();
    while let Some(row) = rows.next()? {
        let path: Option<String> = row.get(8)?;
        let code = path
            .and_then(|path| kwali_model::CodePath::new(&path).ok())
            .and_then(|path| snapshot.codes().id(&path));
        let target = target(&row.get::<_, String>(2)?, row.get(3)?, code);
        memos.extend(target.map(|target| memo_at(row, target)).transpose()?);
    }
    Ok(memos)
}

fn in_study_order(mut layouts: BTreeMap<u32, Layout>, snapshot: &Snapshot) -> Vec<Layout> {
    let documents = snapshot.documents().iter();
    documents.map(|document| layouts.remove(&document.id.0).unwrap_or_default()).collect()
}

fn turn_at(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Turn>> {
    let milliseconds = |at: usize| -> rusqlite::Result<Option<u64>> {
        Ok(row.get::<_, Option<i64>>(at)?.map(|number| number as u64))
    };
    let (start, end) = (milliseconds(7)?, milliseconds(8)?);
    let (speaker, words_start) = (SpeakerNumber(row.get(5)?), row.get(6)?);
    let time = start.map(|start| TimeRange { start, end });
    Ok(span_at(row, 1)?.map(|span| Turn { speaker, span, words_start, time }))
}

fn target(kind: &str, number: Option<u32>, code: Option<CodeId>) -> Option<MemoTarget> {
    Some(match kind {
        "study" => MemoTarget::Study,
        "document" => MemoTarget::Document(DocumentId(number?)),
        "participant" => MemoTarget::Participant(ParticipantId(number?)),
        "coding" => MemoTarget::Coding(CodingId(number?)),
        _ => MemoTarget::Code(code?),
    })
}

fn memo_at(row: &rusqlite::Row<'_>, target: MemoTarget) -> rusqlite::Result<Memo> {
    Ok(Memo {
        id: MemoId(row.get(0)?),
        name: row.get(1)?,
        target,
        coder: CoderId(row.get(4)?),
        created: row.get(5)?,
        title: row.get(6)?,
        text: row.get(7)?,
    })
}
