//! Overlaps beside those that chance makes.

use kwali_analysis::{CodePair, Cooccurrence, Draws, PairChance};

use super::measures::{Measure, Value};
use crate::{ColumnKind, Language};

/// The columns that are there where draws were asked for.
pub(super) fn measures(language: Language) -> Vec<Measure> {
    let of = |name: &str, label: &str, of: fn(&CodePair, PairChance) -> Value| {
        let value =
            move |pair: &CodePair| pair.chance.map_or(Value::NotAtHand, |chance| of(pair, chance));
        Measure::new(name, label, value)
    };
    vec![
        of("chance_mean", language.choose("By chance", "Bij toeval"), |_, chance| {
            Value::Number(Ok(chance.mean))
        })
        .of_kind(ColumnKind::Measure),
        of("chance_low", language.choose("From", "Van"), |_, chance| Value::Count(chance.low)),
        of("chance_high", language.choose("To", "Tot"), |_, chance| Value::Count(chance.high)),
        of(
            "chance_share_at_least",
            language.choose("Draws with at least as many", "Trekkingen met minstens zo veel"),
            |_, chance| Value::Number(Ok(chance.share_at_least())),
        )
        .of_kind(ColumnKind::Share),
        of("chance_ratio", language.choose("Times chance", "Maal toeval"), |pair, chance| {
            Value::Number(chance.ratio(pair.overlap_pairs))
        })
        .of_kind(ColumnKind::Measure),
        of("above_chance", language.choose("More", "Meer"), |pair, chance| {
            Value::Flag(pair.overlap_pairs > chance.high)
        })
        .of_kind(ColumnKind::Tick),
        of("below_chance", language.choose("Fewer", "Minder"), |pair, chance| {
            Value::Flag(pair.overlap_pairs < chance.low)
        })
        .of_kind(ColumnKind::Tick),
    ]
}

/// What is to be known of a table with draws, for its notes.
pub(super) fn notes(cooccurrence: &Cooccurrence, language: Language) -> Vec<String> {
    let Some(Draws { number, seed }) = cooccurrence.draws else { return Vec::new() };
    let meeting = cooccurrence.pairs.iter().filter(|pair| pair.same_document > 0);
    let n_meeting = meeting.clone().count();
    let n_with = |is_so: fn(u64, PairChance) -> bool| {
        let of = |pair: &&CodePair| pair.chance.is_some_and(|c| is_so(pair.overlap_pairs, c));
        meeting.clone().filter(of).count()
    };
    let more = n_with(|overlaps, chance| overlaps > chance.high);
    let fewer = n_with(|overlaps, chance| overlaps < chance.low);
    vec![
        language.choose(
            format!(
                "by chance: the codings of each code are shifted around together within each document; \
                 {number} draws, seed {seed}; from and to hold 95% of them"
            ),
            format!(
                "bij toeval: de coderingen van elke code worden samen verschoven binnen elk document; \
                 {number} trekkingen, beginwaarde {seed}; van en tot omvatten 95% ervan"
            ),
        ),
        language.choose(
            format!(
                "of {n_meeting} pairs that share a document {more} overlap more often than that and {fewer} \
                 less often; of so many pairs up to {} would on either side if the codes knew nothing of \
                 each other",
                one_in_forty(n_meeting)
            ),
            format!(
                "van {n_meeting} paren met een document samen overlappen er {more} vaker dan dat en {fewer} \
                 minder vaak; van zo veel paren zouden dat er aan elke kant tot {} zijn als de codes niets van \
                 elkaar wisten",
                one_in_forty(n_meeting)
            ),
        ),
    ]
}

fn one_in_forty(n: usize) -> usize {
    n.div_ceil(40)
}
