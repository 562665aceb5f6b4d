"""Splits a text into sentences, as it comes: line by line, however long the text is.

What stands between the parts of a sentence in real documents is taken away: line breaks, words cut
at the end of a line, marks of footnotes, numbers and heads of pages, markup. A heading is a
sentence of its own. Nothing is kept but the sentence that is being read. Pure.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

LONGEST = 3_000
"""Characters after which a sentence without an end is cut, so that no text fills the memory."""
LONGEST_PIECE = 1 << 16

_FURNITURE = re.compile(
    r"\s*(?:"
    r"[^.!?|]{0,90}\|\s*\d{1,4}"  # a head of a page: Title of the paper |5
    r"|\d{1,4}\s*\|[^.!?|]{0,90}"
    r"|[-–—\s]*(?:page\s+|p\.\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*"
    r"|[-_=*~]{3,}"
    r"|©.{0,200}"
    r")\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•●▪◦‣·*+]|\d{1,2}[.)]|\([a-z0-9]{1,3}\)|[a-z]\))\s+", re.IGNORECASE)
_DASH = re.compile(r"\s*[–—-]+\s+")
_NOTE = re.compile(r"\s*(?:\[?\d{1,3}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+)\s+[^\W\d_]")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_ENDS = re.compile(r"[.!?…؟。۔:;][\"”’»'*)\]]*(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$")
_STOP = re.compile(
    r"(?P<end>[.!?…؟。۔]+[\"”’»')\]]*)"
    r"(?P<note>(?:\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?:[,–-]\d{1,3})*)*[\"”’»')\]]*)"
    r"(?=\s+(?P<next>[^\s]))"
)
_END = re.compile(r"(?<=[.!?…؟。۔\"”’»)])(?:\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?:[,–-]\d{1,3})*)+$")
_NOTE_WITHIN = re.compile(r"(?<=[^\W\d_])(?:\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_SHORT = re.compile(
    r"(?:^|[\s(\"'“‘])(?:e\.g|i\.e|cf|ca|c|p|pp|approx|vs|no|nos|art|arts|para|paras|sec|fig|vol|ed|eds"
    r"|st|mr|mrs|ms|dr|prof|gen|gov|rep|sen|hon|inc|ltd|dept|est|al|ibid|op|cit|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec|env|mme|mlle|sr|sra|núm|aprox|(?:[a-z]\.)*[a-z])$",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"<sup>[^<]{0,20}</sup>|</?[a-z!][^<>]{0,300}>|[\u00ad\u200b\u2060\ufeff]", re.I
)
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
_BOLD = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([$%&#_*\[\](){}<>.!\\-])")


class Readable(Protocol):
    def readline(self, size: int = -1, /) -> str: ...


def pieces(stream: Readable) -> Iterator[str]:
    """The lines of a stream; one without end comes in pieces."""
    while piece := stream.readline(LONGEST_PIECE):
        yield piece


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """The sentences of a text, in its order, each on one line and without marks of footnotes."""
    reader = _Reader()
    for line in lines:
        yield from reader.take(line)
    yield from reader.flush()


class _Reader:
    """Keeps the sentence that is being read. `gap`: something stood between it and what follows."""

    def __init__(self) -> None:
        self.text = ""
        self.gap = False
        self.open = False  # the last piece had no end of line

    def take(self, line: str) -> Iterator[str]:
        for part in line.replace("\f", "\n\n").replace("\u2028", "\n").splitlines(keepends=True):
            yield from self._line(part)

    def flush(self) -> Iterator[str]:
        rest, self.text, self.gap = _clean(_END.sub("", self.text.strip())), "", False
        if rest:
            yield rest

    def _line(self, line: str) -> Iterator[str]:
        goes_on, self.open = self.open, not line.endswith(("\n", "\r", "\x0b", "\x1c", "\x85"))
        line = _unmarked(line)
        if goes_on:
            self.text += line.rstrip("\r\n")
        elif not line.strip() or _FURNITURE.fullmatch(line):
            self.gap = True
            return
        else:
            if self._begins(line):
                yield from self.flush()
            self.text = _appended(self.text, _HEADING.sub("", line).strip())
        yield from self._whole()
        if _HEADING.match(line):
            yield from self.flush()
        self.gap = False

    def _begins(self, line: str) -> bool:
        """Whether a new sentence begins here, whatever the last one ended with."""
        if _BULLET.match(line) or _HEADING.match(line):
            return True
        if _DASH.match(line):  # an aside, if the sentence before it has not ended
            return not self.text or self.gap or bool(_ENDS.search(self.text))
        if not self.gap:
            return bool(_ENDS.search(self.text) and _NOTE.match(line))
        first = line.lstrip()[:1]
        goes_on = first.islower() or (first.isdigit() and not _NOTE.match(line))
        return not (goes_on and self.text and not _ENDS.search(self.text))

    def _whole(self) -> Iterator[str]:
        begun = 0
        for stop in _STOP.finditer(self.text):
            if _is_stop(self.text, stop):
                yield _clean(self.text[begun : stop.end("end")])
                begun = stop.end()
        self.text = self.text[begun:].lstrip() if begun else self.text
        while len(self.text) > LONGEST:
            cut = self.text.rfind(" ", 1, LONGEST)
            cut = cut if cut > 0 else LONGEST
            yield _clean(self.text[:cut])
            self.text = self.text[cut:].lstrip()


def _is_stop(text: str, stop: re.Match[str]) -> bool:
    before, after, note = text[: stop.start()][-30:], stop["next"], stop["note"]
    if after.islower():
        return False
    if stop["end"].startswith("."):
        if note and before[-1:].isdigit():
            return bool(_YEAR.search(before))  # "in 2002.37 The", but "1.2 Million"
        if not note and _SHORT.search(before):
            return False
    return True


def _unmarked(line: str) -> str:
    if "<" in line or not line.isascii():
        line = _MARKS.sub("", line)
    if "&" in line:
        line = html.unescape(line)
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if "**" in line or "__" in line or "*" in line.strip()[1:]:
        line = _BOLD.sub("", line)
    return _ESCAPED.sub(r"\1", line) if "\\" in line else line


def _appended(text: str, line: str) -> str:
    """The sentence with its next line; a word that was cut at the end of a line is whole again."""
    if not text:
        return line
    if text.endswith(("-", "\u2010")) and text[-2:-1].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}"


def _clean(text: str) -> str:
    text = " ".join(text.split())
    bullet = _BULLET.match(text) or _DASH.match(text)
    return _NOTE_WITHIN.sub("", text[bullet.end() :] if bullet else text)
