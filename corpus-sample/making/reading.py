"""Reads the transcripts back, to prove that no word was lost or added on the way."""

import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CUE_TIMES = re.compile(r"^[\d:.,]+ --> [\d:.,]+$")
_F4_STAMP = re.compile(r" #\d\d:\d\d:\d\d-\d#$", re.MULTILINE)


def words_of(file_name: str, content: bytes) -> list[str]:
    """All words of a transcript in order, speakers where a turn begins included."""
    read = {"docx": _word, "md": _markdown, "vtt": _vtt, "srt": _srt, "txt": _text}
    return read[file_name.rsplit(".", 1)[1]](content).split()


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("windows-1252")


def _markdown(content: bytes) -> str:
    text = re.sub(r"^(# |> )", "", content.decode(), flags=re.MULTILINE)
    return text.replace("*", "")


def _vtt(content: bytes) -> str:
    lines, speaker = [], None
    for line in content.decode().split("\n"):
        voice = re.match(r"<v ([^>]+)>(.*)", line)
        if voice:
            label = f"{voice[1]}: " if voice[1] != speaker else ""
            speaker = voice[1]
            lines.append(label + unescape(voice[2]))
        elif line not in ("WEBVTT", "NOTE") and not _CUE_TIMES.match(line):
            lines.append(line)
    return "\n".join(lines)


def _srt(content: bytes) -> str:
    blocks = content.decode().strip().split("\n\n")
    return "\n".join("\n".join(block.split("\n")[2:]) for block in blocks)


def _word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    paragraphs = ("".join(_accepted(paragraph)) for paragraph in body.iter(f"{_W}p"))
    return _F4_STAMP.sub("", "\n".join(paragraphs))


def _accepted(element: ElementTree.Element) -> list[str]:
    if element.tag == f"{_W}t":
        return [element.text or ""]
    if element.tag == f"{_W}tab":
        return ["\t"]
    return [text for child in element for text in _accepted(child)]
