"""Transcripts as plain text and Markdown."""

from .interviews import Interview


def write_text(interview: Interview, encoding: str = "utf-8", newline: str = "\n") -> bytes:
    """The source's lines in another encoding or with other line ends."""
    return interview.text.replace("\n", newline).encode(encoding)


def write_markdown(interview: Interview) -> bytes:
    """A heading, the setting, the banner as a quotation, and bold speakers."""
    title, setting, banner = interview.head
    blocks = [f"# {title}", f"*{setting}*", f"> {banner}"]
    for turn in interview.turns:
        first, *others = turn.paragraphs
        blocks += [f"**{turn.speaker}:** {first}", *others]
    return ("\n\n".join(blocks) + "\n").encode()
