//! Suggestions by the keywords of the codebook.

use std::collections::BTreeMap;
use std::ops::Range;

use kwali_codebook::{FoldedWords, Keyword, KeywordFault};
use kwali_model::{Code, CodeId};
use kwali_text::{Language, Text};

use super::{Proposal, Sentences};

/// The keywords of codes, and the sentences in which they stand.
///
/// Keywords are looked for in documents of their language.
#[derive(Debug, Default)]
pub struct Dictionary {
    /// By code and language: the keywords as they are written, and as they are looked for.
    codes: BTreeMap<CodeId, BTreeMap<Language, Vec<(String, Keyword)>>>,
    faults: Vec<(CodeId, String, KeywordFault)>,
    proposals: BTreeMap<CodeId, Vec<Proposal>>,
}

impl Dictionary {
    /// Adds the keywords of a code; those that are none are kept apart.
    pub fn add_code(&mut self, id: CodeId, code: &Code) {
        for (language, keywords) in &code.keywords {
            for written in keywords {
                match Keyword::read(written) {
                    Err(fault) => self.faults.push((id, written.clone(), fault)),
                    Ok(keyword) => {
                        let of_code = self.codes.entry(id).or_default();
                        let entry = of_code.entry(language.clone()).or_default();
                        entry.push((written.clone(), keyword));
                    }
                }
            }
        }
    }

    /// Returns what stands among keywords and is none, with what is wrong with it.
    pub fn faults(&self) -> &[(CodeId, String, KeywordFault)] {
        &self.faults
    }

    /// Returns the codes that have keywords, each with their languages.
    pub fn codes(&self) -> impl Iterator<Item = (CodeId, Vec<&Language>)> {
        self.codes.iter().map(|(code, by_language)| (*code, by_language.keys().collect()))
    }

    /// Looks for the keywords in the sentences of a document: those with these places.
    pub fn read(
        &mut self,
        (language, text): (&Language, &Text),
        sentences: &Sentences,
        places: Range<usize>,
    ) {
        for sentence in places {
            let words = FoldedWords::of(text.slice(sentences.all()[sentence].span));
            for (code, by_language) in &self.codes {
                let keywords = by_language.get(language).map_or(&[][..], Vec::as_slice);
                let found = keywords.iter().filter(|(_, keyword)| keyword.stands_in(&words));
                let reasons: Vec<String> = found.map(|(written, _)| written.clone()).collect();
                if !reasons.is_empty() {
                    let score = 1000 * reasons.len() as u32;
                    let proposal = Proposal { sentence, score, reasons };
                    self.proposals.entry(*code).or_default().push(proposal);
                }
            }
        }
    }

    /// Returns the sentences read in which keywords of a code stand, in order; the score is how many
    /// keywords.
    pub fn proposals(&self, code: CodeId) -> &[Proposal] {
        self.proposals.get(&code).map_or(&[], Vec::as_slice)
    }
}
