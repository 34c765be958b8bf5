//! Making and opening a study file.

use std::cell::OnceCell;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::migrations::{self, APPLICATION_ID};
use crate::tables::{Table, tables};
use crate::{Author, Error};

/// How long a process waits for another that is writing, unless it is told otherwise.
pub const DEFAULT_WAIT: Duration = Duration::from_secs(10);

/// SQLite counts milliseconds in 32 bits.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// A step that is taken back has some statements for every table.
pub(crate) const CACHED_STATEMENTS: usize = 128;

/// An open study file.
pub struct Store {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    upgraded_from: Option<PathBuf>,
    pub(crate) home: Home,
    tables: OnceCell<Arc<[Table]>>,
}

/// Where the rows of a store are.
pub(crate) enum Home {
    /// In the study file.
    File,
    /// In a copy in memory that goes back through the journal; its tables.
    Past(Vec<Table>),
    /// In a copy in memory on which changes are tried.
    Trial,
}

/// What a new study begins with.
pub struct NewStudy<'a> {
    /// A UUID that tells this study from every other.
    pub uuid: &'a str,
    /// The study's name.
    pub name: &'a str,
    /// Its languages as codes, the main one first.
    pub languages: &'a [&'a str],
}

impl Store {
    /// Makes an empty study; a file of that name is never overwritten.
    ///
    /// The file appears whole or not at all.
    pub fn create(path: &Path, study: &NewStudy<'_>, author: &Author) -> Result<Store, Error> {
        if path.exists() {
            return Err(Error::AlreadyExists(path.to_owned()));
        }
        let draft = draft_path(path);
        let made = write_draft(&draft, study, author).and_then(|()| publish(&draft, path));
        // A draft that is in the way of nothing may stay if it cannot be removed.
        let _ = fs::remove_file(&draft);
        made.map_err(|error| relocate(error, path))?;
        Store::open(path, DEFAULT_WAIT)
    }

    /// Opens a study; what is not one, or is of a newer schema, is refused without touching it.
    ///
    /// An older schema is upgraded, after a copy of the file was made: see
    /// [`Store::upgraded_from`]. `wait` is how long to wait for another process that is writing.
    pub fn open(path: &Path, wait: Duration) -> Result<Store, Error> {
        let schema = schema_of(path)?;
        let known = migrations::newest();
        if schema > known {
            return Err(Error::NewerSchema { path: path.to_owned(), found: schema, known });
        }
        let mut conn = connect(path, wait)?;
        let upgraded_from = match schema < known {
            true => migrations::upgrade(&mut conn, path, schema, migrations::STEPS)?,
            false => None,
        };
        Ok(Store { upgraded_from, ..Store::copy(conn, path, Home::File) })
    }

    /// Returns the store of the study at `path`, or of a copy of it in memory.
    pub(crate) fn copy(conn: Connection, path: &Path, home: Home) -> Store {
        let (path, tables) = (path.to_owned(), OnceCell::new());
        Store { conn, path, upgraded_from: None, home, tables }
    }

    /// Returns the tables of the study, which are the same for as long as it is open.
    pub(crate) fn tables(&self) -> Result<Arc<[Table]>, Error> {
        if let Some(tables) = self.tables.get() {
            return Ok(Arc::clone(tables));
        }
        let tables = tables(&self.conn).map_err(|error| Error::sql(&self.path, error))?;
        Ok(Arc::clone(self.tables.get_or_init(|| tables.into())))
    }

    /// True for a copy in memory, of which the study file knows nothing.
    pub fn is_copy(&self) -> bool {
        !matches!(self.home, Home::File)
    }

    /// Returns the path of the study file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the copy that was made before the study was brought to the newest schema, if it was.
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }
}

/// Opens a connection with the settings that every connection to a study has.
pub(crate) fn connect(path: &Path, wait: Duration) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(wait.min(LONGEST_WAIT))?;
        conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        conn.pragma_update(None, "foreign_keys", true)?;
        // EXTRA also flushes the folder, so that a commit survives a power cut; see
        // docs/decisions/0002-study-file.md for why not WAL.
        conn.pragma_update(None, "synchronous", "EXTRA")?;
        Ok(conn)
    };
    open().map_err(|error| Error::sql(path, error))
}

/// Reads the schema number from the file's header, without SQLite, so that nothing is touched.
fn schema_of(path: &Path) -> Result<u32, Error> {
    let mut header = Vec::new();
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::NotAStudy(path.to_owned()));
    }
    file.take(100).read_to_end(&mut header).map_err(|error| Error::io(path, error))?;
    let number = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?))
    };
    let is_sqlite = header.starts_with(b"SQLite format 3\0");
    match (is_sqlite, number(68), number(60)) {
        (true, Some(APPLICATION_ID), Some(schema)) if schema > 0 => Ok(schema),
        _ => Err(Error::NotAStudy(path.to_owned())),
    }
}

fn draft_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".draft-{}", std::process::id()));
    PathBuf::from(name)
}

fn write_draft(draft: &Path, study: &NewStudy<'_>, author: &Author) -> Result<(), Error> {
    // SQLite would not say why it cannot make the file.
    File::create(draft).map_err(|error| Error::io(draft, error))?;
    let sql = |error| Error::sql(draft, error);
    let mut conn = Connection::open(draft).map_err(sql)?;
    migrations::run(&mut conn, 0, migrations::STEPS).map_err(sql)?;
    drop(conn);
    let mut store = Store::open(draft, DEFAULT_WAIT)?;
    let mut change = store.begin(author)?;
    change.set_study("uuid", study.uuid)?;
    change.set_study("name", study.name)?;
    change.set_study("languages", &study.languages.join(","))?;
    change.commit_beginning()
}

/// Gives the finished draft its name, unless a file of that name has come into being meanwhile.
pub(crate) fn publish(draft: &Path, path: &Path) -> Result<(), Error> {
    match fs::hard_link(draft, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::AlreadyExists(path.to_owned()))
        }
        // Some file systems know no hard links.
        Err(_) if !path.exists() => fs::rename(draft, path).map_err(|error| Error::io(path, error)),
        Err(error) => Err(Error::io(path, error)),
    }
}

/// Speaks of the study rather than of the draft.
fn relocate(error: Error, path: &Path) -> Error {
    match error {
        Error::ReadOnly(_) => Error::ReadOnly(path.to_owned()),
        Error::NotFound(_) => Error::NoFolder(path.parent().unwrap_or(path).to_owned()),
        Error::DiskFull(_) => Error::DiskFull(path.to_owned()),
        other => other,
    }
}
