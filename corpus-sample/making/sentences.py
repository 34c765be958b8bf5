"""Sentences and the time it takes to say them."""

import re

SECONDS_A_WORD = 0.44
MOST_WORDS_A_CUE = 22

_END = re.compile(r"(?<=[.!?…])[\"”’]?\s+(?=[\"“‘]?[A-ZÀ-Ý'‘])")


def sentences(paragraph: str) -> list[str]:
    """Cuts a paragraph at the white space after sentences; words stay as they are."""
    cuts = [match.end() for match in _END.finditer(paragraph)]
    bounds = [0, *cuts, len(paragraph)]
    return [paragraph[start:end].strip() for start, end in zip(bounds, bounds[1:])]


def cue_texts(paragraph: str) -> list[str]:
    """Groups sentences by two as long as they stay short enough for one cue."""
    texts: list[list[str]] = []
    for sentence in sentences(paragraph):
        last = texts[-1] if texts else None
        if last and len(last) < 2 and len(" ".join([*last, sentence]).split()) <= MOST_WORDS_A_CUE:
            last.append(sentence)
        else:
            texts.append([sentence])
    return [" ".join(text) for text in texts]


def milliseconds(text: str) -> int:
    """How long it takes to say a text: so much a word, uneven as speech is."""
    uneven = 1 + (len(text) % 7 - 3) / 20
    return int(1000 * (0.4 + SECONDS_A_WORD * len(text.split()) * uneven))


def pause(text: str) -> int:
    """Milliseconds of silence before the next speaker."""
    return 300 + 160 * (len(text) % 9)


def clock(milliseconds: int) -> tuple[int, int, int, int]:
    """Hours, minutes, seconds and milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, rest
