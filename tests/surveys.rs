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
fn tables_of_speakers_may_be_for_many_documents() {
    let folder = Folder::with_study();
    let talk = "I: Hoe gaat het?\nR1: Goed.\nI: Mooi.\nR1: Ja hoor.\n";
    for name in ["Noord/wijk 1.txt", "Noord/wijk 2.txt", "Zuid/dorp.txt"] {
        folder.write(&format!("in/{name}"), format!("{talk}R1: In {name}.\n"));
    }
    folder.ok(&["import", "in"]);
    let table = "document;group;speaker;participant;rol\nwijk*;;R1;Els;buur\n*;Zuid;R1;Cor;gast\n\
                 ;;R1;;\n*;Oost;R1;Bas;\nwijk 2;;I;;baas\n";
    folder.write("speakers.csv", table);
    let run = folder.fails_with(
        1,
        &["speakers", "import", "speakers.csv"],
        &[
            "error: speakers.csv:5: nobody called `R1` speaks in any document of group `Oost`\nhint: ",
            "error: speakers.csv:6: it is not said of which participant the values are\nhint: ",
        ],
    );
    says(&run, &["read 4 rows; 5 links are new or changed"]);
    let people = folder.table(&["list", "speakers", "--by", "participant"]);
    assert_eq!(people.column("participant"), ["Els", "Cor"]);
    assert_eq!(people.column("documents"), [2, 1]);
    assert_eq!(people.column("turns"), [6, 3]);
    assert_eq!(folder.table(&["list", "participants"]).column("rol"), ["buur", "gast"]);
    folder.fails_with(2, &["list", "codes", "--by", "participant"], &["--by is for", "hint"]);
}

#[test]
fn time_is_told_where_it_is_known() {
    let folder = Folder::with_study();
    folder.write(
        "a.csv",
        "speaker,start,end,text\nI,0:00,0:05,Hoe gaat het?\nEls,0:05,1:02:03,Goed.\n",
    );
    folder.write("b.txt", "I: Hoe gaat het?\nBas: Goed.\nI: Mooi.\nBas: Ja.\n");
    folder.ok(&["import", "a.csv", "b.txt"]);
    let speakers = folder.table(&["list", "speakers"]);
    let seconds: Vec<Option<f64>> = speakers.column("seconds").iter().map(|s| s.as_f64()).collect();
    assert_eq!(seconds, [Some(5.0), Some(3718.0), None, None]);
    assert!(speakers.explains("seconds"));
    let documents = folder.ok(&["list", "documents"]).stdout;
    assert!(documents.contains("1:02:03"), "{documents}");
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
