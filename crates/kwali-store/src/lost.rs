//! From the study file into memory: codings that corrected transcripts lost.

use kwali_model::{
    CodePath, CoderId, CodingDetail, CodingId, DocumentId, LostCoding, Origin, Snapshot, Weight,
};
use rusqlite::{Connection, params};

use crate::{Error, Store};

impl Store {
    /// Returns the lost codings, by document in study order and by where they stood.
    pub fn lost_codings(&self, snapshot: &Snapshot) -> Result<Vec<LostCoding>, Error> {
        lost_codings(&self.conn, snapshot).map_err(|error| Error::sql(&self.path, error))
    }

    /// Returns the words of a document in one of its revisions, if they are kept.
    pub fn text_of_revision(
        &self,
        document: DocumentId,
        revision: u32,
    ) -> Result<Option<String>, Error> {
        let fetch = || -> rusqlite::Result<Option<String>> {
            let sql = "SELECT content FROM texts WHERE document = ?1 AND revision = ?2";
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query(params![document.0, revision])?;
            rows.next()?.map(|row| row.get(0)).transpose()
        };
        fetch().map_err(|error| Error::sql(&self.path, error))
    }
}

pub(crate) fn lost_codings(
    conn: &Connection,
    snapshot: &Snapshot,
) -> rusqlite::Result<Vec<LostCoding>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.id, document, revision, start_char, end_char, words, path, coder, weight, l.name,
           comment, created, origin
         FROM lost_codings l JOIN codes ON codes.id = code ORDER BY start_char, end_char, l.id",
    )?;
    let mut rows = statement.query([])?;
    let mut lost = Vec::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(6)?;
        let code = CodePath::new(&path).ok().and_then(|path| snapshot.codes().id(&path));
        let Some(code) = code else { continue };
        let origin: String = row.get(12)?;
        lost.push(LostCoding {
            id: CodingId(row.get(0)?),
            document: DocumentId(row.get(1)?),
            revision: row.get(2)?,
            position: (row.get::<_, u32>(3)? as usize, row.get::<_, u32>(4)? as usize),
            words: row.get(5)?,
            code,
            coder: CoderId(row.get(7)?),
            weight: row.get::<_, Option<u8>>(8)?.and_then(Weight::new),
            detail: CodingDetail {
                name: row.get(9)?,
                comment: row.get(10)?,
                created: row.get(11)?,
                origin: Origin::from_name(&origin).unwrap_or_default(),
            },
        });
    }
    lost.sort_by_key(|coding| snapshot.document_place(coding.document));
    Ok(lost)
}

pub(crate) fn count(conn: &Connection) -> rusqlite::Result<usize> {
    conn.query_row("SELECT count(*) FROM lost_codings", [], |row| row.get::<_, i64>(0))
        .map(|count| count as usize)
}
