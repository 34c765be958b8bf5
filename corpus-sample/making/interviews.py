"""The written interviews: a head of three lines, then turns of labelled paragraphs."""

import re
from dataclasses import dataclass, field
from pathlib import Path

BANNER = "Deze tekst is verzonnen. Personen en uitspraken bestaan niet."
LABEL = re.compile(r"^([A-Z][\w'’-]*(?: [\w'’-]+){0,3}):(?= )")


class Problem(Exception):
    """Something in a source that the sample must not contain."""


@dataclass
class Turn:
    """What one speaker says until another speaks, one string a paragraph."""

    speaker: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Interview:
    """One interview as written."""

    name: str
    head: list[str]
    turns: list[Turn]
    text: str

    @property
    def speakers(self) -> list[str]:
        """The speakers in order of appearance."""
        return list(dict.fromkeys(turn.speaker for turn in self.turns))

    @property
    def words(self) -> list[str]:
        """All words of head, labels and turns, in order."""
        return self.text.split()


def read_interviews(folder: Path) -> list[Interview]:
    """Reads all interviews of a folder in order of their names."""
    return [read_interview(path) for path in sorted(folder.glob("*.txt"))]


def read_interview(path: Path) -> Interview:
    """Reads one interview and checks its form."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    head, body = lines[:3], lines[3:]
    if head[0] != f"Interview {path.stem}" or head[2] != BANNER or body[0] or body[-1]:
        raise Problem(f"{path}: the head must be a title, a setting, the banner and a blank line")
    if any(":" in line for line in head):
        raise Problem(f"{path}: a colon in the head looks like a speaker")
    return Interview(path.stem, head, read_turns(path, body), text)


def read_turns(path: Path, lines: list[str]) -> list[Turn]:
    """Groups paragraphs into turns; a paragraph without a label continues its turn."""
    turns: list[Turn] = []
    for number, line in enumerate(lines, start=4):
        if not line:
            continue
        if line != " ".join(line.split()):
            raise Problem(f"{path}:{number}: white space at an end or doubled")
        label = LABEL.match(line)
        if label:
            turns.append(Turn(label[1], [line[label.end() + 1 :]]))
        elif turns:
            turns[-1].paragraphs.append(line)
        else:
            raise Problem(f"{path}:{number}: words before the first speaker")
    return turns
