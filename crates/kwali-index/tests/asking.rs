//! What is found in units and segments.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::collections::BTreeSet;

use common::{build, document, indexed, stamp};
use kwali_index::{
    DEFAULT_BUDGET, Error, Index, IndexWriter, SegmentFilter, UnitFilter, UnitHit, ValueCondition,
    Voice,
};
use kwali_model::{CodePath, CoderId, CodingId, DocumentId, ParticipantId, Scope, SpeakerNumber};
use kwali_testkit::{MarkedStudy, study};
use kwali_text::{Language, Phrase, Text};

fn phrases(typed: &[&str]) -> Vec<Phrase> {
    typed.iter().map(|typed| Phrase::parse(typed).unwrap()).collect()
}

fn words<'a>(study: &'a MarkedStudy, hits: &[UnitHit]) -> Vec<&'a str> {
    let place = |id| study.snapshot.document_place(id).unwrap();
    let text = |hit: &UnitHit| study.texts[place(hit.document)].as_str();
    hits.iter().map(|hit| &text(hit)[hit.start as usize..hit.end as usize]).collect()
}

/// The units of one Dutch document of these paragraphs that hold every phrase.
#[track_caller]
fn check(paragraphs: &str, typed: &[&str], expected: &[&str]) {
    let study = study(paragraphs);
    let (_folder, index) = indexed(&study);
    let hits = index.units(&phrases(typed), &UnitFilter::default()).unwrap();
    assert_eq!(words(&study, &hits), expected);
}

#[test]
fn words_are_found_in_every_form_with_and_without_diacritics() {
    let text = "Een cliënt.\nTwee clienten.\nDe CLIËNTEN.\nNiemand.";
    for typed in ["cliënt", "client", "Cliënten", "clienten"] {
        check(text, &[typed], &["Een cliënt.", "Twee clienten.", "De CLIËNTEN."]);
    }
    check(
        "Ik loop.\nWij lopen.\nGelopen.\nLoper.",
        &["loopt"],
        &["Ik loop.", "Wij lopen.", "Gelopen."],
    );
    check("zo’n dag\nzo'n dag", &["zo'n"], &["zo’n dag", "zo'n dag"]);
}

#[test]
fn a_phrase_stands_in_a_row_within_one_unit() {
    check(
        "Geen tijd.\nTijd? Geen tijd; nooit.\nTijd, geen.\nGeen\ntijd",
        &["geen tijd"],
        &["Geen tijd.", "Tijd? Geen tijd; nooit."],
    );
    check("ja ja\nja", &["ja ja"], &["ja ja"]);
    check("a b c a b\nb c a", &["a b", "c a"], &["a b c a b"]);
    check("geen tijd", &["geen uur"], &[]);
}

#[test]
fn a_prefix_stands_alone_or_in_a_phrase() {
    let text = "De werkdruk.\nGéén werkplek.\nGeen druk werk.\nGeen overwerk.";
    check(text, &["werk*"], &["De werkdruk.", "Géén werkplek.", "Geen druk werk."]);
    check(text, &["geen werk*"], &["Géén werkplek."]);
    check(text, &["ge* werk*"], &["Géén werkplek."]);
    check(text, &["ee*"], &[]);
    check("Cliëntenraad", &["clië*"], &["Cliëntenraad"]);
    check("'t is", &["'t*"], &["'t is"]);
}

#[test]
fn letters_may_differ_and_patterns_fit() {
    let text = "Geen tijd.\nGeen tijt.\nDe strijd.\nTijden.\nClïenten";
    check(text, &["tijd~1"], &["Geen tijd.", "Geen tijt."]);
    check(text, &["tijd~2"], &["Geen tijd.", "Geen tijt.", "De strijd.", "Tijden."]);
    check(text, &["geen tijt~1"], &["Geen tijd.", "Geen tijt."]);
    check(text, &["/(s.r|t)ij[dt]/"], &["Geen tijd.", "Geen tijt.", "De strijd."]);
    check(text, &["/geen/ /.*d/"], &["Geen tijd."]);
    check(text, &["/cliënt.*/"], &["Clïenten"]);
    check(text, &["client"], &["Clïenten"]);
}

#[test]
fn a_hyphenated_word_is_found_by_its_parts() {
    let text = "Een ex-cliënt.\nDe cliënten.\nIn ’s-Hertogenbosch.";
    check(text, &["client"], &["Een ex-cliënt.", "De cliënten."]);
    check(text, &["een clie*"], &["Een ex-cliënt."]);
    check(text, &["ex-cliënten"], &["Een ex-cliënt."]);
    check(text, &["ex"], &["Een ex-cliënt."]);
    check(text, &["hertogenbosch"], &["In ’s-Hertogenbosch."]);
}

/// The compounds in which a word is found, in a study of one word a paragraph.
#[track_caller]
fn check_compounds(study_words: &str, typed: &str, expected: &[&str]) {
    let study = study(&study_words.replace(' ', "\n"));
    let (_folder, index) = indexed(&study);
    let phrase = index.with_compounds(&phrases(&[typed])[0]).unwrap();
    let hits = index.units(&[phrase], &UnitFilter::default()).unwrap();
    assert_eq!(words(&study, &hits), expected);
}

#[test]
fn a_word_is_found_in_the_compounds_of_the_study() {
    let study = "Ervaring deskundigen Ervaringsdeskundigheid altijd ex-ervaringsdeskundige";
    check_compounds(
        study,
        "deskundige",
        &["deskundigen", "Ervaringsdeskundigheid", "ex-ervaringsdeskundige"],
    );
    check_compounds(study, "deskundige!", &["deskundigen"]);
    check_compounds(study, "tijd", &[]);
    check_compounds("Ervaringsdeskundige", "deskundige", &[]);
}

#[test]
fn compounds_do_not_depend_on_words_that_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &study("== d1\nwerk\n== d2\nwerkdruk"));
    let druk = &phrases(&["druk"])[0];
    let found = |folder: &std::path::Path| {
        let index = Index::open(folder).unwrap();
        let phrase = index.with_compounds(druk).unwrap();
        index.units(&[phrase], &UnitFilter::default()).unwrap().len()
    };
    assert_eq!(found(folder.path()), 1);
    let mut writer = IndexWriter::update(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.remove(DocumentId(1));
    writer.commit(&stamp(2)).unwrap();
    assert_eq!(found(folder.path()), 0);
}

#[test]
fn what_is_spelled_nearly_so_is_known() {
    let study = study("De cliënt. De cliënt.\nEen cliënte.\nEen patiënt.");
    let (_folder, index) = indexed(&study);
    let near = |typed| index.nearest_words(typed, 2).unwrap();
    assert_eq!(near("clïemt"), ["client", "cliente"]);
    assert_eq!(near("client"), ["cliente"]);
    assert_eq!(near("buurt"), [""; 0]);
}

#[test]
fn a_label_is_not_searched() {
    let text = "-- Anna rol=x\nAnna: Goed.\nMaar Anna niet.";
    check(text, &["anna"], &["Maar Anna niet."]);
    check(text, &[], &["Goed.", "Maar Anna niet."]);
}

const NEIGHBOURS: &str = "\
== d1 site=Utrecht\n-- Interviewer\n-- Aaltje rol=bewoner\n-- Bert rol=werker\n\
Interviewer: <vraag>Hoe is de tijd?</vraag>\n\
Aaltje: <druk.werk>Geen tijd.</druk.werk>\n\
Bert: <druk@B>Veel tijd.</druk@B>\n\
== d2 site=Ede\n-- Aaltje rol=bewoner\nZomaar tijd.\nAaltje: <druk>Tijd\nAaltje: zat</druk>.";

#[track_caller]
fn check_units(filter: UnitFilter, expected: &[&str]) {
    let study = study(NEIGHBOURS);
    let (_folder, index) = indexed(&study);
    let hits = index.units(&phrases(&["tijd"]), &filter).unwrap();
    assert_eq!(words(&study, &hits), expected);
}

fn value(scope: Scope, variable: &str, value: &str) -> Vec<ValueCondition> {
    vec![ValueCondition { scope, variable: variable.into(), values: [value.to_owned()].into() }]
}

#[test]
fn units_are_filtered_by_who_speaks_and_where() {
    let none = UnitFilter::default;
    check_units(none(), &["Hoe is de tijd?", "Geen tijd.", "Veel tijd.", "Zomaar tijd.", "Tijd"]);
    check_units(
        UnitFilter { documents: Some([DocumentId(2)].into()), ..none() },
        &["Zomaar tijd.", "Tijd"],
    );
    check_units(UnitFilter { documents: Some(BTreeSet::new()), ..none() }, &[]);
    check_units(
        UnitFilter { participants: Some([ParticipantId(1)].into()), ..none() },
        &["Geen tijd.", "Tijd"],
    );
    check_units(UnitFilter { voice: Some(Voice::Interviewer), ..none() }, &["Hoe is de tijd?"]);
    check_units(
        UnitFilter { values: value(Scope::Participant, "rol", "werker"), ..none() },
        &["Veel tijd."],
    );
    check_units(
        UnitFilter {
            values: value(Scope::Document, "site", "Utrecht"),
            voice: Some(Voice::Others),
            ..none()
        },
        &["Geen tijd.", "Veel tijd."],
    );
}

#[test]
fn a_unit_knows_its_place() {
    let study = study(NEIGHBOURS);
    let (_folder, index) = indexed(&study);
    let hits = index.units(&phrases(&["tijd"]), &UnitFilter::default()).unwrap();
    let speaker = |number| Some(SpeakerNumber(number));
    let speakers: Vec<_> = hits.iter().map(|hit| (hit.document.0, hit.speaker)).collect();
    assert_eq!(
        speakers,
        [(1, speaker(0)), (1, speaker(1)), (1, speaker(2)), (2, None), (2, speaker(0))]
    );
}

#[track_caller]
fn check_segments(typed: &[&str], filter: SegmentFilter, expected: &[u32]) {
    let study = study(NEIGHBOURS);
    let (_folder, index) = indexed(&study);
    let found = index.segments_in(&phrases(typed), &filter).unwrap();
    assert_eq!(found, expected.iter().map(|&id| CodingId(id)).collect());
}

#[test]
fn segments_are_found_by_words_codes_and_people() {
    let none = SegmentFilter::default;
    let codes = |path| Some(BTreeSet::from([CodePath::new(path).unwrap()]));
    check_segments(&["tijd"], none(), &[1, 2, 3, 4]);
    check_segments(&["tijd zat"], none(), &[]);
    check_segments(&["aaltje"], none(), &[]);
    check_segments(&["zat", "tijd"], none(), &[4]);
    check_segments(&[], SegmentFilter { codes: codes("druk"), ..none() }, &[3, 4]);
    check_segments(
        &["tijd"],
        SegmentFilter { codes_and_below: codes("druk"), ..none() },
        &[2, 3, 4],
    );
    check_segments(&["tijd"], SegmentFilter { coders: Some([CoderId(2)].into()), ..none() }, &[3]);
    check_segments(
        &["tijd"],
        SegmentFilter { values: value(Scope::Participant, "rol", "bewoner"), ..none() },
        &[2, 4],
    );
    check_segments(&[], SegmentFilter { voice: Some(Voice::Interviewer), ..none() }, &[1]);
}

/// Three people in turn say thirty things each; every twentieth thing is about a kajuit.
fn long_study() -> MarkedStudy {
    let people = ["-- Aaltje rol=bewoner", "-- Bert rol=werker", "-- Carla rol=bewoner"];
    let said = (0..90).map(|number| {
        let speaker = ["Aaltje", "Bert", "Carla"][number % 3];
        let rare = if number % 20 == 1 { " in de kajuit" } else { "" };
        format!("{speaker}: <druk>Geen tijd{rare}.</druk>\n")
    });
    study(&format!("== d1\n{}\n{}", people.join("\n"), said.collect::<String>()))
}

#[test]
fn a_rare_word_is_sought_among_all_that_people_with_a_role_say() {
    let study = long_study();
    let (_folder, index) = indexed(&study);
    let values = ["bewoner", "werker"].map(|role| value(Scope::Participant, "rol", role));
    let one_of_two = ValueCondition {
        values: ["bewoner".to_owned(), "werker".to_owned()].into(),
        ..values[0][0].clone()
    };
    // Codings 2, 22, 42, 62 and 82 have the word; who speaks goes round by three.
    let expected: [(Vec<ValueCondition>, &[u32]); 3] = [
        (values[0].clone(), &[22, 42, 82]),
        (values[1].clone(), &[2, 62]),
        (vec![one_of_two], &[2, 22, 42, 62, 82]),
    ];
    for (values, expected) in expected {
        let filter = SegmentFilter { values, ..SegmentFilter::default() };
        let found = index.segments_in(&phrases(&["kajuit"]), &filter).unwrap();
        assert_eq!(found, expected.iter().map(|&id| CodingId(id)).collect());
    }
}

/// A study of one paragraph a document, each in its language.
fn in_languages(marked: &str, languages: &[&str]) -> MarkedStudy {
    let made = study(marked);
    let documents = made.snapshot.documents().iter().zip(languages);
    let documents = documents.map(|(document, code)| {
        let language = Language::new(code).unwrap();
        kwali_model::Document { language, ..document.clone() }
    });
    let parts = kwali_model::SnapshotParts { documents: documents.collect(), ..Default::default() };
    MarkedStudy { snapshot: kwali_model::Snapshot::new(parts), ..made }
}

#[test]
fn each_language_is_searched_by_its_own_rules() {
    let study = in_languages(
        "== d1\nDe city.\n== d2\nTwo cities.\n== d3\nCities.\n== d4\nLoopt.",
        &["nl", "en", "fy", "fy"],
    );
    let (_folder, index) = indexed(&study);
    let found = |typed: &str| {
        let hits = index.units(&phrases(&[typed]), &UnitFilter::default()).unwrap();
        words(&study, &hits)
    };
    // English `cities` is no form of the Dutch `city`, and in Frisian words have no other form.
    assert_eq!(found("cities"), ["Two cities.", "Cities."]);
    assert_eq!(found("city"), ["De city.", "Two cities."]);
    assert_eq!(found("lopen"), [""; 0]);
    assert_eq!(found("cit*"), ["De city.", "Two cities.", "Cities."]);
}

#[test]
fn a_document_is_replaced_or_removed_alone() {
    let old = study("== d1\noud een\n== d2\noud twee\n== d3\noud drie");
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &old);
    let new = study("== d1\nnieuw een\n== d2\nnieuw twee\n== d3\nnieuw drie");
    let mut writer = IndexWriter::update(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.replace(&new.snapshot, document(&new, 1)).unwrap();
    writer.remove(DocumentId(3));
    let before = Index::open(folder.path()).unwrap();
    writer.commit(&stamp(2)).unwrap();
    let after = Index::open(folder.path()).unwrap();

    let count = |index: &Index, typed: &str| {
        index.units(&phrases(&[typed]), &UnitFilter::default()).unwrap().len()
    };
    assert_eq!((count(&before, "oud"), count(&before, "nieuw")), (3, 0));
    assert_eq!((count(&after, "oud"), count(&after, "nieuw")), (1, 1));
    assert_eq!((before.stamp(), after.stamp()), (&stamp(1), &stamp(2)));
}

#[test]
fn a_language_that_comes_with_an_update_is_searched() {
    let all = in_languages("== d1\nDe city.\n== d2\nTwo cities.", &["nl", "en"]);
    let folder = tempfile::tempdir().unwrap();
    let mut writer = IndexWriter::rebuild(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.add(&all.snapshot, document(&all, 0)).unwrap();
    writer.commit(&stamp(1)).unwrap();
    let mut writer = IndexWriter::update(folder.path(), DEFAULT_BUDGET).unwrap();
    writer.replace(&all.snapshot, document(&all, 1)).unwrap();
    writer.commit(&stamp(2)).unwrap();
    let index = Index::open(folder.path()).unwrap();
    let hits = index.units(&phrases(&["city"]), &UnitFilter::default()).unwrap();
    assert_eq!(words(&all, &hits), ["De city.", "Two cities."]);
}

#[test]
fn a_prefix_in_a_phrase_may_be_too_broad() {
    let many: Vec<String> = (0..10_001).map(|number| format!("w{number}")).collect();
    let study = study(&format!("{}\nniet w1", many.join(" ")));
    let (_folder, index) = indexed(&study);
    let found = |typed| index.units(&phrases(&[typed]), &UnitFilter::default());
    assert_eq!(found("w*").unwrap().len(), 2);
    assert_eq!(found("niet w1*").unwrap().len(), 1);
    let error = found("niet w*").unwrap_err();
    assert!(matches!(&error, Error::TooBroad { typed, .. } if typed == "w*"));
}

#[test]
fn an_empty_study_has_an_index_too() {
    let study = study("== leeg\n");
    let (_folder, index) = indexed(&study);
    assert_eq!(index.units(&phrases(&["tijd"]), &UnitFilter::default()).unwrap(), []);
    let folder = tempfile::tempdir().unwrap();
    IndexWriter::rebuild(folder.path(), 0).unwrap().commit(&stamp(1)).unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.units(&[], &UnitFilter::default()).unwrap(), []);
}

#[test]
fn a_word_of_a_megabyte_does_no_harm() {
    let mut made = study("x");
    made.texts = vec![Text::new(&format!("{} tijd", "é".repeat(1 << 19))).unwrap()];
    made.layouts[0].paragraphs = made.texts[0].paragraphs();
    let (_folder, index) = indexed(&made);
    for typed in ["tijd", "é*", &"é".repeat(1 << 19)] {
        assert_eq!(index.units(&phrases(&[typed]), &UnitFilter::default()).unwrap().len(), 1);
    }
}
