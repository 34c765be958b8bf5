//! Writing a bundle into a folder, beside what others put there.
//!
//! A list in the folder says what was written last, with a digest of each file. So the next bundle
//! replaces exactly that: what is not on the list is somebody else's, and what is no longer as the
//! list says was edited by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use kwali_text::Digest;

use crate::Error;
use crate::folder::belongs;

/// The list of the files that were written, as `sha256sum` writes and checks it.
pub const LIST: &str = "kwali-bundle.sha256";

/// What a file is written to before it gets its name; may be left behind by a kill.
const DRAFT: &str = ".kwali-bundle.draft";

/// The paths that are ours and what may be in them; while a bundle is being written, a path has two
/// digests: of the old and of the new file.
type Listed = BTreeSet<(String, Digest)>;

/// Writes the files of a bundle into a folder that is new, empty, or holds an older bundle.
///
/// Files of the older bundle that are not among the new ones are removed; files that others put
/// into the folder are left alone. Nothing is written where a file was edited since. A kill leaves a
/// folder that the next call completes.
pub fn write_folder(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let old = listed_in(folder)?;
    let new: Listed = files.iter().map(|(path, bytes)| (path.clone(), Digest::of(bytes))).collect();
    let either: Listed = old.union(&new).cloned().collect();
    refuse_edited(folder, &old, &new)?;
    let writing = Writing { folder };
    writing.make_folder(folder)?;
    writing.write(LIST, &list(&either))?;
    writing.make_folder(&folder.join("documents"))?;
    for (path, bytes) in files {
        writing.write(path, bytes)?;
    }
    for (path, _) in old.iter().filter(|(path, _)| !files.contains_key(path)) {
        writing.remove(path)?;
    }
    writing.write(LIST, &list(&new))
}

/// Returns what was written into a folder; nothing where it is new or empty.
fn listed_in(folder: &Path) -> Result<Listed, Error> {
    let file = folder.join(LIST);
    match fs::read_to_string(&file) {
        Ok(text) => text
            .lines()
            .map(|line| {
                let (digest, path) = line.split_once("  ")?;
                // A list that names what no bundle has was not written by us.
                let is_ours = belongs(path) && !path.contains('\\');
                is_ours.then_some((path.to_owned(), Digest::from_hex(digest)?))
            })
            .collect::<Option<Listed>>()
            .ok_or(Error::BadList(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match is_free(folder) {
            Ok(true) => Ok(Listed::new()),
            Ok(false) => Err(Error::NotEmpty(folder.to_owned())),
            Err(source) => Err(Error::Unwritable { path: folder.to_owned(), source }),
        },
        Err(source) => Err(Error::Unreadable { path: file, source }),
    }
}

fn is_free(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        entries => entries?,
    };
    for entry in entries {
        if entry?.file_name() != DRAFT {
            return Ok(false);
        }
    }
    Ok(true)
}

fn list(files: &Listed) -> Vec<u8> {
    let line = |(path, digest): &(String, Digest)| format!("{digest}  {path}\n");
    files.iter().map(line).collect::<String>().into_bytes()
}

/// Refuses to write over, or to remove, what is neither as it was written nor as it will be.
fn refuse_edited(folder: &Path, old: &Listed, new: &Listed) -> Result<(), Error> {
    let mut edited = Vec::new();
    let paths: BTreeSet<&str> = old.union(new).map(|(path, _)| path.as_str()).collect();
    for path in paths {
        let file = folder.join(path);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if is_absent(&error) => continue,
            Err(source) => return Err(Error::Unreadable { path: file, source }),
        };
        let found = (path.to_owned(), Digest::of(&bytes));
        if !old.contains(&found) && !new.contains(&found) {
            edited.push(found.0);
        }
    }
    match edited.is_empty() {
        true => Ok(()),
        false => Err(Error::Edited { folder: folder.to_owned(), files: edited }),
    }
}

fn is_absent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

struct Writing<'a> {
    folder: &'a Path,
}

impl Writing<'_> {
    fn make_folder(&self, folder: &Path) -> Result<(), Error> {
        let unwritable = |source| Error::Unwritable { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(unwritable)
    }

    /// Puts a file in its place whole; one that is there with these bytes is left as it is.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let file = self.folder.join(path);
        if fs::read(&file).is_ok_and(|present| present == bytes) {
            return Ok(());
        }
        let draft = self.folder.join(DRAFT);
        let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, &file));
        written.map_err(|source| {
            // A draft that cannot be removed is in the way of nothing.
            let _ = fs::remove_file(&draft);
            Error::Unwritable { path: file, source }
        })
    }

    fn remove(&self, path: &str) -> Result<(), Error> {
        let file = self.folder.join(path);
        match fs::remove_file(&file) {
            Err(error) if !is_absent(&error) => {
                Err(Error::Unwritable { path: file, source: error })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench(tempfile::TempDir);

    impl Bench {
        /// A folder into which these files were written as a bundle.
        fn with(files: &[(&str, &str)]) -> Bench {
            let bench = Bench(tempfile::tempdir().unwrap());
            bench.write(files).unwrap();
            bench
        }

        fn write(&self, files: &[(&str, &str)]) -> Result<(), Error> {
            let file = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
            write_folder(self.0.path(), &files.iter().map(file).collect())
        }

        fn put(&self, path: &str, text: &str) {
            fs::write(self.0.path().join(path), text).unwrap();
        }

        /// What is in the folder but for the list, as `path=text`.
        #[track_caller]
        fn check(&self, expected: &[&str]) {
            let mut found = Vec::new();
            for folder in ["", "documents/"] {
                for entry in fs::read_dir(self.0.path().join(folder)).unwrap() {
                    let name = entry.unwrap().file_name().into_string().unwrap();
                    let path = format!("{folder}{name}");
                    if path != "documents" && path != LIST {
                        let text = fs::read_to_string(self.0.path().join(&path)).unwrap();
                        found.push(format!("{path}={text}"));
                    }
                }
            }
            found.sort();
            assert_eq!(found, expected);
        }
    }

    const OLD: [(&str, &str); 3] =
        [("codebook.csv", "c"), ("documents/a.txt", "A"), ("memos.csv", "m")];
    const NEW: [(&str, &str); 2] = [("codebook.toml", "t"), ("documents/a.txt", "B")];

    #[test]
    fn what_was_written_is_replaced_and_what_others_put_there_stays() {
        let bench = Bench::with(&OLD);
        bench.put("documents/nieuw.txt", "N");
        bench.put("README.md", "R");
        bench.write(&NEW).unwrap();
        let others =
            ["README.md=R", "codebook.toml=t", "documents/a.txt=B", "documents/nieuw.txt=N"];
        bench.check(&others);
        let list = fs::read_to_string(bench.0.path().join(LIST)).unwrap();
        let line = |path, text: &str| format!("{}  {path}\n", Digest::of(text.as_bytes()));
        assert_eq!(list, line("codebook.toml", "t") + &line("documents/a.txt", "B"));
    }

    #[test]
    fn what_was_edited_is_named_before_anything_is_written() {
        let bench = Bench::with(&OLD);
        bench.put("memos.csv", "mine");
        bench.put("codebook.toml", "mine");
        let error = bench.write(&NEW).unwrap_err();
        assert!(error.to_string().ends_with(": codebook.toml, memos.csv"), "{error}");
        bench.check(&[
            "codebook.csv=c",
            "codebook.toml=mine",
            "documents/a.txt=A",
            "memos.csv=mine",
        ]);
    }

    #[test]
    fn an_edit_that_the_study_has_too_is_in_nobodys_way() {
        let bench = Bench::with(&OLD);
        bench.put("documents/a.txt", "B");
        fs::remove_file(bench.0.path().join("memos.csv")).unwrap();
        bench.write(&NEW).unwrap();
        bench.check(&["codebook.toml=t", "documents/a.txt=B"]);
    }

    #[test]
    fn what_a_kill_left_half_done_is_completed() {
        let bench = Bench::with(&OLD);
        let digests = [OLD.as_slice(), &NEW]
            .concat()
            .into_iter()
            .map(|(p, t)| (p.into(), Digest::of(t.as_bytes())));
        bench.put(LIST, &String::from_utf8(list(&digests.collect())).unwrap());
        bench.put("documents/a.txt", "B");
        bench.put(DRAFT, "hal");
        bench.write(&NEW).unwrap();
        bench.check(&["codebook.toml=t", "documents/a.txt=B"]);

        let killed_at_once = Bench(tempfile::tempdir().unwrap());
        killed_at_once.put(DRAFT, "");
        killed_at_once.write(&NEW).unwrap();
        killed_at_once.check(&["codebook.toml=t", "documents/a.txt=B"]);
    }

    #[test]
    fn the_folder_of_somebody_else_is_refused() {
        let bench = Bench(tempfile::tempdir().unwrap());
        bench.put("study.toml", "name = \"x\"");
        assert!(matches!(bench.write(&NEW), Err(Error::NotEmpty(_))));
        bench.put(LIST, &format!("{}  ../elsewhere.txt\n", Digest::of(b"x")));
        assert!(matches!(bench.write(&NEW), Err(Error::BadList(_))));
        assert_eq!(fs::read_dir(bench.0.path()).unwrap().count(), 2);
    }
}
