//! Functions that show how codes go together, and lists of segments; counted by hand.

use super::*;

/// Three interviews with four people; `time` and `trust` overlap in N-01 and stand in one turn in N-02.
const STUDY: &str = "\
== N-01 site=Utrecht year=2023
-- Interviewer
-- Aaltje role=bewoner
-- Baran role=werker
Interviewer: Hoe gaat het?
Aaltje: <time>Er is nooit <trust>tijd voor elkaar</trust></time>. Dat zei Baran ook.
Baran: <time>Ook hier niet</time>.
== N-02 site=Gouda year=2021
-- Carla role=werker
Carla: <trust>Wij vertrouwen elkaar</trust>. Maar <time>de tijd is op</time>.
== N-03 site=Gouda year=2022
-- Driss role=bewoner
Driss: <money>Er is geen geld, zei Carla</money>.";

#[track_caller]
fn check(template: &str, expected: &str) {
    let markdown = markdown(template);
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert!(rows == expected, "built:\n{markdown}\nexpected:\n{}", expected.join("\n"));
}

fn markdown(template: &str) -> String {
    built_from(&kwali_testkit::study(STUDY), template).unwrap().markdown
}

#[track_caller]
fn check_problem(template: &str, message: &str) {
    let error = built_from(&kwali_testkit::study(STUDY), template).unwrap_err().to_string();
    assert!(error.ends_with(message), "{error}");
}

#[test]
fn segments_have_a_role_and_no_name() {
    let template = "{{ segments(codes=\"#time or #money\") }}";
    check(
        template,
        "| Document | Alinea | Stem | Thema | Wat er is gezegd |
         | --- | --- | --- | --- | --- |
         | N-01 | 2 | bewoner | time | ‘Er is nooit tijd voor elkaar’ |
         | N-01 | 3 | werker | time | ‘Ook hier niet’ |
         | N-02 | 1 | werker | time | ‘de tijd is op’ |",
    );
    assert!(markdown(template).contains("1 weggelaten, omdat er iemand in wordt genoemd"));
}

#[test]
fn segments_are_grouped_put_in_order_and_limited() {
    let template =
        "{{ segments(where=\"#time\", group_by=\"participant.role\", sort=\"length\", limit=2) }}";
    check(
        template,
        "| Groep | Document | Alinea | Stem | Thema | Wat er is gezegd |
         | --- | --- | --- | --- | --- | --- |
         | bewoner | N-01 | 2 | bewoner | time | ‘Er is nooit tijd voor elkaar’ |
         | werker | N-01 | 3 | werker | time | ‘Ook hier niet’ |",
    );
    assert!(markdown(template).contains("de eerste 2 van 3 staan hier"));
    check_problem("{{ segments(group_by=\"participant\") }}", "unknown variable `participant`");
}

#[test]
fn codes_stand_against_documents_either_way_round() {
    check(
        "{{ matrix() }}",
        "| Omschrijving | N-01 | N-02 | N-03 | Totaal |
         | --- | ---: | ---: | ---: | ---: |
         | time | 2 | 1 | 0 | 3 |
         | trust | 1 | 1 | 0 | 2 |
         | money | 0 | 0 | 1 | 1 |
         | met een code, welke ook | 3 | 2 | 1 | 6 |",
    );
    check(
        "{{ matrix(\"#time or #money\", swap=true, binary=true) }}",
        "| Document | time | money | Totaal |
         | --- | ---: | ---: | ---: |
         | N-01 | 1 | 0 | 1 |
         | N-02 | 1 | 0 | 1 |
         | N-03 | 0 | 1 | 1 |
         | Totaal | 2 | 1 | 3 |",
    );
    check_problem(
        "{{ matrix(binary=true, unit=\"words\") }}",
        "with `binary` there is neither `unit` nor `percent`",
    );
}

#[test]
fn a_cell_of_a_matrix_leads_to_its_segments() {
    let made = kwali_testkit::study(STUDY);
    let template = "{{ matrix(id=\"m\") }}{{ matrix(id=\"s\", swap=true) }}";
    let manifest = built_from(&made, template).unwrap().manifest_json;
    let n = |id, cell| traced(&made, &manifest, id, Some(cell)).unwrap().codings.len();
    assert_eq!(n("m", ("time", "N-01")), 2);
    assert_eq!(n("m", ("time", "total")), 3);
    assert_eq!(n("s", ("N-01", "time")), 2);
}

#[test]
fn pairs_are_counted_within_turns_and_sentences_and_beside_chance() {
    check(
        "{{ cooccurrence(\"#time or #trust\", near=[\"0 turns\", \"0 sentences\"], measure=\"near_turns0\") }}",
        "| Code A | Code B | Overlappende paren | In dezelfde beurt | In dezelfde zin | Documenten met beide | c-coëfficiënt |
         | --- | --- | ---: | ---: | ---: | ---: | ---: |
         | time | trust | 1 | 2 | 1 | 2 | 0,250 |",
    );
    let drawn = markdown("{{ cooccurrence(against_chance=true, draws=20, seed=7) }}");
    assert!(drawn.contains("20 trekkingen, beginwaarde 7"), "{drawn}");
    assert!(drawn.contains("Maal toeval"), "{drawn}");
    check_problem(
        "{{ cooccurrence(draws=20) }}",
        "`draws` and `seed` are for `against_chance=true`",
    );
    check_problem("{{ cooccurrence(near=\"3 miles\") }}", "`near`: `3 miles` is no distance");
}

#[test]
fn a_pair_within_a_turn_leads_to_its_segments() {
    let made = kwali_testkit::study(STUDY);
    let template = "{{ cooccurrence(\"#time or #trust\", id=\"c\", measure=\"near_turns0\") }}";
    let manifest = built_from(&made, template).unwrap().manifest_json;
    let n = |column| {
        traced(&made, &manifest, "c", Some(("time × trust", column))).unwrap().codings.len()
    };
    assert_eq!(n("near_turns0"), 4);
    assert_eq!(n("overlap_pairs"), 2);
}

#[test]
fn sets_of_codes_come_together() {
    check(
        "{{ configurations(in=\"document\") }}",
        "| Codes | Aantal codes | Documenten | Aandeel | De eerste |
         | --- | ---: | ---: | ---: | --- |
         | time + trust | 2 | 2 | 66,7% | N-01 |
         | money | 1 | 1 | 33,3% | N-03 |",
    );
    check(
        "{{ configurations(in=\"document\", size=\"2-\") }}",
        "| Codes | Aantal codes | Documenten | Aandeel | De eerste |
         | --- | ---: | ---: | ---: | --- |
         | time + trust | 2 | 2 | 66,7% | N-01 |",
    );
    check_problem(
        "{{ configurations(size=\"many\") }}",
        "`size` must be a number of codes, such as 2, \"2-3\" or \"2-\"",
    );
}

#[test]
fn documents_are_alike() {
    check(
        "{{ similarity(most_alike=true, limit=1) }}",
        "| A | B | Codes van beide | Alleen A | Alleen B | Geen van beide | Jaccard | Simple matching | Cosinus |
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
         | N-01 | N-02 | 2 | 0 | 0 | 1 | 1,000 | 1,000 | 0,949 |",
    );
    check_problem(
        "{{ similarity(show=\"matrix\", limit=1) }}",
        "`most_alike` and `limit` are for `show=\"pairs\"`",
    );
}

#[test]
fn saturation_follows_the_order_of_a_variable() {
    // 2021: time and trust; 2022: money; 2023: nothing new.
    let template = "{{ saturation(order_by=\"year\", base=1, run=1, orders=0) }}";
    check(
        template,
        "| Nummer | Document | Nieuw | Tot nu toe | Nieuw in de reeks erna | Als deel van de basis |
         | ---: | --- | ---: | ---: | ---: | ---: |
         | 1 | N-02 | 2 | 2 | 1 | 50,0% |
         | 2 | N-03 | 1 | 3 | 0 | 0,0% |
         | 3 | N-01 | 0 | 3 | – | – |",
    );
    assert!(markdown(template).contains("verzadiging bij 5,0% na 2 documenten (2+1)"));
    check_problem(
        "{{ saturation(order_by=\"role\") }}",
        "`order_by`: `role` describes no documents",
    );
    check_problem("{{ saturation(threshold=5) }}", "`threshold` must be a share from 0 to 1");
}

#[test]
fn a_ranking_without_each_interview_names_nobody() {
    let made = kwali_testkit::study(STUDY);
    let template = "{{ robustness(id=\"r\", top=1, chart=true) }}";
    let factsheet = built_from(&made, template).unwrap();
    assert!(
        factsheet.markdown.contains("| time | 3 | 1 | 1 | 1 | N-01 | 66,7% | 3 |"),
        "{}",
        factsheet.markdown
    );
    for name in ["Aaltje", "Baran", "Carla", "Driss"] {
        assert!(!factsheet.markdown.contains(name));
    }
    let n = traced(&made, &factsheet.manifest_json, "r", Some(("time", "segments"))).unwrap();
    assert_eq!(n.codings.len(), 3);
    check_problem(
        "{{ robustness(interviews=true, chart=true) }}",
        "a table of interviews has no `chart`",
    );
}

#[test]
fn documents_are_drawn_along_their_text() {
    let made = kwali_testkit::study(STUDY);
    let alt_text = |template: &str| {
        let markdown = built_from(&made, template).unwrap().markdown;
        markdown.lines().find(|line| line.starts_with("![")).unwrap_or_default().to_owned()
    };
    assert!(alt_text("{{ portrait(chart=true, table=false) }}").contains("N-03"));
    let codeline = "{{ portrait(documents=\"N-01\", chart=\"codeline\", along=\"characters\") }}";
    assert!(alt_text(codeline).contains("time"));
    check_problem("{{ portrait(chart=\"codeline\") }}", "this form shows one document");
    check_problem("{{ portrait(along=\"time\") }}", "`along` is for `chart=\"codeline\"`");
    check_problem("{{ portrait(documents=\"N-04\") }}", "unknown document `N-04`");
}

#[test]
fn words_are_those_of_participants() {
    // By hand: 27 words, of which `tijd` and `zei` twice; `gaat` is the interviewer's.
    check(
        "{{ words(at_least=2) }}",
        "| Woord | Aantal | Per 1.000 woorden | Documenten |
         | --- | ---: | ---: | ---: |
         | tijd | 2 | 74,07 | 2 |
         | zei | 2 | 74,07 | 2 |",
    );
    check(
        "{{ words(where=\"#time role:bewoner\", stop_words=[\"er\", \"is\"], by=\"role\") }}",
        "| Woord | Aantal | Per 1.000 woorden | Documenten | bewoner | werker | (onbekend) |
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |
         | elkaar | 1 | 166,67 | 1 | 1 | 0 | 0 |
         | nooit | 1 | 166,67 | 1 | 1 | 0 | 0 |
         | tijd | 1 | 166,67 | 1 | 1 | 0 | 0 |
         | voor | 1 | 166,67 | 1 | 1 | 0 | 0 |
         | alle woorden | 6 | – | – | 6 | 0 | 0 |
         | alle verschillende woorden | – | – | – | 6 | 0 | 0 |",
    );
    check_problem("{{ words(by=\"speaker\") }}", "unknown variable `speaker`");
}
