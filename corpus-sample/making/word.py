"""Transcripts as Word files, in the variety in which they come in."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from . import word_parts as parts
from .interviews import Interview, Problem, Turn
from .sentences import clock, milliseconds, pause


@dataclass(frozen=True)
class Look:
    """What sets one Word file apart from another."""

    bold_names: bool = False
    split_names: bool = False
    tab_after_name: bool = False
    empty_paragraphs: bool = False
    header_and_footer: bool = False
    time_stamps: bool = False
    review: "Review | None" = None


@dataclass(frozen=True)
class Review:
    """A remark on some words, and a correction of others; the source has the corrected words."""

    remarked: str
    remark: str
    corrected: str
    before_correction: str


def write_word(interview: Interview, look: Look) -> bytes:
    """The interview as a .docx file."""
    files = {
        "[Content_Types].xml": parts.content_types(look.review, look.header_and_footer),
        "_rels/.rels": parts.PACKAGE_RELATIONS,
        "docProps/core.xml": parts.core(escape(interview.head[0])),
        "word/document.xml": _document(interview, look),
        "word/styles.xml": parts.STYLES,
        "word/_rels/document.xml.rels": parts.relations(look.review, look.header_and_footer),
    }
    if look.header_and_footer:
        files["word/header1.xml"] = parts.HEADER
        files["word/footer1.xml"] = parts.FOOTER
    if look.review:
        files["word/comments.xml"] = parts.comments(escape(look.review.remark))
    return _zip(files)


def _zip(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=(2019, 4, 1, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def _document(interview: Interview, look: Look) -> str:
    title, setting, banner = interview.head
    body = [
        _paragraph(_run(title), "Title"),
        _paragraph(_run(setting), "Subtitle"),
        _paragraph(_run(banner), "Banner"),
    ]
    now = 0
    for turn in interview.turns:
        if look.empty_paragraphs:
            body.append("<w:p/>")
        now += sum(milliseconds(paragraph) for paragraph in turn.paragraphs)
        body += _turn(turn, look, now)
        now += pause(turn.paragraphs[-1])
    document = parts.document("\n".join(body), look.header_and_footer)
    return _reviewed(interview.name, document, look.review) if look.review else document


def _turn(turn: Turn, look: Look, end: int) -> list[str]:
    contents = [_run(text) for text in turn.paragraphs]
    contents[0] = _name(turn.speaker, look) + contents[0]
    if look.time_stamps:
        contents[-1] += _run(" " + _stamp(end))
    return [_paragraph(content) for content in contents]


def _name(speaker: str, look: Look) -> str:
    separator = "<w:r><w:tab/></w:r>" if look.tab_after_name else _run(" ")
    if look.split_names:
        half = (len(speaker) + 1) // 2
        pieces = [speaker[:half], speaker[half:], ":"]
    else:
        pieces = [speaker + ":"]
    runs = "".join(_run(piece, look.bold_names) for piece in pieces if piece)
    return runs + separator


def _stamp(time: int) -> str:
    hours, minutes, seconds, rest = clock(time)
    return f"#{hours:02}:{minutes:02}:{seconds:02}-{rest // 100}#"


def _paragraph(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def _run(text: str, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _reviewed(name: str, document: str, review: Review) -> str:
    for words in (review.remarked, review.corrected):
        if document.count(escape(words)) != 1:
            raise Problem(f"{name}: the reviewed words {words!r} must stand there once")
    open_run, close_run = '<w:r><w:t xml:space="preserve">', "</w:t></w:r>"
    remarked = parts.remarked(open_run + escape(review.remarked) + close_run)
    corrected = parts.corrected(escape(review.before_correction), escape(review.corrected))
    document = document.replace(escape(review.remarked), close_run + remarked + open_run)
    return document.replace(escape(review.corrected), close_run + corrected + open_run)
