"""Who a child is and what happened to them, drawn by the proportions of `profiles.toml`. Pure.

What became of it is in `life`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.demo.chance import Chance
from amparo.demo.country import Country, data

Row = dict[str, Any]
AGES = {
    "under_5": (1, 4),
    "from_5": (5, 9),
    "from_10": (10, 12),
    "from_13": (13, 14),
    "from_15": (15, 16),
    "from_17": (17, 17),
}
ABROAD = "cross_border"
YOUNGEST_FOR = {
    "illegal_adoption": (0, 4),
    "sexual_exploitation": (9, 17),
    "forced_marriage": (12, 17),
}
WORKING_AGE = 7


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the child writes it, and how offices spell it."""

    written: str
    script: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """The child before anybody noticed: true whatever the records say."""

    sex: str
    age: int
    born: datetime
    form: str
    movement: str
    origin: str
    languages: tuple[str, ...]
    given: Name
    family: Name
    nickname: str
    province: str
    town: str
    channel: str
    family_involvement: str
    care: str
    factors: tuple[str, ...]
    parents_here: bool

    @property
    def abroad(self) -> bool:
        """Whether the child was brought across a border."""
        return self.movement == ABROAD


def child(chance: Chance, country: Country, noticed: datetime, like: Child | None = None) -> Child:
    """A child; a brother or sister shares family, home and fate with the child it is `like`."""
    weights = data("profiles")
    sex = chance.weighed(weights["sex"])
    form = like.form if like and chance.happens(0.7) else _form(chance, weights, sex)
    movement = like.movement if like else chance.weighed(weights["movement"])
    age = _age(chance, weights, form)
    shares = {name: province.share for name, province in country.provinces.items()}
    province = like.province if like else chance.weighed(shares)
    where = _where_from(chance, weights, country, movement, like)
    channels = weights["channel_abroad" if movement == ABROAD else "channel"]
    return Child(
        sex=sex,
        age=age,
        born=_born(chance, noticed, age),
        form=form,
        movement=movement,
        origin=where["origin"],
        languages=tuple(where["languages"]),
        given=_given(chance, where["script"], sex),
        family=like.family if like else _name(chance, where["script"], "family"),
        nickname=chance.one(data("names")["nicknames"]["all"]),
        province=province,
        town=like.town if like else chance.one(country.provinces[province].towns),
        channel=like.channel if like else chance.weighed(channels),
        family_involvement=(
            like.family_involvement if like else chance.weighed(weights["family_involvement"])
        ),
        care=like.care if like else _care(chance, weights, age),
        factors=tuple(dict.fromkeys(_factors(chance, weights, form))),
        parents_here=like.parents_here if like else movement != ABROAD and chance.happens(0.45),
    )


def _form(chance: Chance, weights: Row, sex: str) -> str:
    return chance.weighed(weights["form"].get(sex, weights["form"]["unknown"]))


def _age(chance: Chance, weights: Row, form: str) -> int:
    low, high = YOUNGEST_FOR.get(form, (WORKING_AGE, 17))
    age = chance.count(*AGES[chance.weighed(weights["age"])])
    return age if low <= age <= high else chance.count(low, high)


def _born(chance: Chance, noticed: datetime, age: int) -> datetime:
    birthday = noticed - chance.days(1, 364)
    return birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))


def _where_from(
    chance: Chance, weights: Row, country: Country, movement: str, like: Child | None
) -> Row:
    if like:
        return {"origin": like.origin, "languages": like.languages, "script": like.given.script}
    if movement == ABROAD:
        shares = {code: row["share"] for code, row in weights["origin"].items()}
        origin = chance.weighed(shares)
        return {"origin": origin, **weights["origin"][origin]}
    script = chance.weighed(weights["home_script"])
    return {"origin": "", "script": script, "languages": [chance.one(country.languages)]}


def _given(chance: Chance, script: str, sex: str) -> Name:
    lists = data("names")[script]
    which = sex if sex in lists else chance.one(["female", "male"])
    return _name(chance, script, which)


def _name(chance: Chance, script: str, which: str) -> Name:
    written, *spellings = chance.one(data("names")[script][which])
    latin = (written,) if script == "latin" else ()
    return Name(written, script, (*latin, *spellings))


def _care(chance: Chance, weights: Row, age: int) -> str:
    care = chance.weighed(weights["care"])
    too_young = age < 16 and care in ("semi_independent", "residential_closed")
    return "foster" if too_young or age < 5 else care


def _factors(chance: Chance, weights: Row, form: str) -> list[str]:
    found = [chance.weighed(weights["factors"]) for _ in range(chance.count(1, 3))]
    return [*found, "child_marriage"] if form == "forced_marriage" else found
