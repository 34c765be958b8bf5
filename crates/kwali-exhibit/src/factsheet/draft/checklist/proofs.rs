//! What a study can prove for a checklist, as tags that are counted anew each time.

use kwali_analysis::Unit;
use kwali_model::Scope;

use super::super::material::Material;
use super::super::sections::{interviews, people, queries, sample_exhibits};
use super::super::writing::{listed, quoted, scoped, variable};

/// What is proved.
#[derive(Clone, Copy)]
pub(super) enum Proof {
    /// What the study is called.
    Title,
    /// How many people and documents there are.
    Size,
    /// Where and how people were interviewed.
    Setting,
    /// When.
    Dates,
    /// Who took part, by what is known of them.
    People,
    /// Both of these.
    Sample,
    /// Whether later interviews brought anything new.
    Saturation,
    /// Who coded, and how much.
    Coders,
    /// The code system with definitions.
    Tree,
    /// How often the code system was changed.
    Derivation,
    /// The program and its version.
    Software,
    /// Quotes, each with the participant’s number.
    Quotations,
    /// The themes with how many name them.
    Themes,
    /// Coders, code system and program together.
    Analysis,
}

impl Proof {
    /// Returns the proof of the item of a number; nothing where the study has none.
    pub(super) fn of(self, material: &Material<'_>, number: usize) -> Option<String> {
        let prefix = &format!("item-{number}.");
        match self {
            Proof::Title => Some("{{ study.name }}.".to_owned()),
            Proof::Size => (!material.snapshot.documents().is_empty()).then(|| size(material)),
            Proof::Setting => interviews(material, prefix).map(below),
            Proof::Dates => dates(material, number),
            Proof::People => people(material, prefix).map(below),
            Proof::Sample => {
                let exhibits = sample_exhibits(material, prefix);
                (!exhibits.is_empty())
                    .then(|| format!("{}\n\n{}", size(material), exhibits.join("\n\n")))
            }
            Proof::Saturation => coded(material, || saturation(material, number)),
            Proof::Coders => coded(material, || coders(material, number)),
            Proof::Tree => (!material.branches.is_empty()).then(|| tree(material, number)),
            Proof::Derivation => derivation(material),
            Proof::Software => Some("{{ program }}.".to_owned()),
            Proof::Quotations => coded(material, || quotations(material, number)),
            Proof::Themes => coded(material, || themes(material, number)),
            Proof::Analysis => coded(material, || {
                let derivation = derivation(material).unwrap_or_default();
                format!("{{{{ program }}}}. {derivation}\n\n{}", coders(material, number))
            }),
        }
    }
}

/// Puts an exhibit in a paragraph of its own.
fn below(exhibit: String) -> String {
    format!("\n\n{exhibit}")
}

/// Returns a proof that needs codings.
fn coded(material: &Material<'_>, proof: impl FnOnce() -> String) -> Option<String> {
    (!material.branches.is_empty() && !material.snapshot.codings().is_empty()).then(proof)
}

fn size(material: &Material<'_>) -> String {
    let documents = "{{ count_all(\"documents\") }}";
    let people = "{{ count_all(\"participants\") }}";
    match material.unit() {
        Unit::Participants => material.choose(
            format!("{people} participants in {documents} interviews."),
            format!("{people} deelnemers in {documents} interviews."),
        ),
        _ => format!("{documents} interviews."),
    }
}

fn dates(material: &Material<'_>, number: usize) -> Option<String> {
    let date = variable(material.date()?);
    let title = material.choose("Interviews by date", "Interviews naar datum");
    Some(below(format!(
        "{{{{ variables(id=\"item-{number}\", title={}, rows={}, of=\"documents\", labels=labels) }}}}",
        quoted(title),
        quoted(&date)
    )))
}

fn saturation(material: &Material<'_>, number: usize) -> String {
    let order = material.date().map(|date| format!(" order_by={},", quoted(&variable(date))));
    below(format!(
        "{{{{ saturation(id=\"item-{number}\", codes={}, where=counted,{} chart=true, table=false) }}}}",
        listed(&queries(material)),
        order.unwrap_or_default()
    ))
}

fn coders(material: &Material<'_>, number: usize) -> String {
    let n = "{{ count_all(\"coders\") }}";
    let sentence = material.choose(
        format!("Coders in the study: {n}. The table shows who coded."),
        format!("Codeurs in de studie: {n}. De tabel laat zien wie codeerde."),
    );
    let title = material.choose("Documents by coder", "Documenten naar codeur");
    format!(
        "{sentence}\n\n{{{{ crosstab(id=\"item-{number}\", title={}, codes={}, level=0, by=\"coder\", unit=\"documents\", labels=labels) }}}}",
        quoted(title),
        listed(&queries(material))
    )
}

fn tree(material: &Material<'_>, number: usize) -> String {
    let unit = material.unit().name();
    format!(
        "{{{{ count_all(\"codes\") }}}} codes.\n\n{{{{ theme_table(id=\"item-{number}\", title={}, codes={}, where=counted, columns=[\"definition\", {}], labels=labels) }}}}",
        quoted(material.choose("The code system", "De codeboom")),
        listed(&queries(material)),
        quoted(unit)
    )
}

/// Says what the journal knows of how the code system came about.
fn derivation(material: &Material<'_>) -> Option<String> {
    let word = |action: &str| match action {
        "add" => material.choose("added", "toegevoegd").to_owned(),
        "change" => material.choose("changed", "gewijzigd").to_owned(),
        "remove" => material.choose("removed", "verwijderd").to_owned(),
        other => other.to_owned(),
    };
    let changes = material.code_changes.iter();
    let told: Vec<String> = changes.map(|(action, n)| format!("{n} × {}", word(action))).collect();
    let told = told.join(", ");
    (!told.is_empty()).then(|| {
        material.choose(
            format!("Codes in the journal when this template was made: {told}; `kwali log` has each change."),
            format!("Codes in het logboek toen dit sjabloon werd gemaakt: {told}; `kwali log` heeft elke wijziging."),
        )
    })
}

fn quotations(material: &Material<'_>, number: usize) -> String {
    let by = match &material.by {
        Some(by) => format!(", by={}", quoted(&scoped(Scope::Participant, by))),
        None => String::new(),
    };
    below(format!(
        "{{{{ quote_register(id=\"item-{number}\", codes={}, leaves=true, where=counted, numbered={}, limit=40{by}, labels=labels) }}}}",
        listed(&queries(material)),
        material.unit() == Unit::Participants
    ))
}

fn themes(material: &Material<'_>, number: usize) -> String {
    let people = match material.unit() {
        Unit::Participants => "\"participants\", ",
        _ => "",
    };
    below(format!(
        "{{{{ theme_table(id=\"item-{number}\", title={}, codes={}, level=0, where=counted, columns=[{people}\"documents\", \"segments\"], labels=labels) }}}}",
        quoted(material.choose("Themes", "Thema’s")),
        listed(&queries(material))
    ))
}
