//! Lines of templates and manifests that mention a code.

use std::path::{Path, PathBuf};

use kwali_model::CodePath;

use crate::commands::variables::read_file;
use crate::failure::Failure;

/// Returns the templates and manifests beside a study, in the order of their names.
pub(crate) fn beside(study: &Path) -> Vec<PathBuf> {
    let folder = study.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten();
    let is_one = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["md", "json"].iter().any(|known| ending == *known))
    };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_one).collect();
    files.sort();
    files
}

/// Returns the lines of a file that mention one of the codes or one below it, with their numbers.
pub(crate) fn lines_with(file: &Path, codes: &[CodePath]) -> Result<Vec<String>, Failure> {
    let bytes = read_file(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let has = |line: &str| codes.iter().any(|code| mentions(line, code.as_str()));
    let lines = text.lines().enumerate().filter(|(_, line)| has(line));
    let told = |(place, line): (usize, &str)| {
        format!("factsheet {}:{}: {}\n", file.display(), place + 1, line.trim())
    };
    Ok(lines.map(told).collect())
}

/// True if the code stands in the line as a whole id, or as the beginning of one below it.
fn mentions(line: &str, code: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    line.match_indices(code).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + code.len()..].chars().next();
        !before.is_some_and(|c| is_part(c) || c == '.') && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: bool) {
        assert_eq!(mentions(line, "a.b"), expected, "{line}");
    }

    #[test]
    fn a_code_is_mentioned_as_a_whole_id() {
        check("{{ n('#a.b') }}", true);
        check("\"code\": \"a.b\",", true);
        check("a.b.c", true);
        check("Over a.b.", true);
        check("x.a.b a.bc ba.b a.b-c", false);
    }
}
