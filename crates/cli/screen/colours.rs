//! Colours and shapes: colour never says anything alone.

use kwali_exhibit::document_page::{Ink, terminal_colour};
use kwali_model::{Code, CodeId};
use ratatui::style::{Color, Modifier, Style};

/// Whether the screen has colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Colours {
    /// It has.
    Many,
    /// It has not, or they are not wanted.
    None,
}

impl Colours {
    /// Returns how a code is drawn.
    pub(crate) fn code(self, id: CodeId, code: &Code) -> Style {
        match self {
            Colours::None => Style::new(),
            Colours::Many => Style::new().fg(Color::Indexed(terminal_colour(id, code))),
        }
    }

    /// Returns the stripe of a code.
    pub(crate) fn stripe(self, id: CodeId, is_here: bool) -> &'static str {
        match (self, is_here) {
            (_, true) => "█",
            (Colours::Many, false) => Ink::Coloured.stripe(id),
            (Colours::None, false) => Ink::Plain.stripe(id),
        }
    }

    /// Returns how what is selected is drawn.
    pub(crate) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns how what was searched for is drawn.
    pub(crate) fn hit(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Returns how the words of the coding at which one is are drawn.
    pub(crate) fn here(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// Returns how the words of suggestions are drawn.
    pub(crate) fn suggested(self) -> Style {
        Style::new().add_modifier(Modifier::ITALIC)
    }

    /// Returns how names of speakers are drawn.
    pub(crate) fn name(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Returns how what matters less is drawn.
    pub(crate) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Returns how the line that tells where one is is drawn.
    pub(crate) fn status(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns how what went wrong is told.
    pub(crate) fn error(self) -> Style {
        match self {
            Colours::Many => Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            Colours::None => Style::new().add_modifier(Modifier::BOLD),
        }
    }
}
