//! What the search does not find in its steps, asked of a solver of integer programs.
//!
//! The solver knows no order of ways that are promising: it finds other numbers wherever there are
//! some, of them those that move counts which are not hidden yet by the least. It takes longer than the
//! search mostly does, and is asked only where the search fails, in webs of counts that are not large.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

use super::{Search, Sparse, Step};

/// Webs in which more counts than this can move are left to the search.
const MOST_MOVING: usize = 2_000;

/// So many branches one question may take.
const MOST_BRANCHES: u64 = 400;

/// No count is moved up by more than so many times the threshold.
const TIMES_UP: i64 = 100;

/// What moving a hidden count by one costs, where moving another one costs 1.
const COST_IF_HIDDEN: f64 = 0.001;

/// By how much a count is moved: up less down, neither of them negative.
#[derive(Debug, Clone, Copy)]
struct Moved {
    up: Variable,
    down: Variable,
}

impl Search<'_> {
    /// Moves a count by as much as one of these, and others until all relations hold.
    pub(super) fn solved(&mut self, place: usize, by: RangeInclusive<i64>) -> Option<Step> {
        if by.is_empty() || self.questions_left == 0 {
            return None;
        }
        self.questions_left -= 1;
        let (relations, moving) = self.web(place);
        if moving.len() > MOST_MOVING {
            return None;
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut moved: BTreeMap<usize, Moved> = BTreeMap::new();
        for other in moving {
            let (low, high) = self.room(other)?;
            let by = match other == place {
                true => by.clone(),
                false => low - self.value(other)..=high.saturating_sub(self.value(other)),
            };
            moved.insert(other, self.variables(&mut problem, other, by));
        }
        for relation in relations {
            self.state(&mut problem, relation, &moved);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        let number = |variable: Variable| solution.var_value(variable).round() as i64;
        let moves =
            moved.iter().map(|(&other, &Moved { up, down })| (other, number(up) - number(down)));
        self.checked(moves.filter(|&(_, by)| by != 0).collect())
    }

    /// Lets a count be moved by as much as one of these.
    fn variables(&self, problem: &mut Problem, place: usize, by: RangeInclusive<i64>) -> Moved {
        let most = (*by.end()).min(self.least.saturating_mul(TIMES_UP));
        let cost = if self.is_hidden(place) { COST_IF_HIDDEN } else { 1.0 };
        let mut variable = |least: i64, most: i64| {
            let bound = |number: i64| i32::try_from(number.max(0)).unwrap_or(i32::MAX);
            problem.add_integer_var(cost, (bound(least), bound(most)))
        };
        Moved { up: variable(*by.start(), most), down: variable(-most, -by.start()) }
    }

    /// States that a relation holds when counts are moved.
    fn state(&self, problem: &mut Problem, number: usize, moved: &BTreeMap<usize, Moved>) {
        let relation = &self.counts.relations[number];
        let terms = relation.terms.iter().filter_map(|&(place, factor)| {
            let Moved { up, down } = *moved.get(&place)?;
            Some([(up, factor as f64), (down, -factor as f64)])
        });
        let sum: Vec<(Variable, f64)> = terms.flatten().collect();
        let operator = if relation.is_exact { ComparisonOp::Eq } else { ComparisonOp::Ge };
        problem.add_constraint(sum, operator, -self.true_sums[number] as f64);
    }

    /// Returns the relations that hang together with a count through others that can move, and the
    /// counts in them that can.
    fn web(&self, place: usize) -> (Vec<usize>, Vec<usize>) {
        let mut is_in_web = vec![false; self.counts.relations.len()];
        let mut is_moving = vec![false; self.counts.counts.len()];
        let mut open = vec![place];
        while let Some(place) = open.pop() {
            if std::mem::replace(&mut is_moving[place], true) {
                continue;
            }
            for &(relation, _) in &self.of_count[place] {
                if !std::mem::replace(&mut is_in_web[relation], true) {
                    let places = self.counts.relations[relation].terms.iter().map(|term| term.0);
                    open.extend(places.filter(|&other| self.room(other).is_some()));
                }
            }
        }
        let set = |is_set: Vec<bool>| (0..is_set.len()).filter(|&at| is_set[at]).collect();
        (set(is_in_web), set(is_moving))
    }

    /// Returns a step with all these counts moved, if it is true that all relations hold: the
    /// solver counts in fractions.
    fn checked(&self, moves: Vec<(usize, i64)>) -> Option<Step> {
        let step = moves
            .into_iter()
            .try_fold(Step::default(), |step, (place, by)| self.moved(&step, place, by))?;
        let Sparse(broken) = self.broken(&self.off(&step.change));
        broken.is_empty().then_some(step)
    }
}
