//! The folder that the demo fills, and whether it may be filled again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kwali_study::Study;
use kwali_text::Digest;

use crate::failure::Failure;

/// The file that says that a folder is the demo's, with a digest of every file the demo wrote.
const MARK: &str = "about-this-demo.txt";

const ABOUT: &str = "This folder was made by `kwali demo`. The interviews are invented; nobody in \
them exists.\nAs long as nothing in it is changed, `kwali demo` makes it anew.\n";

/// A folder that the demo fills.
pub(crate) struct DemoFolder {
    folder: PathBuf,
    study: &'static str,
    written: Vec<(String, Digest)>,
}

impl DemoFolder {
    /// Makes sure that the folder may be filled: it is new, empty, or the demo's and unchanged.
    pub(crate) fn prepare(folder: &Path, study: &'static str) -> Result<DemoFolder, Failure> {
        let prepared = DemoFolder { folder: folder.to_owned(), study, written: Vec::new() };
        let in_folder = |error| Failure::io(folder, error);
        fs::create_dir_all(folder).map_err(in_folder)?;
        if fs::read_dir(folder).map_err(in_folder)?.next().is_none() {
            return Ok(prepared);
        }
        match prepared.first_change() {
            None => {
                // The index goes with the study it was made for.
                let _ = fs::remove_file(folder.join(study));
                Ok(prepared)
            }
            Some(changed) => {
                let message = format!("{}: {changed}", folder.display());
                Err(Failure::usage(message, "name another folder: kwali demo DIR"))
            }
        }
    }

    /// Returns a path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file of the sample.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path(name);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent, error))?;
        fs::write(&path, bytes).map_err(|error| Failure::io(&path, error))?;
        self.written.push((name.to_owned(), Digest::of(bytes)));
        Ok(())
    }

    /// Notes what was written, and the state of the study, to be known again.
    pub(crate) fn mark(&self, study: &Study) -> Result<(), Failure> {
        let mut text =
            format!("{ABOUT}\nchanges in {}: {}\n", self.study, study.snapshot()?.state().0);
        for (name, digest) in &self.written {
            text.push_str(&format!("{digest}  {name}\n"));
        }
        let path = self.path(MARK);
        fs::write(&path, text).map_err(|error| Failure::io(&path, error))
    }

    /// Says what somebody changed since the demo filled the folder, if it did.
    fn first_change(&self) -> Option<String> {
        let Ok(mark) = fs::read_to_string(self.path(MARK)) else {
            return Some("there is something in this folder already".to_owned());
        };
        for line in mark.lines() {
            if let Some((digest, name)) = line.split_once("  ")
                && let Some(digest) = Digest::from_hex(digest)
                && fs::read(self.path(name)).is_ok_and(|bytes| Digest::of(&bytes) != digest)
            {
                return Some(format!("`{name}` was changed since the demo wrote it"));
            }
        }
        let study = self.path(self.study);
        let state = || {
            let study = Study::open(&study, Duration::from_secs(1)).ok()?;
            Some(format!("changes in {}: {}", self.study, study.snapshot().ok()?.state().0))
        };
        let is_unchanged = || state().is_some_and(|state| mark.lines().any(|line| line == state));
        (study.exists() && !is_unchanged())
            .then(|| format!("`{}` was changed since the demo made it", self.study))
    }
}
