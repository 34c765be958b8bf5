"""What must hold in the sources: quotes stand once, codings follow the design."""

import re
from collections.abc import Iterable
from datetime import datetime

from .design import Person
from .interviews import Interview, Problem, Turn
from .tables import INTERVIEWER

Row = dict[str, str]


def check_speakers(people: list[Person], interviews: list[Interview]) -> None:
    """Every interview has exactly the speakers of the design, and an interviewer."""
    expected: dict[str, set[str]] = {}
    for person in people:
        expected.setdefault(person.document, {INTERVIEWER}).add(person.pseudonym)
    found = {interview.name: set(interview.speakers) for interview in interviews}
    if found != expected:
        wrong = [name for name in expected | found if expected.get(name) != found.get(name)]
        raise Problem(f"speakers differ from the design in {', '.join(sorted(wrong))}")


def check_codings(coder: str, rows: list[Row], interviews: list[Interview]) -> dict[str, set[str]]:
    """Checks one coder's codings and returns the codes on every speaker's words, by pseudonym.

    Whether the codes exist is another check.
    """
    by_name = {interview.name: interview for interview in interviews}
    spans: dict[tuple[str, str], list[range]] = {}
    codes: dict[str, set[str]] = {}
    for row in rows:
        place = f"{row['document']}.{coder}: {row['quote'][:60]!r}"
        if row["coder"] != coder:
            raise Problem(f"{place}: wrong coder")
        if row["weight"] and not 0 <= int(row["weight"]) <= 100:
            raise Problem(f"{place}: a weight is 0 to 100")
        turn, span = _find(place, row, by_name[row["document"]])
        if turn.speaker == INTERVIEWER:
            raise Problem(f"{place}: on the interviewer's words")
        same_code = spans.setdefault((row["document"], row["code"]), [])
        if any(span.start < other.stop and other.start < span.stop for other in same_code):
            raise Problem(f"{place}: overlaps another passage with {row['code']}")
        same_code.append(span)
        codes.setdefault(turn.speaker, set()).add(row["code"])
    return codes


def _find(place: str, row: Row, interview: Interview) -> tuple[Turn, range]:
    """The turn a quote stands in and its place in the interview; it must stand there once."""
    before, quote, after = (re.escape(row[column]) for column in ("before", "quote", "after"))
    pattern = re.compile(rf"(?={before}\s*({quote})\s*{after})")
    found, passed = [], 0
    for turn in interview.turns:
        words = "\n\n".join(turn.paragraphs)
        for match in pattern.finditer(words):
            span = range(passed + match.start(1), passed + match.end(1))
            if span not in [earlier for _, earlier in found]:
                found.append((turn, span))
        passed += len(words) + 1
    if len(found) != 1:
        raise Problem(f"{place}: stands {len(found)} times in one turn's words")
    return found[0]


def check_pairs(people: list[Person], codes: dict[str, set[str]]) -> None:
    """Every person's words carry exactly the codes of the design."""
    for person in people:
        found = codes.get(person.pseudonym, set())
        if found != person.code_set:
            missing, extra = sorted(person.code_set - found), sorted(found - person.code_set)
            raise Problem(f"{person.pseudonym}: missing codes {missing}, codes too many {extra}")


def check_codes_exist(rows: list[Row], memos: list[Row], known: set[str]) -> None:
    """Every code that is used stands in the codebook."""
    used = {row["code"] for row in rows}
    used |= {row["attached_to"][5:] for row in memos if row["attached_to"].startswith("code:")}
    if used - known:
        raise Problem(f"not in the codebook: {', '.join(sorted(used - known))}")


def check_memos(memos: list[Row], subjects: set[str], coders: Iterable[str]) -> None:
    """Every memo has a subject that exists, a coder, a time, a title and a text.

    Whether its code exists is another check.
    """
    for row in memos:
        subject = row["attached_to"]
        if subject not in subjects and not subject.startswith("code:"):
            raise Problem(f"memo {row['title']!r}: nothing is called {subject!r}")
        if row["coder"] not in coders or not row["title"] or not row["text"]:
            raise Problem(f"memo {row['title']!r}: coder, title and text are needed")
        datetime.strptime(row["created"], "%Y-%m-%dT%H:%M:%SZ")


def check_exhibits(exhibits: list[dict], people: list[Person]) -> None:
    """Counts expected in exhibits follow from the design."""
    for exhibit in exhibits:
        expected = exhibit["expected_from_sample"]
        for code, counts in {**expected, **expected.get("codes", {})}.items():
            if "." not in code:
                continue
            having = [person for person in people if code in person.code_set]
            found = {
                "participants": len(having),
                "interviews": len({person.document for person in having}),
                "by_role": {
                    role: sum(person.role == role for person in having)
                    for role in {person.role for person in having}
                },
            }
            if any(found[count] != value for count, value in counts.items()):
                raise Problem(f"{exhibit['id']}, {code}: {counts} expected, {found} in the design")
