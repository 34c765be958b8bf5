"""The design of a study: who is interviewed where, and which codes their words carry."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from .interviews import Problem


@dataclass(frozen=True)
class Person:
    """One row of the design: a participant in an interview."""

    row: dict[str, str]

    @property
    def document(self) -> str:
        """The interview."""
        return self.row["document"]

    @property
    def participant(self) -> str:
        """The participant's id."""
        return self.row["participant"]

    @property
    def pseudonym(self) -> str:
        """The name in the transcript."""
        return self.row["pseudonym"]

    @property
    def role(self) -> str:
        """From which perspective the person speaks."""
        return self.row["role"]

    @property
    def code_set(self) -> set[str]:
        """The codes that this person's words must carry, and no others."""
        return set(self.row["codes"].split(";")) - {""}


def read_design(path: Path) -> list[Person]:
    """Reads the design and checks that no participant or pseudonym stands there twice."""
    people = [Person(row) for row in read_rows(path)]
    for column in ("participant", "pseudonym"):
        values = [person.row[column] for person in people]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise Problem(f"{path}: {column} more than once: {', '.join(twice)}")
    for person in people:
        in_document = sum(other.document == person.document for other in people)
        if int(person.row["n_participants"]) != in_document:
            raise Problem(f"{path}: {person.document} has {in_document} participants")
    return people


def read_rows(path: Path) -> list[dict[str, str]]:
    """Reads a CSV file; every row must have as many fields as the head."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise Problem(f"{path}: record {number} does not fit the head")
    return rows


def write_rows(columns: list[str], rows: list[list[str]]) -> bytes:
    """Writes a CSV file with line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
