//! EXMARaLDA (`.exb`): tiers of events on a common timeline.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::timeline::Timeline;
use super::xml::{Step, attribute, walk};
use super::{Utterance, milliseconds, time_range};
use crate::draft::Draft;
use crate::{Error, NoteKind};

/// Returns the draft of a basic transcription: the words of its tiers of type `t`.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let mut reader = Transcription::default();
    walk(text, &mut |step| reader.take(step))?;
    if reader.is_one { Ok(reader.finish()) } else { Err(Error::NoAnnotations) }
}

/// One event of a tier.
struct Event {
    speaker: String,
    start: String,
    end: String,
    words: String,
}

#[derive(Default)]
struct Transcription {
    is_one: bool,
    /// From a speaker's id to the abbreviation that people use.
    speakers: BTreeMap<String, String>,
    timeline: Timeline,
    events: Vec<Event>,
    /// The speaker whose entry of the table is open.
    entry: Option<String>,
    in_abbreviation: bool,
    /// The speaker of the tier of words that is open, and its name if it has no speaker.
    tier: Option<String>,
    in_event: bool,
    n_other_tiers: usize,
}

impl Transcription {
    fn take(&mut self, step: Step) {
        match step {
            Step::Start(name, start) => self.start(name, start),
            Step::End("speaker") => self.entry = None,
            Step::End("abbreviation") => self.in_abbreviation = false,
            Step::End("tier") => self.tier = None,
            Step::End("event") => self.in_event = false,
            Step::End(_) => {}
            Step::Text(text) => self.text(text),
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart) {
        let value = |name: &str| attribute(start, name).unwrap_or_default();
        match name {
            "basic-transcription" => self.is_one = true,
            "speaker" => self.entry = attribute(start, "id"),
            "abbreviation" => self.in_abbreviation = true,
            "tli" => {
                let time = value("time").parse().ok().and_then(milliseconds);
                self.timeline.push(value("id"), time);
            }
            "tier" if value("type") == "t" => {
                let speaker = Some(value("speaker")).filter(|speaker| !speaker.is_empty());
                self.tier = Some(speaker.unwrap_or_else(|| value("display-name")));
            }
            "tier" => self.n_other_tiers += 1,
            "event" => {
                if let Some(speaker) = self.tier.clone() {
                    let (start, end) = (value("start"), value("end"));
                    self.events.push(Event { speaker, start, end, words: String::new() });
                    self.in_event = true;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let (Some(speaker), true) = (&self.entry, self.in_abbreviation) {
            self.speakers.entry(speaker.clone()).or_default().push_str(text.trim());
        }
        if let Some(event) = self.events.last_mut().filter(|_| self.in_event) {
            event.words.push_str(text);
        }
    }

    fn finish(mut self) -> Draft {
        self.timeline.interpolate();
        let mut draft = Draft::default();
        draft.note_count(NoteKind::TimesInterpolated, self.timeline.n_interpolated());
        draft.note_count(NoteKind::TiersLeftOut, self.n_other_tiers);
        let timeline = &self.timeline;
        let place = |id: &str| timeline.place(id).unwrap_or(usize::MAX);
        self.events.sort_by_key(|event| place(&event.start));
        draft.push_utterances(joined(self.events, timeline, &self.speakers));
        draft
    }
}

/// Joins events of one speaker that follow each other on the timeline: an event is often a word.
fn joined(
    events: Vec<Event>,
    timeline: &Timeline,
    names: &BTreeMap<String, String>,
) -> Vec<Utterance> {
    let mut utterances: Vec<Utterance> = Vec::new();
    // The last utterance of each speaker, and the point at which it ends.
    let mut open: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for Event { speaker, start, end, words } in events {
        let end_time = timeline.time(&end);
        match open.get_mut(&speaker) {
            Some((place, reached)) if *reached == start => {
                let last = &mut utterances[*place];
                last.words.push_str(&words);
                last.time = last.time.map(|time| time_range(time.start, end_time.or(time.end)));
                *reached = end;
            }
            _ => {
                let time = timeline.time(&start).map(|start| time_range(start, end_time));
                let name = names.get(&speaker).filter(|name| !name.is_empty());
                open.insert(speaker.clone(), (utterances.len(), end));
                let speaker = Some(name.cloned().unwrap_or(speaker));
                utterances.push(Utterance { speaker, time, words });
            }
        }
    }
    utterances
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::tests::check_draft;

    fn file(timeline: &str, tiers: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><basic-transcription><head><speakertable>\
             <speaker id=\"SPK0\"><abbreviation>N</abbreviation></speaker>\
             <speaker id=\"SPK1\"><abbreviation/></speaker></speakertable></head>\
             <basic-body><common-timeline>{timeline}</common-timeline>{tiers}</basic-body>\
             </basic-transcription>"
        )
    }

    const TIMELINE: &str = "<tli id=\"T0\" time=\"1.0\"/><tli id=\"T1\"/><tli id=\"T2\" time=\"5.0\"/><tli id=\"T3\"/>";

    #[test]
    fn tiers_are_speakers_in_order_of_begin() {
        check_draft(
            read(&file(
                TIMELINE,
                "<tier speaker=\"SPK1\" type=\"t\"><event start=\"T1\" end=\"T2\">Altijd.</event></tier>\
                 <tier speaker=\"SPK0\" type=\"t\"><event start=\"T0\" end=\"T1\">Drink je </event>\
                 <event start=\"T1\" end=\"T2\">thee &amp; koffie?</event></tier>\
                 <tier speaker=\"SPK0\" type=\"a\"><event start=\"T0\" end=\"T1\">Do you drink</event></tier>",
            )),
            &["1000-5000 N: Drink je thee & koffie?", "3000-5000 SPK1: Altijd."],
        );
    }

    #[test]
    fn what_has_no_time_keeps_its_place() {
        check_draft(
            read(&file(
                TIMELINE,
                "<tier speaker=\"SPK0\" type=\"t\"><event start=\"T3\" end=\"T4\">Einde.</event>\
                 <event start=\"T0\" end=\"T1\">Begin.</event></tier>",
            )),
            &["1000-3000 N: Begin.", " N: Einde."],
        );
    }

    #[test]
    fn other_xml_is_refused() {
        assert!(matches!(read("<a/>"), Err(Error::NoAnnotations)));
        assert!(matches!(read("<basic-transcription>"), Err(Error::DamagedXml { .. })));
    }
}
