"""A made-up country's lists: children of many scripts, with brothers, sisters and twins, whom
several offices wrote down, each in its own spelling. Nobody is meant; the truth is known.

The common names are those of the made-up country (`amparo.demo`); the many rare ones are put
together from syllables, each with its ways of being spelled in Latin letters.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from random import Random

# Each syllable in its own script, and how offices spell it.
_SYLLABLES = {
    "latin": """
        ma ri an lo ke so ta ni ve do ra mi be lu sa ga te no vi pa el or is um ba co di fe
        na re
    """,
    "arabic": """
        با:ba دي:di/dee سل:sal/sel ما:ma نو:nu/nou/noo رح:rah/reh كر:kar/ker مر:mar/mer
        شا:sha/cha عل:al/el حس:has خل:khal/hal يد:yad/yed ين:in/een/ine وف:uf/ouf/oof
        زي:zi/zee جم:jam/djam/gam طا:ta قا:qa/ka/ga فر:far/fer هد:had لي:li/lee غا:gha/ga
        ان:an/ane
    """,
    "cyrillic": """
        ка:ka те:te ри:ri/ry на:na во:vo ло:lo ми:mi хо:kho/ho жа:zha/ja ша:sha/cha
        чи:chi/tchi ря:rya/ria ду:du/dou се:se гор:gor/hor ян:yan/ian цо:tso/co бу:bu/bou
        пе:pe за:za лю:lyu/liu фе:fe ко:ko ста:sta
    """,
    "khmer": """
        សុ:so/su ផា:pha/fa រ៉ា:ra តា:ta/da និ:ni/nih មា:mea/ma កុ:ko/ku លី:ly/li ចា:cha/ca
        បូ:bo/bau ណា:na វិ:vi/wi ស៊ី:si/sy ទេ:te/tey គា:kea/ka ដា:da
    """,
    "bengali": """
        রা:ra মি:mi শি:shi তা:ta নু:nu/noo কা:ka সো:so/sho বি:bi লা:la জা:ja/za পা:pa দি:di
        হা:ha মো:mo নি:ni/nee ফা:fa/pha রু:ru/roo আ:a খা:kha ল:l/la
    """,
    "devanagari": """
        रा:ra मि:mi शी:shi/shee ता:ta सु:su/soo नि:ni का:ka वि:vi/bi दी:di/dee पा:pa जा:ja
        मो:mo हा:ha गो:go ल:l/la खे:khe बु:bu रे:re
    """,
    "amharic": """
        አ:a በ:be ተ:te ስ:s/se ፋ:fa መ:me ረ:re ት:t/th ሰ:se ላ:la ም:m ገ:ge ብ:b ዮ:yo/io ኑ:nu ዳ:da
        ይ:y/i ሩ:ru ከ:ke ሊ:li
    """,
    "thai": """
        สม:som ชา:cha วี:wi/vee นา:na ปา:pa ระ:ra มา:ma ดา:da สุ:su พร:phon/porn ลา:la
        กา:ka/ga ณี:ni/nee ทา:tha/ta รี:ri/ree จิ:chi/ji ยา:ya บุญ:bun/boon
    """,
}
SYLLABLES = {
    script: [(one.split(":")[0], one.split(":")[-1].split("/")) for one in written.split()]
    for script, written in _SYLLABLES.items()
}
CITIZENSHIP = {"latin": ("COL", "NGA", "ROU", "AGO"), "arabic": ("SYR", "MAR", "SDN"),
               "thai": ("THA",), "cyrillic": ("UKR", "SRB", "KGZ"), "khmer": ("KHM",),
               "bengali": ("BGD",),
               "devanagari": ("NPL", "IND"), "amharic": ("ETH", "ERI")}  # fmt: skip
ALL = sorted(one for several in CITIZENSHIP.values() for one in several)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RARE_GIVEN, RARE_FAMILY = 400, 1500
PLACES = 300


@dataclass(frozen=True)
class Child:
    """Who somebody is, whatever was written. `family` says who is brother or sister of whom."""

    number: int
    family: int
    script: str
    given: list[str]
    name: list[str]
    nickname: str
    born: tuple[int, int, int]
    sex: str
    citizenship: str
    place: str
    phone: str
    document: str


class Names:
    """The names of one script, the common ones often."""

    def __init__(self, script: str, chance: Random) -> None:
        file = resources.files("amparo.demo") / "names.toml"
        known = tomllib.loads(file.read_text(encoding="utf-8")).get(script, {})
        self.given = {
            sex: [*known.get(key, []), *_made(script, RARE_GIVEN, chance)]
            for sex, key in (("f", "female"), ("m", "male"))
        }
        self.family = [*known.get("family", []), *_made(script, RARE_FAMILY, chance)]
        self._weights: dict[int, list[float]] = {}

    def pick(self, names: list[list[str]], chance: Random) -> list[str]:
        weights = self._weights.get(len(names))
        if weights is None:
            weights = list(accumulate(1 / (4 + at) ** 1.05 for at in range(len(names))))
            self._weights[len(names)] = weights
        return chance.choices(names, cum_weights=weights)[0]


def _made(script: str, number: int, chance: Random) -> list[list[str]]:
    """[as written, spelled, spelled otherwise …], different ones only."""
    found: dict[str, list[str]] = {}
    for _ in range(30 * number):
        if len(found) == number:
            break
        syllables = chance.choices(SYLLABLES[script], k=chance.choice((2, 2, 3, 3, 4)))
        written = "".join(native for native, _ in syllables).title()
        spelled = dict.fromkeys("".join(chance.choice(ways) for _, ways in syllables).title()
                                for _ in range(6))  # fmt: skip
        found.setdefault(written, [written, *list(spelled)[:3]])
    return list(found.values())


def children(number: int, seed: int = 1) -> Iterator[Child]:
    """So many children, in families of one to five."""
    chance = Random(seed)
    scripts = list(SYLLABLES)
    names = {script: Names(script, chance) for script in scripts}
    places = [_made("latin", 1, chance)[0][1] for _ in range(PLACES)]
    nicknames = [one[1] for one in _made("latin", 60, chance)]
    made = family = 0
    while made < number:
        family += 1
        script = chance.choice(scripts)
        name = names[script].pick(names[script].family, chance)
        place, phone = chance.choice(places), f"{chance.randrange(10**8, 10**9)}"
        born = chance.randrange(2004, 2020)
        day = (born, chance.randrange(1, 13), chance.randrange(1, 29))
        there: list[str] = []
        for _ in range(chance.choices((1, 2, 3, 4, 5), (45, 28, 15, 8, 4))[0]):
            sex = chance.choice("fm")
            given = names[script].pick(names[script].given[sex], chance)
            if given[0] in there:
                continue
            there.append(given[0])
            yield Child(
                made, family, script, given, name, chance.choice(nicknames), day, sex,
                CITIZENSHIP[script][family % len(CITIZENSHIP[script])], place, phone,
                f"{chance.choice(LETTERS)}{chance.randrange(10**7):07}".upper(),
            )  # fmt: skip
            made += 1
            if chance.random() > 0.04:  # else a twin is next
                day = (day[0] + chance.choice((1, 2, 2, 3, 4)), chance.randrange(1, 13),
                       chance.randrange(1, 29))  # fmt: skip


def records(
    number: int, seed: int = 1, again: Sequence[int] = (62, 24, 10, 4)
) -> Iterator[tuple[Child, dict[str, str]]]:
    """So many records: each child in one to four, as `again` weighs; every one with the child."""
    chance = Random(seed + 1)
    written = 0
    for child in children(number, seed):
        for _ in range(chance.choices((1, 2, 3, 4), again)[0]):
            yield child, _written(child, written, chance)
            written += 1
            if written == number:
                return


def _written(child: Child, at: int, chance: Random) -> dict[str, str]:
    """How one office wrote a child down."""
    own = chance.random() < 0.25  # in the child's own script
    given, family = (_spelled(names, own, chance) for names in (child.given, child.name))
    others = child.nickname if chance.random() < 0.1 else ""
    luck = chance.random()
    if luck < 0.02:
        given, family = family, given
    elif luck < 0.025:
        given, others = child.nickname, given
    elif luck < 0.035:
        family = ""
    place = _mistyped(child.place, 0.12, chance)
    if chance.random() < 0.05:  # somewhere else by then
        place = _wrong(child.place[::-1].title(), chance)
    phone = _mistyped(child.phone, 0.02, chance)
    if chance.random() < 0.15:  # another one by then
        phone = f"{chance.randrange(10**8, 10**9)}"
    return {
        "record_id": f"r{at}", "given_name": given, "family_name": family, "other_names": others,
        "birth_date": _date(child, chance),
        "sex": _or_nothing(_other(child.sex, 0.008, "fm", chance), 0.03, chance),
        "citizenship": _or_nothing(_other(child.citizenship, 0.015, ALL, chance), 0.1, chance),
        "place": _or_nothing(place, 0.15, chance),
        "document": _or_nothing(_mistyped(child.document, 0.03, chance), 0.8, chance),
        "phone": _or_nothing(phone, 0.6, chance),
    }  # fmt: skip


def _or_nothing(text: str, share: float, chance: Random) -> str:
    return "" if chance.random() < share else text


def _other(text: str, share: float, of: Sequence[str], chance: Random) -> str:
    return chance.choice(of) if chance.random() < share else text


def _mistyped(text: str, share: float, chance: Random) -> str:
    return _wrong(text, chance) if chance.random() < share else text


def _spelled(names: list[str], own: bool, chance: Random) -> str:
    if own:
        return names[0]
    name = chance.choices(names[1:] or names, [4, 2, 1, 1, 1][: len(names[1:] or names)])[0]
    return _wrong(name, chance) if chance.random() < 0.06 else name


def _wrong(text: str, chance: Random) -> str:
    """One typing error."""
    at = chance.randrange(len(text))
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :] or text
    if kind == 1:
        return text[:at] + chance.choice(LETTERS) + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + chance.choice(LETTERS) + text[at + 1 :]


def _date(child: Child, chance: Random) -> str:
    year, month, day = child.born
    luck = chance.random()
    if luck < 0.05:
        return ""
    if luck < 0.15:
        return f"{year}"
    if luck < 0.23:
        return f"{year}-01-01"
    if luck < 0.27:
        return f"{year}-{month:02}"
    if luck < 0.29:  # guessed by looks
        return f"{year + chance.choice((-1, 1))}-01-01"
    if luck < 0.31 and day <= 12:
        month, day = day, month
    elif luck < 0.33:
        day = chance.randrange(1, 29)
    elif luck < 0.335:
        year += chance.choice((-10, -1, 1, 10))
    return f"{year:04}-{month:02}-{day:02}"
