#!/usr/bin/env python3
"""Makes the files of the sample studies from their `source/` folders.

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
from pathlib import Path

sys.dont_write_bytecode = True

from making import checks, reading, tables  # noqa: E402
from making.design import Person, read_design, read_rows  # noqa: E402
from making.interviews import Interview, Problem, read_interviews  # noqa: E402
from making.studies import STUDIES, Study  # noqa: E402


def transcript(study: Study, interview: Interview) -> tuple[str, bytes]:
    """The file name and content of an interview as it comes in; no word gets lost."""
    ending, write = study.form(interview.name)
    content = write(interview)
    name = f"{interview.name}.{ending}"
    if reading.words_of(name, content) != interview.words:
        raise Problem(f"{name}: the words differ from the source")
    return f"transcripts/{name}", content


def read_codings(study: Study, coder: str, interviews: list[Interview]) -> list[dict[str, str]]:
    """One coder's codings in the order of the interviews."""
    folder = study.source / "codings"
    paths = [folder / f"{interview.name}.{coder}.csv" for interview in interviews]
    rows = [row for path in paths if path.exists() for row in read_rows(path)]
    known = {path.name for path in paths}
    stray = [path.name for path in folder.glob(f"*.{coder}.csv") if path.name not in known]
    if stray:
        raise Problem(f"codings of no interview: {', '.join(stray)}")
    return rows


def known_codes(path: Path) -> set[str]:
    """The ids of a codebook, and the root they stand under."""
    codebook = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code["id"] for code in codebook["code"]}


def make(study: Study) -> dict[str, bytes]:
    """All generated files of a study by path; fails if anything in its sources is wrong."""
    people = read_design(study.source / "design.csv")
    interviews = read_interviews(study.source)
    codings = {coder: read_codings(study, coder, interviews) for coder in study.coders}
    memos = [row for path in sorted(study.source.glob("memos/*.csv")) for row in read_rows(path)]
    check(study, people, interviews, codings, memos)
    return {
        **dict(transcript(study, interview) for interview in interviews),
        **{f"codings-{coder}.csv": tables.codings(rows) for coder, rows in codings.items()},
        "memos.csv": tables.memos(memos),
        "documents.csv": tables.documents(people, study.document_variables),
        "participants.csv": tables.participants(people, study.participant_variables),
        "speakers.csv": tables.speakers(people, interviews),
        "coders.csv": tables.coders(study.coders),
        "design.csv": tables.pairs(people),
        "study.toml": tables.settings(study.name),
    }


def check(
    study: Study,
    people: list[Person],
    interviews: list[Interview],
    codings: dict[str, list[dict[str, str]]],
    memos: list[dict[str, str]],
) -> None:
    """Checks sources against each other and against what the tests expect."""
    checks.check_speakers(people, interviews)
    codes = {coder: checks.check_codings(coder, rows, interviews) for coder, rows in codings.items()}
    checks.check_pairs(people, codes["A"])
    rows = [row for rows in codings.values() for row in rows]
    subjects = {f"document:{interview.name}" for interview in interviews} | {"study:"}
    subjects |= {f"coding:{name}" for name, _ in tables.ids(rows)}
    checks.check_memos(memos, subjects, study.coders)
    exhibits = json.loads((study.folder / "exhibits-expected.json").read_text(encoding="utf-8"))
    checks.check_exhibits(exhibits["exhibits"], people)
    checks.check_codes_exist(rows, memos, known_codes(study.codebook_path))


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


def bring_up_to_date(study: Study, only_check: bool) -> bool:
    """Makes or checks the files of a study and says which were not up to date; true if all is well."""
    files = make(study)
    stale = [path for path, content in files.items() if not same(study.folder / path, content)]
    made = study.folder.glob("transcripts/*")
    extra = [path for path in made if f"transcripts/{path.name}" not in files]
    for path in extra:
        print(f"not made from any source: {path}", file=sys.stderr)
    for path in stale:
        print(f"{'not up to date' if only_check else 'written'}: {study.folder_name}/{path}")
        if not only_check:
            (study.folder / path).parent.mkdir(exist_ok=True)
            (study.folder / path).write_bytes(files[path])
    return not extra and not (stale and only_check)


def main() -> int:
    """Makes or checks the files of all studies."""
    parser = argparse.ArgumentParser(description="Makes the files of the sample studies.")
    parser.add_argument("--check", action="store_true", help="only say what is not up to date")
    only_check = parser.parse_args().check
    try:
        results = [bring_up_to_date(study, only_check) for study in STUDIES]
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
