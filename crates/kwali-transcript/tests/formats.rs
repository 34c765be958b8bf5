//! What becomes of the words of plain, Markdown, HTML and subtitle files.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use kwali_transcript::{Format, ReadOptions, ReadTranscript, SpeakerLabels, read};

mod support;

fn read_as(format: Format, file: &str) -> ReadTranscript {
    let name = format!("gesprek.{}", format.name());
    read(&name, file.as_bytes(), &ReadOptions::default()).unwrap()
}

#[track_caller]
fn check_text(format: Format, file: &str, text: &str) {
    assert_eq!(read_as(format, file).transcript.text.as_str(), text);
}

#[track_caller]
fn check_turns(format: Format, file: &str, expected: &[&str]) {
    let transcript = read_as(format, file).transcript;
    let turns = support::shown(&transcript.text, &transcript.layout, &transcript.speakers);
    assert_eq!(turns, expected);
}

#[track_caller]
fn check_notes(format: Format, file: &str, expected: &[&str]) {
    let notes: Vec<String> =
        read_as(format, file).notes.iter().map(|note| note.to_string()).collect();
    assert_eq!(notes, expected);
}

#[test]
fn a_plain_text_stays_as_it_is() {
    check_text(Format::Text, "\u{feff} Een. \n\n\n\tTwee. \n \n", " Een. \n\n\n\tTwee.");
    check_notes(
        Format::Text,
        "Een.\r\nclie\u{308}nt\u{7}",
        &[
            "line ends were made line feeds",
            "letters and their accents were joined (NFC)",
            "1 control character was removed",
        ],
    );
}

#[test]
fn another_encoding_is_noted() {
    let read = read("gesprek.txt", b"Een cli\xebnt zei ja.", &ReadOptions::default()).unwrap();
    assert_eq!(read.transcript.text.as_str(), "Een cliënt zei ja.");
    assert_eq!(read.encoding.as_deref(), Some("windows-1252"));
    assert!(read.notes[0].to_string().contains("guessed as windows-1252"));
}

#[test]
fn options_come_before_what_the_file_says() {
    let options = ReadOptions {
        format: Some(Format::Text),
        encoding: Some("windows-1252".into()),
        speakers: SpeakerLabels::Only(vec!["**Els".into(), "Els".into()]),
        ..ReadOptions::default()
    };
    let read = read("gesprek.vtt", "Els: één".as_bytes(), &options).unwrap();
    assert_eq!(read.transcript.text.as_str(), "Els: Ã©Ã©n");
    assert_eq!((read.format, read.transcript.speakers.len()), (Format::Text, 1));
}

#[test]
fn markdown_is_rendered() {
    let md = Format::Markdown;
    check_text(
        md,
        "# Kop\nEen *twee*\n`drie` [vier](http://x.nl).\n\nVijf",
        "Kop\n\nEen twee drie vier.\n\nVijf",
    );
    check_text(md, "Een  \ntwee\\\ndrie<br>vier", "Een\ntwee\ndrie\nvier");
    check_text(
        md,
        "Een:\n\n- twee\n  - drie\n- vier\n\n1. vijf\n2. zes\n\nZeven",
        "Een:\n\n- twee\n  - drie\n- vier\n\n1. vijf\n2. zes\n\nZeven",
    );
    check_text(md, "> Een\n> twee\n\nDrie", "Een twee\n\nDrie");
    check_text(md, "| a | b |\n|---|---|\n| c | d |\n", "a\tb\nc\td");
    check_text(md, "```\nEen\n  twee\n```\nDrie", "Een\n  twee\n\nDrie");
    check_text(md, "Een[^1].\n\n[^1]: Twee.", "Een[1].\n\n[1] Twee.");
    check_text(
        md,
        "![een plaatje](x.png)\n\nTwee &amp; \\*drie\\*",
        "een plaatje\n\nTwee & *drie*",
    );
    check_text(
        md,
        "<details><summary>Een</summary>\n<p>Twee</p></details>\n\nDrie",
        "Een\nTwee\n\nDrie",
    );
}

#[test]
fn markdown_front_matter_and_comments_are_left_out() {
    let file = "---\ntitle: Een\n---\n\n<!-- twee -->\n\nDrie <!-- vier --> vijf";
    check_text(Format::Markdown, file, "Drie  vijf");
    check_notes(
        Format::Markdown,
        file,
        &["line 1: the front matter was left out", "2 comments were left out"],
    );
}

#[test]
fn markdown_turns_stay_on_their_lines() {
    check_turns(
        Format::Markdown,
        "# Interview\n\n**I:** Een?\n**R:** Twee,\nen drie.\n**I:** Vier?\n**R:** Vijf.\n",
        &["I | Een?", "R | Twee, en drie.", "I | Vier?", "R | Vijf."],
    );
    check_turns(
        Format::Markdown,
        "### Interviewer\n\nEen?\n\n### Els\n\nTwee.\n\n### Interviewer\n\nDrie?\n\n### Els\n\nVier.\n",
        &["Interviewer | Een?", "Els | Twee.", "Interviewer | Drie?", "Els | Vier."],
    );
    check_turns(
        Format::Markdown,
        "| Spreker | Tekst |\n|---|---|\n| I | Een? |\n| Els | Twee. |\n| I | Drie? |\n| Els | Vier. |",
        &["I | Een?", "Els | Twee.", "I | Drie?", "Els | Vier."],
    );
}

#[test]
fn a_page_shows_what_a_browser_shows() {
    let html = Format::Html;
    check_text(
        html,
        "<title>x</title><p>Een\n  <b>twee</b></p><p>drie<br>vier</p>",
        "Een twee\n\ndrie\nvier",
    );
    check_text(html, "<h1>Kop</h1><div>Een<div>twee</div>drie</div>", "Kop\n\nEen\ntwee\ndrie");
    check_text(
        html,
        "<ul><li>Een<ul><li>twee</ul><li>drie</ul><ol><li>vier<li>vijf</ol>",
        "- Een\n  - twee\n- drie\n\n1. vier\n2. vijf",
    );
    check_text(html, "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td");
    check_text(
        html,
        "<table><tr><td><p>Een<p>twee</table>",
        "Een\n\ntwee".replace("\n\n", "\n").as_str(),
    );
    check_text(
        html,
        "Een &amp; caf&eacute; &#8364;<script>nee()</script><style>p{}</style><!-- nee -->",
        "Een & café €",
    );
    check_text(html, "<pre>Een\n  twee</pre>drie", "Een\n  twee\n\ndrie");
    check_text(html, "<p hidden>nee</p><nav>nee</nav><p>Een</p>", "Een");
    check_text(
        html,
        "<blockquote>Een</blockquote>twee<p>&nbsp;</p><p>drie</p>",
        "Een\n\ntwee\n\ndrie",
    );
}

#[test]
fn a_page_in_bold_names_its_speakers() {
    check_turns(
        Format::Html,
        "<p><b>Kop van het gesprek</b></p><B><P>MSM</B>:&#9;Een?</P><B><P>Els</B>:&#9;Twee.</P><p><b>MSM</b>: Drie?</p><p><b>Els</b>: Vier.</p>",
        &["MSM | Een?", "Els | Twee.", "MSM | Drie?", "Els | Vier."],
    );
}

#[test]
fn a_page_may_name_its_encoding() {
    let page = |head: &str| [head.as_bytes(), b"<p>cli\xebnt \x93ja\x94</p>"].concat();
    let read_page = |bytes: &[u8]| read("gesprek.html", bytes, &ReadOptions::default()).unwrap();
    let read = read_page(&page("<meta charset=windows-1252>"));
    assert_eq!(read.transcript.text.as_str(), "cliënt “ja”");
    assert!(read.notes.is_empty());
    let read = read_page(&page(
        "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=iso-8859-1\">",
    ));
    assert_eq!(read.transcript.text.as_str(), "cliënt “ja”");
    let read = read_page("<meta charset=\"iso-8859-1\"><p>cliënt</p>".as_bytes());
    assert_eq!((read.transcript.text.as_str(), read.notes.len()), ("cliënt", 1));
    let read = read_page(&page("<meta charset=utf-8>"));
    assert_eq!((read.transcript.text.as_str(), read.notes.len()), ("cliënt “ja”", 2));
}

#[test]
fn voices_of_a_recording_are_speakers() {
    check_turns(
        Format::WebVtt,
        "WEBVTT - Gesprek\nKind: captions\n\nNOTE nee\n\n1\n00:01.000 --> 00:03.500\n<v Noor Bos>Een\ntwee?</v>\n\nabc-0\n0:0:3.6 --> 0:0:5.0 line:1\n<v.luid Els>Drie.</v> Hè?\n\nSTYLE\n::cue {}\n",
        &["Noor Bos 1-3.5 | Een twee?", "Els 3.6-5 | Drie.", " 3.6-5 | Hè?"],
    );
}

#[test]
fn labels_in_subtitles_are_speakers_too() {
    check_turns(
        Format::WebVtt,
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nNoor Bos: Een?\n\n2\n00:00:02.000 --> 00:00:03.000\nEls: Twee.\n\n3\n00:00:03.000 --> 00:00:04.000\nDrie.\n\n4\n00:00:04.000 --> 00:00:05.000\nNoor Bos: Vier?\n\n5\n00:00:05.000 --> 00:00:06.000\nEls: Vijf.\n",
        &[
            "Noor Bos 1-2 | Een?",
            "Els 2-3 | Twee.",
            "Els 3-4 | Drie.",
            "Noor Bos 4-5 | Vier?",
            "Els 5-6 | Vijf.",
        ],
    );
}

#[test]
fn subtitles_without_speakers_keep_their_times() {
    let file = "1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>Een</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:05,000\r\n{\\an8}- Twee?\r\n- Drie.\r\n";
    check_turns(Format::SubRip, file, &[" 1-3.5 | Een", " 4-5 | - Twee?", " 4-5 | - Drie."]);
    check_text(Format::SubRip, file, "Een\n- Twee?\n- Drie.");
    check_notes(Format::SubRip, file, &[]);
}

#[test]
fn a_broken_subtitle_costs_no_other() {
    let file = "WEBVTT\n\n00:01.000 --> 00:02.000\nEen\n\n00:02.000 --> 00:0x.000\nnee\n\nzomaar iets\n\n00:03.000 --> 00:04.000\n\n00:05.000 --> 00:06.000\nTwee\n00:06.000 --> 00:07.000\nDrie";
    check_text(Format::WebVtt, file, "Een\nTwee\nDrie");
    check_notes(
        Format::WebVtt,
        file,
        &[
            "line 6: this subtitle could not be understood",
            "line 9: this belongs to no subtitle; left out",
            "1 subtitle without words was left out",
        ],
    );
    check_notes(
        Format::WebVtt,
        "00:01.000 --> 00:02.000\nEen",
        &["line 1: the first line is not WEBVTT"],
    );
}

#[test]
fn subtitles_without_wanted_speakers_are_nobodys() {
    let file =
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Noor>Een\n\n00:02.000 --> 00:03.000\n<v Els>Twee";
    let turns = |speakers| {
        let options = ReadOptions { speakers, ..ReadOptions::default() };
        let transcript = read("gesprek.vtt", file.as_bytes(), &options).unwrap().transcript;
        support::shown(&transcript.text, &transcript.layout, &transcript.speakers)
    };
    assert_eq!(turns(SpeakerLabels::Only(vec!["noor".into()])), ["noor 1-2 | Een", " 2-3 | Twee"]);
    assert_eq!(turns(SpeakerLabels::Off), [" 1-2 | Een", " 2-3 | Twee"]);
}

#[test]
fn what_other_readers_of_subtitles_do_otherwise() {
    let cue = |times: &str, words: &str| format!("WEBVTT\n\n{times}\n{words}\n");
    let plain = "00:00.000 --> 00:02.000";
    check_turns(
        Format::WebVtt,
        &cue("120:00.000 --> 120:10.000", "Thee?"),
        &[" 7200-7210 | Thee?"],
    );
    check_turns(Format::WebVtt, &cue(plain, "Dit is </c mooi!"), &[" 0-2 | Dit is </c mooi!"]);
    check_turns(Format::WebVtt, &cue(plain, "Dit < 00:01.000>is"), &[" 0-2 | Dit < 00:01.000>is"]);
    check_turns(Format::WebVtt, &cue(&format!("-->\n{plain}"), "Thee?"), &[" 0-2 | Thee?"]);
    check_turns(Format::WebVtt, &format!("\tWEBVTT\n{plain}\nThee?"), &[" 0-2 | Thee?"]);
    check_turns(Format::WebVtt, &cue("00:000.00 --> 00:02.0", "Thee?"), &[" 0-2 | Thee?"]);
}

#[test]
fn teams_and_zoom_have_their_dialects() {
    check_turns(
        Format::WebVtt,
        "WEBVTT\n\n0b0a1c1e-0000-4000-8000-000000000010/12-0\n0:0:1.0 --> 0:0:3.5\n<v Noor Bos>Drink je</v>\n\nNOTE Confidence: 0.91\n\n0b0a1c1e-0000-4000-8000-000000000010/13-1\n0:0:3.6 --> 0:0:5.0\n<v Els>Altijd.</v>\n",
        &["Noor Bos 1-3.5 | Drink je", "Els 3.6-5 | Altijd."],
    );
    check_turns(
        Format::WebVtt,
        "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:03.500\r\nNoor Bos: Drink je thee?\r\n\r\n2\r\n00:00:03.600 --> 00:00:05.000\r\nEls: Om 10:30.\r\n\r\n",
        &["Noor Bos 1-3.5 | Drink je thee?", "Els 3.6-5 | Om 10:30."],
    );
}

#[test]
fn styles_regions_and_karaoke_are_no_words() {
    check_turns(
        Format::WebVtt,
        "WEBVTT Koffie\nRegion: id=fred\n\nSTYLE\n::cue(v) { color: red }\n\nREGION\nid:rob\n\nNOTE\nnee\n\n1\n00:01.000 --> 00:03.000 region:rob align:start\n<v.luid Els><c.rood>Ja <00:02.000>hoor</c> <ruby>koffie<rt>bakkie</rt></ruby> &lt;3\n",
        &["Els 1-3 | Ja hoor koffiebakkie <3"],
    );
}
