"""Transcripts as a recogniser leaves them: WebVTT with voice tags, and SubRip."""

from dataclasses import dataclass
from html import escape

from .interviews import LABEL, Interview, Problem
from .sentences import clock, cue_texts, milliseconds, pause

START = 1_500


@dataclass
class Cue:
    """One subtitle."""

    start: int
    end: int
    speaker: str
    text: str
    opens_turn: bool


def cues(interview: Interview) -> list[Cue]:
    """Cues of one or two sentences; none reaches over the end of a turn."""
    now, found = START, []
    for turn in interview.turns:
        texts = [text for paragraph in turn.paragraphs for text in cue_texts(paragraph)]
        for index, text in enumerate(texts):
            end = now + milliseconds(text)
            found.append(Cue(now, end, turn.speaker, text, index == 0))
            now = end + 40
        now += pause(turn.paragraphs[-1])
    return found


def write_vtt(interview: Interview) -> bytes:
    """WebVTT: the head as a note, the speaker of every cue as a voice tag."""
    blocks = ["WEBVTT", "NOTE\n" + "\n".join(interview.head)]
    for cue in cues(interview):
        times = f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}"
        blocks.append(f"{times}\n<v {cue.speaker}>{escape(cue.text, quote=False)}")
    return ("\n\n".join(blocks) + "\n").encode()


def write_srt(interview: Interview) -> bytes:
    """SubRip: the head as a first cue, the speaker only where a turn begins."""
    blocks = [f"1\n{_time(0, ',')} --> {_time(START - 100, ',')}\n" + "\n".join(interview.head)]
    for number, cue in enumerate(cues(interview), start=2):
        if LABEL.match(cue.text):
            raise Problem(f"{interview.name}: cue {number} begins like a speaker")
        label = f"{cue.speaker}: " if cue.opens_turn else ""
        times = f"{_time(cue.start, ',')} --> {_time(cue.end, ',')}"
        blocks.append(f"{number}\n{times}\n{label}{cue.text}")
    return ("\n\n".join(blocks) + "\n").encode()


def _time(time: int, point: str) -> str:
    hours, minutes, seconds, rest = clock(time)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
