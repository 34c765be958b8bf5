//! The codings that meet a query.

mod alone;

use std::collections::BTreeSet;

use kwali_model::{Coding, CodingId, Document, DocumentId, Layout, Snapshot};
use kwali_text::{Span, Text};

use self::alone::mark_crowded;
use crate::parallel::{by_documents, while_made};
use crate::position::{CutText, Mark, Measures, combine, related, runs};
use crate::query::{Condition, Cuts, RelatedTo, Selection, SpanSelection, SpanSource};
use crate::voices::Voices;
use crate::{CodersMeant, Lookup, RelationKind, SpanOperator};

/// Calls a function with the text of the document at a place in study order, if it can be read.
pub type ReadText<'a> = dyn Fn(usize, &mut dyn FnMut(&Text)) + 'a;

/// So many texts are cut before another thread works on them.
const DOCUMENTS_AT_ONCE: usize = 32;

/// What queries need beside the snapshot.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// Paragraphs and turns, by place in study order.
    pub layouts: &'a [Layout],
    /// Answers what is not in the snapshot: the index and the study do, or [`Records::find`].
    ///
    /// [`Records::find`]: crate::Records::find
    pub found: &'a dyn Fn(&Lookup) -> BTreeSet<CodingId>,
    /// Hands over the text of the document at a place in study order; asked only where distances
    /// are counted in words or sentences, and only on the thread that asks the query.
    pub text: &'a ReadText<'a>,
}

/// A span that was made of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MadeSpan {
    /// The document's place in study order.
    pub place: usize,
    /// The document.
    pub document: DocumentId,
    /// The span.
    pub span: Span,
}

/// Returns the places in [`Snapshot::codings`] of the codings that meet a selection, in order.
pub fn select(snapshot: &Snapshot, sources: &Sources<'_>, selection: &Selection) -> Vec<usize> {
    let asked = Asked::new(snapshot, sources, selection.lookups());
    let can_be_met = |place| asked.can_be_met(place, &selection.condition);
    asked.in_documents(sources.text, selection.cuts(), can_be_met, |mut judge| {
        let everything: Vec<usize> = (0..judge.codings.len()).collect();
        let mut meeting = judge.narrow(&selection.condition, everything);
        let first = snapshot.coding_range(judge.place).start;
        meeting.iter_mut().for_each(|place| *place += first);
        meeting
    })
}

/// Returns the spans that a query makes, in study order and by start.
pub fn select_spans(
    snapshot: &Snapshot,
    sources: &Sources<'_>,
    selection: &SpanSelection,
) -> Vec<MadeSpan> {
    let asked = Asked::new(snapshot, sources, selection.lookups());
    let can_be_made = |place| asked.can_be_made(place, &selection.source);
    asked.in_documents(sources.text, selection.cuts(), can_be_made, |mut judge| {
        let (place, document) = (judge.place, judge.document.id);
        let marks = judge.marks(&selection.source, None).into_iter();
        marks.map(|mark| MadeSpan { place, document, span: mark.span }).collect()
    })
}

/// A study with what was looked up for a query.
struct Asked<'a> {
    snapshot: &'a Snapshot,
    layouts: &'a [Layout],
    found: Vec<CodingSet>,
}

impl<'a> Asked<'a> {
    fn new(snapshot: &'a Snapshot, sources: &Sources<'a>, lookups: &[Lookup]) -> Asked<'a> {
        let found = lookups.iter().map(|lookup| CodingSet::new(&(sources.found)(lookup)));
        Asked { snapshot, layouts: sources.layouts, found: found.collect() }
    }

    /// Returns what `judge_it` finds in the documents that are worth looking at, in study order.
    ///
    /// Texts are read and cut on this thread, and only those of such documents.
    fn in_documents<T: Send>(
        &self,
        text: &ReadText<'_>,
        cuts: Cuts,
        is_worth_it: impl Fn(usize) -> bool + Sync,
        judge_it: impl Fn(Judge<'_>) -> Vec<T> + Sync,
    ) -> Vec<T> {
        let in_batch = |batch: Vec<(usize, CutText)>| -> Vec<T> {
            batch.into_iter().flat_map(|(place, cut)| judge_it(self.judge(place, cut))).collect()
        };
        let parts = if cuts == Cuts::default() {
            by_documents(self.snapshot, |stretch| {
                let places = stretch.filter(|&place| is_worth_it(place));
                in_batch(places.map(|place| (place, CutText::default())).collect())
            })
        } else {
            let n_documents = self.snapshot.documents().len();
            let places: Vec<usize> = (0..n_documents).filter(|&place| is_worth_it(place)).collect();
            let batches = places.chunks(DOCUMENTS_AT_ONCE).map(|places| {
                places.iter().map(|&place| (place, cut_text(text, place, cuts))).collect()
            });
            while_made(self.snapshot, batches, in_batch)
        };
        parts.into_iter().flatten().collect()
    }

    fn judge(&self, place: usize, cut: CutText) -> Judge<'_> {
        static NO_LAYOUT: Layout = Layout { turns: Vec::new(), paragraphs: Vec::new() };
        let layout = self.layouts.get(place).unwrap_or(&NO_LAYOUT);
        Judge {
            place,
            document: &self.snapshot.documents()[place],
            layout,
            codings: self.snapshot.codings_at(place),
            measures: Measures::new(layout, cut),
            found: &self.found,
        }
    }

    /// Whether codings of a document could meet a condition, by what is quickly told: a relation
    /// needs both sides.
    fn can_be_met(&self, place: usize, condition: &Condition) -> bool {
        let any =
            |holds: &dyn Fn(&Coding) -> bool| self.snapshot.codings_at(place).iter().any(holds);
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.can_be_met(place, part)),
            Condition::Any(parts) => parts.iter().any(|part| self.can_be_met(place, part)),
            Condition::Code(codes) => any(&|coding| has(codes, coding.code.index())),
            Condition::Coder(coders) => any(&|coding| has(coders, coding.coder.index())),
            Condition::Document(documents) => has(documents, place),
            Condition::Found(lookup) => any(&|coding| self.found[*lookup].contains(coding.id)),
            Condition::Related(relation) if relation.kind != RelationKind::Disjoint => {
                self.can_be_made(place, &relation.to)
            }
            _ => true,
        }
    }

    /// The same for spans.
    fn can_be_made(&self, place: usize, source: &SpanSource) -> bool {
        match source {
            SpanSource::Codings(condition) => self.can_be_met(place, condition),
            SpanSource::Made(operator, sides) => {
                let can_be = |side: &SpanSource| self.can_be_made(place, side);
                match operator {
                    SpanOperator::Union => can_be(&sides.0) || can_be(&sides.1),
                    SpanOperator::Intersect => can_be(&sides.0) && can_be(&sides.1),
                    SpanOperator::Minus => can_be(&sides.0),
                }
            }
        }
    }
}

/// The text of a document cut into what distances are counted in; into nothing if it cannot be read.
fn cut_text(text: &ReadText<'_>, place: usize, cuts: Cuts) -> CutText {
    let mut cut = CutText::default();
    text(place, &mut |text: &Text| cut = CutText::new(text.as_str(), cuts));
    cut
}

/// A set of codings, one bit each.
struct CodingSet(Vec<u64>);

impl CodingSet {
    fn new(ids: &BTreeSet<CodingId>) -> CodingSet {
        let mut words = vec![0; ids.last().map_or(0, |last| last.index() / 64 + 1)];
        ids.iter().for_each(|id| words[id.index() / 64] |= 1 << (id.index() % 64));
        CodingSet(words)
    }

    fn contains(&self, id: CodingId) -> bool {
        self.0.get(id.index() / 64).is_some_and(|word| word >> (id.index() % 64) & 1 == 1)
    }
}

/// Decides about the codings of one document.
///
/// Codings are named by their place in the document, always in order.
struct Judge<'a> {
    place: usize,
    document: &'a Document,
    layout: &'a Layout,
    codings: &'a [Coding],
    measures: Measures<'a>,
    found: &'a [CodingSet],
}

impl Judge<'_> {
    /// Returns those of some codings that meet a condition.
    fn narrow(&mut self, condition: &Condition, among: Vec<usize>) -> Vec<usize> {
        if among.is_empty() {
            return among;
        }
        match condition {
            Condition::All(parts) => parts.iter().fold(among, |left, part| self.narrow(part, left)),
            Condition::Any(parts) => {
                let mut met = vec![false; self.codings.len()];
                let mut rest = among.clone();
                for part in parts {
                    let meeting = self.narrow(part, rest.clone());
                    meeting.into_iter().for_each(|place| met[place] = true);
                    rest.retain(|&place| !met[place]);
                }
                kept(among, |place| met[place])
            }
            Condition::Not(inner) => {
                let mut met = vec![false; self.codings.len()];
                let meeting = self.narrow(inner, among.clone());
                meeting.into_iter().for_each(|place| met[place] = true);
                kept(among, |place| !met[place])
            }
            Condition::Document(documents) => match has(documents, self.place) {
                true => among,
                false => Vec::new(),
            },
            Condition::Participant { members, nobody } => {
                let mut voices = Voices::new(self.document, Some(self.layout));
                let codings = self.codings;
                kept(among, |place| {
                    let people = voices.of(codings[place].span).to_vec();
                    let person = |number: &u32| voices.people()[*number as usize].index();
                    people.iter().any(|number| has(members, person(number)))
                        || (*nobody && people.is_empty())
                })
            }
            Condition::Alone(coders) => self.alone(*coders, among),
            Condition::Related(relation) => self.related(relation, among),
            one => kept(among, |place| self.meets(&self.codings[place], one)),
        }
    }

    /// Whether one coding by itself meets a condition that looks at nothing else.
    fn meets(&self, coding: &Coding, condition: &Condition) -> bool {
        match condition {
            Condition::Code(codes) => has(codes, coding.code.index()),
            Condition::Coder(coders) => has(coders, coding.coder.index()),
            Condition::Weight(comparison, wanted) => {
                coding.weight.is_some_and(|weight| comparison.holds(&weight.get(), wanted))
            }
            Condition::Found(lookup) => self.found[*lookup].contains(coding.id),
            Condition::Speaker(speakers) => {
                let speakers = speakers.get(self.place).map_or(&[][..], Vec::as_slice);
                let spoken = speakers_in(self.document, self.layout, coding.span);
                spoken.into_iter().any(|speaker| has(speakers, speaker))
            }
            _ => false,
        }
    }

    /// Those that stand in a relation to what another query selects here.
    fn related(&mut self, relation: &RelatedTo, among: Vec<usize>) -> Vec<usize> {
        match relation.coders {
            CodersMeant::All => {
                let others = self.marks(&relation.to, None);
                self.related_to(relation.kind, &others, among)
            }
            CodersMeant::Same => {
                let codings = self.codings;
                let coders: BTreeSet<_> = among.iter().map(|&place| codings[place].coder).collect();
                let mut met = vec![false; codings.len()];
                for coder in coders {
                    let by_coder: Vec<usize> =
                        (0..codings.len()).filter(|&place| codings[place].coder == coder).collect();
                    let theirs = kept(among.clone(), |place| codings[place].coder == coder);
                    let others = self.marks(&relation.to, Some(&by_coder));
                    let meeting = self.related_to(relation.kind, &others, theirs);
                    meeting.into_iter().for_each(|place| met[place] = true);
                }
                kept(among, |place| met[place])
            }
        }
    }

    fn related_to(&self, kind: RelationKind, others: &[Mark], among: Vec<usize>) -> Vec<usize> {
        let marks: Vec<Mark> = among.iter().map(|&place| self.mark(place)).collect();
        let mut holds = related(kind, &marks, others, &self.measures).into_iter();
        kept(among, |_| holds.next().unwrap_or(false))
    }

    fn mark(&self, place: usize) -> Mark {
        Mark::of_coding(place, self.codings[place].span)
    }

    /// The spans that a query selects or makes, of these codings or of all.
    fn marks(&mut self, source: &SpanSource, among: Option<&[usize]>) -> Vec<Mark> {
        match source {
            SpanSource::Codings(condition) => {
                let among = among.map_or_else(|| (0..self.codings.len()).collect(), <[_]>::to_vec);
                let meeting = self.narrow(condition, among);
                meeting.into_iter().map(|place| self.mark(place)).collect()
            }
            SpanSource::Made(operator, sides) => {
                let mut runs_of = |side: &SpanSource| {
                    runs(self.marks(side, among).into_iter().map(|mark| mark.span).collect())
                };
                let (left, right) = (runs_of(&sides.0), runs_of(&sides.1));
                combine(*operator, &left, &right).into_iter().map(Mark::made).collect()
            }
        }
    }

    /// Those that overlap no coding of another code, by anybody or by the same coder.
    fn alone(&self, coders: CodersMeant, among: Vec<usize>) -> Vec<usize> {
        let mut crowded = vec![false; self.codings.len()];
        match coders {
            CodersMeant::All => mark_crowded(self.codings, 0..self.codings.len(), &mut crowded),
            CodersMeant::Same => {
                let coders: BTreeSet<_> = self.codings.iter().map(|coding| coding.coder).collect();
                for coder in coders {
                    let by_coder =
                        (0..self.codings.len()).filter(|&place| self.codings[place].coder == coder);
                    mark_crowded(self.codings, by_coder, &mut crowded);
                }
            }
        }
        kept(among, |place| !crowded[place])
    }
}

fn kept(mut places: Vec<usize>, keep: impl FnMut(usize) -> bool) -> Vec<usize> {
    let mut keep = keep;
    places.retain(|&place| keep(place));
    places
}

fn has(members: &[bool], index: usize) -> bool {
    members.get(index).copied().unwrap_or(false)
}

/// Returns the numbers of the speakers whose turns a span touches, each once, in order.
///
/// Where it touches no turn it belongs to the document's unnamed speaker, if there is one.
pub(crate) fn speakers_in(document: &Document, layout: &Layout, span: Span) -> Vec<usize> {
    let turns = layout.turns_of(span);
    let mut speakers: Vec<usize> = turns.iter().map(|turn| turn.speaker.index()).collect();
    if turns.is_empty() {
        speakers.extend(document.speaker("").map(|unnamed| unnamed.index()));
    }
    speakers.sort_unstable();
    speakers.dedup();
    speakers
}
