//! The sections of a factsheet's template.

use std::collections::BTreeSet;

use kwali_analysis::Unit;
use kwali_model::{CodeId, Scope};

use super::material::Material;
use super::writing::{listed, quoted, scoped, variable, words};
use crate::exhibits::capital;

/// Returns the front matter, what holds of all sections, and the title.
pub(super) fn head(material: &Material<'_>) -> String {
    let remarks = material.choose(
        r#"{# Made by `kwali factsheet new` from what was in the study; change it as you like. What stands in
   double braces is asked of the study each time the factsheet is built. docs/factsheets.md tells all
   functions. #}
{# Which codings count: a query, such as "coder:A" or "role:resident"; "" for all. #}
"#,
        r#"{# Gemaakt met `kwali factsheet new` uit wat er in de studie zat; verander het naar wens. Wat tussen
   dubbele accolades staat, wordt bij elke bouw aan de studie gevraagd. docs/factsheets.md beschrijft
   alle functies. #}
{# Welke coderingen tellen: een vraag, zoals "coder:A" of "role:bewoner"; "" voor alle. #}
"#,
    );
    format!(
        "---\nlanguage: {}\n---\n{remarks}{{% set counted = {} %}}\n{{# {} #}}\n{{% set labels = {{{}}} %}}\n\n# {{{{ study.name }}}}\n\n",
        material.language.tag(),
        quoted(&material.counted()),
        material.choose(
            "Other words for headings, variables and values",
            "Andere woorden voor koppen, variabelen en waarden"
        ),
        labels(material)
    )
}

/// Returns words for the heading of documents, and for every variable that makes a table: its name
/// with a capital.
fn labels(material: &Material<'_>) -> String {
    let (rows, columns) = material.of_interviews();
    let of_people = material.groupings(Scope::Participant).into_iter();
    let of_people = of_people.chain(material.numbers(Scope::Participant));
    let names: BTreeSet<&str> =
        rows.into_iter().chain(columns).chain(of_people).map(|v| v.name.as_str()).collect();
    let label =
        |name: &str| format!("{}: {}", quoted(name), quoted(&capital(&name.replace('_', " "))));
    let documents = format!("{}: {}", quoted("documents"), quoted("Interviews"));
    std::iter::once(documents).chain(names.into_iter().map(label)).collect::<Vec<_>>().join(", ")
}

/// Returns tables of interviews and of participants, by the variables that are there.
pub(super) fn sample(material: &Material<'_>) -> String {
    let mut text = heading(material.choose("The sample", "Met wie is gesproken"));
    let exhibits = sample_exhibits(material, "");
    if exhibits.is_empty() {
        text.push_str(material.choose(
            "{# Nothing is known of documents or participants yet that makes a table: import variables, then add `sample_table` or `characteristics`. #}\n*Nothing more is known of the interviews and the participants yet.*\n\n",
            "{# Er is nog niets bekend van documenten of deelnemers waar een tabel van te maken is: importeer variabelen en voeg `sample_table` of `characteristics` toe. #}\n*Van de interviews en de deelnemers is nog niets meer bekend.*\n\n",
        ));
        return text;
    }
    text.push_str(material.choose(
        "{# `rows` and `columns` are variables; `labels` puts other words in their place. #}\n",
        "{# `rows` en `columns` zijn variabelen; `labels` zet er andere woorden voor. #}\n",
    ));
    text.push_str(&exhibits.join("\n\n"));
    text.push_str("\n\n");
    text
}

/// Returns the tables of the sample; their ids begin with `prefix`.
pub(super) fn sample_exhibits(material: &Material<'_>, prefix: &str) -> Vec<String> {
    let mut exhibits: Vec<String> = interviews(material, prefix).into_iter().collect();
    exhibits.extend(people(material, prefix));
    let numbers: Vec<String> =
        material.numbers(Scope::Participant).into_iter().map(variable).collect();
    if !numbers.is_empty() {
        exhibits.push(format!(
            "{{{{ number_summary(id=\"{prefix}numbers\", title={}, variables={}, labels=labels) }}}}",
            quoted(material.choose("Participants in numbers", "Deelnemers in cijfers")),
            listed(&numbers)
        ));
    }
    exhibits
}

/// Returns the table of interviews, with how many people spoke in them.
pub(super) fn interviews(material: &Material<'_>, prefix: &str) -> Option<String> {
    let (rows, columns) = material.of_interviews();
    let columns = columns
        .map(|columns| format!(" columns={},", quoted(&variable(columns))))
        .unwrap_or_default();
    Some(format!(
        "{{{{ sample_table(id=\"{prefix}interviews\", title={}, of=\"documents\", rows={},{columns} participants={}, labels=labels) }}}}",
        quoted(material.choose("Interviews", "Interviews")),
        quoted(&variable(rows?)),
        material.unit() == Unit::Participants
    ))
}

/// Returns the table of what is known of participants.
pub(super) fn people(material: &Material<'_>, prefix: &str) -> Option<String> {
    let known: Vec<String> =
        material.groupings(Scope::Participant).into_iter().map(variable).collect();
    (!known.is_empty()).then(|| {
        format!(
            "{{{{ characteristics(id=\"{prefix}participants\", title={}, variables={}, labels=labels) }}}}",
            quoted(material.choose("Participants", "Deelnemers")),
            listed(&known)
        )
    })
}

/// Returns a section for each branch of the code system.
pub(super) fn themes(material: &Material<'_>) -> String {
    if material.branches.is_empty() {
        let mut text = heading(material.choose("Themes", "Thema’s"));
        text.push_str(material.choose(
            "{# There were no codes when this was made: make it again when there are. #}\n{% if codes == 0 %}*There are no codes in this study yet.*{% endif %}\n\n",
            "{# Er waren nog geen codes toen dit werd gemaakt: maak het opnieuw als ze er zijn. #}\n{% if codes == 0 %}*Er zijn nog geen codes in deze studie.*{% endif %}\n\n",
        ));
        return text;
    }
    let mut text = material.choose(
        "{# A section for each branch of the code system. Columns can also be \"segments\", \"definition\" or ticks for places; see theme tables in docs/factsheets.md. #}\n\n",
        "{# Een paragraaf voor elke tak van de codeboom. Kolommen kunnen ook \"segments\", \"definition\" of vinkjes per plaats zijn; zie theme tables in docs/factsheets.md. #}\n\n",
    ).to_owned();
    for (number, &branch) in material.branches.iter().enumerate() {
        text.push_str(&heading(&words(material.label(branch))));
        text.push_str(&theme(material, branch, number + 1));
        text.push_str("\n\n");
    }
    text
}

fn theme(material: &Material<'_>, branch: CodeId, number: usize) -> String {
    let mut columns = Vec::new();
    if material.unit() == Unit::Participants {
        columns.push("\"participants\"".to_owned());
    }
    columns.push("\"documents\"".to_owned());
    if let Some(by) = &material.by {
        columns.push(format!(
            "{{\"show\": \"by\", \"by\": {}, \"heading\": {}}}",
            quoted(&scoped(Scope::Participant, by)),
            quoted(material.choose("Named by", "Genoemd door"))
        ));
    }
    columns.push("{\"show\": \"quote\", \"most_words\": 30}".to_owned());
    let told = material.choose("who names it, with a quote", "wie het noemt, met een citaat");
    let title = format!("{}: {told}", material.label(branch));
    format!(
        "{{{{ theme_table(id=\"theme-{number}\", title={}, codes={},{} where=counted, zeros=false,\n  columns=[{}], labels=labels) }}}}",
        quoted(&title),
        quoted(&material.query(branch)),
        level(material, &[branch]),
        columns.join(", ")
    )
}

/// Returns the argument that keeps a table short enough.
fn level(material: &Material<'_>, codes: &[CodeId]) -> String {
    material.depth(codes).map(|depth| format!(" level={depth},")).unwrap_or_default()
}

/// Returns a table of who names what, with a chart.
pub(super) fn perspectives(material: &Material<'_>) -> String {
    let mut text = heading(material.choose("Who names what", "Wie noemt wat"));
    let by = material.by.as_ref().filter(|_| !material.branches.is_empty());
    let Some(by) = by else {
        text.push_str(material.choose(
            "{# Needs codes, and a variable of participants: `by=\"role\"`. #}\n*No groups of participants are known yet.*\n\n",
            "{# Vraagt om codes en een variabele van deelnemers: `by=\"role\"`. #}\n*Er zijn nog geen groepen deelnemers bekend.*\n\n",
        ));
        return text;
    };
    text.push_str(material.choose(
        "{# Other groups: another variable in `by`. Other forms of the chart: \"heat-map\", \"bubbles\", \"stacked\". `perspectives` shows segments as well, and what is shared. #}\n",
        "{# Andere groepen: een andere variabele in `by`. Andere vormen van de grafiek: \"heat-map\", \"bubbles\", \"stacked\". `perspectives` laat ook segmenten zien, en wat wordt gedeeld. #}\n",
    ));
    text.push_str(&format!(
        "{{{{ crosstab(id=\"perspectives\", title={}, codes={},{} by={}, where=counted, unit=\"participants\", chart=\"grouped\", labels=labels) }}}}\n\n",
        quoted(material.choose("Themes by group of participants", "Thema’s naar groep deelnemers")),
        listed(&queries(material)),
        level(material, &material.branches),
        quoted(&scoped(Scope::Participant, by))
    ));
    text
}

/// Returns the queries for the branches.
pub(super) fn queries(material: &Material<'_>) -> Vec<String> {
    material.branches.iter().map(|&branch| material.query(branch)).collect()
}

/// Returns the pairs of codes that overlap most, with a network.
pub(super) fn cooccurrence(material: &Material<'_>) -> String {
    let mut text = heading(material.choose("What occurs together", "Wat samen voorkomt"));
    if material.branches.is_empty() {
        text.push_str(&nothing_coded(material));
        return text;
    }
    text.push_str(material.choose(
        "{# Pairs of codes that overlap. `measure=\"same_document\"` counts interviews with both, `against_chance=true` sets chance beside it. #}\n",
        "{# Paren van codes die overlappen. `measure=\"same_document\"` telt interviews met beide, `against_chance=true` zet toeval ernaast. #}\n",
    ));
    text.push_str(&format!(
        "{{{{ cooccurrence(id=\"together\", codes={}, leaves=true, where=counted, limit=10, chart=\"network\", labels=labels) }}}}\n\n",
        listed(&queries(material))
    ));
    text
}

fn nothing_coded(material: &Material<'_>) -> String {
    let said = material.choose("*Nothing is coded yet.*", "*Er is nog niets gecodeerd.*");
    format!("{{% if count_all(\"segments\") == 0 %}}{said}{{% endif %}}\n\n")
}

/// Returns quotes of the whole study.
pub(super) fn quotes(material: &Material<'_>) -> String {
    let mut text = heading(material.choose("In their own words", "In hun eigen woorden"));
    text.push_str(material.choose(
        "{# Chosen by a fixed rule. Another choice: a query in `where`, or `quote(coding=\"…\")` with an id that `kwali retrieve` shows. #}\n",
        "{# Gekozen met een vaste regel. Een andere keuze: een vraag in `where`, of `quote(coding=\"…\")` met een id dat `kwali retrieve` laat zien. #}\n",
    ));
    let by = match &material.by {
        Some(by) => format!(", by={}", quoted(&scoped(Scope::Participant, by))),
        None => String::new(),
    };
    text.push_str(&format!("{{{{ quotes(id=\"quotes\", where=counted, n=3{by}) }}}}\n\n"));
    text
}

/// Returns how it was counted.
pub(super) fn methods(material: &Material<'_>) -> String {
    let mut text = heading(material.choose("How this was counted", "Hoe dit is geteld"));
    text.push_str(material.choose(
        r#"{# What holds of every number. Say here as well how people were found and interviewed. #}
The code system has {{ count_all("codes") }} codes.{% if counted %} Only codings that meet this query were counted: {{ counted }}.{% endif %}
A participant counts for a theme if he or she speaks in at least one segment with its code or one below it; in a group interview
everybody counts separately. Quotes were chosen by a fixed rule and stand here with the role of who spoke, never with a name.

Every table, number and quote comes from the study ({{ program }}). The manifest beside this page says of each number what was
counted; `kwali trace` shows the passages behind it.
"#,
        r#"{# Wat van elk getal geldt. Zeg hier ook hoe mensen zijn gevonden en geïnterviewd. #}
De codeboom heeft {{ count_all("codes") }} codes.{% if counted %} Geteld zijn alleen coderingen die voldoen aan deze vraag: {{ counted }}.{% endif %}
Een deelnemer telt bij een thema als hij of zij spreekt in ten minste één segment met die code of een code eronder; in een
groepsgesprek telt iedereen apart. Citaten zijn gekozen met een vaste regel en staan hier met de rol van wie sprak, nooit met een naam.

Elke tabel, elk getal en elk citaat komt uit de studie ({{ program }}). In het manifest naast deze pagina staat van elk getal wat er
is geteld; `kwali trace` laat de passages erachter zien.
"#,
    ));
    text
}

fn heading(words: &str) -> String {
    format!("## {words}\n\n")
}
