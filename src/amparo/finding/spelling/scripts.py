"""Writes a word of any script in plain Latin letters, a to z and digits. Pure.

`anyascii` knows every script letter by letter. What is heard, and it cannot know from one letter,
is put right here before: letters that are not spoken, vowels written before their consonant,
dotted letters taken apart, syllables of Burmese.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii

_REMEMBERED = 1 << 15
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

# Letters of Latin alphabets whose mark changes the sound; without it they are other letters.
SPELLED = str.maketrans(
    {
        "č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "ž": "zh",
        "ż": "zh", "ź": "zh", "ț": "ts", "ţ": "ts", "ñ": "ny", "ń": "ny", "ň": "ny", "ß": "ss",
        "ö": "oe", "ü": "ue", "ä": "ae", "ø": "oe", "å": "aa", "ř": "rzh", "ě": "ye", "ɓ": "b",
        "ɗ": "d", "đ": "dj", "ŋ": "ng", "ə": "a", "ğ": "g", "ı": "i", "ł": "l", "þ": "th",
        "ð": "d", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip

# Indic letters with a dot, taken apart when names are compared, are other sounds.
_DOTTED = (
    ("ড়", "র"), ("ঢ়", "র"), ("য়", "ẏ"), ("য", "জ"), ("ẏ", "y"),
    ("ज़", "z"), ("फ़", "f"), ("ड़", "र"), ("ढ़", "र"), ("ख़", "ख"), ("ग़", "ग"), ("क़", "क"),
    ("ਜ਼", "z"), ("ਫ਼", "f"), ("ਸ਼", "श"),
)  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def latin(word: str) -> str:
    """One word, as `names.words` gives it, in Latin letters; may be empty."""
    if word.isascii():
        return _NOT_PLAIN.sub("", word)
    for begin, end, heard in _SCRIPTS:
        if any(begin <= letter <= end for letter in word):
            word = heard(word)
    return _NOT_PLAIN.sub("", anyascii(word).lower())


def _arabic(word: str) -> str:
    """The article is no part of the name; a name of Abd is one word with what follows."""
    word = word.replace("ؤ", "و").replace("ئ", "ي").replace("ء", "")
    for letter, heard in _KURDISH:
        word = word.replace(letter, heard)
    if word.startswith("عبدال") and len(word) > 5:
        word = "عبد" + word[5:]
    elif word.startswith("ال") and len(word) > 4:
        word = word[2:]
    word = word[:1] + word[1:].replace("ا", "a")
    return re.sub(r"(.)\1", r"\1a\1", word)  # two letters are two: a doubled one is written once


_KURDISH = (("وو", "u"), ("ە", "e"), ("ۆ", "o"), ("ێ", "e"), ("ڕ", "ر"), ("ڵ", "ل"), ("ڤ", "v"))


def _bengali(word: str) -> str:
    if word in ("মোঃ", "মো"):
        return "md"  # as it is always shortened
    word = word.replace("জ্ঞ", "gy").replace("্য", "")  # yaphala only colours the vowel
    for written, heard in _DOTTED:
        word = word.replace(written, heard)
    word = word.replace("ক্ষ", "খ").replace("ং", "ng").replace("ৎ", "ত").replace("ঃ", "")
    return word.replace("ওয়া", "wa").replace("ওy", "w").replace("শ", "sh").replace("ষ", "sh")


def _devanagari(word: str) -> str:
    for written, heard in _DOTTED:
        word = word.replace(written, heard)
    return word.replace("ज्ञ", "gy").replace("ं", "न").replace("ँ", "न").replace("ः", "")


_THAI_SILENT = re.compile(r"[ก-ฮ][ิุ]?์")
_THAI_LEADING = re.compile(r"([เแโใไ])([ก-ฮ]ร|[ก-ฮ]ล|[ก-ฮ])")
_THAI_FINALS = {"ร": "น", "ล": "น", "ญ": "น", "ฬ": "น", "จ": "ต", "ช": "ต", "ส": "ต", "ศ": "ต",
                "ษ": "ต", "ซ": "ต"}  # fmt: skip


def _thai(word: str) -> str:
    """Silent letters go, a written-first vowel follows, endings become what is heard."""
    word = _THAI_SILENT.sub("", word)
    word = re.sub(r"ห(?=[งญนมยรลว])", "", word)
    word = word.replace("ทร", "ส") if word.startswith("ทร") else word
    word = word.replace("รร", "ัน").replace("ำ", "ัม").replace("ฤ", "ริ")
    word = _THAI_LEADING.sub(r"\2\1", word)
    if len(word) > 2 and word[-1] in _THAI_FINALS and len(re.findall("[ก-ฮ]", word)) > 1:
        word = word[:-1] + _THAI_FINALS[word[-1]]
    word = re.sub("พร(?=$|[ก-สฬ])", "porn", word)
    word = re.sub("[พผภ]", "p", word)
    word = re.sub("อ(?=[ะาิีึืุูเแโใไัำ])", "", word)
    return word.replace("จ", "ch").replace("ฉ", "ch").replace("อ", "o")


def _khmer(word: str) -> str:
    """A consonant under the last one, with its sign of silence, is not spoken; nh for ញ."""
    word = re.sub(r"[ក-អ]\u17cd", "", word)
    word = re.sub(r"ន្ទ\u17d0?$|ន្ទ្រ$", "ន", word)
    return word.replace("ញ្ញ", "nh").replace("ញ", "nh").replace("ក្រ$", "ក").replace("ៈ", "k")


_BURMESE = {
    "က": "k", "ခ": "kh", "ဂ": "g", "ဃ": "g", "င": "ng", "စ": "s", "ဆ": "s", "ဇ": "z", "ဈ": "z",
    "ဉ": "ny", "ည": "ny", "ဋ": "t", "ဌ": "ht", "ဍ": "d", "ဎ": "d", "ဏ": "n", "တ": "t", "ထ": "ht",
    "ဒ": "d", "ဓ": "d", "န": "n", "ပ": "p", "ဖ": "ph", "ဗ": "b", "ဘ": "b", "မ": "m", "ယ": "y",
    "ရ": "y", "လ": "l", "ဝ": "w", "သ": "th", "ဟ": "h", "ဠ": "l", "အ": "", "ဥ": "u", "ဦ": "u",
    "ဧ": "e", "ဩ": "aw", "ဪ": "aw", "ဣ": "i", "ဤ": "i", "ဿ": "th", "၏": "i",
}  # fmt: skip
_BURMESE_END = {"င": "in", "န": "an", "မ": "an", "ဏ": "an", "တ": "at", "ပ": "at", "က": "et",
                "စ": "it", "ည": "i", "ဉ": "in", "ယ": "e", "ဒ": "at", "သ": "at"}  # fmt: skip
_BURMESE_VOWELS = (
    ("ော", "aw"), ("ေါ", "aw"), ("ို", "o"), ("ေ", "e"), ("ာ", "a"), ("ါ", "a"), ("ိ", "i"),
    ("ီ", "i"), ("ု", "u"), ("ူ", "u"), ("ဲ", "e"), ("ံ", "an"),
)  # fmt: skip
_SYLLABLE = re.compile(
    r"(?P<first>[က-ဪဿ](?:\u1039[က-အ])?)(?P<medial>[\u103b-\u103e]*)"
    r"(?P<vowel>[\u102b-\u1032\u1036]*)(?P<end>(?:[က-အ]\u103a)?)"
)


def _burmese(word: str) -> str:
    """Syllable by syllable, as names are usually written in Latin letters: Aung, Kyaw, Htun."""
    word = re.sub("[\u1037\u1038]", "", word).replace("\u1004\u103a\u1039", "\u1004\u103a")
    word = re.sub("(?<=[\u102b-\u1032])\u103a", "", word)
    word = re.sub("(?<=.)ရ(?!\u103a)", "r", word)
    return _SYLLABLE.sub(_burmese_syllable, word)


def _burmese_syllable(found: re.Match[str]) -> str:
    first, medial, vowel, end = found.group("first", "medial", "vowel", "end")
    sound = "".join(_BURMESE.get(letter, "") for letter in first if letter != "\u1039")
    if "\u103b" in medial or "\u103c" in medial:
        sound = {"kh": "ch", "g": "j"}.get(sound, sound + "y")
    if "\u103e" in medial:
        sound = "sh" if sound == "y" else "h" + sound
    rounded = "\u103d" in medial
    spoken = next((heard for signs, heard in _BURMESE_VOWELS if vowel.startswith(signs)), "")
    if rounded and end and not spoken and end[0] in "နမတပ":
        return sound + {"န": "un", "မ": "un"}.get(end[0], "ut")
    sound += "w" * rounded
    if "\u1036" in vowel and not spoken.endswith("n"):
        spoken += "n"
    if end:
        return sound + _burmese_ending(spoken, end[0])
    return sound + ("aye" if spoken == "e" and not sound else spoken or "a")


def _burmese_ending(spoken: str, end: str) -> str:
    heard = _BURMESE_END.get(end, "")
    if spoken in ("aw", "o"):
        return {"aw": "au", "o": "ai"}[spoken] + ("ng" if end == "င" else "k")
    if spoken in ("", "a"):
        return heard
    return {"i": "ei"}.get(spoken, spoken) + heard[-1:]


Heard = Callable[[str], str]
_SCRIPTS: tuple[tuple[str, str, Heard], ...] = (
    ("\u0600", "\u06ff", _arabic),
    ("\u0900", "\u097f", _devanagari),
    ("\u0980", "\u09ff", _bengali),
    ("\u0e00", "\u0e7f", _thai),
    ("\u1000", "\u109f", _burmese),
    ("\u1780", "\u17ff", _khmer),
)
