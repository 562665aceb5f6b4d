"""Finds out how a text file is written. What cannot be known is refused, not guessed."""

import codecs
import re
from pathlib import Path

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK = 1 << 20
SAMPLE = 1 << 18
# Scripts of which a byte for each letter was in use, and the letters that words of it are made of.
SCRIPTS = {
    "windows-1256": re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06af]{2,}"),
    "windows-1251": re.compile("(?:[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]{2,})"),
    "windows-1253": re.compile("[Ά-ώ]{2,}"),
    "windows-1255": re.compile("[א-ת]{2,}"),
}
# The letters that words of each are mostly made of: the same bytes read otherwise are rarely so.
COMMON = {
    "windows-1256": "اليمنرهوتبعدسحفكق",
    "windows-1251": "оаеинтрвлсдкмуяОАКМСПДВБ",
    "windows-1253": "αοιετσνηυρπκμλάίόέςΜΑΓΕΚΠΔ",
    "windows-1255": "יוהלאתרמבשנדם",
}
CLEARLY = 0.15
_WESTERN = "windows-1252"
_WESTERN_LETTERS = frozenset(
    "áàâäãåéèêëíìîïóòôöõøúùûüñçßæœÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕØÚÙÛÜÑÇÆŒ’‘“”–ºª°«»¿¡"
)
_HIGH = re.compile("[^\x00-\x7f]+")


def encoding_of(path: Path) -> str:
    """The encoding of a file. Raises ValueError with a reason in one line."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    zeros = start[1::2].count(0), start[0::2].count(0)
    if max(zeros) > len(start) // 8:
        return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
    return "utf-8" if _is_utf8(path) else _one_byte(_high_part(path))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _high_part(path: Path) -> bytes:
    """The lines of a file that hold other than plain letters, as many as are needed."""
    found = b""
    with path.open("rb") as file:
        while len(found) < SAMPLE and (line := file.readline(CHUNK)):
            if not line.isascii():
                found += line
    return found


def _one_byte(raw: bytes) -> str:
    fits = {name: share for name, pattern in SCRIPTS.items()
            if (share := _share(raw, name, pattern)) > 0.95}  # fmt: skip
    common = sorted(((_common(raw, name), name) for name in fits), reverse=True)
    if len(common) == 1 or (common and common[0][0] > common[1][0] + CLEARLY):
        return common[0][1]
    if not fits and _is_western(raw):
        return _WESTERN
    raise ValueError("its encoding is not known; save it as UTF-8")


def _share(raw: bytes, name: str, pattern: re.Pattern[str]) -> float:
    """How much of what is not plain stands in words of that script and nothing else."""
    try:
        text = raw.decode(name)
    except UnicodeDecodeError:
        return 0.0
    high = sum(map(len, _HIGH.findall(text)))
    alone = (word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii())
    good = sum(len(word) for word in alone if pattern.fullmatch(word))
    return good / high if high else 0.0


def _common(raw: bytes, name: str) -> float:
    high = "".join(_HIGH.findall(raw.decode(name)))
    return sum(letter in COMMON[name] for letter in high) / len(high)


def _is_western(raw: bytes) -> bool:
    try:
        text = raw.decode(_WESTERN)
    except UnicodeDecodeError:
        return False
    high = "".join(_HIGH.findall(text))
    known = sum(letter in _WESTERN_LETTERS for letter in high)
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    latin = sum(any(letter.isascii() for letter in word) for word in words)
    return known == len(high) and latin >= 0.9 * len(words)
