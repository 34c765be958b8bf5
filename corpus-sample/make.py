#!/usr/bin/env python3
"""Makes the files of the sample study from `empowerment-in-de-wijk/source/`.

    python3 corpus-sample/make.py           writes transcripts and tables
    python3 corpus-sample/make.py --check   writes nothing, fails if a file is not up to date

For maintainers; it needs Python 3.11 and nothing else.
"""

import argparse
import io
import json
import sys
import tomllib
import zipfile
from functools import partial
from pathlib import Path
from typing import Callable

sys.dont_write_bytecode = True

from making import checks, plain, reading, subtitles, tables, word  # noqa: E402
from making.design import Person, read_design, read_rows  # noqa: E402
from making.interviews import Interview, Problem, read_interviews  # noqa: E402

HERE = Path(__file__).resolve().parent
STUDY = HERE / "empowerment-in-de-wijk"
SOURCE = STUDY / "source"
CODEBOOK = HERE.parent / "codebooks" / "eiw.toml"
CODERS = ("A", "B")

REVIEW = word.Review(
    remarked="dan hoor je dat ze in Utrecht al ergens zijn waar jij nog over loopt te piekeren",
    remark="Navragen in Utrecht: hebben zij dit al geregeld?",
    corrected="raadscommissie",
    before_correction="rekenkamer",
)
PLAIN, BOLD, SPLIT = word.Look(), word.Look(bold_names=True), word.Look(split_names=True)
LOOKS = {
    "EIW-01": BOLD,
    "EIW-02": SPLIT,
    "EIW-05": BOLD,
    "EIW-06": word.Look(tab_after_name=True),
    "EIW-07": word.Look(header_and_footer=True),
    "EIW-09": BOLD,
    "EIW-10": word.Look(bold_names=True, split_names=True),
    "EIW-11": word.Look(review=REVIEW),
    "EIW-14": word.Look(empty_paragraphs=True),
    "EIW-16": BOLD,
    "EIW-17": SPLIT,
    "EIW-18": PLAIN,
    "EIW-19": BOLD,
    "EIW-21": word.Look(time_stamps=True),
}
OTHER_FORMS: dict[str, tuple[str, Callable[[Interview], bytes]]] = {
    "EIW-03": ("md", plain.write_markdown),
    "EIW-04": ("txt", partial(plain.write_text, encoding="windows-1252", newline="\r\n")),
    "EIW-08": ("vtt", subtitles.write_vtt),
    "EIW-12": ("srt", subtitles.write_srt),
    "EIW-13": ("txt", partial(plain.write_text, newline="\r\n")),
    "EIW-15": ("md", plain.write_markdown),
    "EIW-20": ("txt", plain.write_text),
}


def transcript(interview: Interview) -> tuple[str, bytes]:
    """The file name and content of an interview as it comes in; no word gets lost."""
    if interview.name in LOOKS:
        ending, content = "docx", word.write_word(interview, LOOKS[interview.name])
    else:
        ending, write = OTHER_FORMS[interview.name]
        content = write(interview)
    name = f"{interview.name}.{ending}"
    if reading.words_of(name, content) != interview.words:
        raise Problem(f"{name}: the words differ from the source")
    return f"transcripts/{name}", content


def read_codings(coder: str, interviews: list[Interview]) -> list[dict[str, str]]:
    """One coder's codings in the order of the interviews."""
    paths = [SOURCE / "codings" / f"{interview.name}.{coder}.csv" for interview in interviews]
    rows = [row for path in paths if path.exists() for row in read_rows(path)]
    known = {path.name for path in paths}
    stray = [path.name for path in SOURCE.glob(f"codings/*.{coder}.csv") if path.name not in known]
    if stray:
        raise Problem(f"codings of no interview: {', '.join(stray)}")
    return rows


def known_codes() -> set[str]:
    """The ids of the codebook, and the root they stand under."""
    codebook = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))
    return {code["id"] for code in codebook["code"]}


def make() -> dict[str, bytes]:
    """All generated files by path; fails if anything in the sources is wrong."""
    people = read_design(SOURCE / "design.csv")
    interviews = read_interviews(SOURCE)
    codings = {coder: read_codings(coder, interviews) for coder in CODERS}
    memos = [row for path in sorted(SOURCE.glob("memos/*.csv")) for row in read_rows(path)]
    check(people, interviews, codings, memos)
    return {
        **dict(transcript(interview) for interview in interviews),
        **{f"codings-{coder}.csv": tables.codings(rows) for coder, rows in codings.items()},
        "memos.csv": tables.memos(memos),
        "documents.csv": tables.documents(people),
        "participants.csv": tables.participants(people),
        "speakers.csv": tables.speakers(people, interviews),
        "coders.csv": tables.coders(),
        "design.csv": tables.pairs(people),
        "study.toml": tables.STUDY.encode(),
    }


def check(
    people: list[Person],
    interviews: list[Interview],
    codings: dict[str, list[dict[str, str]]],
    memos: list[dict[str, str]],
) -> None:
    """Checks sources against each other and against what the tests expect."""
    checks.check_speakers(people, interviews)
    codes = {coder: checks.check_codings(coder, rows, interviews) for coder, rows in codings.items()}
    checks.check_pairs(people, codes["A"])
    checks.check_memos(memos, interviews)
    exhibits = json.loads((STUDY / "exhibits-expected.json").read_text(encoding="utf-8"))
    checks.check_exhibits(exhibits["exhibits"], people)
    if CODEBOOK.exists():
        checks.check_codes_exist([row for rows in codings.values() for row in rows], memos, known_codes())
    else:
        print(f"{CODEBOOK} is missing: codes were not looked up", file=sys.stderr)


def same(path: Path, content: bytes) -> bool:
    """True if a file holds this content; Word files are compared by their parts, since zlibs differ."""
    if not path.exists():
        return False
    if path.suffix != ".docx":
        return path.read_bytes() == content
    return parts(path.read_bytes()) == parts(content)


def parts(content: bytes) -> list[tuple[str, bytes]]:
    """The names and contents of the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def main() -> int:
    """Makes or checks the files and says which were not up to date."""
    parser = argparse.ArgumentParser(description="Makes the files of the sample study.")
    parser.add_argument("--check", action="store_true", help="only say what is not up to date")
    only_check = parser.parse_args().check
    try:
        files = make()
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    stale = [path for path, content in files.items() if not same(STUDY / path, content)]
    extra = [path for path in STUDY.glob("transcripts/*") if f"transcripts/{path.name}" not in files]
    for path in extra:
        print(f"not made from any source: {path}", file=sys.stderr)
    for path in stale:
        print(f"{'not up to date' if only_check else 'written'}: {path}")
        if not only_check:
            (STUDY / path).parent.mkdir(exist_ok=True)
            (STUDY / path).write_bytes(files[path])
    return 1 if extra or (stale and only_check) else 0


if __name__ == "__main__":
    sys.exit(main())
