//! What is in the study.

use std::collections::BTreeMap;

use kwali_analysis::Speaking;
use kwali_exhibit::{
    DocumentFacts, DocumentList, Error, coders_table, codes_table, documents_table, memos_table,
    participants_table, speakers_table, speaking_participants_table, variables_table,
};
use kwali_model::{CoderId, CodingDetail, CodingId, DocumentId, Memo, MemoId, MemoTarget};

use super::*;

#[track_caller]
fn check_csv(table: Result<Table, Error>, expected: &str) {
    check(&table.unwrap(), Format::Csv, Language::English, expected);
}

#[track_caller]
fn check_plain(table: Result<Table, Error>, expected: &str) {
    check(&table.unwrap(), Format::Plain, Language::Dutch, expected);
}

fn documents_of(
    made: &MarkedStudy,
    durations: &BTreeMap<DocumentId, u64>,
    about: DocumentFacts,
) -> Result<Table, Error> {
    let created = Some("2024-05-06T07:08:09Z".to_owned());
    let detail = CodingDetail { created, ..CodingDetail::default() };
    let details = BTreeMap::from([(CodingId(2), detail)]);
    let (snapshot, language) = (&made.snapshot, Language::Dutch);
    let list =
        DocumentList { snapshot, durations, details: &details, wanted: None, about, language };
    documents_table(&list)
}

#[test]
fn documents_and_how_far_their_coding_is() {
    // `Geen tijd` and `Altijd druk` are 20 of 84 characters; `Er is geen geld` and `niets` 20 of 41.
    check_plain(
        documents_of(&sample(), &BTreeMap::new(), DocumentFacts::Coding),
        "\
Documenten

Document  Coderingen  Achterstand  Gelezen  Codeurs  Gecodeerd  Laatste codeur  Laatst gecodeerd
────────────────────────────────────────────────────────────────────────────────────────────────────
EIW-01             4            0  ja       A, B         23,8%  B               2024-05-06T07:08:09Z
EIW-02             3            0  ja       A            48,8%  A               –
",
    );
}

#[test]
fn documents_in_brief() {
    check_plain(
        documents_of(&sample(), &BTreeMap::new(), DocumentFacts::Overview),
        "\
Documenten

Document  Woorden  Sprekers  Coderingen  Achterstand  Gelezen  Gecodeerd  Laatste codeur
────────────────────────────────────────────────────────────────────────────────────────
EIW-01         15         3           4            0  ja           23,8%  B
EIW-02          9         1           3            0  ja           48,8%  A
",
    );
}

#[test]
fn documents() {
    let made = sample();
    let table = documents_of(&made, &BTreeMap::new(), DocumentFacts::Contents);
    check_plain(
        table,
        "\
Documenten

Document  Taal  Woorden  Alinea’s  Sprekers  Deelnemers  Coderingen  Bronbestand
────────────────────────────────────────────────────────────────────────────────
EIW-01    nl         15         3         3           2           4  –
EIW-02    nl          9         2         1           1           3  –
",
    );
    let table = documents_of(&made, &BTreeMap::new(), DocumentFacts::Contents).unwrap();
    let last = table.rows()[1].last().unwrap();
    assert_eq!(*last, kwali_exhibit::Cell::text("Gouda"), "variables are there for machines");
}

#[test]
fn people() {
    let made = sample();
    check_csv(
        participants_table(&made.snapshot, Language::English),
        "participant,role,documents\nAaltje,bewoner,1\nBaran,bewoner,1\nCarla,sociaal_werker,1\n",
    );
    check_csv(
        speakers_table(&made.snapshot, &speaking(), Language::English),
        "document,speaker,interviewer,participant,turns,words,seconds\n\
         EIW-01,Interviewer,true,,1,4,\nEIW-01,Aaltje,false,Aaltje,2,5,62.5\n\
         EIW-01,Baran,false,Baran,1,6,\nEIW-02,Carla,false,Carla,2,7,1\n",
    );
    check_csv(
        speaking_participants_table(&made.snapshot, &speaking(), Language::English),
        "participant,documents,turns,words,seconds\nAaltje,1,2,5,62.5\nBaran,1,1,6,\n\
         Carla,1,2,7,1\n",
    );
}

/// What the four speakers of the sample could have said: all but two without times.
fn speaking() -> Vec<Vec<Speaking>> {
    let own =
        |turns, words, milliseconds, untimed| Speaking { turns, words, milliseconds, untimed };
    vec![vec![own(1, 4, 0, 1), own(2, 5, 62_500, 0), own(1, 6, 0, 1)], vec![own(2, 7, 1000, 1)]]
}

#[test]
fn time_is_for_people_and_for_machines() {
    let made = sample();
    let speakers = speakers_table(&made.snapshot, &speaking(), Language::Dutch).unwrap();
    let mut plain = Vec::new();
    let style = Style { width: None, language: Language::Dutch };
    speakers.write(Format::Plain, style, &mut plain).unwrap();
    let plain = String::from_utf8(plain).unwrap();
    assert!(plain.contains("0:01:03") && !plain.contains("62"), "{plain}");
    assert_eq!(speakers.notes.len(), 2);
    let durations = BTreeMap::from([(made.snapshot.documents()[1].id, 3_723_000)]);
    let table = documents_of(&made, &durations, DocumentFacts::Contents).unwrap();
    let row: Vec<String> = table.rows()[1][3..6].iter().map(|cell| format!("{cell:?}")).collect();
    assert_eq!(row, ["Count(9)", "Text(\"1:02:03\")", "Number(3723.0)"]);
}

#[test]
fn variables() {
    check_plain(
        variables_table(&sample().snapshot, Language::Dutch),
        "\
Variabelen

Variabele  Van          Soort  Bekend  Onbekend  Verschillende waarden  Waarden
───────────────────────────────────────────────────────────────────────────────────────────────
role       participant  text        3         0                      2  bewoner, sociaal_werker
site       document     text        2         0                      2  Gouda, Utrecht
",
    );
}

#[test]
fn codes_as_a_tree() {
    check_plain(
        codes_table(&sample().snapshot, Language::Dutch),
        "\
Codesysteem
Eenheid: segmenten

Code              Omschrijving  Soort  Segmenten
────────────────────────────────────────────────
barrier           barrier       theme          1
barrier.workload  \u{a0}\u{a0}workload    theme          2
time              time          theme          2
barrier.money     \u{a0}\u{a0}money       theme          1
unused            unused        theme          1
",
    );
}

#[test]
fn coders_and_memos() {
    let made = sample();
    check_csv(
        coders_table(&made.snapshot, Language::English),
        "coder,name,codings,documents,codes\nA,,6,2,5\nB,,1,1,1\n",
    );
    let memo = Memo {
        id: MemoId(7),
        name: None,
        target: MemoTarget::Code(CodeId(1)),
        coder: CoderId(2),
        created: None,
        title: "Vraag".into(),
        text: "Ook bij ziekte?".into(),
    };
    let on_coding = |id| Memo { target: MemoTarget::Coding(CodingId(id)), ..memo.clone() };
    let detail = CodingDetail { name: Some("B.12".into()), ..CodingDetail::default() };
    check_csv(
        memos_table(
            &made.snapshot,
            &BTreeMap::from([(CodingId(3), detail)]),
            &[memo.clone(), on_coding(3), on_coding(4)],
            Language::English,
        ),
        "id,attached_to,coder,created,title,text\n\
         7,code:barrier.workload,B,,Vraag,Ook bij ziekte?\n\
         7,coding:B.12,B,,Vraag,Ook bij ziekte?\n\
         7,coding:4,B,,Vraag,Ook bij ziekte?\n",
    );
}
