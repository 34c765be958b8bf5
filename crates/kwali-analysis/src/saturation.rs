//! Saturation after Guest, Namey and Chen (2020): when further documents bring little that is new.

mod curve;
mod orders;

use std::collections::BTreeSet;

use kwali_model::{CodeId, CodeSystem, Snapshot};

use crate::Undefined;

pub use curve::{CurveRequest, SaturationCurve, documents_in_order, saturation_curve};
pub use orders::{OrderBand, over_orders};

/// What counts as a theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ThemeLevel {
    /// Every code that is applied.
    #[default]
    Codes,
    /// The one of [`top_codes`] above it.
    TopLevel,
}

/// When documents bring little that is new.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SaturationRule {
    /// How many documents make the base.
    pub base: usize,
    /// How many documents make a run.
    pub run: usize,
    /// The largest share of new themes, from 0 to 1, at which there is saturation.
    pub threshold: f64,
}

/// How many themes documents brought, one after the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Saturation {
    /// Of each document, the themes that none before it had.
    pub new: Vec<usize>,
    /// The themes up to each document.
    pub cumulative: Vec<usize>,
    /// The themes of the base; undefined with fewer documents than that.
    pub base_themes: Result<usize, Undefined>,
    /// Every run behind the base, in order.
    pub runs: Vec<SaturationRun>,
    /// How many documents come before the first run that brings little; `None` if there is none.
    pub reached: Option<usize>,
}

/// Some documents in a row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SaturationRun {
    /// How many documents come before it.
    pub before: usize,
    /// The themes that none before it had.
    pub new: usize,
    /// These as a share of the themes of the base; undefined where the base has none.
    pub ratio: Result<f64, Undefined>,
}

/// Returns by code the theme that it counts as; of `codes` only, if there are any named.
pub fn themes_of_codes(
    system: &CodeSystem,
    codes: Option<&[CodeId]>,
    level: ThemeLevel,
) -> Vec<Option<CodeId>> {
    let tops = top_codes(system);
    let theme = |code: CodeId| match level {
        ThemeLevel::Codes => code,
        ThemeLevel::TopLevel => {
            system.ancestors(code).find(|above| tops.contains(above)).unwrap_or(code)
        }
    };
    system
        .ids()
        .map(|code| codes.is_none_or(|codes| codes.contains(&code)).then(|| theme(code)))
        .collect()
}

/// Returns the themes of every document, by place in study order; of `codes` only, if there are any
/// named.
pub fn themes_by_document(
    snapshot: &Snapshot,
    codes: Option<&[CodeId]>,
    level: ThemeLevel,
) -> Vec<BTreeSet<CodeId>> {
    let themes = themes_of_codes(snapshot.codes(), codes, level);
    (0..snapshot.documents().len())
        .map(|place| {
            let codings = snapshot.codings_at(place).iter();
            codings.filter_map(|coding| themes[coding.code.index()]).collect()
        })
        .collect()
}

/// Returns the codes at the top of the tree; where all stand below a single one, those right below it.
pub fn top_codes(system: &CodeSystem) -> Vec<CodeId> {
    let below = |above| system.ids().filter(move |&code| system.parent(code) == above);
    let mut top: Vec<CodeId> = below(None).collect();
    while let [root] = top[..] {
        let next: Vec<CodeId> = below(Some(root)).collect();
        if next.is_empty() {
            break;
        }
        top = next;
    }
    top
}

/// Returns how many themes documents brought, in the order in which they stand.
///
/// Run `k` covers the documents `base + k` to `base + k + run - 1`, counted from 1; its ratio is the
/// number of new themes in it by the number of themes in the base, and there is saturation at the
/// first run whose ratio is not above the threshold (docs/definitions.md, saturation). Where the base
/// has no themes every ratio is undefined, and nothing is reached.
pub fn saturation(documents: &[&BTreeSet<CodeId>], rule: SaturationRule) -> Saturation {
    let mut seen: BTreeSet<CodeId> = BTreeSet::new();
    let (mut new, mut cumulative) = (Vec::new(), Vec::new());
    for themes in documents {
        let before = seen.len();
        seen.extend(themes.iter());
        new.push(seen.len() - before);
        cumulative.push(seen.len());
    }
    let base_themes = match rule.base {
        0 => Err(Undefined::EmptyBase),
        base => cumulative.get(base - 1).copied().ok_or(Undefined::FewerThanBase),
    };
    let runs: Vec<SaturationRun> = match base_themes {
        Err(_) => Vec::new(),
        Ok(of) => {
            let windows = new[rule.base..].windows(rule.run.max(1)).enumerate();
            let run = |(k, window): (usize, &[usize])| {
                let new = window.iter().sum();
                SaturationRun { before: rule.base + k, new, ratio: ratio(new, of) }
            };
            windows.map(run).collect()
        }
    };
    let is_little = |run: &&SaturationRun| run.ratio.is_ok_and(|ratio| ratio <= rule.threshold);
    let reached = runs.iter().find(is_little).map(|run| run.before);
    Saturation { new, cumulative, base_themes, runs, reached }
}

fn ratio(new: usize, base: usize) -> Result<f64, Undefined> {
    if base == 0 { Err(Undefined::EmptyBase) } else { Ok(new as f64 / base as f64) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Documents of which each brings so many themes that none before it has, and all earlier ones.
    pub(crate) fn bringing(new: &[usize]) -> Vec<BTreeSet<CodeId>> {
        let mut reached = 0;
        let mut themes = |&n: &usize| {
            reached += n as u32;
            (0..reached).map(CodeId).collect()
        };
        new.iter().map(&mut themes).collect()
    }

    #[track_caller]
    fn check(new: &[usize], (base, run, threshold): (usize, usize, f64), expected: Option<usize>) {
        let documents = bringing(new);
        let documents: Vec<_> = documents.iter().collect();
        let found = saturation(&documents, SaturationRule { base, run, threshold });
        assert_eq!(found.new, new);
        assert_eq!(found.reached, expected, "{found:?}");
    }

    const EXAMPLE: [usize; 9] = [10, 8, 5, 4, 2, 1, 0, 0, 0];

    #[test]
    fn the_first_run_that_brings_little_is_reached() {
        check(&EXAMPLE, (4, 2, 0.05), Some(5));
        check(&EXAMPLE, (4, 2, 0.0), Some(6));
        check(&EXAMPLE, (4, 3, 0.05), Some(5));
        check(&EXAMPLE, (4, 2, 0.2), Some(4));
        check(&EXAMPLE[..5], (4, 2, 0.05), None);
        check(&[1, 1, 1, 1, 1, 1], (4, 2, 0.05), None);
    }

    #[test]
    fn ratios_are_of_the_base() {
        let documents = bringing(&EXAMPLE);
        let documents: Vec<_> = documents.iter().collect();
        let rule = SaturationRule { base: 4, run: 2, threshold: 0.05 };
        let found = saturation(&documents, rule);
        assert_eq!((found.base_themes, found.cumulative[8]), (Ok(27), 30));
        let ratios: Vec<f64> = found.runs.iter().map(|run| run.ratio.unwrap()).collect();
        assert_eq!(ratios, [3.0 / 27.0, 1.0 / 27.0, 0.0, 0.0]);
        assert_eq!(found.runs.iter().map(|run| run.before).collect::<Vec<_>>(), [4, 5, 6, 7]);
    }

    #[test]
    fn without_enough_documents_or_themes_nothing_is_reached() {
        let rule = SaturationRule { base: 2, run: 2, threshold: 0.05 };
        let nothing = bringing(&[0, 0, 0, 0, 0]);
        let nothing: Vec<_> = nothing.iter().collect();
        let found = saturation(&nothing, rule);
        assert_eq!((found.base_themes, found.reached), (Ok(0), None));
        assert!(found.runs.iter().all(|run| run.ratio == Err(Undefined::EmptyBase)));
        let found = saturation(&nothing[..1], rule);
        assert_eq!((found.base_themes, found.runs.len()), (Err(Undefined::FewerThanBase), 0));
        assert_eq!(saturation(&[], rule).cumulative, []);
    }

    #[test]
    fn themes_are_codes_or_those_at_the_top() {
        let made = kwali_testkit::study("== d1\n<a.b.c>x</a.b.c> <a.d>y</a.d>\n== d2\n<e>z</e>");
        let themes = |codes: Option<&[CodeId]>, level| -> Vec<Vec<String>> {
            let path = |id: &CodeId| made.snapshot.codes().code(*id).path.to_string();
            let found = themes_by_document(&made.snapshot, codes, level);
            found.iter().map(|themes| themes.iter().map(path).collect()).collect()
        };
        assert_eq!(themes(None, ThemeLevel::Codes), [vec!["a.b.c", "a.d"], vec!["e"]]);
        assert_eq!(themes(None, ThemeLevel::TopLevel), [["a"], ["e"]]);
        let alone = kwali_testkit::study("<a.b.c>x</a.b.c> <a.d>y</a.d>");
        let top = top_codes(alone.snapshot.codes()).into_iter();
        let paths = top.map(|code| alone.snapshot.codes().code(code).path.to_string());
        assert_eq!(paths.collect::<Vec<_>>(), ["a.b", "a.d"]);
        let of = made.snapshot.codes().with_descendants(CodeId(0));
        assert_eq!(themes(Some(&of), ThemeLevel::TopLevel), [vec!["a"], vec![]]);
    }
}
