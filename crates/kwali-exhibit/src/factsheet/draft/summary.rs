//! What was found, in a few sentences with numbers.

use kwali_analysis::Unit;
use kwali_model::CodeId;

use super::material::Material;
use super::writing::{quoted, words};

/// The most themes that the summary names.
const MOST_THEMES: usize = 6;

/// Returns a sentence on the size of the study, and a box with one for each theme.
pub(super) fn write(material: &Material<'_>) -> String {
    let mut text = size(material).to_owned();
    if !material.branches.is_empty() {
        text.push_str(material.choose(
            "{# The box: a sentence for each theme. Leave out what matters less; see `share`, `count` and `codes_named`. #}\n",
            "{# Het kader: een zin voor elk thema. Haal weg wat minder telt; zie `share`, `count` en `codes_named`. #}\n",
        ));
        text.push_str(
            material.choose("> ### The results in short\n", "> ### De resultaten op een rij\n"),
        );
        for branch in material.busiest(MOST_THEMES) {
            text.push_str(">\n");
            text.push_str(&theme(material, branch));
        }
        text.push('\n');
    }
    text
}

fn size(material: &Material<'_>) -> &'static str {
    material.choose(
        r#"{# Say here in one or two sentences what the study is about. #}

{% if documents == 0 %}*There are no interviews in this study yet.*{% else %}This factsheet rests on {{ count_all("documents") }} {{ "interview" if documents == 1 else "interviews" }}{% if participants %} with
{{ count_all("participants") }} {{ "participant" if participants == 1 else "participants" }}{% endif %}, in which {{ count(counted) }} segments were coded.{% endif %}

"#,
        r#"{# Zeg hier in een of twee zinnen waar de studie over gaat. #}

{% if documents == 0 %}*Er zijn nog geen interviews in deze studie.*{% else %}Deze factsheet berust op {{ count_all("documents") }} {{ "interview" if documents == 1 else "interviews" }}{% if participants %} met
{{ count_all("participants") }} {{ "deelnemer" if participants == 1 else "deelnemers" }}{% endif %}, waarin {{ count(counted) }} segmenten zijn gecodeerd.{% endif %}

"#,
    )
}

/// Returns the sentence on a theme: how large a share names it, and what they name most.
fn theme(material: &Material<'_>, branch: CodeId) -> String {
    let query = material.query(branch);
    let unit = quoted(material.unit().name());
    let asked = format!("{} ~ counted, unit={unit}", quoted(&format!("{query} ")));
    let among = match material.unit() {
        Unit::Participants => material.units(),
        _ => material.choose("interviews", "interviews"),
    };
    let label = words(material.label(branch));
    let of = material.choose("of", "van de");
    let mut sentence = format!(
        "> **{label}**: {{{{ share({asked}, among={}) }}}} ({{{{ count({asked}) }}}} {of} {{{{ count_all({unit}) }}}})",
        quoted(among)
    );
    if !material.snapshot.codes().is_leaf(branch) {
        sentence.push_str(&format!(
            "; {} {{{{ codes_named(codes={}, leaves=true, where=counted, unit={unit}, limit=3) }}}}",
            material.choose("most often", "het vaakst"),
            quoted(&query)
        ));
    }
    sentence.push_str(".\n");
    sentence
}
