"""The tables that go with the transcripts."""

from .design import Person, write_rows
from .interviews import Interview

INTERVIEWER = "Interviewer"
CODINGS = "document,quote,before,after,code,coder,weight,comment"
MEMOS = "attached_to,coder,created,title,text"

STUDY = """\
name = "Empowerment in de wijk (verzonnen voorbeeldstudie)"
languages = ["nl", "en"]   # all interviews are in Dutch, the codebook is in both
"""


# The study is Dutch, and so are the values that its tables show.
MODES = {
    "group_f2f": "groepsgesprek",
    "individual_f2f": "individueel gesprek",
    "telephone": "telefonisch",
}


def documents(people: list[Person]) -> bytes:
    """One line an interview; its group is its site."""
    columns = "document,group,date,site,collaboration_variant,interview_mode,n_participants"
    rows = {
        person.document: [
            person.document,
            person.site,
            person.date,
            person.site,
            person.collaboration_variant,
            MODES[person.interview_mode],
            person.n_participants,
        ]
        for person in people
    }
    return write_rows(columns, list(rows.values()))


def participants(people: list[Person]) -> bytes:
    """One line a person; an empty field is unknown or does not apply."""
    columns = "participant,pseudonym,role,role_level,paid,site"
    rows = [[getattr(person, column) for column in columns.split(",")] for person in people]
    return write_rows(columns, rows)


def speakers(people: list[Person], interviews: list[Interview]) -> bytes:
    """One line a speaker of an interview, in order of appearance."""
    by_name = {(person.document, person.pseudonym): person.participant for person in people}
    rows = [
        [interview.name, speaker, by_name.get((interview.name, speaker), ""), yes_or_no(speaker)]
        for interview in interviews
        for speaker in interview.speakers
    ]
    return write_rows("document,speaker,participant,interviewer", rows)


def yes_or_no(speaker: str) -> str:
    """Says whether a speaker asks the questions."""
    return "yes" if speaker == INTERVIEWER else "no"


def coders() -> bytes:
    """The two who coded; they do not exist."""
    return write_rows("coder,name", [["A", "Annelot Reiding"], ["B", "Bas Tolkema"]])


def pairs(people: list[Person]) -> bytes:
    """Every pair of a person and a code that the design asks for."""
    rows = [[person.participant, code] for person in people for code in person.codes.split(";")]
    return write_rows("participant,code", rows)


def codings(rows: list[dict[str, str]]) -> bytes:
    """All codings of one coder."""
    return write_rows(CODINGS, [[row[column] for column in CODINGS.split(",")] for row in rows])


def memos(rows: list[dict[str, str]]) -> bytes:
    """All memos, the oldest first."""
    ordered = sorted(rows, key=lambda row: row["created"])
    return write_rows(MEMOS, [[row[column] for column in MEMOS.split(",")] for row in ordered])
