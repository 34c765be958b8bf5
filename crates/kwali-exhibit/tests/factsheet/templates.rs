//! What templates become as Markdown, and what is wrong with those that do not.

use super::*;

#[track_caller]
fn check(template: &str, expected: &str) {
    let markdown = built(template).markdown;
    assert!(markdown == expected, "built:\n{markdown}\nexpected:\n{expected}");
}

#[track_caller]
fn check_error(template: &str, message: &str, hint: Option<&str>) {
    let error = built_from(&sample(), template).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!(error.hint().as_deref(), hint);
}

// By hand: the texts have 177 code points, of which workload covers 50 + 38 and money 36.
#[test]
fn a_small_factsheet() {
    check(
        "\
# {{ study.name }}

In {{ documents }} interviews noemden {{ count(\"#barrier\", unit=\"participants\") }} van
{{ participants }} mensen ({{ percent(\"#barrier\", unit=\"participants\") }}) een belemmering.

{{ frequencies(codes=\"#barrier\", unit=\"participants\", title=\"Belemmeringen\", chart=true) }}

{{ quotes(\"#barrier\", n=1) }}
",
        "\
# fixture

In 2 interviews noemden 3 van
3 mensen (100%) een belemmering.

**Belemmeringen**

*Eenheid: deelnemers; Basis: 6 segmenten; studie van 2 documenten, 3 deelnemers; subcodes bij hun hoofdcode geteld; codeurs A en B*

| Code | Segmenten | Documenten | Deelnemers | Deel van de tekst |
| --- | ---: | ---: | ---: | ---: |
| barrier | 4 | 2 | 3 | 70,1% |
| barrier.workload | 2 | 1 | 2 | 49,7% |
| barrier.money | 1 | 1 | 1 | 20,3% |

![Staafdiagram: Belemmeringen. Eenheid: deelnemers. Basis: 6 segmenten; studie van 2 documenten, 3 deelnemers; subcodes bij hun hoofdcode geteld; codeurs A en B. barrier 3; workload 2; money 1.](wijk-charts/frequencies-1.svg)

> ‘Er is nooit tijd voor een kop koffie bij mij thuis’
>
> — bewoner
",
    );
}

#[test]
fn pairs_without_the_measure_are_left_out() {
    // `a` and `b` overlap, `a` and `c` only share a document.
    let made = kwali_testkit::study("<a>een <b>twee</b></a>\n<c>drie</c>");
    let built = |template: &str| built_from(&made, template).unwrap().markdown;
    let table = built("{{ cooccurrence(chart=true) }}");
    assert!(
        table.contains("| a | b | 1 | 1 | 1,000 |\n\n2 paren zijn weggelaten, omdat"),
        "{table}"
    );
    assert_eq!(
        built("{{ cooccurrence(\"#a or #c\", chart=true, title=\"Paren\") }}"),
        "**Paren**: geen.\n"
    );
}

#[test]
fn numbers_count_only_the_participants_that_are_asked_for() {
    // A resident and a social worker speak in one segment.
    let made = kwali_testkit::study(
        "-- Aaltje role=bewoner\n-- Carla role=werker\nAaltje: <a>Ja.\nCarla: Ja.</a>\n",
    );
    let template = "{{ count(\"#a\", unit=\"participants\") }} \
                    {{ count(\"#a role:bewoner\", unit=\"participants\") }} \
                    {{ percent(\"#a\", unit=\"participants\", of=\"role:bewoner\") }}";
    assert_eq!(built_from(&made, template).unwrap().markdown, "2 1 100%\n");
}

#[test]
fn a_percentage_of_participants_is_of_all_of_them() {
    // Two residents, only one of whom has a coded segment.
    let made = kwali_testkit::study(
        "-- Aaltje role=bewoner\n-- Baran role=bewoner\nAaltje: <a>Ja.</a>\nBaran: Nee.",
    );
    let template = "{{ percent(\"#a\", unit=\"participants\", of=\"role:bewoner\") }}";
    assert_eq!(built_from(&made, template).unwrap().markdown, "50%\n");
}

#[test]
fn numbers_can_be_calculated_with() {
    check("{% if count(\"#barrier\") > 3 %}veel{% else %}weinig{% endif %}", "veel\n");
    check("{{ count(\"#barrier\") - count(\"#time\") }}", "2\n");
    check("{% set n = count(\"#time\") %}{{ n }} {{ count_all(\"coders\") }}", "2 2\n");
    check("{{ percent(\"#time\", of=\"#barrier\", decimals=1) }}", "0,0%\n");
    check(
        "{{ percent(\"#barrier\", of=\"#time\") }} {{ percent(\"#barrier\") / 2 }}",
        "0% 33,333\n",
    );
}

#[test]
fn nothing_is_said_in_words() {
    check(
        "{{ frequencies(codes=\"#barrier.money\", where=\"role:bewoner\", title=\"Geld\") }}",
        "**Geld**: geen.\n",
    );
    check("{{ quotes(\"#time role:bewoner geld\") }}", "**Citaten**: geen.\n");
    check("{{ count(\"#barrier.money role:bewoner\") }}", "0\n");
}

#[test]
fn quotes_have_a_role_and_no_name() {
    // The second turn is Baran's with a turn of Aaltje's; their names stand before the turns only.
    check(
        "{{ quotes(\"#barrier.workload\", n=5, by=\"participant.role\") }}",
        "\
> ‘Er is nooit tijd voor een kop koffie bij mij thuis’
>
> — bewoner

> – Zij hebben het druk
>
> – en wij ook
>
> — bewoner
",
    );
    check(
        "{{ quote(\"5\", title=\"Geld\") }}",
        "**Geld**\n\n> ‘Er is geen geld om het vol te houden’\n>\n> — werker\n",
    );
}

#[test]
fn quotes_that_name_somebody_are_passed_over() {
    let made = kwali_testkit::study(
        "-- Aaltje role=bewoner\nAaltje: <a>Toen zei hij dat Aaltje maar moest wachten.</a>\n\
         <a>Ik heb toen maar een jaar lang gewacht op hulp.</a>",
    );
    let factsheet = built_from(&made, "{{ quotes(\"#a\", n=3) }}").unwrap();
    assert!(factsheet.markdown.contains("jaar lang"));
    assert!(!factsheet.markdown.contains("Aaltje"));
}

#[test]
fn words_of_a_study_are_not_markdown() {
    let made = kwali_testkit::study("== *d*|1 s=_x_\n<a>een *twee* [drie](x) | vier</a>");
    let factsheet = built_from(
        &made,
        "{{ quotes(\"#a\") }}\n\n{{ crosstab(by=\"document\") }}\n\n{{ \"*\" ~ study.name }}",
    )
    .unwrap();
    assert!(factsheet.markdown.contains(r"> ‘een \*twee\* \[drie\](x) \| vier’"));
    assert!(factsheet.markdown.contains(r"| Code | \*d\*\|1 |"));
    assert!(factsheet.markdown.ends_with("\\*fixture\n"));
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    let template = include_str!("../../examples/factsheet-template.md");
    let made = kwali_testkit::study(include_str!("../../examples/factsheet-study.txt"));
    assert_eq!(built_from(&made, template), built_from(&made, template));
}

#[test]
fn problems_are_told_with_their_line() {
    check_error(
        "a\n\n{{ count(\"#barier\") }}",
        "wijk.md:3: there is no code `barier` in this study",
        Some("did you mean `barrier`?"),
    );
    check_error(
        "{{ count(\"rol:bewoner\") }}",
        "wijk.md:1: there is no variable `rol` in this study",
        Some("did you mean `role`?"),
    );
    check_error(
        "{{ count(where=\"rol:bewoner\") }}",
        "wijk.md:1: `where`: there is no variable `rol` in this study",
        Some("did you mean `role`?"),
    );
    check_error(
        "\n{{ crosstab(by=\"participant.rolle\") }}",
        "wijk.md:2: unknown variable `participant.rolle`",
        Some("did you mean `role`?"),
    );
    check_error("{{ crosstab() }}", "wijk.md:1: `by` is missing", None);
    check_error(
        "{{ frequencies(unit=\"participant\") }}",
        "wijk.md:1: unknown unit `participant`",
        Some("did you mean `participants`?"),
    );
    check_error(
        "{{ frequencies(kodes=\"#time\") }}",
        "wijk.md:1: unknown argument `kodes`",
        Some("did you mean `codes`?"),
    );
    check_error(
        "{{ frequencies(\"#barrier role:bewoner\") }}",
        "wijk.md:1: the argument names codes only",
        Some("write `#barrier or #enabler`; conditions belong in `where`"),
    );
    check_error(
        "{{ frequencies(limit=-1) }}",
        "wijk.md:1: `limit` must be a whole number from 0",
        None,
    );
    check_error(
        "{{ frequencies(chart=1) }}",
        "wijk.md:1: `chart` must be true, false or the name of a form",
        None,
    );
    check_error("{{ frequencies(zeros=1) }}", "wijk.md:1: `zeros` must be true or false", None);
    check_error(
        "{{ count([[none]]) }}",
        "wijk.md:1: the argument must be a text, a number, true, false, a list or a map",
        None,
    );
    check_error("{{ count(1) }}", "wijk.md:1: the argument must be a text in quotes", None);
    check_error("{{ count(\"#time\", where=\"a\") }}", "wijk.md:1: `where` is given twice", None);
    check_error(
        "{{ count(\"#time\", \"segments\") }}",
        "wijk.md:1: only `where` may stand without its name",
        None,
    );
    check_error("{{ quote(\"99\") }}", "wijk.md:1: there is no coding `99` in this study", None);
    check_error(
        "{{ quotes(by=\"site\") }}",
        "wijk.md:1: `by`: `site` describes no participants",
        None,
    );
    check_error(
        "{{ variables(\"role\", of=\"documents\") }}",
        "wijk.md:1: documents cannot be counted by a variable of participants",
        Some("write `of=\"participants\"`"),
    );
    check_error(
        "{{ variables(\"site\", columns=\"role\", of=\"documents\") }}",
        "wijk.md:1: these two variables count participants, not documents",
        Some("write `of=\"participants\"`, or leave it out"),
    );
}

#[test]
fn front_matter_is_left_out_and_chooses_the_language() {
    check("---\nauthor: B\n---\n\n{{ count(\"#time\") }}\n", "2\n");
    let factsheet = built("---\nlanguage: en\n---\n# A\n\n{{ frequencies() }}");
    assert!(factsheet.markdown.starts_with("# A\n\n**Frequencies of codes**"));
    assert!(factsheet.html.contains("<html lang=\"en\">"));
    assert!(factsheet.manifest_json.contains("\"language\": \"en\""));
    check_error(
        "---\nlanguage: en\n---\n\n{{ count(\"#barier\") }}",
        "wijk.md:5: there is no code `barier` in this study",
        Some("did you mean `barrier`?"),
    );
}

#[test]
fn a_coder_is_named_once() {
    let query = |template: &str| built(template).markdown.contains("Vraag: ");
    assert!(!query("{{ frequencies(where=\"coder:A\") }}"));
    assert!(query("{{ frequencies(where=\"coder:A role:bewoner\") }}"));
    assert!(query("{{ frequencies(where=\"role:bewoner\") }}"));
}

#[test]
fn ids_are_unique_and_plain() {
    check_error(
        "{{ count(\"#time\", id=\"a\") }}\n{{ frequencies(id=\"a\") }}",
        "wijk.md:2: the id `a` is used twice",
        None,
    );
    check_error(
        "{{ frequencies(id=\"../a\") }}",
        "wijk.md:1: `../a` cannot be an id",
        Some("an id is made of a-z, 0-9, `-`, `_` and `.`"),
    );
}

#[test]
fn what_jinja_does_not_know_is_told_with_its_line() {
    check_error("\n{{ studie.name }}", "wijk.md:2: `studie` is undefined", None);
    check_error("{{ study.naam }}", "wijk.md:1: `study.naam` is undefined", None);
    check_error(
        "{{ frequenties() }}",
        "wijk.md:1: unknown function: frequenties is unknown",
        Some(
            "known: `frequencies`, `crosstab`, `perspectives`, `cooccurrence`, `matrix`, \
             `configurations`, `similarity`, `saturation`, `robustness`, `portrait`, `words`, \
             `variables`, `theme_table`, `query_table`, `code_matrix`, `sample_table`, \
             `characteristics`, `number_summary`, `segments`, `quote_register`, `codes_named`, \
             `quotes`, `quote`, `count`, `count_all`, `percent`, `share`",
        ),
    );
    let error = built_from(&sample(), "a\n{% if %}").unwrap_err().to_string();
    assert!(error.starts_with("wijk.md:2: syntax error: "), "{error}");
}

#[test]
fn errors_hold_no_words_of_participants() {
    let error = built_from(&sample(), "{{ quotes(\"#time\") + 1 }}").unwrap_err().to_string();
    assert_eq!(error, "wijk.md:1: invalid operation");
}
