//! Spans made of two sets of spans.

use kwali_text::Span;

use crate::SpanOperator;

/// Returns the longest runs of characters that lie in any of `spans`, in order.
///
/// Runs that touch are one.
pub(crate) fn runs(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut runs: Vec<Span> = Vec::new();
    for span in spans {
        match runs.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.hull(span),
            _ => runs.push(span),
        }
    }
    runs
}

/// Returns the runs made of two sets of runs, in order.
pub(crate) fn combine(operator: SpanOperator, left: &[Span], right: &[Span]) -> Vec<Span> {
    match operator {
        SpanOperator::Union => runs(left.iter().chain(right).copied().collect()),
        SpanOperator::Intersect => intersection(left, right),
        SpanOperator::Minus => difference(left, right),
    }
}

fn intersection(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = right;
    for run in left {
        rest = &rest[rest.partition_point(|other| other.end() <= run.start())..];
        let met = rest.iter().take_while(|other| other.start() < run.end());
        found.extend(met.filter_map(|other| run.intersection(*other)));
    }
    found
}

fn difference(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = right;
    for &run in left {
        rest = &rest[rest.partition_point(|other| other.end() <= run.start())..];
        let mut remains = Some(run);
        for other in rest.iter().take_while(|other| other.start() < run.end()) {
            let Some(span) = remains else { break };
            found.extend(span.before(*other));
            remains = span.behind(*other);
        }
        found.extend(remains);
    }
    found
}
