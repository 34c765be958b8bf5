//! Finding the study that a command is about.

use std::path::{Path, PathBuf};

use crate::Error;

/// The ending of a study file's name.
pub const EXTENSION: &str = "kwali";

/// Returns the study file a command works on.
///
/// `named` (by `--study`, else by `KWALI_STUDY`) wins; else the one `*.kwali` file in `folder` or
/// in the nearest parent that has any. None, or more than one there, is an error.
pub fn find_study(named: Option<&Path>, folder: &Path) -> Result<PathBuf, Error> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    for folder in folder.ancestors() {
        match studies_in(folder).as_slice() {
            [] => {}
            [one] => return Ok(one.clone()),
            several => return Err(Error::SeveralStudies(several.to_vec())),
        }
    }
    Err(Error::NoStudy(folder.to_owned()))
}

fn studies_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut studies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == EXTENSION) && path.is_file())
        .collect();
    studies.sort();
    studies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_with_a_study_is_taken() {
        let top = tempfile::tempdir().unwrap();
        let inner = top.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        assert!(matches!(find_study(None, &inner), Err(Error::NoStudy(_))));
        let study = top.path().join("buurt.kwali");
        std::fs::write(&study, "").unwrap();
        assert_eq!(find_study(None, &inner).unwrap(), study);
        std::fs::write(inner.join("x.kwali"), "").unwrap();
        std::fs::write(inner.join("y.kwali"), "").unwrap();
        let Err(Error::SeveralStudies(several)) = find_study(None, &inner) else {
            panic!("two studies in one folder");
        };
        assert_eq!(several.len(), 2);
        assert_eq!(find_study(Some(&study), &inner).unwrap(), study);
    }
}
