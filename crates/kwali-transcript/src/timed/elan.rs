//! ELAN (`.eaf`): tiers of annotations, each with its times or with another annotation's.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::timeline::Timeline;
use super::xml::{Step, attribute, walk};
use super::{Utterance, time_range};
use crate::draft::Draft;
use crate::{Error, NoteKind};

/// Returns the draft of an annotation document: the annotations of its tiers that stand in time.
///
/// Tiers of annotations on annotations (translations, glosses) are left out where the tier they
/// refer to has words itself.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let mut reader = Document::default();
    walk(text, &mut |step| reader.take(step))?;
    if reader.is_one { Ok(reader.finish()) } else { Err(Error::NoAnnotations) }
}

#[derive(Default)]
struct Tier {
    id: String,
    speaker: String,
    parent: Option<String>,
    annotations: Vec<Annotation>,
}

/// An annotation; one that refers to another has that one's times.
#[derive(Default)]
struct Annotation {
    id: String,
    slots: Option<(String, String)>,
    refers_to: Option<String>,
    words: String,
}

#[derive(Default)]
struct Document {
    is_one: bool,
    timeline: Timeline,
    tiers: Vec<Tier>,
    in_value: bool,
}

impl Document {
    fn take(&mut self, step: Step) {
        match step {
            Step::Start(name, start) => self.start(name, start),
            Step::End("ANNOTATION_VALUE") => self.in_value = false,
            Step::End(_) => {}
            Step::Text(text) if self.in_value => {
                let tier = self.tiers.last_mut();
                if let Some(annotation) = tier.and_then(|tier| tier.annotations.last_mut()) {
                    annotation.words.push_str(text);
                }
            }
            Step::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart) {
        let value = |name: &str| attribute(start, name).unwrap_or_default();
        match name {
            "ANNOTATION_DOCUMENT" => self.is_one = true,
            "TIME_SLOT" => {
                self.timeline.push(value("TIME_SLOT_ID"), value("TIME_VALUE").parse().ok());
            }
            "TIER" => self.tiers.push(Tier {
                id: value("TIER_ID"),
                speaker: attribute(start, "PARTICIPANT")
                    .filter(|name| !name.trim().is_empty())
                    .unwrap_or_else(|| value("TIER_ID")),
                parent: attribute(start, "PARENT_REF"),
                annotations: Vec::new(),
            }),
            "ALIGNABLE_ANNOTATION" | "REF_ANNOTATION" => {
                let slots = attribute(start, "TIME_SLOT_REF1")
                    .map(|first| (first, value("TIME_SLOT_REF2")));
                let annotation = Annotation {
                    id: value("ANNOTATION_ID"),
                    slots,
                    refers_to: attribute(start, "ANNOTATION_REF"),
                    words: String::new(),
                };
                if let Some(tier) = self.tiers.last_mut() {
                    tier.annotations.push(annotation);
                }
            }
            "ANNOTATION_VALUE" => self.in_value = true,
            _ => {}
        }
    }

    fn finish(mut self) -> Draft {
        self.timeline.interpolate();
        let mut draft = Draft::default();
        let slots = self.slots();
        let with_words: Vec<&str> = self
            .tiers
            .iter()
            .filter(|tier| tier.annotations.iter().any(|one| !one.words.trim().is_empty()))
            .map(|tier| tier.id.as_str())
            .collect();
        let is_comment =
            |tier: &Tier| tier.parent.as_deref().is_some_and(|id| with_words.contains(&id));
        let n_left_out = self.tiers.iter().filter(|tier| is_comment(tier)).count();
        let mut utterances = Vec::new();
        for tier in self.tiers.iter().filter(|tier| !is_comment(tier)) {
            utterances.extend(tier.annotations.iter().map(|annotation| {
                let slots = slots.get(annotation.id.as_str());
                let time = slots.and_then(|(first, last)| {
                    let start = self.timeline.time(first)?;
                    Some(time_range(start, self.timeline.time(last)))
                });
                Utterance {
                    speaker: Some(tier.speaker.clone()),
                    time,
                    words: annotation.words.clone(),
                }
            }));
        }
        draft.note_count(NoteKind::TimesInterpolated, self.timeline.n_interpolated());
        draft.note_count(NoteKind::TiersLeftOut, n_left_out);
        draft.push_utterances(utterances);
        draft
    }

    /// The slots of every annotation, its own or those of the one it refers to.
    fn slots(&self) -> BTreeMap<&str, (&str, &str)> {
        let mut slots = BTreeMap::new();
        let mut referring: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for annotation in self.tiers.iter().flat_map(|tier| &tier.annotations) {
            if let Some((first, last)) = &annotation.slots {
                slots.insert(annotation.id.as_str(), (first.as_str(), last.as_str()));
            }
            if let Some(other) = &annotation.refers_to {
                referring.entry(other).or_default().push(&annotation.id);
            }
        }
        // Annotations may refer to ones that refer; each is reached once, so circles end.
        let mut found: Vec<&str> = slots.keys().copied().collect();
        while let Some(id) = found.pop() {
            let Some(&times) = slots.get(id) else { continue };
            for other in referring.remove(id).unwrap_or_default() {
                slots.insert(other, times);
                found.push(other);
            }
        }
        slots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::tests::check_draft;

    fn file(tiers: &str) -> String {
        format!(
            "<ANNOTATION_DOCUMENT><HEADER TIME_UNITS=\"milliseconds\"/><TIME_ORDER>\
             <TIME_SLOT TIME_SLOT_ID=\"ts1\" TIME_VALUE=\"1000\"/><TIME_SLOT TIME_SLOT_ID=\"ts2\"/>\
             <TIME_SLOT TIME_SLOT_ID=\"ts3\" TIME_VALUE=\"3000\"/></TIME_ORDER>{tiers}\
             </ANNOTATION_DOCUMENT>"
        )
    }

    fn alignable(id: &str, slots: [&str; 2], words: &str) -> String {
        format!(
            "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"{id}\" TIME_SLOT_REF1=\"{}\" \
             TIME_SLOT_REF2=\"{}\"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE>\
             </ALIGNABLE_ANNOTATION></ANNOTATION>",
            slots[0], slots[1]
        )
    }

    fn referring(id: &str, other: &str, words: &str) -> String {
        format!(
            "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"{id}\" ANNOTATION_REF=\"{other}\">\
             <ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        )
    }

    #[test]
    fn tiers_are_speakers_in_order_of_begin() {
        let noor = alignable("a1", ["ts2", "ts3"], "Drink je thee?");
        let els = alignable("a2", ["ts1", "ts2"], "Hallo &lt;3");
        check_draft(
            read(&file(&format!(
                "<TIER TIER_ID=\"t1\" PARTICIPANT=\"Noor\">{noor}</TIER><TIER TIER_ID=\"Els\">{els}</TIER>"
            ))),
            &["1000-2000 Els: Hallo <3", "2000-3000 Noor: Drink je thee?"],
        );
    }

    #[test]
    fn translations_are_left_out_and_words_on_empty_units_are_not() {
        let unit = |words| alignable("a1", ["ts1", "ts3"], words);
        let words = referring("a2", "a1", "Drink je thee?");
        let gloss = referring("a3", "a2", "Do you drink tea?");
        let tiers = |unit: &str| {
            file(&format!(
                "<TIER TIER_ID=\"unit\" PARTICIPANT=\"N\">{unit}</TIER>\
                 <TIER TIER_ID=\"words\" PARTICIPANT=\"N\" PARENT_REF=\"unit\">{words}</TIER>\
                 <TIER TIER_ID=\"gloss\" PARTICIPANT=\"N\" PARENT_REF=\"words\">{gloss}</TIER>"
            ))
        };
        check_draft(read(&tiers(&unit(""))), &["1000-3000 N: Drink je thee?"]);
        check_draft(read(&tiers(&unit("Heel."))), &["1000-3000 N: Heel."]);
    }

    #[test]
    fn circles_end() {
        let tier = referring("a1", "a2", "Ja.") + &referring("a2", "a1", "Nee.");
        check_draft(
            read(&file(&format!("<TIER TIER_ID=\"N\">{tier}</TIER>"))),
            &[" N: Ja.", " N: Nee."],
        );
    }
}
