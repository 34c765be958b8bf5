//! Surveys, as a user imports them.

use crate::support::{Folder, Run};

const SURVEY: &str = "naam;rol;leeftijd;Wat vindt u van de buurt?;Wat mist u?\n\
    Els;buur;34;Het is hier heerlijk wonen.;\n\
    Bas;buur;51;Druk in de buurt, vooral op zaterdag.;Een bankje op het plein graag.\n\
    Cor;winkelier;47;;\n";

fn folder(survey: &str) -> Folder {
    let folder = Folder::with_study();
    folder.write("wijk.csv", survey);
    folder
}

#[track_caller]
fn says(run: &Run, words: &[&str]) {
    for words in words {
        assert!(run.stderr.contains(words), "not said: {words}\n{run:#?}");
    }
}

#[test]
fn a_survey_gives_documents_participants_and_variables() {
    let folder = folder(SURVEY);
    let run = folder.ok(&["import", "wijk.csv"]);
    says(
        &run,
        &[
            "wijk.csv: taken for open answers: `Wat vindt u van de buurt?`, `Wat mist u?`",
            "wijk.csv:4: 1 row without any open answer was left out",
            "wijk.csv: 2 documents",
            "Bas: csv, UTF-8, 22 words, 4 paragraphs, speakers Interviewer (2, asks), Bas (2)",
        ],
    );
    let people = folder.table(&["list", "participants"]);
    assert_eq!(people.column("participant"), ["Els", "Bas"]);
    assert_eq!(people.column("leeftijd"), ["34", "51"]);
    let variables = folder.table(&["list", "variables"]);
    assert_eq!(variables.column("kind"), ["text", "number"]);
    assert_eq!(folder.table(&["list", "documents"]).column("group"), ["wijk", "wijk"]);
    let again = folder.ok(&["import", "wijk.csv"]);
    says(&again, &["is in the study already, as `Els` and 1 more"]);
    folder.ok(&["doctor"]);
}

#[test]
fn questions_are_not_words_of_participants() {
    for shape in ["documents", "turns"] {
        let folder = folder(SURVEY);
        folder.ok(&["import", "wijk.csv", "--as", shape]);
        let hits = folder.table(&["search", "buurt", "--whose", "participants"]);
        assert_eq!(hits.column("speaker"), ["Bas"], "{shape}");
        let asked = folder.table(&["search", "buurt", "--whose", "interviewer"]);
        assert_eq!(
            asked.column("speaker").iter().filter(|who| **who == "Interviewer").count(),
            asked.rows().len()
        );
    }
}

#[test]
fn a_survey_that_has_grown_is_completed() {
    let folder = folder(SURVEY);
    folder.ok(&["import", "wijk.csv"]);
    folder.write("wijk.csv", SURVEY.replace("47;;", "48;Prima buurt, al jaren lang.;"));
    let run = folder.ok(&["import", "wijk.csv"]);
    says(&run, &["wijk.csv: 1 documents, 11 words; 2 already there"]);
    let people = folder.table(&["list", "participants"]);
    assert_eq!(people.column("leeftijd"), ["34", "51", "48"]);
}

#[test]
fn a_bundle_keeps_a_survey() {
    let folder = folder(SURVEY);
    folder.ok(&["import", "wijk.csv", "--as", "turns"]);
    folder.ok(&["export", "--bundle", "out"]);
    folder.ok(&["import", "--bundle", "out", "--study", "copy.kwali"]);
    let speakers = |study: &str| folder.table(&["list", "speakers", "--study", study]).0;
    assert_eq!(speakers("study.kwali"), speakers("copy.kwali"));
}

#[test]
fn names_that_no_variable_can_have_are_told() {
    let folder = folder("naam,code,antwoord\nEls,x,Het is hier heerlijk wonen.\n");
    let run = folder.fails_with(1, &["import", "wijk.csv"], &["no variable can be called `code`"]);
    says(&run, &["imported 1 documents"]);
}

#[test]
fn wrong_uses_are_told_with_a_hint() {
    let folder = folder(SURVEY);
    let table = "participant,rol\nEls,buur\n";
    folder.write("variables.csv", table);
    let refused = |args: &[&str], said: &str, hint: &str| {
        let run = folder.fails_with(1, args, &[said, hint]);
        assert!(run.stderr.contains("\nhint: "), "{run:#?}");
    };
    refused(
        &["import", "variables.csv"],
        "no column looks like open answers",
        "`kwali variables import`",
    );
    refused(
        &["import", "wijk.csv", "--answers", "Wat"],
        "no column `Wat`, or more than one",
        "hint",
    );
    refused(&["import", "wijk.csv", "--respondent", "nam en"], "no column `nam en`", "hint");
    folder.write("gesprek.txt", "Een verslag.");
    let run = folder.ok(&["import", "gesprek.txt", "--as", "turns"]);
    says(&run, &["warning: --as is for tables (.csv, .tsv, .xlsx, .ods), and there was none"]);
    folder.fails_with(2, &["import", "wijk.csv", "--as", "cases"], &["possible values"]);
}
