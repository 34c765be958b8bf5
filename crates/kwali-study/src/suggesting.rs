//! Proposing passages for codes, and measuring what such proposals are worth.

use std::collections::{BTreeMap, BTreeSet};

use kwali_analysis::{Dictionary, HumanCodings, Learner, Measured, Proposal, Sentences};
use kwali_model::{
    CodeId, CodeKind, CodePath, CodingId, DocumentId, Origin, Score, Snapshot, SuggestedPlace, Way,
};
use kwali_store::{Author, NewSuggestion};
use kwali_text::{Language, Span};

use crate::desk::document_called;
use crate::{Error, Notice, Study, Whose};

/// What is to be proposed.
#[derive(Clone, Debug)]
pub struct SuggestRequest {
    /// How it is found.
    pub way: Way,
    /// For these codes and those below them; where none is named, for those that have keywords, or
    /// codings of their own.
    pub codes: Vec<String>,
    /// In these documents; where none is named, in all.
    pub documents: Vec<String>,
    /// Whose words may be proposed.
    pub whose: Whose,
    /// Whose codings are learned from, measured by, and not proposed again; where nobody is named,
    /// everybody's.
    pub coders: Vec<String>,
}

/// A code with what proposals for it are worth.
#[derive(Clone, PartialEq, Debug)]
pub struct MeasuredCode {
    /// The code.
    pub code: CodeId,
    /// Proposals in the interviews that people coded, against what they coded there.
    pub measured: Measured,
    /// Passages that were proposed now, and never before.
    pub added: usize,
}

/// What was proposed.
#[derive(Debug, Default)]
pub struct SuggestReport {
    /// The codes, in code order.
    pub codes: Vec<MeasuredCode>,
    /// How many passages had been proposed before, and are open or decided.
    pub known: usize,
    /// What to know of it.
    pub notices: Vec<Notice>,
}

/// What can be proposed for one code.
struct OfCode {
    code: CodeId,
    human: HumanCodings,
    proposals: Vec<Proposal>,
}

/// What can be proposed for all codes that are meant.
struct Proposed {
    sentences: Sentences,
    codes: Vec<OfCode>,
    notices: Vec<Notice>,
}

/// What makes suggestions the same.
type Sameness = (DocumentId, Span, CodePath);

impl Study {
    /// Returns what suggestions would be worth, code by code; nothing is kept.
    pub fn measure_suggestions(&self, request: &SuggestRequest) -> Result<SuggestReport, Error> {
        Ok(self.proposed(request)?.report())
    }

    /// Proposes passages that do not carry the code yet, and keeps them as suggestions; what was
    /// proposed before is not proposed again, whatever became of it.
    pub fn suggest(
        &mut self,
        author: &Author,
        request: &SuggestRequest,
    ) -> Result<SuggestReport, Error> {
        let proposed = self.proposed(request)?;
        let revisions: BTreeMap<DocumentId, u32> =
            self.snapshot()?.documents().iter().map(|d| (d.id, d.revision)).collect();
        let new = self.new_suggestions(author, &proposed, request)?;
        let mut report = proposed.report();
        let added = self.change(author, |change, snapshot| {
            // While it was read, somebody may have corrected a transcript or deleted a code.
            let stands = |new: &&NewSuggestion| {
                let document = snapshot.document(new.document);
                document.map(|d| d.revision) == revisions.get(&new.document).copied()
                    && snapshot.codes().id(&new.code).is_some()
            };
            let known: BTreeSet<Sameness> = change
                .suggestions(snapshot)?
                .iter()
                .filter_map(|known| {
                    let code = snapshot.codes().code(known.code).path.clone();
                    Some((known.document, known.place.span()?, code))
                })
                .collect();
            let is_new = |new: &&NewSuggestion| {
                let span = new.place.span();
                span.is_some_and(|span| !known.contains(&(new.document, span, new.code.clone())))
            };
            let standing: Vec<&NewSuggestion> = new.iter().filter(stands).collect();
            let added: Vec<NewSuggestion> =
                standing.iter().copied().filter(is_new).cloned().collect();
            change.add_suggestions(&added)?;
            report.known = standing.len() - added.len();
            Ok(added)
        })?;
        let snapshot = self.snapshot()?;
        for row in &mut report.codes {
            let path = &snapshot.codes().code(row.code).path;
            row.added = added.iter().filter(|new| new.code == *path).count();
        }
        Ok(report)
    }

    /// Returns the proposals that may be new: those in the documents that are meant, of sentences
    /// that do not carry the code.
    fn new_suggestions(
        &self,
        author: &Author,
        proposed: &Proposed,
        request: &SuggestRequest,
    ) -> Result<Vec<NewSuggestion>, Error> {
        let snapshot = self.snapshot()?;
        let wanted: BTreeSet<DocumentId> = request
            .documents
            .iter()
            .map(|name| Ok(document_called(snapshot, name)?.id))
            .collect::<Result<_, Error>>()?;
        let mut new = Vec::new();
        for OfCode { code, human, proposals } in &proposed.codes {
            let path = &snapshot.codes().code(*code).path;
            for proposal in proposals.iter().filter(|proposal| !human.is_coded(proposal.sentence)) {
                let sentence = proposed.sentences.all()[proposal.sentence];
                let Some(document) = snapshot.documents().get(sentence.place) else { continue };
                if !wanted.is_empty() && !wanted.contains(&document.id) {
                    continue;
                }
                new.push(NewSuggestion {
                    document: document.id,
                    place: SuggestedPlace::Standing(sentence.span),
                    code: path.clone(),
                    way: request.way,
                    score: Score(proposal.score),
                    reasons: proposal.reasons.clone(),
                    created: Some(author.at.clone()),
                    decision: None,
                });
            }
        }
        Ok(new)
    }

    /// Returns what can be proposed, in all documents and whether it is coded already or not: by the
    /// latter it is measured.
    fn proposed(&self, request: &SuggestRequest) -> Result<Proposed, Error> {
        self.check_speaker(&request.whose)?;
        for name in &request.documents {
            document_called(self.snapshot()?, name)?;
        }
        let counted = self.counted(None, &request.coders)?;
        let snapshot = counted.snapshot();
        let accepted = self.accepted_codings()?;
        match request.way {
            Way::Dictionary => self.by_dictionary(snapshot, &accepted, request),
            Way::Likeness => self.by_likeness(snapshot, &accepted, request),
        }
    }

    fn by_dictionary(
        &self,
        snapshot: &Snapshot,
        accepted: &BTreeSet<CodingId>,
        request: &SuggestRequest,
    ) -> Result<Proposed, Error> {
        let has_keywords = |code: CodeId| !snapshot.codes().code(code).keywords.is_empty();
        let codes = self.codes_to_suggest(&request.codes, has_keywords)?;
        let mut dictionary = Dictionary::default();
        codes.iter().for_each(|&id| dictionary.add_code(id, snapshot.codes().code(id)));
        let sentences =
            self.each_sentence(&request.whose, |language, sentences, text, places| {
                dictionary.read((language, text), sentences, places);
            })?;
        let notices = dictionary_notices(snapshot, &dictionary);
        let of_code = |&code: &CodeId| OfCode {
            code,
            human: HumanCodings::of(snapshot, &sentences, code, accepted),
            proposals: dictionary.proposals(code).to_vec(),
        };
        let codes = codes.iter().map(of_code).collect();
        Ok(Proposed { codes, notices, sentences })
    }

    fn by_likeness(
        &self,
        snapshot: &Snapshot,
        accepted: &BTreeSet<CodingId>,
        request: &SuggestRequest,
    ) -> Result<Proposed, Error> {
        let used: BTreeSet<CodeId> = snapshot.codings().iter().map(|coding| coding.code).collect();
        let codes = self.codes_to_suggest(&request.codes, |code| used.contains(&code))?;
        let mut learner = Learner::default();
        let sentences =
            self.each_sentence(&request.whose, |language, sentences, text, places| {
                learner.read((language, text), sentences, places);
            })?;
        let human = |&code: &CodeId| HumanCodings::of(snapshot, &sentences, code, accepted);
        let humans: Vec<HumanCodings> = codes.iter().map(human).collect();
        let is_enough =
            |human: &HumanCodings| Measured::of(&sentences, human, &[]).enough().is_ok();
        let enough: Vec<bool> = humans.iter().map(is_enough).collect();
        let learned = humans.iter().zip(&enough).filter(|(_, is_enough)| **is_enough);
        let learned: Vec<&HumanCodings> = learned.map(|(human, _)| human).collect();
        let mut proposals = learner.proposals(&sentences, &learned).into_iter();
        let of_code = |((code, human), is_enough)| {
            let proposals = if is_enough { proposals.next() } else { None };
            OfCode { code, human, proposals: proposals.unwrap_or_default() }
        };
        let codes: Vec<OfCode> = codes.into_iter().zip(humans).zip(enough).map(of_code).collect();
        let mut notices = Vec::new();
        if codes.is_empty() {
            notices.push(Notice::note("there are no codings to learn from yet"));
        }
        Ok(Proposed { codes, notices, sentences })
    }

    /// Returns the codes for which something is to be proposed: those that are named, and of all, or
    /// of those below the named, the ones that can be.
    fn codes_to_suggest(
        &self,
        named: &[String],
        can_be: impl Fn(CodeId) -> bool,
    ) -> Result<Vec<CodeId>, Error> {
        let system = self.snapshot()?.codes();
        let is_conclusion = |code: CodeId| system.code(code).kind == CodeKind::Conclusion;
        let typed: BTreeSet<CodeId> =
            named.iter().map(|name| self.code(name)).collect::<Result<_, _>>()?;
        if let Some(&code) = typed.iter().find(|&&code| is_conclusion(code)) {
            return Err(Error::Conclusion(system.code(code).path.to_string()));
        }
        let rows = self.rows(named)?.unwrap_or_else(|| system.ids().collect());
        let is_meant =
            |&code: &CodeId| !is_conclusion(code) && (typed.contains(&code) || can_be(code));
        Ok(rows.into_iter().filter(is_meant).collect())
    }

    /// Returns the sentences of those whose words are meant; `read` sees those of each document.
    fn each_sentence(
        &self,
        whose: &Whose,
        mut read: impl FnMut(&Language, &Sentences, &kwali_text::Text, std::ops::Range<usize>),
    ) -> Result<Sentences, Error> {
        let mut sentences = Sentences::default();
        for (place, document) in self.snapshot()?.documents().iter().enumerate() {
            let (text, layout) = (self.text(document)?, self.store.layout(document.id)?);
            sentences.add(&text, &layout, |speaker| {
                whose.includes(speaker.and_then(|number| document.speakers.get(number.index())))
            });
            read(&document.language, &sentences, &text, sentences.of_document(place));
        }
        Ok(sentences)
    }

    /// Returns the codings that came from suggestions.
    fn accepted_codings(&self) -> Result<BTreeSet<CodingId>, Error> {
        let details = self.coding_details()?;
        let accepted = details.iter().filter(|(_, detail)| detail.origin == Origin::Suggestion);
        Ok(accepted.map(|(id, _)| *id).collect())
    }
}

impl Proposed {
    fn report(&self) -> SuggestReport {
        let measured = |of: &OfCode| MeasuredCode {
            code: of.code,
            measured: Measured::of(&self.sentences, &of.human, &of.proposals),
            added: 0,
        };
        SuggestReport {
            codes: self.codes.iter().map(measured).collect(),
            known: 0,
            notices: self.notices.clone(),
        }
    }
}

/// What stands among keywords and is none, and for which documents there are no keywords.
fn dictionary_notices(snapshot: &Snapshot, dictionary: &Dictionary) -> Vec<Notice> {
    let fault = |(code, keyword, fault): &(CodeId, String, kwali_codebook::KeywordFault)| {
        let path = &snapshot.codes().code(*code).path;
        let message = format!("code `{path}`, keyword `{keyword}`: {fault}");
        Notice::error(message, Some(fault.hint().to_owned()))
    };
    let mut notices: Vec<Notice> = dictionary.faults().iter().map(fault).collect();
    let codes: Vec<(CodeId, Vec<&Language>)> = dictionary.codes().collect();
    if codes.is_empty() {
        let hint = "give codes `keywords` in the codebook, as docs/suggesting.md shows".to_owned();
        let message = "none of these codes has keywords".to_owned();
        notices.push(Notice { hint: Some(hint), ..Notice::note(message) });
        return notices;
    }
    let mut documents: BTreeMap<&Language, usize> = BTreeMap::new();
    for document in snapshot.documents() {
        *documents.entry(&document.language).or_default() += 1;
    }
    for (language, n_documents) in documents {
        let without = codes.iter().filter(|(_, languages)| !languages.contains(&language)).count();
        if without > 0 {
            notices.push(Notice::note(format!(
                "{without} of {} codes have no keywords in `{language}`, the language of {n_documents} documents",
                codes.len()
            )));
        }
    }
    notices
}
