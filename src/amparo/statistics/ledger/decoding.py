"""Opens a text to be checked, as it comes: nothing is read whole.

UTF-8 unless the text says otherwise by its first bytes, or whoever asks does. What is no text is
refused with one line that says what to do.
"""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (b"%PDF", "this is a PDF: give its text (for example from pdftotext)"),
    (b"PK\x03\x04", "this is an office file or an archive: save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "this is an office file: save it as plain text"),
    (b"\x1f\x8b", "this is a packed file: unpack it first"),
)


class BadText(Exception):
    """What was given cannot be read as a text; the message is one line, fit to show."""


class _Text:
    """Lines of a text, as `sentences.pieces` reads them; what is no text is a BadText."""

    def __init__(self, stream: io.TextIOWrapper, encoding: str) -> None:
        self._stream, self._encoding, self._line = stream, encoding, 1

    def readline(self, size: int = -1, /) -> str:
        try:
            line = self._stream.readline(size)
        except UnicodeError:
            raise BadText(
                f"not text in {self._encoding.upper().removesuffix('-SIG')}"
                f" after line {self._line}: save it as UTF-8,"
                " or name its encoding (--encoding cp1252)"
            ) from None
        except OSError as error:
            raise BadText(f"the file cannot be read: {error.strerror}") from None
        if "\0" in line:
            raise BadText(f"this is no text: line {self._line} holds a zero byte")
        self._line += line.endswith("\n")
        return line


@contextmanager
def reading(name: str, encoding: str | None = None) -> Iterator[_Text]:
    """The lines of the file of that name; `-` is standard input. Raises BadText."""
    if encoding is not None:
        _known(encoding)
    try:
        raw = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "this is no file name"
        raise BadText(f"the file cannot be read: {said}") from None
    try:
        yield _opened(io.BufferedReader(raw) if isinstance(raw, io.RawIOBase) else raw, encoding)
    finally:
        if name != "-":
            raw.close()


def _known(encoding: str) -> None:
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        raise BadText(f"there is no encoding {encoding[:40]!r}") from None


def _opened(raw: BinaryIO, encoding: str | None) -> _Text:
    try:
        head = raw.peek(8) if isinstance(raw, io.BufferedReader) else b""
    except OSError as error:
        raise BadText(f"the file cannot be read: {error.strerror}") from None
    for mark, said in _NO_TEXT:
        if head.startswith(mark):
            raise BadText(said)
    if encoding is None:
        marked = (name for mark, name in _MARKS if head.startswith(mark))
        encoding = next(marked, "utf-8")
    return _Text(io.TextIOWrapper(raw, encoding=encoding, newline=None), encoding)
