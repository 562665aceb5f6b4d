"""How two records are compared, field by field: each level once in SQL for whole lists, once in
Python for a few. A test holds both to the same answer.

Levels are tried in order; the last is what stays. A field that one of the two does not have says
nothing. In the SQL, `_l` and `_r` are the two records; `jaro_winkler` and `damerau_levenshtein` are
there in every engine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from amparo.finding.linkage.prepared import Prepared
from amparo.finding.linkage.records import NEAR, OTHER, SAME

Holds = Callable[[Prepared, Prepared], bool]
ELSE = "other"


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two values stand to each other. `rare_in`: the column in which how often the
    value occurs says what agreement is worth."""

    code: str
    says: str
    sql: str
    holds: Holds
    rare_in: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All levels of one field, but the last (`other`). `missing`: where it says nothing."""

    code: str
    field: str
    missing: Level
    levels: tuple[Level, ...]

    def level(self, one: Prepared, other: Prepared) -> Level | None:
        """The level that holds; None where the field says nothing."""
        if self.missing.holds(one, other):
            return None
        return next((level for level in self.levels if level.holds(one, other)), LAST)


LAST = Level(ELSE, OTHER, "ELSE", lambda one, other: True)


def _missing(sql: str, holds: Holds) -> Level:
    return Level("missing", "missing", sql, holds)


def _like(one: str, other: str, least: float) -> bool:
    return JaroWinkler.similarity(one, other) >= least


def _typing_error(one: str, other: str, shortest: int = 4) -> bool:
    return (
        min(len(one), len(other)) >= shortest and DamerauLevenshtein.distance(one, other) <= 1
    )  # fmt: skip


def _typing_error_sql(one: str, other: str, shortest: int = 4) -> str:
    # One error leaves the first or the last letter as it was: nearly all pairs are told by that.
    return (
        f"(least(length({one}), length({other})) >= {shortest}"
        f" and (substr({one}, 1, 1) = substr({other}, 1, 1)"
        f" or substr({one}, length({one}), 1) = substr({other}, length({other}), 1))"
        f" and damerau_levenshtein({one}, {other}) <= 1)"
    )


def _swapped(one: Prepared, other: Prepared) -> bool:
    """Given and family name changed places, and one of them may be misspelled besides."""
    if one.family is None or other.family is None:
        return False
    return (one.given_sound == other.family_sound and _crosswise(other, one)) or (
        other.given_sound == one.family_sound and _crosswise(one, other)
    )


def _crosswise(one: Prepared, other: Prepared) -> bool:
    return (
        one.given_sound == other.family_sound
        or _like(one.given or "", other.family or "", 0.85)
        or _typing_error(one.given_heard or "", other.family_heard or "")
    )


def _crosswise_sql(one: str, other: str) -> str:
    return (
        f"(given_sound_{one} = family_sound_{other}"
        f" or jaro_winkler(given_{one}, family_{other}) >= 0.85"
        f" or {_typing_error_sql(f'given_heard_{one}', f'family_heard_{other}')})"
    )


_SWAPPED = (
    f"(given_sound_l = family_sound_r and {_crosswise_sql('r', 'l')}"
    f" or given_sound_r = family_sound_l and {_crosswise_sql('l', 'r')})"
)


def _begins(one: str, other: str) -> bool:
    return len(one) != 2 and other.startswith(one)


def _part(one: Prepared, other: Prepared, field: str) -> bool:
    mine, yours = getattr(one, field), getattr(other, field)
    return (
        getattr(other, f"{field}_first") in getattr(one, f"{field}_words")
        or getattr(one, f"{field}_first") in getattr(other, f"{field}_words")
        or _begins(mine, yours)
        or _begins(yours, mine)
    )


def _part_sql(field: str) -> str:
    begins = "(length({0}) <> 2 and substr({1}, 1, length({0})) = {0})"
    left, right = f"{field}_l", f"{field}_r"
    return (
        f"(instr({field}_words_l, {field}_first_r) > 0"
        f" or instr({field}_words_r, {field}_first_l) > 0"
        f" or {begins.format(left, right)} or {begins.format(right, left)})"
    )


def _name(field: str, before: tuple[Level, ...]) -> tuple[Level, ...]:
    """The levels of a name; `before`: what is looked at after the same name and before the rest."""
    of, sound, heard, bare = (
        attrgetter(name) for name in (field, f"{field}_sound", f"{field}_heard", f"{field}_bare")
    )
    left, right = f"{field}_l", f"{field}_r"
    sounds = f"{field}_sound_l", f"{field}_sound_r"
    hears = f"{field}_heard_l", f"{field}_heard_r"
    return (
        Level("same", SAME, f"{left} = {right}", lambda a, b: of(a) == of(b), field),
        *before,
        # The same consonants; and where vowels are written, the same but for one of a longer name.
        Level(
            "sounds", NEAR,
            f"({sounds[0]} = {sounds[1]} and ({field}_bare_l or {field}_bare_r"
            f" or {hears[0]} = {hears[1]} or {_typing_error_sql(*hears)}))",
            lambda a, b: sound(a) == sound(b) and (
                bare(a) or bare(b) or heard(a) == heard(b) or _typing_error(heard(a), heard(b))
            ),
            f"{field}_sound",
        ),
        # Of four letters one is a lot: brothers are called Seli and Beli. See "heard".
        Level(
            "near", NEAR,
            f"(jaro_winkler({left}, {right}) >= 0.92 or {_typing_error_sql(left, right, 5)})",
            lambda a, b: _like(of(a), of(b), 0.92) or _typing_error(of(a), of(b), 5),
        ),
        Level(
            "consonants", NEAR, f"({sounds[0]} = {sounds[1]} and length({sounds[0]}) >= 3)",
            lambda a, b: sound(a) == sound(b) and len(sound(a)) >= 3,
        ),
        Level("part", NEAR, _part_sql(field), lambda a, b: _part(a, b, field)),
        # Another vowel or consonant besides all that is only spelled otherwise.
        Level(
            "heard", NEAR, _typing_error_sql(*hears),
            lambda a, b: _typing_error(heard(a), heard(b)),
        ),
        Level(
            "alike", NEAR,
            f"(jaro_winkler({left}, {right}) >= 0.85 or {_typing_error_sql(*sounds)})",
            lambda a, b: _like(of(a), of(b), 0.85) or _typing_error(sound(a), sound(b)),
        ),
    )  # fmt: skip


def _two_parts(one: str, other: str) -> bool:
    """Two of year, month and day are the same, or day and month changed places."""
    if not one or not other:
        return False
    a, b = one.split("-"), other.split("-")
    same = sum(mine == yours for mine, yours in zip(a, b, strict=True))
    return same == 2 or (a[0] == b[0] and a[1] == b[2] and a[2] == b[1])


def _same_year(one: Prepared, other: Prepared) -> bool:
    months = one.birth_month, other.birth_month
    fits = None in months or months[0] == months[1]
    whole = one.birth_date is not None and other.birth_date is not None
    return one.birth_year == other.birth_year and fits and not whole


def _apart(one: Prepared, other: Prepared) -> int:
    return abs((one.birth_year or 0) - (other.birth_year or 0))


_D = "substr(birth_date_{side}, {at}, {long})"
_YEAR, _MONTH, _DAY = (1, 4), (6, 2), (9, 2)


def _of_date(side: str, part: tuple[int, int]) -> str:
    return _D.format(side=side, at=part[0], long=part[1])


def _same_part(mine: tuple[int, int], yours: tuple[int, int]) -> str:
    return f"{_of_date('l', mine)} = {_of_date('r', yours)}"


_TWO_PARTS_SQL = (
    f"({_same_part(_YEAR, _YEAR)} and {_same_part(_MONTH, _MONTH)}"
    f" or {_same_part(_YEAR, _YEAR)} and {_same_part(_DAY, _DAY)}"
    f" or {_same_part(_MONTH, _MONTH)} and {_same_part(_DAY, _DAY)}"
    f" or {_same_part(_YEAR, _YEAR)} and {_same_part(_MONTH, _DAY)}"
    f" and {_same_part(_DAY, _MONTH)})"
)
_NOT_BOTH_WHOLE = "(birth_date_l is null or birth_date_r is null)"

_BIRTH = (
    Level(
        "same", SAME, "birth_date_l = birth_date_r",
        lambda a, b: a.birth_date is not None and a.birth_date == b.birth_date,
    ),
    Level(
        "near", NEAR, _TWO_PARTS_SQL,
        lambda a, b: _two_parts(a.birth_date or "", b.birth_date or ""),
    ),
    Level(
        "typed", NEAR, "damerau_levenshtein(birth_date_l, birth_date_r) <= 2",
        lambda a, b: a.birth_date is not None and b.birth_date is not None
        and DamerauLevenshtein.distance(a.birth_date, b.birth_date) <= 2,
    ),
    Level(
        "year", SAME,
        "(birth_year_l = birth_year_r and coalesce(birth_month_l, birth_month_r)"
        f" = coalesce(birth_month_r, birth_month_l) or birth_year_l = birth_year_r"
        " and (birth_month_l is null or birth_month_r is null))"
        f" and {_NOT_BOTH_WHOLE}",
        _same_year,
    ),
    Level(
        "close", NEAR, f"abs(birth_year_l - birth_year_r) <= 2 and {_NOT_BOTH_WHOLE}",
        lambda a, b: _apart(a, b) <= 2 and not (a.birth_date and b.birth_date),
    ),
)  # fmt: skip


def _plain(field: str, *near: Level, rare: bool = False) -> Comparison:
    of = attrgetter(field)
    same = Level(
        "same", SAME, f"{field}_l = {field}_r", lambda a, b: of(a) == of(b), field if rare else ""
    )
    missing = _missing(
        f"{field}_l is null or {field}_r is null", lambda a, b: of(a) is None or of(b) is None
    )
    return Comparison(field, field, missing, (same, *near))


def _number(field: str) -> Comparison:
    of = attrgetter(field)
    near = Level(
        "near", NEAR, f"damerau_levenshtein({field}_l, {field}_r) <= 1",
        lambda a, b: DamerauLevenshtein.distance(of(a), of(b)) <= 1,
    )  # fmt: skip
    return _plain(field, near)


def text(field: str) -> Comparison:
    """A place, or another column of words."""
    of = attrgetter(field)
    near = Level(
        "near", NEAR, f"jaro_winkler({field}_l, {field}_r) >= 0.88",
        lambda a, b: _like(of(a), of(b), 0.88),
    )  # fmt: skip
    return _plain(field, near, rare=True)


_CHANGED_PLACES = Level("swapped", NEAR, _SWAPPED, _swapped)

GIVEN = Comparison(
    "given", "given_name",
    _missing("given_l is null or given_r is null", lambda a, b: a.given is None or b.given is None),
    _name("given", (_CHANGED_PLACES,)),
)  # fmt: skip
FAMILY = Comparison(
    "family", "family_name",
    # Given and family name that changed places count once, with the given name.
    _missing(
        f"family_l is null or family_r is null or (given_l <> given_r and {_SWAPPED})",
        lambda a, b: a.family is None or b.family is None
        or (None not in (a.given, b.given) and a.given != b.given and _swapped(a, b)),
    ),
    _name("family", ()),
)  # fmt: skip
BIRTH = Comparison(
    "birth", "birth_date",
    _missing(
        "birth_year_l is null or birth_year_r is null",
        lambda a, b: a.birth_year is None or b.birth_year is None,
    ),
    _BIRTH,
)  # fmt: skip

COMPARISONS: tuple[Comparison, ...] = (
    GIVEN, FAMILY, BIRTH, _plain("sex"), _plain("citizenship", rare=True), text("place"),
    _number("document"), _number("phone"),
)  # fmt: skip
