//! The sample studies, whose files are part of the program.

use clap::ValueEnum;
use include_dir::{Dir, include_dir};
use kwali_exhibit::{
    CrosstabOptions, Language, PairOptions, Table, cooccurrence_table, crosstab_table,
    two_variables_table,
};
use kwali_study::{CrosstabQuestion, ImportOptions, Measure, PairRequest, Study, Subcodes, Unit};

use super::demo_folder::DemoFolder;
use crate::context::Context;
use crate::failure::Failure;

/// Which sample study.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Sample {
    /// 21 interviews in six neighbourhoods, coded by two coders
    Empowerment,
    /// 29 interviews with peer workers and what is known of them, coded by one coder
    Ervaringswerk,
}

/// How many pairs of codes are shown.
const N_PAIRS: usize = 8;

/// A file of a sample: its name and its bytes.
type File = (&'static str, &'static [u8]);

/// What a sample study is made of, and what of it is shown first.
struct Files {
    name: &'static str,
    study: &'static str,
    transcripts: &'static Dir<'static>,
    codebook: &'static [u8],
    speakers: File,
    values: [File; 2],
    coders: File,
    codings: &'static [File],
    memos: File,
    template: &'static str,
    /// Pairs of variables.
    spreads: [(&'static str, &'static str); 2],
    /// Codes to be counted by a variable.
    families: (&'static [&'static str], &'static str),
    /// Codes whose co-occurrence in documents is shown.
    together: (&'static str, &'static str),
    what_next: &'static [&'static str],
}

macro_rules! file {
    ($folder:literal, $name:literal) => {
        ($name, include_bytes!(concat!("../../../corpus-sample/", $folder, "/", $name)))
    };
}

static EMPOWERMENT: Files = Files {
    name: "Empowerment in de wijk",
    study: "empowerment.kwali",
    transcripts: &include_dir!(
        "$CARGO_MANIFEST_DIR/corpus-sample/empowerment-in-de-wijk/transcripts"
    ),
    codebook: include_bytes!("../../../codebooks/eiw.toml"),
    speakers: file!("empowerment-in-de-wijk", "speakers.csv"),
    values: [
        file!("empowerment-in-de-wijk", "participants.csv"),
        file!("empowerment-in-de-wijk", "documents.csv"),
    ],
    coders: file!("empowerment-in-de-wijk", "coders.csv"),
    codings: &[
        file!("empowerment-in-de-wijk", "codings-A.csv"),
        file!("empowerment-in-de-wijk", "codings-B.csv"),
    ],
    memos: file!("empowerment-in-de-wijk", "memos.csv"),
    template: include_str!("../../../corpus-sample/empowerment-in-de-wijk/factsheet.md"),
    spreads: [
        ("document.site", "document.interview_mode"),
        ("participant.role", "participant.site"),
    ],
    families: (&["eiw.value", "eiw.barrier", "eiw.enabler"], "role"),
    together: ("eiw.barrier", "eiw.enabler"),
    what_next: &[
        "kwali search 'geen tijd'",
        "kwali retrieve '#eiw.barrier.workload role:\"sociaal werker\" coder:A'",
        "kwali crosstab --by role --code eiw.barrier --coder A --subcodes included --unit participants --chart barriers.svg",
        "kwali trace belemmeringen-naar-rol 'eiw.barrier.workload,sociaal werker'",
        "kwali show EIW-01",
    ],
};

static ERVARINGSWERK: Files = Files {
    name: "Ervaringswerk in het sociaal domein",
    study: "ervaringswerk.kwali",
    transcripts: &include_dir!("$CARGO_MANIFEST_DIR/corpus-sample/ervaringswerk/transcripts"),
    codebook: include_bytes!("../../../codebooks/ewsd.toml"),
    speakers: file!("ervaringswerk", "speakers.csv"),
    values: [file!("ervaringswerk", "participants.csv"), file!("ervaringswerk", "documents.csv")],
    coders: file!("ervaringswerk", "coders.csv"),
    codings: &[file!("ervaringswerk", "codings-A.csv")],
    memos: file!("ervaringswerk", "memos.csv"),
    template: include_str!("../../../corpus-sample/ervaringswerk/factsheet.md"),
    spreads: [
        ("participant.gender", "participant.contract"),
        ("participant.position_in_organisation", "participant.association_member"),
    ],
    families: (&["ewsd.value", "ewsd.role", "ewsd.primary"], "process"),
    together: ("ewsd.role", "ewsd.role-status"),
    what_next: &[
        "kwali search tijd",
        "kwali list variables",
        "kwali retrieve '#ewsd.influence.low'",
        "kwali crosstab --by felt_influence --code ewsd.survive --unit participants --chart survive.svg",
        "kwali show EWSD-17",
    ],
};

impl Sample {
    fn files(self) -> &'static Files {
        match self {
            Sample::Empowerment => &EMPOWERMENT,
            Sample::Ervaringswerk => &ERVARINGSWERK,
        }
    }

    /// Returns the name of the study's file.
    pub(crate) fn study(self) -> &'static str {
        self.files().study
    }

    /// Returns the template of its factsheet.
    pub(crate) fn template(self) -> &'static str {
        self.files().template
    }

    /// Returns commands to try on it.
    pub(crate) fn what_next(self) -> &'static [&'static str] {
        self.files().what_next
    }

    /// Writes the files of the sample.
    pub(crate) fn write(self, folder: &mut DemoFolder) -> Result<(), Failure> {
        let files = self.files();
        for file in files.transcripts.files() {
            let name = file.path().file_name().unwrap_or_default().to_string_lossy();
            folder.write(&format!("transcripts/{name}"), file.contents())?;
        }
        let tables = [files.speakers, files.coders, files.memos].into_iter();
        for (name, bytes) in tables.chain(files.values).chain(files.codings.iter().copied()) {
            folder.write(name, bytes)?;
        }
        folder.write("codebook.toml", files.codebook)?;
        folder.write("factsheet.md", files.template.as_bytes())
    }

    /// Makes the study of the written files.
    pub(crate) fn make(self, context: &Context, folder: &DemoFolder) -> Result<Study, Failure> {
        let files = self.files();
        let author = context.author("demo");
        let languages = [kwali_study::Language::dutch(), kwali_study::Language::english()];
        let mut study = Study::create(&folder.path(files.study), files.name, &languages, &author)?;
        let transcripts = [folder.path("transcripts")];
        let mut refused = Vec::new();
        study.import(&author, &transcripts, &ImportOptions::default(), &mut |_, report| {
            refused.extend(report.refusals());
        })?;
        context.notices(&refused);
        study.import_codebook(&author, "codebook.toml", files.codebook)?;
        let (file, bytes) = files.speakers;
        context.notices(&study.import_speakers(&author, file, bytes)?.notices);
        for (file, bytes) in files.values {
            context.notices(&study.import_variables(&author, file, bytes)?.notices);
        }
        let (file, bytes) = files.coders;
        context.notices(&study.import_coders(&author, file, bytes)?.notices);
        for &coded in files.codings {
            context.notices(&study.import_codings(&author, coded, None)?.notices);
        }
        let (file, bytes) = files.memos;
        context.notices(&study.import_memos(&author, file, bytes)?.notices);
        Ok(study)
    }

    /// Returns the tables that show what the study is about; coder A coded all of it.
    pub(crate) fn main_tables(self, study: &Study) -> Result<Vec<Table>, Failure> {
        let files = self.files();
        let snapshot = study.snapshot()?;
        let language = Language::of(snapshot.language());
        let by_a = study.counted(None, &["A".to_owned()])?;
        let mut tables = Vec::new();
        for (rows, columns) in files.spreads {
            let (ids, spread) = study.variable_crosstab(rows, columns)?;
            tables.push(two_variables_table(snapshot, ids, &spread, language)?);
        }
        let (codes, variable) = files.families;
        for code in codes {
            let rows = study.rows_to_depth(code, 1)?;
            let question = CrosstabQuestion {
                rows: Some(rows),
                by: vec![variable.to_owned()],
                subcodes: Subcodes::Included,
                unit: Unit::Participants,
                ..CrosstabQuestion::default()
            };
            let crosstab = study.crosstab(&by_a, &question)?;
            let options = CrosstabOptions::of(Measure::counts(question.unit));
            tables.push(crosstab_table(by_a.snapshot(), &crosstab, &options, language)?);
        }
        let (codes, others) = files.together;
        let pairs = PairRequest {
            codes: study.rows(&[codes.to_owned()])?,
            with: study.rows(&[others.to_owned()])?,
            hide_zero: true,
            ..PairRequest::default()
        };
        let together = study.cooccurrence(&by_a, &pairs)?;
        let sort = Some("same_document".to_owned());
        let options = PairOptions { sort, limit: Some(N_PAIRS) };
        tables.push(cooccurrence_table(by_a.snapshot(), &together, &options, language)?);
        Ok(tables)
    }
}
