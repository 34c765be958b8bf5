//! Which steps of cleaning are done.

use std::collections::BTreeSet;

use kwali_model::CleaningStep;
use kwali_text::Language;

/// Which steps of cleaning are done, and by the rules of which language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cleaning {
    /// The language whose rules make cut words whole.
    pub language: Language,
    off: BTreeSet<CleaningStep>,
}

/// No step has that name, or it cannot be switched off.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum UnknownStep {
    /// No step has that name.
    #[error("no cleaning step is called `{0}`")]
    NoSuchName(String),
    /// Every text of a study has taken that step.
    #[error("`{0}` cannot be switched off: every text of a study has that form")]
    Always(CleaningStep),
}

impl Default for Cleaning {
    /// Every step, for Dutch.
    fn default() -> Cleaning {
        Cleaning::of_language(Language::dutch())
    }
}

impl Cleaning {
    /// Returns every step, with the rules of a language.
    pub fn of_language(language: Language) -> Cleaning {
        Cleaning { language, off: BTreeSet::new() }
    }

    /// Steps that every text takes, whatever is switched off.
    pub const ALWAYS: [CleaningStep; 3] =
        [CleaningStep::LineEnds, CleaningStep::ControlCharacters, CleaningStep::Accents];

    /// Returns the steps that can be switched off.
    pub fn optional() -> impl Iterator<Item = CleaningStep> {
        CleaningStep::ALL.into_iter().filter(|step| !Cleaning::ALWAYS.contains(step))
    }

    /// Switches steps off by name; `all` stands for each that can be.
    pub fn switch_off(&mut self, names: &[String]) -> Result<(), UnknownStep> {
        for name in names.iter().map(|name| name.trim()) {
            if name == "all" {
                self.off.extend(Cleaning::optional());
                continue;
            }
            let step = CleaningStep::from_name(name)
                .ok_or_else(|| UnknownStep::NoSuchName(name.to_owned()))?;
            if Cleaning::ALWAYS.contains(&step) {
                return Err(UnknownStep::Always(step));
            }
            self.off.insert(step);
        }
        Ok(())
    }

    /// True if a step is to be done.
    pub fn does(&self, step: CleaningStep) -> bool {
        !self.off.contains(&step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_switched_off_by_name() {
        let mut cleaning = Cleaning::default();
        cleaning.switch_off(&["spaces".into(), " ligatures".into()]).unwrap();
        assert!(!cleaning.does(CleaningStep::Spaces) && !cleaning.does(CleaningStep::Ligatures));
        assert!(cleaning.does(CleaningStep::CutWords));
        cleaning.switch_off(&["all".into()]).unwrap();
        assert!(Cleaning::optional().all(|step| !cleaning.does(step)));
        assert!(cleaning.does(CleaningStep::Accents));
    }

    #[test]
    fn what_cannot_be_switched_off_says_so() {
        let refuse = |name: &str| Cleaning::default().switch_off(&[name.into()]).unwrap_err();
        assert_eq!(refuse("accents"), UnknownStep::Always(CleaningStep::Accents));
        assert_eq!(refuse("kleuren"), UnknownStep::NoSuchName("kleuren".into()));
    }
}
