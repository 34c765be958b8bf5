//! `kwali saturation`.

use clap::{Args, ValueEnum};
use kwali_exhibit::{
    Language, SaturationView, saturation_chart, saturation_rules_table, saturation_table,
};
use kwali_study::{SaturationRequest, SaturationRule, ThemeLevel};

use super::selection::{Codes, Which};
use crate::context::{Context, Outcome};
use crate::examples;
use crate::failure::Failure;
use crate::output::{ChartOutput, TableOutput};

/// Tell when further documents brought little that was new
///
/// After Guest, Namey and Chen (2020): the codes of the first documents are the base; then runs of
/// documents are looked at, each beginning one document later. Saturation is reached at the first
/// run that brings no more new codes than a share of the base. 5+2 means: five documents, and the two
/// behind them brought no more than that.
#[derive(Args)]
#[command(after_help = examples!(
    "in the order of the interviews" => "kwali saturation --order-by date",
    "several rules at once" => "kwali saturation --base 4,5,6 --run 2,3 --threshold 5%,0% --rules",
    "for each family of codes, drawn" => "kwali saturation --by family --chart saturation.svg",
    "what residents brought" => "kwali saturation --where role:bewoner",
))]
pub(crate) struct Saturation {
    #[command(flatten)]
    codes: Codes,
    #[command(flatten)]
    which: Which,

    /// What is counted
    #[arg(long, value_enum, default_value_t)]
    level: Level,

    /// How many documents make the base
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "4")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    base: Vec<u32>,

    /// How many documents make a run
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "2")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    run: Vec<u32>,

    /// The largest share of new codes at which there is saturation: 5%, 0.05
    #[arg(long, value_name = "SHARE,…", value_delimiter = ',', default_value = "5%")]
    #[arg(value_parser = share)]
    threshold: Vec<f64>,

    /// One row for each rule, rather than for each document
    #[arg(long, conflicts_with = "chart")]
    rules: bool,

    /// A curve for each family of codes (those of --code, else those at the top), document group or
    /// value of a variable
    #[arg(long, value_name = "family|group|VARIABLE")]
    by: Option<String>,

    /// The variable of documents that says in which order they came; else the order of the study
    #[arg(long, value_name = "VARIABLE")]
    order_by: Option<String>,

    /// How many other orders are looked at: all, if there are no more; 0 for none
    #[arg(long, value_name = "N", default_value_t = 1000)]
    orders: usize,

    /// From where drawing the orders starts: the same seed draws the same ones, on every machine
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    #[command(flatten)]
    pub(crate) output: TableOutput,
    #[command(flatten)]
    chart: ChartOutput,
}

/// What counts as a theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Level {
    /// Every code
    #[default]
    Codes,
    /// The codes at the top of the tree; where there is but one, those right below it
    Top,
}

/// Reads `5%` or `0.05`.
fn share(typed: &str) -> Result<f64, String> {
    let (number, of) = match typed.trim().strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (typed.trim(), 1.0),
    };
    match number.replace(',', ".").parse::<f64>() {
        Ok(number) if (0.0..=of).contains(&number) => Ok(number / of),
        _ => Err("a share from 0 to 1 is needed, or a percentage".to_owned()),
    }
}

impl Saturation {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.chart.check()?;
        let rules = self.all_rules();
        if rules.len() > 1 && !self.rules {
            let message = "a table of documents is of one base, one run and one threshold";
            return Err(Failure::usage(message, "add --rules, for a row for each of them"));
        }
        let study = context.open()?;
        let request = SaturationRequest {
            query: self.which.query.clone(),
            coders: self.which.coder.clone(),
            codes: self.codes.codes.clone(),
            level: match self.level {
                Level::Codes => ThemeLevel::Codes,
                Level::Top => ThemeLevel::TopLevel,
            },
            by: self.by.clone(),
            order_by: self.order_by.clone(),
            orders: Some((self.orders, self.seed)),
        };
        let counted = self.which.of(context, &study)?;
        let language = Language::of(counted.snapshot().language());
        let view = SaturationView { snapshot: counted.snapshot(), level: request.level, language };
        let curves = study.saturation(&request, &rules)?;
        let table = if self.rules {
            let by_rule: Vec<_> = rules.iter().copied().zip(curves.iter().cloned()).collect();
            saturation_rules_table(&view, &by_rule)?
        } else {
            saturation_table(&view, &curves[0], rules[0])?
        };
        self.output.write_counted(context, table, (&counted, language))?;
        if self.chart.chart.is_some() {
            self.chart.draw(context, &saturation_chart(&view, &curves[0], rules[0]))?;
        }
        Ok(Outcome::Done)
    }

    fn all_rules(&self) -> Vec<SaturationRule> {
        let mut rules = Vec::new();
        for &base in &self.base {
            for &run in &self.run {
                for &threshold in &self.threshold {
                    let (base, run) = (base as usize, run as usize);
                    rules.push(SaturationRule { base, run, threshold });
                }
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<f64>) {
        assert_eq!(share(typed).ok(), expected, "{typed}");
    }

    #[test]
    fn shares_are_read_with_and_without_a_percent_sign() {
        check("5%", Some(0.05));
        check("0.05", Some(0.05));
        check("0,05", Some(0.05));
        check("2.5 %", Some(0.025));
        check("0", Some(0.0));
        check("100%", Some(1.0));
        for typed in ["5", "101%", "-1%", "x", "%", ""] {
            check(typed, None);
        }
    }
}
