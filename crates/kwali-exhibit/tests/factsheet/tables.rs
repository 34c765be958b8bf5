//! Theme tables, matrices, tables of the sample, and what was published; counted by hand.

use super::*;

/// Two group interviews and one alone. Aaltje and Baran speak in one segment of `barrier.time`.
const STUDY: &str = "\
== N-01 site=Utrecht mode=groep
-- Aaltje role=bewoner age=50
-- Baran role=werker age=veertig sectors=zorg;wonen
Aaltje: <barrier.time>er is nooit <enabler>tijd
Baran: en</enabler> wij ook niet</barrier.time>.
== N-02 site=Gouda mode=groep
-- Carla role=werker age=30 sectors=zorg
-- Driss role=werker sectors=onbekend
Carla: <barrier.money>geen geld</barrier.money>.
Driss: <barrier.time>geen tijd</barrier.time>.
== N-03 site=Gouda mode=alleen
-- Els role=bewoner
Els: <enabler>elkaar kennen</enabler> <barrier@B>en toch</barrier@B>.";

#[track_caller]
fn check(template: &str, expected: &str) {
    let made = kwali_testkit::study(STUDY);
    let markdown = built_from(&made, template).unwrap().markdown;
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert!(rows == expected, "built:\n{markdown}\nexpected:\n{}", expected.join("\n"));
}

#[track_caller]
fn check_problem(template: &str, message: &str) {
    let error = built_from(&kwali_testkit::study(STUDY), template).unwrap_err().to_string();
    assert!(error.ends_with(message), "{error}");
}

#[test]
fn rows_are_codes_in_the_order_given() {
    check(
        "{{ theme_table(codes=[\"#barrier.time\", \"#barrier.money\"], where=\"coder:A\",
             columns=[\"id\", \"participants\", \"documents\", \"segments\"]) }}",
        "| Thema | Id | Deelnemers | Documenten | Segmenten |
         | --- | --- | ---: | ---: | ---: |
         | time | barrier.time | 3 | 2 | 2 |
         | money | barrier.money | 1 | 1 | 1 |",
    );
}

#[test]
fn subcodes_count_with_their_parent() {
    check(
        "{{ theme_table(codes=\"#barrier\", columns=[\"participants\"]) }}",
        "| Thema | Deelnemers |
         | --- | ---: |
         | barrier | 5 |
         | – time | 3 |
         | – money | 1 |",
    );
}

#[test]
fn columns_by_values_ticks_and_lists() {
    check(
        "{{ theme_table(codes=\"#barrier\", leaves=true, columns=[
             {\"show\": \"by\", \"by\": \"role\", \"heading\": \"Wie\"}, {\"show\": \"ticks\", \"by\": \"site\"},
             {\"show\": \"listed\", \"codes\": \"#barrier.money\", \"heading\": \"Kader\"}]) }}",
        "| Thema | Wie | Gouda | Utrecht | Kader |
         | --- | --- | --- | --- | --- |
         | time | werker\u{a0}2; bewoner\u{a0}1 | ✓ | ✓ |  |
         | money | werker\u{a0}1 | ✓ |  | ✓ |",
    );
}

#[test]
fn together_means_in_the_segment_or_in_the_document() {
    let table = |shared: &str| {
        format!(
            "{{{{ theme_table(codes=\"#barrier\", leaves=true, columns=[{{\"show\": \"segments\", \
             \"heading\": \"Samen\", \"together\": \"#enabler\", \"in\": \"{shared}\"}}]) }}}}"
        )
    };
    let rows = "| Thema | Samen |
         | --- | ---: |
         | time | 1 |
         | money | 0 |";
    check(&table("segment"), rows);
    check(&table("document"), rows);
    check(
        "{{ code_matrix(codes=\"#barrier\", with=\"#enabler\", in=\"document\", unit=\"documents\") }}",
        "| Code | enabler |
         | --- | ---: |
         | barrier | 2 |
         | – time | 1 |
         | – money | 0 |",
    );
    check(
        "{{ theme_table(codes=\"#enabler\", columns=[{\"show\": \"codes\", \"codes\": \"#barrier\", \
         \"in\": \"segment\", \"heading\": \"Met\"}]) }}",
        "| Thema | Met |
         | --- | --- |
         | enabler | time (1) |",
    );
}

#[test]
fn rows_of_a_query_table_have_words_of_their_own() {
    check(
        "{{ query_table(rows=[{\"label\": \"Wat hindert?\", \"query\": \"#barrier role:bewoner\", \"deel\": 2}],
             columns=[{\"show\": \"deel\", \"heading\": \"Deel\"}, \"asked\", \"participants\"]) }}",
        "| Vraag | Deel | Codes | Deelnemers |
         | --- | --- | --- | ---: |
         | Wat hindert? | 2 | barrier | 2 |",
    );
}

#[test]
fn a_sample_table_counts_documents_and_the_people_in_them() {
    check(
        "{{ sample_table(of=\"documents\", rows=\"site\", columns=\"mode\", participants=true, \
         order=[\"groep\"], labels={\"site\": \"Plaats\"}) }}",
        "| Plaats | groep | alleen | Totaal | Deelnemers |
         | --- | ---: | ---: | ---: | ---: |
         | Gouda | 1 | 1 | 2 | 3 |
         | Utrecht | 1 | 0 | 1 | 2 |
         | Totaal | 2 | 1 | 3 | 5 |",
    );
    check(
        "{{ sample_table(rows=[\"role\", \"sectors\"], where=\"role:werker\") }}",
        "| role, sectors | Deelnemers |
         | --- | ---: |
         | werker, onbekend | 1 |
         | werker, zorg | 1 |
         | werker, zorg;wonen | 1 |
         | Totaal | 3 |",
    );
}

#[test]
fn several_values_of_one_person_are_mentions_and_the_sum_says_so() {
    check(
        "{{ characteristics(variables=[{\"variable\": \"sectors\", \"label\": \"Sector\", \
         \"unknown\": \"onbekend\", \"values\": [\"zorg\"]}], where=\"role:werker\") }}",
        "| Kenmerk | Aantal | % | Onbekend | Som | Controle |
         | --- | ---: | ---: | ---: | ---: | --- |
         | Sector | 2 | 66,7% | 1 | 4 | bekend van 2 van 3; 3 vermeldingen bij 2: 1 deelnemer met meer dan één; de som is daardoor 4 en niet 3 |
         | – zorg | 2 | 66,7% |  |  |  |
         | – wonen | 1 | 33,3% |  |  |  |",
    );
    check(
        "{{ characteristics(variables=\"role\") }}",
        "| Kenmerk | Aantal | % | Onbekend | Som | Controle |
         | --- | ---: | ---: | ---: | ---: | --- |
         | role | 5 | 100,0% | 0 | 5 | telt op |
         | – bewoner | 2 | 40,0% |  |  |  |
         | – werker | 3 | 60,0% |  |  |  |",
    );
    check(
        "{{ number_summary(variables=\"age\") }}",
        "| Kenmerk | Getal | In woorden | Onbekend | Laagste | Gemiddelde | Hoogste |
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |
         | age | 2 | 1 | 2 | 30 | 40,0 | 50 |",
    );
}

#[test]
fn codes_stand_in_a_sentence() {
    let made = kwali_testkit::study(STUDY);
    let built = |template: &str| built_from(&made, template).unwrap().markdown;
    let named = |more: &str| {
        built(&format!("Vooral {{{{ codes_named(codes=\"#barrier\", leaves=true{more}) }}}}."))
    };
    assert_eq!(named(""), "Vooral time (3) en money (1).\n");
    assert_eq!(named(", at_least=2, counts=false"), "Vooral time.\n");
    assert_eq!(named(", at_least=9"), "Vooral geen.\n");
}

#[test]
fn a_register_has_roles_and_voices_and_no_names() {
    check(
        "{{ quote_register(codes=\"#barrier\", leaves=true) }}",
        "| Nr. | Paragraaf | Thema | Stem | Stemmen | Begint met |
         | --- | --- | --- | --- | ---: | --- |
         | Q01 | barrier | time | bewoner en werker | 2 | ‘er is nooit tijd en wij ook niet’ |
         | Q02 | barrier | money | werker | 1 | ‘geen geld’ |",
    );
}

#[test]
fn a_quote_without_names_is_preferred() {
    // Wobbe takes no part in the study; that he is somebody shows in the second interview.
    let made = kwali_testkit::study(
        "== a\n-- Aaltje role=bewoner\nAaltje: <x>Wobbe gaf mij toen een heel mooi boek mee</x>. <x>Hij gaf mij toen \
         een heel mooi boek mee</x>.\n== b\n-- Bep role=bewoner\nBep: Ja, Wobbe. En hij ook.",
    );
    let built = built_from(&made, "{{ quotes(\"#x\", n=1) }}").unwrap().markdown;
    assert!(built.starts_with("> ‘Hij gaf"), "{built}");
}

#[test]
fn published_values_stand_in_the_manifest_and_on_request_in_the_table() {
    let template = "{{ theme_table(id=\"t\", codes=\"#barrier\", leaves=true, columns=[\"participants\"], \
        show_published=true, published={\"barrier.time\": 3, \"barrier.money\": \"een enkeling\", \"gone\": 1}) }}\
        \n\n{{ count(\"#barrier\", id=\"n\", published=4) }}\
        \n\n{{ number_summary(variables=\"age\", id=\"a\", published={\"age\": {\"mean\": 40, \"max\": 49}}) }}";
    let made = kwali_testkit::study(STUDY);
    let built = built_from(&made, template).unwrap();
    assert!(built.markdown.contains("| time | 3 | 3 |\n| money | 1 | een enkeling |"));
    let said = "1 van 1 gepubliceerde getallen zijn gelijk";
    assert!(built.markdown.contains(said), "{}", built.markdown);
    let manifest: serde_json::Value = serde_json::from_str(&built.manifest_json).unwrap();
    let published = |exhibit: usize| manifest["exhibits"][exhibit]["published"].to_string();
    assert_eq!(
        published(0),
        "[{\"row\":\"barrier.money\",\"column\":\"participants\",\"published\":\"een enkeling\",\"computed\":1},\
         {\"row\":\"barrier.time\",\"column\":\"participants\",\"published\":3,\"computed\":3,\"agrees\":true},\
         {\"row\":\"gone\",\"column\":\"participants\",\"published\":1,\"computed\":null}]"
    );
    assert_eq!(published(1), "[{\"published\":4,\"computed\":4,\"agrees\":true}]");
    assert_eq!(
        manifest["exhibits"][2]["published"][1]["agrees"].to_string()
            + &manifest["exhibits"][2]["published"][0]["agrees"].to_string(),
        "truefalse"
    );
}

#[test]
fn a_cell_leads_to_its_segments() {
    let made = kwali_testkit::study(STUDY);
    let template = "{{ theme_table(id=\"t\", codes=\"#barrier\", where=\"coder:A\", columns=[\"participants\", \
         {\"show\": \"by\", \"by\": \"role\"}]) }}";
    let manifest = built_from(&made, template).unwrap().manifest_json;
    let codings = |row, column| traced(&made, &manifest, "t", Some((row, column))).unwrap().codings;
    assert_eq!(codings("barrier.time", "participants"), [0, 3]);
    assert_eq!(codings("barrier.time", "role:bewoner"), [0]);
    assert_eq!(codings("barrier", "segments"), [0, 2, 3]);
    let template =
        "{{ code_matrix(id=\"t\", codes=\"#barrier\", with=\"#enabler\", in=\"SHARED\") }}";
    for (shared, segments) in [("segment", vec![0]), ("document", vec![0, 5])] {
        let template = template.replace("SHARED", shared);
        let manifest = built_from(&made, &template).unwrap().manifest_json;
        let cell = traced(&made, &manifest, "t", Some(("barrier", "enabler"))).unwrap();
        assert_eq!(cell.codings, segments);
    }
}

#[test]
fn what_is_wrong_is_said() {
    check_problem("{{ theme_table(columns=[\"people\"]) }}", "unknown column `people`");
    check_problem("{{ theme_table(columns=[{\"show\": \"ticks\"}]) }}", "`by` is missing");
    check_problem(
        "{{ theme_table(columns=[{\"show\": \"segments\", \"where\": \"coder:A\"}]) }}",
        "a column with `where` or `together` needs a `heading`",
    );
    check_problem(
        "{{ theme_table(columns=[\"segments\", \"segments\"]) }}",
        "two columns are called `segments`",
    );
    check_problem("{{ code_matrix(codes=\"#barrier\") }}", "`with` is missing");
    check_problem(
        "{{ characteristics(variables=[\"role\", \"site\"]) }}",
        "`site` describes documents, and others here do not",
    );
    check_problem(
        "{{ characteristics(variables=\"role\", where=\"#barrier\") }}",
        "`where` may only say here what is known of participants",
    );
    check_problem("{{ number_summary(variables=\"role\") }}", "`role` has no numbers");
}
