//! Which themes of a chart have a colour of their own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::Portrait;
use kwali_model::CodeId;

use super::PortraitView;
use crate::chart::COLOURS_APART;
use crate::exhibits::wording::{code_colour, code_label};
use crate::{Colour, RibbonTheme};

/// The themes of a chart, with the place of each among those that have a colour.
pub(super) struct ThemeColours {
    pub(super) themes: Vec<RibbonTheme>,
    places: BTreeMap<CodeId, usize>,
    /// How many themes share the colour of the last one.
    pub(super) n_others: usize,
}

impl ThemeColours {
    /// Colours the themes of portraits: as the codebook does if it has a colour for each and no two
    /// are the same, else from a palette that can be told apart.
    ///
    /// There are more themes than the palette has colours: those that cover the most characters get
    /// one each, and the others share a grey.
    pub(super) fn of(view: &PortraitView<'_>, portraits: &[Portrait]) -> ThemeColours {
        let mut covered: BTreeMap<CodeId, usize> = BTreeMap::new();
        for (theme, characters) in portraits.iter().flat_map(Portrait::themes) {
            *covered.entry(theme).or_default() += characters;
        }
        let codes: Vec<CodeId> = covered.keys().copied().collect();
        let label = |&code: &CodeId| code_label(view.snapshot, code, view.language).to_owned();
        let own: Option<Vec<Colour>> =
            codes.iter().map(|&code| code_colour(view.snapshot, code)).collect();
        let are_apart = |own: &Vec<Colour>| {
            own.iter().map(|c| (c.red, c.green, c.blue)).collect::<BTreeSet<_>>().len() == own.len()
        };
        if let Some(own) = own.filter(are_apart) {
            let theme = |(code, colour)| RibbonTheme { label: label(code), colour };
            let themes = codes.iter().zip(own).map(theme).collect();
            let places = codes.iter().copied().zip(0..).collect();
            return ThemeColours { themes, places, n_others: 0 };
        }
        // Stable: of themes that cover as much the first in the order of codes comes first.
        let mut largest = codes.clone();
        largest.sort_by_key(|code| Reverse(covered[code]));
        let n_named = if codes.len() > COLOURS_APART { COLOURS_APART - 1 } else { codes.len() };
        let named: BTreeSet<CodeId> = largest.into_iter().take(n_named).collect();
        let theme =
            |(place, code)| RibbonTheme { label: label(code), colour: Colour::categorical(place) };
        let mut themes: Vec<RibbonTheme> = named.iter().enumerate().map(theme).collect();
        let places = codes.iter().map(|code| {
            let place = named.iter().position(|named| named == code);
            (*code, place.unwrap_or(n_named))
        });
        let places = places.collect();
        let n_others = codes.len() - n_named;
        if n_others > 0 {
            let label = view
                .language
                .choose(format!("{n_others} other codes"), format!("{n_others} andere codes"));
            themes.push(RibbonTheme { label, colour: Colour::OTHERS });
        }
        ThemeColours { themes, places, n_others }
    }

    /// The places of the themes of a cell, each once, in order.
    pub(super) fn places(&self, themes: &[CodeId]) -> Vec<usize> {
        let places = themes.iter().filter_map(|theme| self.places.get(theme).copied());
        places.collect::<BTreeSet<usize>>().into_iter().collect()
    }
}
