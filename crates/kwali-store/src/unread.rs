//! Back-coding debt: documents that were coded before a code was there, and not read again since.

use std::collections::{BTreeMap, BTreeSet};

use kwali_model::{CodeId, CodePath, DocumentId};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::{Change, Error};

impl Change<'_> {
    /// Notes that every document in which anything is coded has still to be read for a code.
    pub(crate) fn add_unread_where_coded(&mut self, code: &CodePath) -> Result<(), Error> {
        self.run(
            "INSERT OR IGNORE INTO unread SELECT codes.id, coded.document
             FROM codes, (SELECT DISTINCT document FROM codings) coded WHERE path = ?1",
            params![code.as_str()],
        )
    }

    /// Notes that a document has still to be read for a code; both must be there.
    pub fn add_unread(&mut self, document: DocumentId, code: &CodePath) -> Result<(), Error> {
        self.run(
            "INSERT OR IGNORE INTO unread SELECT id, ?2 FROM codes WHERE path = ?1",
            params![code.as_str(), document.0],
        )
    }

    /// Notes that a document was read again for these codes; tells for how many it had not been.
    pub fn mark_read(
        &mut self,
        document: DocumentId,
        codes: &BTreeSet<&CodePath>,
    ) -> Result<usize, Error> {
        let mut cleared = Vec::new();
        for code in codes {
            let sql = "DELETE FROM unread WHERE document = ?1
                       AND code = (SELECT id FROM codes WHERE path = ?2)";
            self.run(sql, params![document.0, code.as_str()])?;
            if self.transaction.changes() > 0 {
                cleared.push(code.as_str());
            }
        }
        if !cleared.is_empty() {
            let name = self.name_in("documents", document.0)?;
            let after: Value = json!({ "codes": cleared });
            self.note("document.read", &name, None, Some(after))?;
        }
        Ok(cleared.len())
    }
}

/// Returns the documents that have still to be read, by the code they have to be read for.
pub(crate) fn unread(
    conn: &Connection,
    places: &[Option<CodeId>],
) -> rusqlite::Result<BTreeMap<CodeId, BTreeSet<DocumentId>>> {
    let mut statement = conn.prepare_cached("SELECT code, document FROM unread")?;
    let mut rows = statement.query([])?;
    let mut unread: BTreeMap<CodeId, BTreeSet<DocumentId>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let code: usize = row.get::<_, u32>(0)? as usize;
        let Some(&Some(code)) = places.get(code) else { continue };
        unread.entry(code).or_default().insert(DocumentId(row.get(1)?));
    }
    Ok(unread)
}
