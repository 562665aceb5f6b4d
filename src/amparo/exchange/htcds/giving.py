"""Facts as HTCDS wants them, and what it cannot hold.

In a strict file only the standard's own codes stand; otherwise also those that it defines and left
out of its list. Nothing that identifies a child can be given: the facts do not have it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from amparo.exchange.htcds.fields import BETWEEN, CHILD, EXTENSION, KEY, fields, living
from amparo.exchange.mapping.model import MISSING
from amparo.statistics.facts.columns import columns_of
from amparo.terms import code_list

OTHER = "Other"
TRUE = "true"


@dataclass(frozen=True, slots=True)
class Held:
    """Which column of the facts goes into which field. `list`: whose `htcds` names are used."""

    field: str
    column: str
    list: str = ""


HELD = (
    Held("prs_Gender", "sex", "sex"),
    Held("prs_Citizenship", "citizenships"),
    Held("vic_TraffickingStatus", "standing", "standing"),
    Held("vic_TraffickingStatusDecisionMakingOrg", "standing_by", "authority"),
    Held("vic_RelationshipToTrafficker", "recruiter_relation", "relation"),
    Held("vic_AgeWhenTrafficked", "age_at_start"),
    Held("vic_MethodOfRecruitment", "recruitment_channel", "recruitment_channel"),
    Held("vic_MethodsOfControl", "controls", "control"),
    Held("vic_TypeOfExploitation", "forms", "exploitation_form"),
    Held("vic_ForcedLabourIndustry", "sectors", "sector"),
    Held("vic_TypeOfSexExploitation", "sub_forms", "sub_form"),
    Held("cas_Status", "state", "case_state"),
)
PERPETRATOR = Held("per_RoleInProcess", "role", "trafficker_role")
_OURS = {"case", "child"}


@dataclass(slots=True)
class Given:
    """`lost`: (column, code, why) and how often; `silent`: columns of which HTCDS has no field, and
    in how many rows they said something."""

    strict: bool
    rows: int = 0
    lost: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)

    def heading(self) -> tuple[str, ...]:
        return (KEY, CHILD, *living())

    def row(self, victim: Mapping[str, Any], roles: Iterable[str] = ()) -> dict[str, str]:
        """One line of the file. `roles`: of the alleged traffickers of the case."""
        self.rows += 1
        row = dict.fromkeys(self.heading(), "")
        row[KEY], row[CHILD] = victim["case"], victim["child"]
        for held in HELD:
            row[held.field] = self._written(held, victim.get(held.column))
        row[PERPETRATOR.field] = self._written(PERPETRATOR, list(roles))
        self._count_silent(victim)
        return row

    def _written(self, held: Held, value: Any) -> str:
        several = value if isinstance(value, list) else [value]
        known = [one for one in several if one is not None and one not in MISSING]
        if not known:
            return ""
        if not held.list:
            return BETWEEN.join(map(str, self._in_list(held, known)))
        names: dict[str, None] = {}
        for code in known:
            if name := self._name(held, code):
                names[name] = None
        written = list(names)
        if len(written) > 1 and not fields()[held.field].several:
            for name in written[1:]:
                self.lost[held.column, name, "HTCDS has room for one, and the first is given"] += 1
            written = written[:1]
        return BETWEEN.join(written)

    def _in_list(self, held: Held, known: list[Any]) -> list[Any]:
        """Countries by ISO 3166; what is no country (stateless) has no place."""
        if held.column != "citizenships":
            return known
        for code in known:
            if code not in code_list("country"):
                self.lost[held.column, code, "no country of ISO 3166"] += 1
        return [code for code in known if code in code_list("country")]

    def _name(self, held: Held, code: str) -> str:
        name = _names(held.list).get(code, "")
        extended = _extended(held.field).get(code, "")
        if name:
            if code not in _canonical(held.list).values():
                self.lost[held.column, code, f"HTCDS is coarser: {name}"] += 1
            return name
        if extended and not self.strict:
            return extended
        if OTHER in fields()[held.field].codes:
            self.lost[held.column, code, "HTCDS has no such code: Other"] += 1
            return OTHER
        self.lost[held.column, code, "HTCDS has no such code, and no Other"] += 1
        return ""

    def _count_silent(self, victim: Mapping[str, Any]) -> None:
        for name, column in columns_of("victims").items():
            if name in _held_columns() or name in _OURS or column.companion_of:
                continue
            if says_something(victim.get(name)):
                self.silent[name] += 1

    def report(self) -> dict[str, Any]:
        """What was given and what was lost, for people and machines."""
        return {
            "standard": "HTCDS 2.0", "strict": self.strict, "rows": self.rows,
            "not_held": [{"column": column, "code": code, "why": why, "times": times}
                         for (column, code, why), times in sorted(self.lost.items())],
            "no_field": dict(sorted(self.silent.items())),
            "missing": "why something is missing (not asked, not known, refused, not applicable)"
                       " has no code in HTCDS: the cell is empty",
        }  # fmt: skip


def says_something(value: Any) -> bool:
    if isinstance(value, list):
        return any(one not in MISSING for one in value)
    return value is not None and value not in MISSING


@cache
def _held_columns() -> frozenset[str]:
    return frozenset(held.column for held in HELD)


@cache
def _names(name: str) -> dict[str, str]:
    """Our codes with their HTCDS names."""
    return {one.code: one.htcds for one in code_list(name).codes.values() if one.htcds}


@cache
def _canonical(name: str) -> dict[str, str]:
    """For each HTCDS name the code that it comes back as: the only one, or what the mapping of
    files that come in says."""
    by_name: dict[str, list[str]] = {}
    for code, htcds in _names(name).items():
        by_name.setdefault(htcds, []).append(code)
    from amparo.exchange.mapping.shipped import shipped

    said = {
        value: codes[0]
        for rule in shipped("htcds-2.0").rules if rule.to
        for value, codes in rule.values.items()
        if len(by_name.get(value, ())) and codes[0] in by_name[value]
    }  # fmt: skip
    return {htcds: said.get(htcds, codes[0]) for htcds, codes in by_name.items()}


@cache
def _extended(name: str) -> dict[str, str]:
    """Our codes for what the standard defines and left out of its list."""
    return {_ours(code): code for code in EXTENSION.get(name, ())}


def _ours(code: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in code)[1:]


def given(
    victims: Iterable[Mapping[str, Any]], roles: Mapping[str, list[str]], strict: bool
) -> tuple[Given, Iterator[list[str]]]:
    """The account and the lines; the account is whole when the last line is through. `roles`: of
    alleged traffickers, by case."""
    made = Given(strict)

    def lines() -> Iterator[list[str]]:
        for victim in victims:
            yield list(made.row(victim, roles.get(victim["case"], ())).values())

    return made, lines()
