//! A folder for each test, the program run in it, and its tables read back.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_kwali");

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that is gone when the test is done.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder(tempfile::Builder::new().prefix("kwali-test-").tempdir().unwrap())
    }

    /// A folder with an empty study, `study.kwali`.
    pub(crate) fn with_study() -> Folder {
        let folder = Folder::new();
        folder.ok(&["new", "study"]);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders it is in.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The names of what is in the folder, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }

    /// The program with arguments, in this folder, free of what the environment says.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args);
        self.settle(&mut command);
        command
    }

    /// The same, kept to one processor.
    pub(crate) fn on_one_cpu(&self, args: &[&str]) -> Command {
        let mut command = Command::new("taskset");
        command.args(["-c", "0", PROGRAM]).args(args);
        self.settle(&mut command);
        command
    }

    /// A line for the shell, in which `$KWALI` is the program.
    pub(crate) fn shell(&self, line: &str) -> Run {
        let mut command = Command::new("sh");
        command.args(["-c", line]).env("KWALI", PROGRAM).env("HOME", self.0.path());
        self.settle(&mut command);
        Run::of(line.to_owned(), command)
    }

    fn settle(&self, command: &mut Command) {
        command.current_dir(self.0.path()).stdin(Stdio::null()).env("NO_COLOR", "1");
        for name in ["KWALI_STUDY", "KWALI_CODER", "COLUMNS", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
    }

    /// Runs `kwali`.
    pub(crate) fn kwali(&self, args: &[&str]) -> Run {
        Run::of(args.join(" "), self.command(args))
    }

    /// Runs `kwali`, which must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> Run {
        let run = self.kwali(args);
        assert_eq!(run.status, 0, "{run:#?}");
        run
    }

    /// Runs `kwali`, which must end with this status and say all of this on standard error.
    #[track_caller]
    pub(crate) fn fails_with(&self, status: i32, args: &[&str], said: &[&str]) -> Run {
        let run = self.kwali(args);
        assert_eq!(run.status, status, "{run:#?}");
        for words in said {
            assert!(run.stderr.contains(words), "not said: {words}\n{run:#?}");
        }
        run
    }

    /// Runs `kwali` with `--format json` and returns the table.
    #[track_caller]
    pub(crate) fn table(&self, args: &[&str]) -> JsonTable {
        let run = self.ok(&[args, &["--format", "json"]].concat());
        JsonTable(serde_json::from_str(&run.stdout).unwrap())
    }
}

/// The bytes of a zip archive of these parts, as the files of word processors are.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    /// The arguments, to be seen where a test fails.
    #[expect(dead_code, reason = "seen where a test fails")]
    args: String,
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    fn of(args: String, mut command: Command) -> Run {
        Run::from_output(args, command.output().unwrap())
    }

    fn from_output(args: String, output: Output) -> Run {
        Run {
            args,
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A table in the one JSON shape.
pub(crate) struct JsonTable(pub(crate) Value);

impl JsonTable {
    pub(crate) fn columns(&self) -> Vec<&str> {
        let columns = self.0["columns"].as_array().unwrap();
        columns.iter().map(|column| column["name"].as_str().unwrap()).collect()
    }

    pub(crate) fn rows(&self) -> &[Value] {
        self.0["rows"].as_array().unwrap()
    }

    /// The cells of a column, from the first row to the last.
    #[track_caller]
    pub(crate) fn column(&self, name: &str) -> Vec<&Value> {
        (0..self.rows().len()).map(|row| self.cell(row, name)).collect()
    }

    #[track_caller]
    pub(crate) fn cell(&self, row: usize, column: &str) -> &Value {
        &self.rows()[row][self.place(column)]
    }

    /// The row under the table with this name, if there is one.
    pub(crate) fn base(&self, name: &str, column: &str) -> Option<&Value> {
        let bases = self.0["bases"].as_array()?;
        let base = bases.iter().find(|base| base[0] == name)?;
        Some(&base[self.place(column)])
    }

    /// True where a note gives the reason for an undefined number of the column.
    pub(crate) fn explains(&self, column: &str) -> bool {
        let notes = self.0["notes"].as_array().unwrap();
        notes.iter().any(|note| note.as_str().unwrap().starts_with(&format!("{column} is ")))
    }

    #[track_caller]
    fn place(&self, column: &str) -> usize {
        let found = self.columns().iter().position(|known| *known == column);
        found.unwrap_or_else(|| panic!("no column {column} among {:?}", self.columns()))
    }
}
