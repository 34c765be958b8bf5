//! Tables of respondents, and tables of turns.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{ReadFile, ReadOptions, SurveyShape, TableOptions, read_documents};

mod support;

const SURVEY: &str = "naam;rol;leeftijd;Wat vindt u van de buurt?;Wat mist u?\n\
    Els;buur;34;Het is hier heerlijk wonen.;\n\
    Bas;buur;51;\"Druk, vooral op zaterdag.\nMaar mooi.\";Een bankje op het plein graag.\n\
    Cor;winkelier;47;;\n";

fn read(file_name: &str, bytes: &[u8], table: TableOptions) -> ReadFile {
    let options = ReadOptions { table, ..ReadOptions::default() };
    read_documents(file_name, bytes, &options).unwrap()
}

/// Every document as its name and its turns.
fn shown(file: &ReadFile) -> Vec<(Option<&str>, Vec<String>)> {
    let document = |document: &kwali_transcript::ReadDocument| {
        let transcript = &document.read.transcript;
        support::shown(&transcript.text, &transcript.layout, &transcript.speakers)
    };
    file.documents.iter().map(|read| (read.name.as_deref(), document(read))).collect()
}

#[track_caller]
fn check(file_name: &str, file: &str, table: TableOptions, expected: &[(Option<&str>, &[&str])]) {
    let read = read(file_name, file.as_bytes(), table);
    let expected: Vec<(Option<&str>, Vec<String>)> = expected
        .iter()
        .map(|(name, turns)| (*name, turns.iter().map(|turn| turn.to_string()).collect()))
        .collect();
    assert_eq!(shown(&read), expected);
}

#[track_caller]
fn check_notes(file: &str, table: TableOptions, expected: &[&str]) {
    let read = read("wijk.csv", file.as_bytes(), table);
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, expected);
}

#[track_caller]
fn check_refused(file_name: &str, file: &str, table: TableOptions, said: &str, hint: &str) {
    let options = ReadOptions { table, ..ReadOptions::default() };
    let error = read_documents(file_name, file.as_bytes(), &options).unwrap_err();
    assert!(error.to_string().contains(said), "{error}");
    assert!(error.hint().unwrap_or_default().contains(hint), "{:?}", error.hint());
}

fn answers(names: &[&str]) -> TableOptions {
    TableOptions {
        answers: names.iter().map(|name| name.to_string()).collect(),
        ..TableOptions::default()
    }
}

#[test]
fn every_respondent_is_a_document_with_the_questions_above_the_answers() {
    check(
        "wijk.csv",
        SURVEY,
        TableOptions::default(),
        &[
            (
                Some("Els"),
                &["Interviewer | Wat vindt u van de buurt?", "Els | Het is hier heerlijk wonen."],
            ),
            (
                Some("Bas"),
                &[
                    "Interviewer | Wat vindt u van de buurt?",
                    "Bas | Druk, vooral op zaterdag./Maar mooi.",
                    "Interviewer | Wat mist u?",
                    "Bas | Een bankje op het plein graag.",
                ],
            ),
        ],
    );
    let read = read("wijk.csv", SURVEY.as_bytes(), TableOptions::default());
    let bas = &read.documents[1];
    assert_eq!(bas.group.as_deref(), Some("wijk"));
    assert_eq!(bas.people[0].participant, "Bas");
    let values: Vec<_> =
        bas.people[0].values.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(values, [("rol", "buur"), ("leeftijd", "51")]);
    assert_eq!(bas.read.transcript.speakers[0], ("Interviewer".to_owned(), true));
    assert_eq!(bas.read.transcript.speakers[1], ("Bas".to_owned(), false));
}

#[test]
fn what_was_guessed_and_left_out_is_told() {
    check_notes(
        SURVEY,
        TableOptions::default(),
        &[
            "taken for open answers: `Wat vindt u van de buurt?`, `Wat mist u?`; 2 other columns \
             were taken for variables (--answers says otherwise)",
            "taken for who answers: `naam` (--respondent says otherwise)",
            "1 empty answer was left out",
            "line 5: 1 row without any open answer was left out",
        ],
    );
    let table = TableOptions { respondent: Some("Naam".into()), ..answers(&["wat v"]) };
    check_notes(SURVEY, table, &["line 5: 1 row without any open answer was left out"]);
}

#[test]
fn all_answers_may_be_turns_of_one_document() {
    let table = TableOptions { shape: SurveyShape::Turns, ..TableOptions::default() };
    check(
        "wijk.csv",
        SURVEY,
        table.clone(),
        &[(
            None,
            &[
                "Interviewer | Wat vindt u van de buurt?",
                "Els | Het is hier heerlijk wonen.",
                "Bas | Druk, vooral op zaterdag./Maar mooi.",
                "Interviewer | Wat mist u?",
                "Bas | Een bankje op het plein graag.",
            ],
        )],
    );
    let read = read("wijk.csv", SURVEY.as_bytes(), table);
    assert!(read.documents[0].read.transcript.text.as_str().contains("\nBas: Druk, vooral"));
    assert_eq!(read.documents[0].people.len(), 2);
}

#[test]
fn respondents_have_names_that_differ() {
    let file = "naam,antwoord\nEls,a\nEls,b\nInterviewer,c\n,d\n";
    let table = TableOptions { respondent: Some("naam".into()), ..answers(&["antwoord"]) };
    check(
        "wijk.csv",
        file,
        table.clone(),
        &[
            (Some("Els"), &["Questionnaire | antwoord", "Els | a"]),
            (Some("Els (2)"), &["Questionnaire | antwoord", "Els (2) | b"]),
            (Some("Interviewer"), &["Questionnaire | antwoord", "Interviewer | c"]),
            (Some("wijk 4"), &["Questionnaire | antwoord", "wijk 4 | d"]),
        ],
    );
    let said = ["the same name stands in several rows; the later ones are `Els (2)`"];
    check_notes(file, table, &said);
    check(
        "wijk.csv",
        "id,v\n7,a\n",
        answers(&["v"]),
        &[(Some("wijk 7"), &["Interviewer | v", "wijk 7 | a"])],
    );
}

#[test]
fn numbers_and_dates_are_written_for_all_programs() {
    let file = "cijfer;datum;v\n7,5;5-2-2019;a\n8;13-2-2019;b\n";
    let read = read("wijk.csv", file.as_bytes(), answers(&["v"]));
    let values: Vec<Vec<&str>> = read
        .documents
        .iter()
        .map(|document| document.people[0].values.iter().map(|(_, v)| v.as_str()).collect())
        .collect();
    assert_eq!(values, [["7.5", "2019-02-05"], ["8", "2019-02-13"]]);
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes[1], "decimal commas were made points: `cijfer`");
    assert_eq!(notes[2], "dates were written anew as year-month-day: `datum`");
}

#[test]
fn files_of_spreadsheet_programs_are_read() {
    let expected: &[(Option<&str>, &[&str])] =
        &[(Some("Els"), &["Interviewer | v", "Els | شكراً 😀 \"ja\"/= nee"])];
    let file = "naam;v\r\nEls;\"شكراً 😀 \"\"ja\"\"\r\n= nee\"\r\n";
    check("wijk.csv", file, answers(&["v"]), expected);
    check("wijk.csv", &format!("sep=;\r\n{file}"), answers(&["v"]), expected);
    check("wijk.tsv", &file.replace(';', "\t"), answers(&["v"]), expected);
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff).chain(file.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let read = read("wijk.csv", &utf_16, answers(&["v"]));
    assert_eq!(shown(&read)[0].1, expected[0].1);
}

#[test]
fn a_table_of_turns_is_a_transcript() {
    check(
        "gesprek.csv",
        "Start,End,Speaker,Text\n00:00:01,00:00:03.5,Els,Goedemorgen.\n4.5,,,\"En welkom,\nallen.\"\n0:09,,I:,Ja?\n",
        TableOptions::default(),
        &[(None, &["Els 1-3.5 | Goedemorgen.", "Els 4.5 | En welkom,/allen.", "I 9 | Ja?"])],
    );
    check(
        "gesprek.tsv",
        "start\tend\ttext\n1000\t3500\tDrinkt u thee?\n",
        TableOptions::default(),
        &[(None, &[" 1-3.5 | Drinkt u thee?"])],
    );
}

#[test]
fn tables_for_other_commands_are_refused_with_their_command() {
    let none = TableOptions::default;
    check_refused(
        "a.csv",
        "document,date\nGesprek,2019\n",
        none(),
        "table of variables",
        "kwali variables import",
    );
    check_refused(
        "a.csv",
        "participant,rol\nEls,buur\n",
        none(),
        "no column looks",
        "kwali variables import",
    );
    check_refused(
        "a.csv",
        "document,speaker,participant\na,b,c\n",
        none(),
        "table of speakers",
        "kwali speakers import",
    );
    check_refused(
        "a.csv",
        "document,start,end,code,coder\na,1,2,c,d\n",
        none(),
        "codings",
        "kwali coding import",
    );
    check_refused("a.csv", "id,label_nl\na,b\n", none(), "codebook", "kwali codebook import");
}

#[test]
fn what_is_no_survey_is_refused_with_its_line() {
    let none = TableOptions::default;
    check_refused("a.csv", "naam,v\n", none(), "nothing below the header in line 1", "answers");
    check_refused(
        "a.csv",
        "1,Els,ja\n2,Bas,nee\n",
        none(),
        "line 1 has a value in column 1",
        "above",
    );
    check_refused("a.csv", "naam,v\n\"Els,ja\n", none(), "quotation mark opens in line 2", "twice");
    check_refused("a.csv", SURVEY, answers(&["Wat is u"]), "no column `Wat is u`", "`Wat mist u?`");
    check_refused(
        "a.csv",
        SURVEY,
        answers(&["Hoe?"]),
        "no column `Hoe?`",
        "there are `naam`, `rol`",
    );
    check_refused(
        "a.csv",
        "naam,v\nEls,\n",
        answers(&["v"]),
        "no answer in the columns",
        "--answers",
    );
}
