//! The files of a bundle, from a folder or from memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::Error;
use crate::bundle::FILES;

/// The contents of a bundle's files by their path in it, such as `documents/EIW-01.txt`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Files {
    /// The files that a bundle has.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// Files that look as if they should belong to it, but do not.
    pub unknown: Vec<String>,
}

impl From<BTreeMap<String, Vec<u8>>> for Files {
    fn from(contents: BTreeMap<String, Vec<u8>>) -> Files {
        let (contents, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            contents.into_iter().partition(|(path, _)| belongs(path));
        let unknown = others.into_keys().filter(|path| looks_as_if(path)).collect();
        Files { contents, unknown }
    }
}

/// Returns the files of the bundle in a folder; other files are not opened.
pub fn read_folder(folder: &Path) -> Result<Files, Error> {
    if folder.is_file() {
        return Err(Error::NotAFolder(folder.to_owned()));
    }
    let mut files = Files::default();
    for name in names(folder)? {
        files.add(folder, name)?;
    }
    let documents = folder.join("documents");
    if documents.is_dir() {
        for name in names(&documents)? {
            files.add(folder, format!("documents/{name}"))?;
        }
    }
    if files.contents.is_empty() && !documents.is_dir() {
        return Err(Error::NotABundle(folder.to_owned()));
    }
    Ok(files)
}

impl Files {
    fn add(&mut self, folder: &Path, path: String) -> Result<(), Error> {
        if belongs(&path) {
            let file = folder.join(&path);
            let bytes =
                fs::read(&file).map_err(|source| Error::Unreadable { path: file, source })?;
            self.contents.insert(path, bytes);
        } else if looks_as_if(&path) {
            self.unknown.push(path);
        }
        Ok(())
    }
}

/// The names in a folder, sorted, but for folders and what is hidden.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing(folder.to_owned()),
        _ => Error::Unreadable { path: folder.to_owned(), source },
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// True for the path of a file that a bundle has.
pub(crate) fn belongs(path: &str) -> bool {
    FILES.contains(&path) || is_document(path)
}

fn is_document(path: &str) -> bool {
    document_stem(path).is_some()
}

/// The name without folder and `.txt` of a document's file.
pub(crate) fn document_stem(path: &str) -> Option<&str> {
    let name = path.strip_prefix("documents/").filter(|name| !name.contains('/'))?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && extension.eq_ignore_ascii_case("txt")).then_some(stem)
}

/// True for a file that was perhaps meant to be read: a table, or anything among the documents.
fn looks_as_if(path: &str) -> bool {
    path.starts_with("documents/") || path.ends_with(".csv") || path.ends_with(".toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_the_files_of_the_bundle() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("documents")).unwrap();
        for path in [
            "documents/a.TXT",
            "documents/b.docx",
            "README.md",
            "coding.csv",
            ".x.csv",
            crate::LIST,
        ] {
            fs::write(folder.path().join(path), path).unwrap();
        }
        let files = read_folder(folder.path()).unwrap();
        assert_eq!(files.contents.keys().collect::<Vec<_>>(), ["documents/a.TXT"]);
        assert_eq!(files.unknown, ["coding.csv", "documents/b.docx"]);
    }

    #[test]
    fn a_folder_that_is_no_bundle_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_folder(folder.path()), Err(Error::NotABundle(_))));
        assert!(matches!(read_folder(&folder.path().join("x")), Err(Error::Missing(_))));
        let file = folder.path().join("x.csv");
        fs::write(&file, "a").unwrap();
        assert!(matches!(read_folder(&file), Err(Error::NotAFolder(_))));
    }
}
