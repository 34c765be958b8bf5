"""The tables that go with the transcripts."""

from .design import Person, write_rows
from .interviews import Interview

INTERVIEWER = "Interviewer"
CODINGS = "document,quote,before,after,code,coder,weight,comment".split(",")
MEMOS = "attached_to,coder,created,title,text".split(",")

# The studies are Dutch, and so are the values that their tables show.
MODES = {
    "group_f2f": "groepsgesprek",
    "individual_f2f": "individueel gesprek",
    "telephone": "telefonisch",
}


def settings(name: str) -> bytes:
    """What is set for a study as a whole."""
    languages = 'languages = ["nl", "en"]   # all interviews are in Dutch, the codebook is in both'
    return f'name = "{name} (verzonnen voorbeeldstudie)"\n{languages}\n'.encode()


def documents(people: list[Person], variables: list[str]) -> bytes:
    """One line an interview; where the design has a site, that is its group."""
    grouped = ["group"] if "site" in people[0].row else []
    rows = {}
    for person in people:
        of_document = person.row | {"interview_mode": MODES[person.row["interview_mode"]]}
        of_document["group"] = person.row.get("site", "")
        rows[person.document] = [of_document[column] for column in ["document", *grouped, *variables]]
    return write_rows(["document", *grouped, *variables], list(rows.values()))


def participants(people: list[Person], variables: list[str]) -> bytes:
    """One line a person; an empty field is unknown or does not apply."""
    columns = ["participant", "pseudonym", *variables]
    return write_rows(columns, [[person.row[column] for column in columns] for person in people])


def speakers(people: list[Person], interviews: list[Interview]) -> bytes:
    """One line a speaker of an interview, in order of appearance."""
    by_name = {(person.document, person.pseudonym): person.participant for person in people}
    rows = [
        [interview.name, speaker, by_name.get((interview.name, speaker), ""), yes_or_no(speaker)]
        for interview in interviews
        for speaker in interview.speakers
    ]
    return write_rows(["document", "speaker", "participant", "interviewer"], rows)


def yes_or_no(speaker: str) -> str:
    """Says whether a speaker asks the questions."""
    return "yes" if speaker == INTERVIEWER else "no"


def coders(names: dict[str, str]) -> bytes:
    """Those who coded; they do not exist."""
    return write_rows(["coder", "name"], [[coder, name] for coder, name in names.items()])


def pairs(people: list[Person]) -> bytes:
    """Every pair of a person and a code that the design asks for."""
    rows = [
        [person.participant, code]
        for person in people
        for code in person.row["codes"].split(";")
        if code
    ]
    return write_rows(["participant", "code"], rows)


def codings(rows: list[dict[str, str]]) -> bytes:
    """All codings of one coder with their ids."""
    numbered = [[name, *(row[column] for column in CODINGS)] for name, row in ids(rows)]
    return write_rows(["id", *CODINGS], numbered)


def ids(rows: list[dict[str, str]]) -> list[tuple[str, dict[str, str]]]:
    """Codings with their ids: interview, coder, and the coding's number there."""
    numbers: dict[str, int] = {}
    named = []
    for row in rows:
        stem = f"{row['document']}.{row['coder']}"
        numbers[stem] = numbers.get(stem, 0) + 1
        named.append((f"{stem}.{numbers[stem]}", row))
    return named


def memos(rows: list[dict[str, str]]) -> bytes:
    """All memos, the oldest first."""
    ordered = sorted(rows, key=lambda row: row["created"])
    return write_rows(MEMOS, [[row[column] for column in MEMOS] for row in ordered])
