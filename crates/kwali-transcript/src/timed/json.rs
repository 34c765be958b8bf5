//! JSON: what Whisper, whisper.cpp, whisperX, Amberscript and oTranscribe write.

use serde_json::Value;

use super::{Utterance, milliseconds, time_range};
use crate::cleaning::Cleaning;
use crate::draft::Draft;
use crate::{Error, NoteKind, html};

/// Returns the draft of a transcript in JSON, by whichever program it is.
pub(crate) fn read(text: &str) -> Result<Draft, Error> {
    let file = parsed(text)?;
    if let Some(page) = file["text"].as_str().filter(|_| !file["media-time"].is_null()) {
        let mut draft = html::read(page, &Cleaning::default())?;
        draft.note(NoteKind::ReadAsOf("oTranscribe"), None);
        return Ok(draft);
    }
    let (program, utterances) = if let Some(pieces) = file["transcription"].as_array() {
        ("whisper.cpp", pieces.iter().map(of_whisper_cpp).collect())
    } else if let Some(segments) = file["segments"].as_array() {
        let speakers = file["speakers"].as_array().map_or(&[][..], Vec::as_slice);
        match segments.iter().any(|segment| segment["text"].is_string()) {
            true => ("Whisper", segments.iter().flat_map(of_whisper).collect()),
            false => {
                let utterance = |segment| of_amberscript(segment, speakers);
                ("Amberscript", segments.iter().map(utterance).collect())
            }
        }
    } else {
        return Err(Error::UnknownJson);
    };
    let mut draft = Draft::default();
    draft.note(NoteKind::ReadAsOf(program), None);
    let language = [&file["language"], &file["result"]["language"]];
    draft.language = language.into_iter().find_map(Value::as_str).and_then(language_code);
    draft.push_utterances(utterances);
    Ok(draft)
}

/// Parses JSON as Python writes it, which has `NaN` among its numbers.
fn parsed(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).or_else(|error| {
        let without = text.replace(": NaN", ": null").replace(":NaN", ":null");
        serde_json::from_str(&without)
            .map_err(|_| Error::DamagedJson { line: error.line(), column: error.column() })
    })
}

/// Some versions write the language's name.
fn language_code(written: &str) -> Option<String> {
    let code = match written.to_ascii_lowercase().as_str() {
        "dutch" => "nl".to_owned(),
        "english" => "en".to_owned(),
        other => other.to_owned(),
    };
    kwali_text::Language::new(&code).map(|language| language.code().to_owned())
}

/// A segment of openai's Whisper or of whisperX, cut where the words say that the speaker changes.
fn of_whisper(segment: &Value) -> Vec<Utterance> {
    let whole = Utterance {
        speaker: segment["speaker"].as_str().map(str::to_owned),
        time: seconds(&segment["start"]).map(|start| time_range(start, seconds(&segment["end"]))),
        words: segment["text"].as_str().unwrap_or_default().to_owned(),
    };
    let words = segment["words"].as_array().map_or(&[][..], Vec::as_slice);
    let speaker = |word: &Value| word["speaker"].as_str().map(str::to_owned);
    let mut speakers: Vec<String> = words.iter().filter_map(speaker).collect();
    speakers.dedup();
    match speakers.len() {
        0 => vec![whole],
        1 => vec![Utterance { speaker: whole.speaker.or(speakers.pop()), ..whole }],
        _ => by_speaker(words, whole),
    }
}

fn by_speaker(words: &[Value], whole: Utterance) -> Vec<Utterance> {
    let mut utterances: Vec<Utterance> = Vec::new();
    for word in words {
        // A word without a speaker goes with the one before it.
        let named = word["speaker"].as_str();
        let last = utterances.last().and_then(|last| last.speaker.as_deref());
        if utterances.is_empty() || (named.is_some() && named != last) {
            let speaker = named.map(str::to_owned).or_else(|| whole.speaker.clone());
            utterances.push(Utterance { speaker, time: None, words: String::new() });
        }
        let Some(current) = utterances.last_mut() else { continue };
        let written = word["word"].as_str().unwrap_or_default().trim();
        if !current.words.is_empty() {
            current.words.push(' ');
        }
        current.words.push_str(written);
        let (start, end) = (seconds(&word["start"]), seconds(&word["end"]));
        current.time = match (current.time, start) {
            (None, Some(start)) => Some(time_range(start, end)),
            (Some(time), _) => Some(time_range(time.start, end.or(time.end))),
            (None, None) => None,
        };
    }
    if let (Some(first), Some(time)) = (utterances.first_mut(), whole.time) {
        first.time = Some(time_range(time.start, first.time.and_then(|time| time.end)));
    }
    utterances
}

fn of_whisper_cpp(piece: &Value) -> Utterance {
    let offset = |name: &str| piece["offsets"][name].as_u64();
    Utterance {
        speaker: piece["speaker"].as_str().map(str::to_owned),
        time: offset("from").map(|start| time_range(start, offset("to"))),
        words: piece["text"].as_str().unwrap_or_default().to_owned(),
    }
}

fn of_amberscript(segment: &Value, speakers: &[Value]) -> Utterance {
    let id = &segment["speaker"];
    let named = speakers.iter().find(|speaker| speaker["spkid"] == *id);
    let name = named.and_then(|speaker| speaker["name"].as_str()).filter(|name| !name.is_empty());
    let words = segment["words"].as_array().map_or(&[][..], Vec::as_slice);
    let start = words.iter().find_map(|word| seconds(&word["start"]));
    let end = words.iter().rev().find_map(|word| seconds(&word["end"]));
    let texts: Vec<&str> = words.iter().filter_map(|word| word["text"].as_str()).collect();
    Utterance {
        speaker: name.or(id.as_str()).map(str::to_owned),
        time: start.map(|start| time_range(start, end)),
        words: texts.join(" "),
    }
}

fn seconds(value: &Value) -> Option<u64> {
    milliseconds(value.as_f64()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::tests::{check_draft, check_language};

    #[track_caller]
    fn check(file: &str, expected: &[&str]) {
        check_draft(read(file), expected);
    }

    #[test]
    fn whisper_has_segments_without_speakers() {
        let file = r#"{"text": " Thee? Graag.", "language": "nl", "segments": [
            {"id": 0, "start": 1.0, "end": 3.5, "text": " Thee?", "avg_logprob": NaN,
             "words": [{"word": " Thee?", "start": 1.0, "end": 1.2, "probability": 0.9}]},
            {"id": 1, "start": 3.62, "end": 5, "text": " Graag."}]}"#;
        check(file, &["1000-3500 : Thee?", "3620-5000 : Graag."]);
        check_language(read(file), Some("nl"));
        check_language(read(r#"{"language": "Dutch", "segments": [{"text": "Ja"}]}"#), Some("nl"));
    }

    #[test]
    fn whisperx_has_speakers() {
        check(
            r#"{"segments": [{"start": 1.0, "end": 3.5, "text": "Thee?", "speaker": "SPEAKER_00"},
                {"start": 2.0, "end": 2.5, "text": "Ja.", "words": [{"word": "Ja.", "speaker": "SPEAKER_01"}]}]}"#,
            &["1000-3500 SPEAKER_00: Thee?", "2000-2500 SPEAKER_01: Ja."],
        );
    }

    #[test]
    fn a_segment_of_two_speakers_is_cut_between_their_words() {
        check(
            r#"{"segments": [{"start": 1.0, "end": 4.0, "text": " Thee? Ja, 2 graag.", "speaker": "A", "words": [
                {"word": "Thee?", "start": 1.1, "end": 1.5, "speaker": "A"},
                {"word": "Ja,", "start": 2.0, "end": 2.2, "speaker": "B"},
                {"word": "2"},
                {"word": "graag.", "start": 2.5, "end": 3.0, "speaker": "B"}]}]}"#,
            &["1000-1500 A: Thee?", "2000-3000 B: Ja, 2 graag."],
        );
    }

    #[test]
    fn whisper_cpp_counts_milliseconds() {
        let file = r#"{"result": {"language": "en"}, "transcription": [
            {"timestamps": {"from": "00:00:01,000"}, "offsets": {"from": 1000, "to": 3500}, "text": " Tea?"}]}"#;
        check(file, &["1000-3500 : Tea?"]);
        check_language(read(file), Some("en"));
    }

    #[test]
    fn amberscript_has_words_with_times() {
        check(
            r#"{"speakers": [{"spkid": "spk1", "name": "Noor"}], "segments": [
                {"speaker": "spk1", "words": [
                    {"start": 1.0, "end": 1.2, "text": "Drink", "conf": 0.9},
                    {"start": 1.3, "end": 1.5, "text": "je?"}]},
                {"speaker": "spk2", "words": [{"start": 2.0, "end": 2.4, "text": "Ja."}]},
                {"speaker": "spk2", "words": []}]}"#,
            &["1000-1500 Noor: Drink je?", "2000-2400 spk2: Ja."],
        );
    }

    #[test]
    fn other_json_is_refused() {
        assert!(matches!(read("{\"a\": 1}"), Err(Error::UnknownJson)));
        assert!(matches!(read("[1, 2]"), Err(Error::UnknownJson)));
        assert!(matches!(read("{\"segments\": [\n{"), Err(Error::DamagedJson { line: 2, .. })));
        assert!(matches!(read(&"[".repeat(100_000)), Err(Error::DamagedJson { .. })));
    }
}
