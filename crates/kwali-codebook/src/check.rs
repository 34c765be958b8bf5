//! What looks wrong in a codebook, whatever file it came from.

use std::collections::BTreeMap;

use kwali_model::{Code, CodeKind, CodePath};
use kwali_text::{Language, fold};

use crate::{Codebook, Keyword, ProblemKind};

/// Returns what looks wrong in a codebook, code by code.
pub fn check(codebook: &Codebook) -> Vec<ProblemKind> {
    findings(codebook).into_iter().map(|(_, what)| what).collect()
}

/// What looks wrong, with the place of the code; without one where it is about all codes.
pub(crate) fn findings(codebook: &Codebook) -> Vec<(Option<usize>, ProblemKind)> {
    let codes = &codebook.codes;
    let mut findings = Vec::new();
    if codes.len() > 1 && codes.iter().all(|code| code.label.is_empty()) {
        findings.push((None, ProblemKind::NoLabels));
    } else {
        each(codes, &mut findings, |code| labels(code, &codebook.languages));
    }
    if codes.len() > 1 && codes.iter().all(|code| code.definition.is_empty()) {
        findings.push((None, ProblemKind::NoDefinitions));
    } else {
        let missing = |code: &Code| {
            code.definition.is_empty().then(|| ProblemKind::NoDefinition(code.path.clone()))
        };
        each(codes, &mut findings, |code| missing(code).into_iter().collect());
    }
    each(codes, &mut findings, keywords);
    same_labels(codes, &mut findings);
    conclusions(codes, &mut findings);
    findings.sort_by_key(|(code, _)| *code);
    findings
}

fn each(
    codes: &[Code],
    findings: &mut Vec<(Option<usize>, ProblemKind)>,
    check: impl Fn(&Code) -> Vec<ProblemKind>,
) {
    for (number, code) in codes.iter().enumerate() {
        findings.extend(check(code).into_iter().map(|what| (Some(number), what)));
    }
}

fn labels(code: &Code, languages: &[Language]) -> Vec<ProblemKind> {
    if code.label.is_empty() {
        return vec![ProblemKind::NoLabel(code.path.clone())];
    }
    let missing = languages.iter().filter(|language| !code.label.contains_key(language));
    let problem = |language: &Language| ProblemKind::NoLabelIn {
        code: code.path.clone(),
        language: language.clone(),
    };
    missing.map(problem).collect()
}

fn keywords(code: &Code) -> Vec<ProblemKind> {
    let problem = |keyword: &String| {
        let fault = Keyword::read(keyword).err()?;
        let (code, keyword) = (code.path.clone(), keyword.clone());
        Some(ProblemKind::BadKeyword { code, keyword, fault })
    };
    code.keywords.values().flatten().filter_map(problem).collect()
}

fn same_labels(codes: &[Code], findings: &mut Vec<(Option<usize>, ProblemKind)>) {
    let mut seen: BTreeMap<(Option<CodePath>, &Language, String), &CodePath> = BTreeMap::new();
    for (number, code) in codes.iter().enumerate() {
        for (language, label) in &code.label {
            let key = (code.path.parent(), language, fold(label));
            let sibling = *seen.entry(key).or_insert(&code.path);
            if sibling != &code.path {
                let (code, sibling) = (code.path.clone(), sibling.clone());
                let what = ProblemKind::SameLabel { code, sibling, language: language.clone() };
                findings.push((Some(number), what));
            }
        }
    }
}

/// One finding for each conclusion that does not stand below another.
fn conclusions(codes: &[Code], findings: &mut Vec<(Option<usize>, ProblemKind)>) {
    let is_conclusion = |code: &&Code| code.kind == CodeKind::Conclusion;
    let all: Vec<&CodePath> = codes.iter().filter(is_conclusion).map(|code| &code.path).collect();
    for (number, code) in codes.iter().enumerate().filter(|(_, code)| is_conclusion(code)) {
        if all.iter().any(|other| other.is_ancestor_of(&code.path)) {
            continue;
        }
        let below = all.iter().filter(|other| code.path.is_ancestor_of(other)).count();
        findings.push((Some(number), ProblemKind::Conclusion { code: code.path.clone(), below }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_told(codes: &[(&str, &str, &str)], expected: &[&str]) {
        let code = |&(id, label, definition): &(&str, &str, &str)| {
            let mut code = Code::new(CodePath::new(id).unwrap());
            let wording = |text: &str| {
                let filled = (!text.is_empty()).then(|| (Language::dutch(), text.to_owned()));
                filled.into_iter().collect()
            };
            (code.label, code.definition) = (wording(label), wording(definition));
            code
        };
        let languages = vec![Language::dutch()];
        let codes = codes.iter().map(code).collect();
        let codebook = Codebook { name: String::new(), languages, codes };
        let told: Vec<String> = check(&codebook).iter().map(ToString::to_string).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn labels_and_definitions_are_missed() {
        check_told(
            &[("a", "A", ""), ("b", "", "x")],
            &["code `a` has no definition", "code `b` has no label"],
        );
        check_told(
            &[("a", "", ""), ("b", "", "")],
            &["no code has a label", "no code has a definition"],
        );
        check_told(&[], &[]);
    }

    #[test]
    fn siblings_with_one_label_are_told() {
        let codes =
            [("a", "Één", "x"), ("b", "een", "x"), ("a.a", "Een", "x"), ("b.b", "Een", "x")];
        check_told(&codes, &["code `b` has the same label in `nl` as its sibling `a`"]);
    }

    #[test]
    fn conclusions_are_told_once_for_a_branch() {
        let mut codes: Vec<Code> =
            ["a", "a.b", "a.c", "d"].map(|id| Code::new(CodePath::new(id).unwrap())).into();
        codes.iter_mut().for_each(|code| code.kind = CodeKind::Conclusion);
        let codebook = Codebook { codes, ..Codebook::default() };
        let told: Vec<String> = check(&codebook).iter().map(ToString::to_string).collect();
        assert_eq!(
            told[2..],
            [
                "code `a`, like 2 below it, is a conclusion, never applied to what people say",
                "code `d` is a conclusion, never applied to what people say",
            ]
        );
    }
}
