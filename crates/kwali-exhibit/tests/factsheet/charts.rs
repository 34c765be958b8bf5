//! Charts of templates: which there are, and in which forms.

use super::*;

/// Returns of every chart how it is described.
fn alt_texts(template: &str) -> Vec<String> {
    let markdown = built(template).markdown;
    let charts = markdown.lines().filter_map(|line| line.strip_prefix("!["));
    charts.map(|chart| chart.split(['.', ':']).next().unwrap_or_default().to_owned()).collect()
}

#[track_caller]
fn check(function: &str, form: &str, kind: &str) {
    let template = format!("{{{{ {function}, chart={form}, table=false) }}}}");
    assert_eq!(alt_texts(&template), [kind], "{template}");
}

#[test]
fn a_form_is_chosen_by_its_name() {
    let crosstab = "crosstab(\"#barrier\", by=\"participant.role\"";
    check(crosstab, "true", "Heatmap");
    check(crosstab, "\"bubbles\"", "Bellenmatrix");
    check(crosstab, "\"grouped\"", "Gegroepeerde staven");
    check(crosstab, "\"stacked\"", "Gestapelde staven");
    check("perspectives(by=\"role\"", "\"heat-map\"", "Heatmap");
    check("cooccurrence(measure=\"same_document\"", "\"network\"", "Netwerk");
    check("cooccurrence(measure=\"same_document\"", "true", "Heatmap");
    check("matrix(by=\"participant\"", "\"bubbles\"", "Bellenmatrix");
    check("similarity(of=\"documents\"", "true", "Dendrogram");
    check("similarity(of=\"documents\"", "\"map\"", "Kaart");
    check("saturation(base=1", "true", "Trapdiagram");
    check("words(limit=5", "\"bars\"", "Staafdiagram");
    check("theme_table(\"#barrier\"", "true", "Staafdiagram");
    check("theme_table(\"#barrier\", unit=\"segments\"", "\"bars\"", "Staafdiagram");
    check("query_table(rows=[\"#barrier\", \"#time\"]", "true", "Staafdiagram");
    check("code_matrix(\"#barrier\", with=\"#time\"", "\"heat-map\"", "Heatmap");
    check("sample_table(rows=\"role\"", "\"grouped\"", "Gegroepeerde staven");
    check("characteristics(variables=\"role\"", "\"bars\"", "Staafdiagram");
}

#[test]
fn a_chart_of_themes_draws_the_column_of_its_unit() {
    let alt = |template: &str| built(template).markdown;
    let chart = alt("{{ theme_table(\"#barrier\", unit=\"segments\", chart=true, table=false) }}");
    assert!(chart.contains("barrier 4; workload 2; money 1."), "{chart}");
    let chart = alt("{{ theme_table(\"#barrier\", chart=true, table=false) }}");
    assert!(chart.contains("barrier 3; workload 2; money 1."), "{chart}");
}

#[test]
fn forms_that_are_not_there_are_refused() {
    let refused = |template: &str| built_from(&sample(), template).unwrap_err();
    let error = refused("{{ crosstab(by=\"site\", chart=\"network\") }}");
    assert!(error.to_string().ends_with("unknown chart `network`"), "{error}");
    assert!(error.hint().unwrap().contains("`stacked-percent`"));
    let error = refused("{{ crosstab(by=\"site\", chart=3) }}").to_string();
    assert!(error.ends_with("`chart` must be true, false or the name of a form"), "{error}");
    let error = refused("{{ theme_table(unit=\"segments\") }}").to_string();
    assert!(error.ends_with("`unit` is for a chart"), "{error}");
}
