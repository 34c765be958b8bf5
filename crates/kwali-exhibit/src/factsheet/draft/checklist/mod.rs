//! Reporting checklists: what the study can prove is filled in, the rest are questions.

mod coreq;
mod proofs;
mod srqr;

use self::proofs::Proof;
use super::material::Material;
use super::sections::head;

/// A checklist for reports of qualitative research.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checklist {
    /// Tong, Sainsbury & Craig (2007): 32 items on interviews and focus groups.
    Coreq,
    /// O'Brien et al. (2014): 21 standards for reporting qualitative research.
    Srqr,
}

impl Checklist {
    /// Every checklist.
    pub const ALL: [Checklist; 2] = [Checklist::Coreq, Checklist::Srqr];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Checklist::Coreq => "coreq",
            Checklist::Srqr => "srqr",
        }
    }

    fn title(self) -> (&'static str, &'static str) {
        match self {
            Checklist::Coreq => ("COREQ checklist", "COREQ-checklist"),
            Checklist::Srqr => ("SRQR standards", "SRQR-standaarden"),
        }
    }

    /// Where the items come from.
    fn source(self) -> &'static str {
        match self {
            Checklist::Coreq => "Tong, Sainsbury & Craig (2007)",
            Checklist::Srqr => "O’Brien, Harris, Beckman, Reed & Cook (2014)",
        }
    }

    fn domains(self) -> &'static [Domain] {
        match self {
            Checklist::Coreq => &coreq::DOMAINS,
            Checklist::Srqr => &srqr::DOMAINS,
        }
    }
}

/// A wording in English and in Dutch.
type Wording = (&'static str, &'static str);

/// A group of items.
struct Domain {
    name: Wording,
    items: &'static [Item],
}

/// What a report should tell.
struct Item {
    name: Wording,
    /// The item as a question, in words of our own.
    question: Wording,
    /// What of it a study can prove.
    proof: Option<Proof>,
    /// What a person must add to the proof; nothing where the proof is all.
    remaining: Option<Wording>,
}

/// Returns an item that only a person can answer.
const fn asked(name: Wording, question: Wording) -> Item {
    Item { name, question, proof: None, remaining: None }
}

/// Returns an item that a study proves.
const fn proved(name: Wording, question: Wording, proof: Proof) -> Item {
    Item { name, question, proof: Some(proof), remaining: None }
}

/// Returns an item of which a study proves a part.
const fn proved_in_part(
    name: Wording,
    question: Wording,
    proof: Proof,
    remaining: Wording,
) -> Item {
    Item { name, question, proof: Some(proof), remaining: Some(remaining) }
}

/// Returns the template of a checklist.
pub(super) fn write(material: &Material<'_>, checklist: Checklist) -> String {
    let title = material.language.choose(checklist.title().0, checklist.title().1);
    let head =
        head(material).replace("{{ study.name }}", &format!("{title}: {{{{ study.name }}}}"));
    let source = checklist.source();
    let mut text = format!(
        "{head}{}",
        material.choose(
            format!(
                "*Items after {source}. Under “From the study” stands what the study proves, counted when this page was built; \
                 “To be answered” marks what only the researchers know.*\n\n\
                 {{# Write each answer in the place of “To be answered”. #}}\n\n"
            ),
            format!(
                "*Punten naar {source}. Onder ‘Uit de studie’ staat wat de studie aantoont, geteld toen deze pagina werd gebouwd; \
                 ‘Nog te beantwoorden’ staat bij wat alleen de onderzoekers weten.*\n\n\
                 {{# Schrijf elk antwoord op de plaats van ‘Nog te beantwoorden’. #}}\n\n"
            ),
        )
    );
    let mut number = 0;
    for domain in checklist.domains() {
        text.push_str(&format!("## {}\n\n", said(material, domain.name)));
        for item in domain.items {
            number += 1;
            text.push_str(&written(material, item, number));
        }
    }
    text
}

fn written(material: &Material<'_>, item: &Item, number: usize) -> String {
    let question = said(material, item.question);
    let mut text = format!("### {number}. {}\n\n*{question}*\n\n", said(material, item.name));
    let proof = item.proof.and_then(|proof| proof.of(material, number));
    let is_proved = proof.is_some();
    if let Some(proof) = proof {
        let from = material.choose("From the study", "Uit de studie");
        let between = if proof.starts_with('\n') { "" } else { " " };
        text.push_str(&format!("**{from}:**{between}{proof}\n\n"));
    }
    let to_answer = material.choose("To be answered", "Nog te beantwoorden");
    match item.remaining {
        Some(remaining) if is_proved => {
            text.push_str(&format!("**{to_answer}:** {}\n\n", said(material, remaining)));
        }
        None if is_proved => {}
        _ => text.push_str(&format!("**{to_answer}:** …\n\n")),
    }
    text
}

fn said(material: &Material<'_>, wording: Wording) -> &'static str {
    material.choose(wording.0, wording.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checklists_have_as_many_items_as_their_papers() {
        let n_items = |checklist: Checklist| {
            checklist.domains().iter().map(|domain| domain.items.len()).collect::<Vec<_>>()
        };
        assert_eq!(n_items(Checklist::Coreq), [8, 15, 9]);
        assert_eq!(n_items(Checklist::Srqr).iter().sum::<usize>(), 21);
    }
}
