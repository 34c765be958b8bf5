//! When further documents brought little that was new.

use std::collections::BTreeSet;

use kwali_analysis::{
    CurveRequest, NamedKind, Query, SaturationCurve, SaturationRule, Term, ThemeLevel, Wanted,
    documents_in_order, rows_below, saturation_curve, top_codes,
};
use kwali_model::{CodeId, Scope, Snapshot, Variable};

use super::crosstab::variable;
use super::values::values_of;
use super::{Finding, Form, Found, Tabulated, charts, rows};
use crate::exhibits::code_id;
use crate::factsheet::arguments::{Arguments, Problem};
use crate::factsheet::evidence::Evidence;
use crate::{Language, SaturationView, saturation_chart, saturation_table};

/// The rule where the template gives none: a base of four documents, runs of two, 5 %.
const USUAL: SaturationRule = SaturationRule { base: 4, run: 2, threshold: 0.05 };

/// How many other orders are looked at where the template does not say.
const USUAL_ORDERS: usize = 1000;

pub(super) fn find(evidence: &Evidence<'_>, arguments: &Arguments, language: Language) -> Found {
    let (restriction, snapshot) = evidence.restricted(arguments)?;
    let rule = rule(arguments)?;
    let levels = [("codes", ThemeLevel::Codes), ("top", ThemeLevel::TopLevel)];
    let level = arguments.choice("themes", &levels)?.unwrap_or_default();
    let orders = (
        arguments.number("orders")?.unwrap_or(USUAL_ORDERS),
        arguments.number("seed")?.unwrap_or(1) as u64,
    );
    let by = variable_of_documents(evidence.snapshot, arguments)?;
    let order = documents_in_order(evidence.snapshot, by);
    let is_by_family = matches!(arguments.text("by")?, None | Some("family"));
    let takes_all = restriction == Query::default() && is_by_family;
    let mut curves = Vec::new();
    for part in parts(evidence, arguments)? {
        let asked = restriction.clone().and(part.condition.clone());
        let request = CurveRequest {
            name: part.name,
            codes: Some(part.codes),
            level,
            takes_all,
            orders: Some(orders),
        };
        curves.push(saturation_curve(&evidence.narrowed(&asked)?, &order, &request, rule));
    }
    let view = SaturationView { snapshot: &snapshot, level, language };
    let table = saturation_table(&view, &curves, rule)?;
    let has_chart = charts::wanted(arguments, &[("steps", ())])?.is_some();
    let chart = has_chart.then(|| saturation_chart(&view, &curves, rule));
    let names = names(&snapshot, &curves);
    let form = Form::of(arguments)?;
    Ok(Finding::of_table(&restriction, Tabulated::untraced(table, chart, form, names)))
}

/// Returns base, run and threshold; a threshold is a share, such as 0.05.
fn rule(arguments: &Arguments) -> Result<SaturationRule, Problem> {
    let threshold = match arguments.0.get("threshold").map(|given| given.as_number()) {
        None => USUAL.threshold,
        Some(Some(share)) if (0.0..=1.0).contains(&share) => share,
        Some(_) => return Err(Problem::new("`threshold` must be a share from 0 to 1")),
    };
    let from_one = |name: &str, usual: usize| match arguments.number(name)? {
        Some(0) => Err(Problem::new(format!("`{name}` must be a whole number from 1"))),
        number => Ok(number.unwrap_or(usual)),
    };
    Ok(SaturationRule {
        base: from_one("base", USUAL.base)?,
        run: from_one("run", USUAL.run)?,
        threshold,
    })
}

fn variable_of_documents<'a>(
    snapshot: &'a Snapshot,
    arguments: &Arguments,
) -> Result<Option<&'a Variable>, Problem> {
    let Some(typed) = arguments.text("order_by")? else { return Ok(None) };
    let found = variable(snapshot, typed, &[])?;
    match found.scope {
        Scope::Document => Ok(Some(found)),
        Scope::Participant => {
            Err(Problem::new(format!("`order_by`: `{typed}` describes no documents")))
        }
    }
}

/// A part of the study of which a curve is made.
struct Part {
    name: Option<String>,
    condition: Query,
    codes: Vec<CodeId>,
}

/// Returns the whole study, or its families of codes, document groups or values of a variable.
fn parts(evidence: &Evidence<'_>, arguments: &Arguments) -> Result<Vec<Part>, Problem> {
    let snapshot = evidence.snapshot;
    let codes = rows::codes(snapshot, arguments, "codes")?;
    let part = |name: String, condition| Part { name: Some(name), condition, codes: codes.clone() };
    match arguments.text("by")? {
        None => Ok(vec![Part { name: None, condition: Query::default(), codes }]),
        Some("family") => Ok(families(snapshot, &codes)),
        Some("group") => {
            let documents = snapshot.documents().iter();
            let groups: BTreeSet<String> = documents.filter_map(|d| d.group.clone()).collect();
            let term = |name: &String| {
                let name = Wanted::Is(name.clone());
                Query::of(Term::Named { kind: NamedKind::Group, name })
            };
            Ok(groups.into_iter().map(|name| part(name.clone(), term(&name))).collect())
        }
        Some(name) => {
            let id = variable(snapshot, name, &["family", "group"])?.id;
            let values = values_of(snapshot, id)?.into_iter();
            Ok(values.map(|value| part(value.name, value.query)).collect())
        }
    }
}

/// Returns the highest of the codes, or those at the top of the tree, each with those below it.
fn families(snapshot: &Snapshot, codes: &[CodeId]) -> Vec<Part> {
    let system = snapshot.codes();
    let heads: Vec<CodeId> = match codes.len() == system.len() {
        true => top_codes(system),
        false => {
            let is_head = |code: &CodeId| !system.ancestors(*code).any(|a| codes.contains(&a));
            codes.iter().copied().filter(is_head).collect()
        }
    };
    let family = |head: CodeId| Part {
        name: Some(code_id(snapshot, head).to_owned()),
        condition: Query::default(),
        codes: rows_below(system, head, None),
    };
    heads.into_iter().map(family).collect()
}

/// Returns what rows are called: their document, behind the name of the curve if it has one.
fn names(snapshot: &Snapshot, curves: &[SaturationCurve]) -> Vec<String> {
    let of_curve = |curve: &SaturationCurve| {
        let name = |&place: &usize| {
            let document = &snapshot.documents()[place].name;
            curve.name.as_ref().map_or(document.clone(), |name| format!("{name} / {document}"))
        };
        curve.documents.iter().map(name).collect::<Vec<_>>()
    };
    curves.iter().flat_map(of_curve).collect()
}
