//! Where a passage that a file describes stands in a text.

use std::sync::OnceLock;

use kwali_text::{Span, SpanError, Text, normalise};
use unicode_segmentation::GraphemeCursor;

use crate::loose::{LooseText, begin_with, loosely_equal, occurrences};

/// A passage as people and files describe it: by position, by quote, or by both.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Passage {
    /// Start and end in code points of the text as it was given, from 0, the end not included.
    pub position: Option<(usize, usize)>,
    /// The words themselves.
    pub quote: Option<String>,
    /// Words that stand right before the quote; they choose among several places.
    pub before: Option<String>,
    /// Words that stand right behind it.
    pub after: Option<String>,
}

/// A passage with its span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Where it stands.
    pub span: Span,
    /// How that was found.
    pub how: How,
}

/// How a passage was placed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// At its position, where the quote stands too if there is one.
    AsGiven,
    /// By its quote alone.
    Found,
    /// By its quote, elsewhere than the position says.
    Moved,
}

/// Why a passage cannot be placed; never with words of the text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PlaceError {
    /// It has neither position nor quote.
    #[error("there is neither a position nor a quote")]
    NoPlace,
    /// The position is none of the text.
    #[error(transparent)]
    Position(#[from] SpanError),
    /// The quote stands nowhere.
    #[error("the quote does not stand in the text")]
    NotFound,
    /// The quote stands only where it begins or ends within what is one character to people.
    #[error("the quote is only a part of a character that is written with several signs")]
    PartOfCharacter,
    /// The quote stands in several places.
    #[error("the quote stands in the text {times} times, in {}", in_words(paragraphs))]
    Ambiguous {
        /// How often.
        times: usize,
        /// In which paragraphs, counted from 1, each once.
        paragraphs: Vec<usize>,
    },
}

impl PlaceError {
    /// Returns what to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            PlaceError::NoPlace => Some("give `start` and `end`, or `quote`"),
            PlaceError::Position(_) => {
                Some("positions are characters counted from 0, and the end is not included")
            }
            PlaceError::NotFound => {
                Some("copy the words from the text; only white space and curly quotes may differ")
            }
            PlaceError::PartOfCharacter => Some(
                "copy the whole character from the text: an emoji with its colour, a letter with its marks",
            ),
            PlaceError::Ambiguous { .. } => {
                Some("quote more words, or say what stands before or after")
            }
        }
    }
}

/// Places passages in one text.
///
/// A position costs as little in a long text as in a short one; a quote is searched for, first as
/// it stands, then with white space and curly quotation marks taken loosely.
pub struct Locator<'a> {
    text: &'a Text,
    loose: OnceLock<LooseText>,
}

impl<'a> Locator<'a> {
    /// Returns what places passages in `text`.
    pub fn new(text: &'a Text) -> Locator<'a> {
        Locator { text, loose: OnceLock::new() }
    }

    /// Returns where a passage stands.
    ///
    /// `to_text` says where code points of the text as it was given stand in this one, see
    /// [`Normalised::from_source`](kwali_text::Normalised::from_source). A quote that does not
    /// stand at the position is looked for elsewhere: of several places those with the right
    /// surroundings count, and of these the nearest, the first of two equally near.
    pub fn place(
        &self,
        passage: &Passage,
        to_text: impl Fn(usize, usize) -> (usize, usize),
    ) -> Result<Placed, PlaceError> {
        let given = passage.position.map(|(start, end)| {
            if start >= end {
                return Err(SpanError::Empty { start, end });
            }
            let (start, end) = to_text(start, end);
            self.text.span_of_chars(start, end)
        });
        let quote = passage.quote.as_deref().filter(|quote| !quote.trim().is_empty());
        let Some(quote) = quote.map(|quote| normalise(quote).text) else {
            let span = given.ok_or(PlaceError::NoPlace)??;
            return Ok(Placed { span, how: How::AsGiven });
        };
        // Positions may have been counted in the text as it is now, before a program that keeps files
        // gave it other line ends.
        let counted_here = passage.position.map(|(start, end)| self.text.span_of_chars(start, end));
        for span in [given, counted_here].into_iter().flatten().flatten() {
            if loosely_equal(self.text.slice(span), &quote) {
                return Ok(Placed { span, how: How::AsGiven });
            }
        }
        let places = self.places(&quote, passage);
        match passage.position {
            Some((start, end)) => nearest(&places, to_text(start, end).0),
            None => self.only(&places),
        }
    }

    /// The places of a quote; those with the right surroundings where there are any.
    fn places(&self, quote: &str, passage: &Passage) -> Vec<Span> {
        let span = |(start, end)| self.text.span(start, end).ok();
        let text = self.text.as_str();
        let exact = occurrences(text, quote).map(|start| (start, start + quote.len()));
        let mut places: Vec<Span> = exact.filter_map(span).collect();
        if places.is_empty() {
            let loose = self.loose.get_or_init(|| LooseText::of(text));
            places = loose.find(text, quote).into_iter().filter_map(span).collect();
        }
        if places.len() > 1 && places.iter().any(|&place| self.has_surroundings(place, passage)) {
            places.retain(|&place| self.has_surroundings(place, passage));
        }
        places
    }

    fn has_surroundings(&self, place: Span, passage: &Passage) -> bool {
        let text = self.text.as_str();
        let normal = |context: &Option<String>| {
            normalise(context.as_deref().unwrap_or_default().trim()).text
        };
        let (before, after) = (normal(&passage.before), normal(&passage.after));
        begin_with(text[..place.start()].chars().rev(), before.chars().rev())
            && begin_with(text[place.end()..].chars(), after.chars())
    }

    /// True if a passage begins and ends with what are whole characters to people.
    fn is_whole(&self, span: Span) -> bool {
        let text = self.text.as_str();
        let is_boundary = |at: usize| {
            let boundary = GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0);
            boundary.unwrap_or(true)
        };
        is_boundary(span.start()) && is_boundary(span.end())
    }

    /// Returns the one place where a quote stands, if it begins and ends with whole characters there.
    fn only(&self, places: &[Span]) -> Result<Placed, PlaceError> {
        let whole: Vec<Span> = places.iter().copied().filter(|&span| self.is_whole(span)).collect();
        match whole.as_slice() {
            [] if !places.is_empty() => Err(PlaceError::PartOfCharacter),
            [] => Err(PlaceError::NotFound),
            [span] => Ok(Placed { span: *span, how: How::Found }),
            _ => {
                let all = self.text.paragraphs();
                let number =
                    |place: &Span| all.partition_point(|p| p.start() <= place.start()).max(1);
                let mut paragraphs: Vec<usize> = whole.iter().map(number).collect();
                paragraphs.dedup();
                Err(PlaceError::Ambiguous { times: whole.len(), paragraphs })
            }
        }
    }
}

fn nearest(places: &[Span], start: usize) -> Result<Placed, PlaceError> {
    let nearest = places.iter().min_by_key(|place| place.start_char().abs_diff(start));
    let span = *nearest.ok_or(PlaceError::NotFound)?;
    Ok(Placed { span, how: How::Moved })
}

/// `paragraph 2`, `paragraphs 2, 5 and 9`; of many only the first.
fn in_words(paragraphs: &[usize]) -> String {
    const MOST: usize = 8;
    let numbers: Vec<String> = paragraphs.iter().take(MOST).map(usize::to_string).collect();
    match numbers.split_last() {
        None => "no paragraph".into(),
        Some((only, [])) => format!("paragraph {only}"),
        Some(_) if paragraphs.len() > MOST => {
            format!("paragraphs {} and others", numbers.join(", "))
        }
        Some((last, first)) => format!("paragraphs {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use kwali_text::normalise;
    use proptest::prelude::*;

    use super::*;

    /// Several people say nearly the same.
    const TEXT: &str =
        "Anna: Geen tijd.\n\nBram: Zo’n klus,\ngeen tijd. Nee.\n\nCees: Ja. Geen tijd!";

    fn quoted(quote: &str) -> Passage {
        Passage { quote: Some(quote.into()), ..Passage::default() }
    }

    fn place(passage: &Passage) -> Result<(usize, String, How), PlaceError> {
        let text = Text::new(TEXT).unwrap();
        let placed = Locator::new(&text).place(passage, |start, end| (start, end))?;
        Ok((placed.span.start_char(), text.slice(placed.span).to_owned(), placed.how))
    }

    #[track_caller]
    fn check(passage: &Passage, start: usize, words: &str, how: How) {
        assert_eq!(place(passage), Ok((start, words.to_owned(), how)));
    }

    #[test]
    fn a_position_alone_is_taken_as_it_is() {
        check(&Passage { position: Some((6, 10)), ..Passage::default() }, 6, "Geen", How::AsGiven);
        let wrong =
            |start, end| place(&Passage { position: Some((start, end)), ..Passage::default() });
        assert_eq!(wrong(3, 3), Err(SpanError::Empty { start: 3, end: 3 }.into()));
        assert!(matches!(wrong(0, 900), Err(PlaceError::Position(SpanError::BeyondEnd { .. }))));
        assert_eq!(place(&Passage::default()), Err(PlaceError::NoPlace));
        assert_eq!(place(&quoted(" \n")), Err(PlaceError::NoPlace));
    }

    #[test]
    fn a_quote_that_stands_there_once_is_found() {
        check(&quoted("Nee"), 46, "Nee", How::Found);
        check(&quoted("Zo'n klus"), 24, "Zo’n klus", How::Found);
    }

    #[test]
    fn a_quote_is_found_across_lines_and_quotation_marks() {
        check(&quoted("Zo'n klus, geen tijd"), 24, "Zo’n klus,\ngeen tijd", How::Found);
    }

    #[test]
    fn a_quote_is_of_whole_characters() {
        let text = Text::new("Zo 👍🏿 en 👨🏽\u{200d}⚕\u{fe0f} en g\u{308}a. 👍").unwrap();
        let found = |quote: &str| {
            let placed = Locator::new(&text).place(&quoted(quote), |start, end| (start, end));
            placed.map(|placed| text.slice(placed.span).to_owned())
        };
        for part in ["👍🏿 en 👨", "🏿", "⚕", "g", "\u{200d}"] {
            assert_eq!(found(part), Err(PlaceError::PartOfCharacter), "{part}");
        }
        for whole in ["👍🏿", "👨🏽\u{200d}⚕\u{fe0f}", "g\u{308}", "a"] {
            assert_eq!(found(whole).as_deref(), Ok(whole));
        }
        // Of two places one has it whole.
        assert_eq!(found("👍").as_deref(), Ok("👍"));
        // A position says what is meant.
        let given = Passage { position: Some((3, 4)), ..quoted("👍") };
        assert!(Locator::new(&text).place(&given, |start, end| (start, end)).is_ok());
    }

    #[test]
    fn several_places_are_told_by_paragraph() {
        let error = place(&quoted("Geen tijd")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the quote stands in the text 2 times, in paragraphs 1 and 4"
        );
        let error = place(&quoted("ee")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the quote stands in the text 5 times, in paragraphs 1, 3 and 4"
        );
        assert_eq!(place(&quoted("Dirk")), Err(PlaceError::NotFound));
    }

    #[test]
    fn surroundings_choose_among_several_places() {
        let passage = |before: &str, after: &str| Passage {
            before: Some(before.into()),
            after: Some(after.into()),
            ..quoted("Geen tijd")
        };
        check(&passage("Anna:", ""), 6, "Geen tijd", How::Found);
        check(&passage("Cees:  Ja. ", ""), 62, "Geen tijd", How::Found);
        check(&passage("", "."), 6, "Geen tijd", How::Found);
        check(&passage("", " . Bram:"), 6, "Geen tijd", How::Found);
        assert!(matches!(place(&passage("Dirk:", "")), Err(PlaceError::Ambiguous { .. })));
    }

    #[test]
    fn a_quote_that_stands_elsewhere_is_moved_to_the_nearest_place() {
        let passage =
            |start, end, quote: &str| Passage { position: Some((start, end)), ..quoted(quote) };
        check(&passage(6, 15, "Geen tijd"), 6, "Geen tijd", How::AsGiven);
        check(&passage(24, 44, "Zo'n klus, geen tijd"), 24, "Zo’n klus,\ngeen tijd", How::AsGiven);
        check(&passage(8, 17, "Geen tijd"), 6, "Geen tijd", How::Moved);
        check(&passage(50, 59, "Geen tijd"), 62, "Geen tijd", How::Moved);
        check(&passage(900, 909, "Geen tijd"), 62, "Geen tijd", How::Moved);
        check(&passage(5, 5, "Geen tijd"), 6, "Geen tijd", How::Moved);
        assert_eq!(place(&passage(6, 15, "Veel tijd")), Err(PlaceError::NotFound));
        let near = Passage { before: Some("Ja.".into()), ..passage(8, 17, "Geen tijd") };
        check(&near, 62, "Geen tijd", How::Moved);
    }

    #[test]
    fn positions_of_the_source_become_those_of_the_text() {
        let source = "a\r\nb cafe\u{301} x";
        let normalised = normalise(source);
        let text = Text::new(&normalised.text).unwrap();
        let passage = Passage { position: Some((5, 10)), ..quoted("cafe\u{301}") };
        let placed =
            Locator::new(&text).place(&passage, |s, e| normalised.from_source(s, e)).unwrap();
        assert_eq!((text.slice(placed.span), placed.how), ("café", How::AsGiven));
    }

    proptest! {
        #[test]
        fn any_passage_is_found_again_by_its_words_and_place(
            content in "[ab ’\né]{2,40}", a in 0usize..40, b in 0usize..40, off in 0usize..5,
        ) {
            let text = Text::new(&content).unwrap();
            let n = text.chars();
            let (start, end) = ((a % n).min(b % n), (a % n).max(b % n) + 1);
            let words = text.slice(text.span_of_chars(start, end).unwrap());
            if words.trim().is_empty() {
                return Ok(());
            }
            let locator = Locator::new(&text);
            let exact = Passage { position: Some((start, end)), ..quoted(words) };
            let placed = locator.place(&exact, |s, e| (s, e)).unwrap();
            prop_assert_eq!((placed.span.start_char(), placed.how), (start, How::AsGiven));
            let shifted = Passage { position: Some((start + off, end + off)), ..quoted(words) };
            let placed = locator.place(&shifted, |s, e| (s, e)).unwrap();
            prop_assert!(loosely_equal(text.slice(placed.span), words));
            prop_assert!(placed.span.start_char().abs_diff(start + off) <= off);
        }
    }
}
