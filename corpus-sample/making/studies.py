"""What sets one sample study apart from the other."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Callable

from . import plain, subtitles, word
from .interviews import Interview

HERE = Path(__file__).resolve().parent.parent

Writer = Callable[[Interview], bytes]


@dataclass(frozen=True)
class Study:
    """A sample study: where it is, who coded it, and the form in which each interview comes in."""

    folder_name: str
    name: str
    codebook: str
    coders: dict[str, str]
    document_variables: list[str]
    participant_variables: list[str]
    forms: dict[str, tuple[str, Writer]]
    otherwise: tuple[str, Writer]

    @property
    def folder(self) -> Path:
        """The study's folder."""
        return HERE / self.folder_name

    @property
    def source(self) -> Path:
        """What its files are made from."""
        return self.folder / "source"

    @property
    def codebook_path(self) -> Path:
        """The codebook that was used."""
        return HERE.parent / "codebooks" / f"{self.codebook}.toml"

    def form(self, interview: str) -> tuple[str, Writer]:
        """The ending of an interview's file and what writes it."""
        return self.forms.get(interview, self.otherwise)


def docx(**look) -> tuple[str, Writer]:
    """A Word file that looks so."""
    return "docx", partial(word.write_word, look=word.Look(**look))


MARKDOWN: tuple[str, Writer] = ("md", plain.write_markdown)
TEXT: tuple[str, Writer] = ("txt", plain.write_text)

REVIEW = word.Review(
    remarked="dan hoor je dat ze in Utrecht al ergens zijn waar jij nog over loopt te piekeren",
    remark="Navragen in Utrecht: hebben zij dit al geregeld?",
    corrected="raadscommissie",
    before_correction="rekenkamer",
)

EMPOWERMENT = Study(
    folder_name="empowerment-in-de-wijk",
    name="Empowerment in de wijk",
    codebook="eiw",
    coders={"A": "Annelot Reiding", "B": "Bas Tolkema"},
    document_variables=["date", "site", "collaboration_variant", "interview_mode", "n_participants"],
    participant_variables=["role", "role_level", "paid", "site"],
    forms={
        "EIW-01": docx(bold_names=True),
        "EIW-02": docx(split_names=True),
        "EIW-03": MARKDOWN,
        "EIW-04": ("txt", partial(plain.write_text, encoding="windows-1252", newline="\r\n")),
        "EIW-05": docx(bold_names=True),
        "EIW-06": docx(tab_after_name=True),
        "EIW-07": docx(header_and_footer=True),
        "EIW-08": ("vtt", subtitles.write_vtt),
        "EIW-09": docx(bold_names=True),
        "EIW-10": docx(bold_names=True, split_names=True),
        "EIW-11": docx(review=REVIEW),
        "EIW-12": ("srt", subtitles.write_srt),
        "EIW-13": ("txt", partial(plain.write_text, newline="\r\n")),
        "EIW-14": docx(empty_paragraphs=True),
        "EIW-15": MARKDOWN,
        "EIW-16": docx(bold_names=True),
        "EIW-17": docx(split_names=True),
        "EIW-19": docx(bold_names=True),
        "EIW-20": TEXT,
        "EIW-21": docx(time_stamps=True),
    },
    otherwise=docx(),
)

ERVARINGSWERK = Study(
    folder_name="ervaringswerk",
    name="Ervaringswerk in het sociaal domein",
    codebook="ewsd",
    coders={"A": "Annelot Reiding"},
    document_variables=["date", "interview_mode", "interview_place", "n_participants"],
    participant_variables=[
        "counted",
        "role",
        "role_level",
        "paid",
        "gender",
        "age",
        "education_peer_work",
        "contract",
        "tenure_years",
        "tenure_noted",
        "tenure_class",
        "sectors",
        "job_description",
        "job_title",
        "pay_equality",
        "pay_satisfaction",
        "association_member",
        "position_in_organisation",
        "process",
        "felt_influence",
    ],
    forms={
        "EWSD-03": TEXT,
        "EWSD-06": MARKDOWN,
        "EWSD-09": TEXT,
        "EWSD-12": docx(bold_names=True),
        "EWSD-14": docx(bold_names=True),
        "EWSD-16": docx(time_stamps=True),
        "EWSD-18": TEXT,
        "EWSD-20": MARKDOWN,
        "EWSD-23": docx(tab_after_name=True),
        "EWSD-25": ("txt", partial(plain.write_text, newline="\r\n")),
        "EWSD-27": docx(header_and_footer=True),
    },
    otherwise=docx(),
)

STUDIES = (EMPOWERMENT, ERVARINGSWERK)
