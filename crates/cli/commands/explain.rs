//! What reading changes in a text: `kwali import --explain` and `kwali show --cleaning`.

use std::path::PathBuf;

use kwali_exhibit::{Cell, Column, ColumnKind, Language, Table};
use kwali_study::{
    CleaningStep, ExplainedFile, ImportOptions, Note, ShownEdit, Study, explain as explain_files,
};

use super::import::describe;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::output::TableOutput;

/// Tells what reading files would change in them; nothing is imported, and no study is needed.
pub(super) fn explain(
    context: &Context,
    paths: &[PathBuf],
    options: ImportOptions,
    output: &TableOutput,
) -> Result<Outcome, Failure> {
    let language = match context.open_or_missing()? {
        Ok(study) => Some(study.snapshot()?.language().clone()),
        Err(_) => None,
    };
    let shown_in = language.as_ref().map_or(Language::English, Language::of);
    let options = ImportOptions { language: options.language.clone().or(language), ..options };
    let files = explain_files(paths, &options)?;
    let (mut rows, mut notes, mut outcome) = (Vec::new(), Vec::new(), Outcome::Done);
    for file in &files {
        let path = file.path.display().to_string();
        notes.extend(file.notes.iter().map(|note| placed(&path, note)));
        match &file.documents {
            Err(report) => {
                context.notices(&report.refusals());
                outcome = Outcome::Problems;
            }
            Ok(_) => explain_documents(file, &path, (&mut rows, &mut notes)),
        }
    }
    let mut table = table(rows, shown_in)?;
    table.notes = notes;
    output.write(context, &table, shown_in)?;
    Ok(outcome)
}

fn explain_documents(
    file: &ExplainedFile,
    path: &str,
    (rows, notes): (&mut Vec<Vec<Cell>>, &mut Vec<String>),
) {
    for explained in file.documents.iter().flatten() {
        notes.push(format!("{path}: {}", describe(&explained.document)));
        notes.extend(explained.document.notes.iter().map(|note| placed(path, note)));
        rows.extend(explained.edits.iter().map(|edit| row(&explained.document.name, edit)));
    }
}

fn placed(path: &str, note: &Note) -> String {
    let line = note.line.map(|line| format!("{line}:")).unwrap_or_default();
    format!("{path}:{line} {}", note.what)
}

/// Shows what was changed in a document of the study since its file was read.
pub(super) fn show_cleaning(
    context: &Context,
    study: &Study,
    document: &str,
    output: &TableOutput,
) -> Result<Outcome, Failure> {
    let language = Language::of(study.snapshot()?.language());
    let edits = study.cleaning_of(document)?;
    let rows = edits.iter().map(|edit| row(document, edit)).collect();
    output.write(context, &table(rows, language)?, language)?;
    Ok(Outcome::Done)
}

fn table(rows: Vec<Vec<Cell>>, language: Language) -> Result<Table, Failure> {
    let title = match language {
        Language::Dutch => "Wat inlezen verandert",
        Language::English => "What reading changes",
    };
    Ok(Table::new(title, columns(), rows)?)
}

fn columns() -> Vec<Column> {
    let text = |name| Column::new(name, name, ColumnKind::Text);
    let detail = |name, kind| Column::detail(name, name, kind);
    vec![
        text("document"),
        Column::new("page", "page", ColumnKind::Count),
        Column::new("line", "line", ColumnKind::Count),
        text("step"),
        Column::wording("read", "read", ColumnKind::Text),
        Column::wording("became", "now", ColumnKind::Text),
        detail("start", ColumnKind::Count),
        detail("end", ColumnKind::Count),
        detail("was", ColumnKind::Text),
        detail("now", ColumnKind::Text),
        detail("before", ColumnKind::Text),
        detail("after", ColumnKind::Text),
        Column::new("why", "why", ColumnKind::Prose),
    ]
}

fn row(document: &str, edit: &ShownEdit) -> Vec<Cell> {
    let in_context = |words: &str| Cell::text(format!("{}{words}{}", edit.before, edit.after));
    vec![
        Cell::text(document),
        Cell::count(edit.page.map(u64::from)),
        Cell::Count(edit.line as u64),
        Cell::text(edit.step.map_or("suggestion", CleaningStep::name)),
        in_context(&edit.was),
        in_context(&edit.now),
        Cell::Count(edit.start as u64),
        Cell::Count(edit.end as u64),
        Cell::text(&edit.was),
        Cell::text(&edit.now),
        Cell::text(&edit.before),
        Cell::text(&edit.after),
        Cell::text(edit.step.map_or("not changed: a scanner may have misread it", why)),
    ]
}

/// Why a step changes what it changes.
fn why(step: CleaningStep) -> &'static str {
    match step {
        CleaningStep::LineEnds => "lines of a study end in a line feed",
        CleaningStep::ControlCharacters => "it is no letter and shows nothing",
        CleaningStep::Accents => "letter and accent are one character (NFC)",
        CleaningStep::TimeStamps => "it is a time; the turn keeps it",
        CleaningStep::Navigation => "it leads to other pages",
        CleaningStep::RunningHeads => "it stands at the edge of most pages",
        CleaningStep::Ligatures => "it is how a typesetter joins letters",
        CleaningStep::CutWords => "the word was cut at the end of a line",
        CleaningStep::WrappedLines => "the line was full, and its sentence goes on",
        CleaningStep::SoftHyphens => "it shows only at the end of a line",
        CleaningStep::Spaces => "it looks like a space, or like nothing",
        CleaningStep::FootnoteMarks => "it marks a footnote below",
        CleaningStep::RepeatedCaptions => "the subtitle before shows the same line",
    }
}
