//! A study in a folder of its own, and what is done to it.

#![allow(dead_code, reason = "not every test does everything")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use kwali_store::Author;
use kwali_study::{ImportOptions, Language, Notice, SearchRequest, Study, TableReport};

pub(crate) fn author() -> Author {
    Author {
        who: "A".into(),
        at: "2019-02-05T10:00:00Z".into(),
        process: "kwali test, process 7".into(),
    }
}

pub(crate) struct Bench {
    pub(crate) study: Study,
    folder: tempfile::TempDir,
}

impl Bench {
    /// A study with these transcripts.
    pub(crate) fn with(files: &[(&str, &str)]) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.kwali");
        let study = Study::create(&path, "Studie", &[Language::dutch()], &author()).unwrap();
        let mut bench = Bench { study, folder };
        bench.import(files);
        bench
    }

    /// Adds transcripts.
    pub(crate) fn import(&mut self, files: &[(&str, &str)]) {
        let write = |&(name, words): &(&str, &str)| -> PathBuf {
            let path = self.folder.path().join(name);
            fs::write(&path, words).unwrap();
            path
        };
        let paths: Vec<PathBuf> = files.iter().map(write).collect();
        let options = ImportOptions::default();
        self.study.import(&author(), &paths, &options, &mut |_, _| {}).unwrap();
    }

    /// Where a file of this name is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a copy in the place of the study.
    pub(crate) fn put_back(&mut self, copy: &[u8]) {
        let path = self.study.path().to_owned();
        fs::write(&path, copy).unwrap();
        self.study = Study::open(&path, Duration::from_secs(10)).unwrap();
    }

    pub(crate) fn n_hits(&self, word: &str) -> usize {
        let request = SearchRequest { phrases: vec![word.into()], ..SearchRequest::default() };
        let mut go_on = |_| std::ops::ControlFlow::Continue(());
        self.study.search(&request, &mut |_, _| {}).unwrap().each(&mut go_on).unwrap().hits
    }
}

/// What a table had to tell, each with its hint.
pub(crate) fn told(report: &TableReport) -> Vec<String> {
    let line = |notice: &Notice| match &notice.hint {
        Some(hint) => format!("{}; {hint}", notice.message),
        None => notice.message.clone(),
    };
    report.notices.iter().map(line).collect()
}
