"""A register of made-up full names in many scripts, and the spellings that are planted in it.

Words come from the lists of the demonstration, from the list of spellings (so that many bear the
names that are looked for) and, most of them, from syllables put together at random: so every word
has near neighbours. Some names are very frequent and most are rare, as in a real register (Zipf).
Nobody is meant.
"""

import csv
import itertools
import random
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from uuid import UUID

import numpy as np

from amparo.finding.cards import Card, Name

LISTS = Path(__file__).resolve().parents[1] / "tests" / "finding" / "names"
SEEN, SET_ASIDE = LISTS / "seen.csv", LISTS / "set_aside.csv"
SEED = 20261122
GIVEN, FAMILY = 3_000, 9_000  # words for each whole share of names; Latin has several shares
SLOPE, FLAT = 1.0, 6.0
_SHARES = {"Latn": 46, "Arab": 12, "Cyrl": 12, "Beng": 8, "Deva": 7, "Thai": 5, "Khmr": 4,
           "Mymr": 3, "Ethi": 3}  # fmt: skip
_DEMO = {"latin": "Latn", "arabic": "Arab", "cyrillic": "Cyrl", "khmer": "Khmr", "bengali": "Beng"}
_SYLLABLES: dict[str, tuple[str, str, str]] = {
    "Latn": (
        "b d f g h j k l m n p r s t v z ch sh kh th br dr kr tr st gu ny w y c qu",
        "a a a e e i i o u ai ou ia ee",
        "- - - - n r s l m t k ng nd",
    ),
    "Arab": ("ب ت ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن ه و ي", "- - ا ي و", "- - - ن ر م د ان ة"),
    "Cyrl": (
        "б в г д ж з к л м н п р с т х ч ш бр др кр ст",
        "а а о о е и у я ю і",
        "- - - н р с в к л нко ев ич",
    ),
    "Beng": ("ক খ গ জ ট ড ত দ ন প ফ ব ভ ম য র ল শ স হ", "- া ি ী ু ে ো", "- - ন র ল ম ক"),
    "Deva": ("क ख ग च ज ट ड त द न प फ ब भ म य र ल व श स ह", "- ा ि ी ु े ो", "- - न र ल म त"),
    "Thai": ("ก ข ค ง จ ช ด ต ท น บ ป พ ม ย ร ล ว ส ห", "ะ า ิ ี ุ ู ั", "- น ม ง ก ย ต"),
    "Khmr": ("ក ខ គ ច ជ ដ ត ថ ទ ន ប ព ភ ម រ ល វ ស ហ", "- ា ិ ី ុ ូ េ ោ", "- - ន ម ង ក រ"),
    "Mymr": ("က ခ စ ဇ တ ထ ဒ န ပ ဖ မ ယ ရ လ ဝ သ ဟ", "ာ ိ ီ ု ူ ေ ို", "- - န် င် မ် တ် က်"),
    "Ethi": ("ለ መ ሰ ረ በ ተ ነ አ ከ ወ ደ ገ ጸ ሀ ዘ የ", "0 1 2 3 4 5 6", "- -"),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One row of the list of spellings."""

    group: str
    text: str
    script: str
    kind: str


@dataclass(frozen=True, slots=True)
class Planted:
    """What is typed, and the place in the register of what it is to find."""

    asked: str
    place: int
    spelling: Spelling


def spellings(path: Path = SEEN) -> list[Spelling]:
    """The list in a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Spelling(row["group"], row["variant"], row["script"], row["kind"])
            for row in csv.DictReader(file)
        ]


class Register:
    """So many full names, made from one seed, the spellings planted among them."""

    def __init__(self, size: int, listed: Iterable[Spelling], seed: int = SEED) -> None:
        self._random, self._numbers = random.Random(seed), np.random.default_rng(seed)
        self._listed = list(listed)
        self._families: dict[str, list[str]] = {}
        self.names = self._made(size)
        self.names_of_register = len(self.names)
        self.planted = self._plant(native=False)
        self.planted_native = self._plant(native=True)

    def cards(self) -> Iterator[tuple[UUID, Card]]:
        """The register as cards, each with a year, a sex, a place and some with a number."""
        years = self._numbers.integers(2006, 2024, len(self.names)).tolist()
        for place, (name, year) in enumerate(zip(self.names, years, strict=True)):
            numbers = (f"+88017{place * 7919 % 10**8:08}",) if place % 5 == 0 else ()
            sex = ("female", "male", "")[place % 3]
            yield UUID(int=place + 1), Card((Name(name),), (year,), sex, (), numbers)

    def _made(self, size: int) -> list[str]:
        made: list[str] = []
        whole = sum(_SHARES.values())
        for script, share in _SHARES.items():
            count = size * share // whole
            given = self._words(script, GIVEN * share // 10, self._own(script))
            family = self._families[script] = self._words(script, FAMILY * share // 10, [])
            first, second, last = (self._drawn(words, count) for words in (given, given, family))
            three = self._numbers.random(count) < 0.25
            made += [
                f"{one} {two} {end}" if both else f"{one} {end}"
                for one, two, end, both in zip(first, second, last, three.tolist(), strict=True)
            ]
        self._random.shuffle(made)
        return made

    def _own(self, script: str) -> list[str]:
        """Words that are written by hand: of the demonstration and of the list of spellings."""
        text = resources.files("amparo.demo").joinpath("names.toml").read_text("utf-8")
        rows = (row for part, lists in tomllib.loads(text).items() if _DEMO.get(part) == script
                for rows in lists.values() for row in rows)  # fmt: skip
        own = [word for row in rows for word in ([row] if isinstance(row, str) else row)]
        return [*own, *(one.text for one in self._listed if one.script == script)]

    def _words(self, script: str, count: int, own: list[str]) -> list[str]:
        words = dict.fromkeys(own)
        begins, vowels, ends = (part.split() for part in _SYLLABLES[script])
        choose = self._random.choice
        while len(words) < count:
            parts = []
            for _ in range(self._random.choices((1, 2, 3), (1, 6, 3))[0]):
                begin, vowel = choose(begins), choose(vowels)
                parts.append(chr(ord(begin) + int(vowel)) if script == "Ethi" else begin + vowel)
            word = ("".join(parts) + choose(ends)).replace("-", "")
            words[word.capitalize()] = None
        found = list(words)
        self._random.shuffle(found)
        return found

    def _drawn(self, words: list[str], count: int) -> list[str]:
        weights = 1 / (np.arange(len(words)) + FLAT) ** SLOPE
        places = self._numbers.choice(len(words), count, p=weights / weights.sum())
        return [words[place] for place in places.tolist()]

    def _plant(self, *, native: bool) -> list[Planted]:
        """Each spelling with a family name of its own, as frequent as family names are.

        Typed is the first spelling of its group. Native: a spelling in another script is typed, and
        the first, in Latin letters, is in the register.
        """
        planted = []
        for _, group in itertools.groupby(self._listed, lambda one: one.group):
            first, *others = group
            for one in others:
                if native and one.script == "Latn":
                    continue
                [family] = self._drawn(self._families["Latn"], 1)
                asked, held = (one, first) if native else (first, one)
                planted.append(Planted(f"{asked.text} {family}", len(self.names), one))
                self.names.append(f"{held.text} {family}")
        return planted


def mistyped(register: Register, count: int, seed: int = SEED) -> list[tuple[str, str]]:
    """Names of the register in Latin letters with one typing error: as typed, as they are.

    A letter is left out, put in, another one, or changed places with the next.
    """
    chance = random.Random(seed)
    made: list[tuple[str, str]] = []
    while len(made) < count:
        name = register.names[chance.randrange(register.names_of_register)]
        at = chance.randrange(len(name) - 1)
        if not name.isascii() or not (name[at] + name[at + 1]).isalpha():
            continue
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        swapped = name[at + 1] + name[at]
        typed = name[:at] + chance.choice((
            name[at + 1 :], letter + name[at:], letter + name[at + 1 :], swapped + name[at + 2 :]
        ))  # fmt: skip
        if typed.casefold() != name.casefold():
            made.append((typed, name))
    return made
