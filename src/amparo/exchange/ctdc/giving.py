"""Facts in the 27 columns of CTDC's dataset of 2024, and what these cannot hold.

One line is one child. It is CTDC's form and not CTDC's protection: such a file is for whoever makes
it safe (synthetic data, suppression of groups under 11), never for the public.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from amparo.exchange.ctdc.columns import BANDS, COLUMNS, FLAGS, MONTHS
from amparo.exchange.mapping.model import MISSING
from amparo.statistics.facts.bands import age_band_ctdc, months_ctdc
from amparo.terms import code_list

WARNING = "one line is one child: not for publication before it is made safe"
GENDER = {"female": "Woman", "male": "Man"}
FLAGGED = {
    "controls": "control", "forms": "exploitation_form", "sectors": "sector",
    "sub_forms": "sub_form", "recruiter_relation": "relation", "means": "means",
}  # fmt: skip
"""Columns of the facts whose codes name CTDC's flags, with the list of `terms` that says which."""
CTDC_STANDINGS = ("suspected", "presumed", "identified")
PLACE = "CountryOfExploitation"


@dataclass(slots=True)
class Given:
    """`left_out`: why a case is no line; `lost`: (column, code, why) and how often."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    lost: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def row(self, victim: Mapping[str, Any]) -> dict[str, str] | None:
        """One line, or None where the child is not counted as trafficked."""
        if victim["standing"] == "not_trafficked":
            self.left_out["decided to be not trafficked"] += 1
            return None
        self.rows += 1
        row = dict.fromkeys(COLUMNS, "")
        row["yearOfRegistration"] = _text(victim.get("registered_year"))
        row["gender"] = self._gender(victim["sex"])
        row["ageBroad"] = BANDS.get(
            _banded(victim, "age_band_ctdc", "age_at_registration", age_band_ctdc), ""
        )
        row["traffickMonths"] = MONTHS.get(
            _banded(victim, "months_ctdc", "duration_days", months_ctdc), ""
        )
        row["citizenship"] = self._country("citizenships", victim["citizenships"])
        row[PLACE] = self._country("exploited_country", [victim["exploited_country"]])
        for column, name in FLAGGED.items():
            value = victim[column]
            for code in value if isinstance(value, list) else [value]:
                row |= dict.fromkeys(self._flags(column, name, code), "1")
        return row

    def _gender(self, sex: str) -> str:
        if sex not in GENDER and sex not in MISSING:
            self.lost["sex", sex, "CTDC says gender; our code does not say which"] += 1
        return GENDER.get(sex, "")

    def _country(self, column: str, codes: list[str]) -> str:
        known = [code for code in codes if code not in MISSING]
        countries = [code for code in known if code in code_list("country")]
        for code in known:
            if code not in countries:
                self.lost[column, code, "no country of ISO 3166"] += 1
        for code in countries[1:]:
            self.lost[column, code, "CTDC has room for one, and the first is given"] += 1
        return countries[0] if countries else ""

    def _flags(self, column: str, name: str, code: str) -> tuple[str, ...]:
        if code in MISSING:
            return ()
        flags = tuple(flag for flag in _ctdc(name).get(code, ()) if flag in FLAGS)
        if not flags:
            self.lost[column, code, "CTDC has no column for it"] += 1
        return flags

    def report(self) -> dict[str, Any]:
        return {
            "standard": "CTDC 2024", "rows": self.rows, "left_out": dict(self.left_out),
            "not_held": [{"column": column, "code": code, "why": why, "times": times}
                         for (column, code, why), times in sorted(self.lost.items())],
            "empty": "not reported: never no", "warning": WARNING,
        }  # fmt: skip


def _banded(victim: Mapping[str, Any], name: str, of: str, band: Callable[[int], str]) -> str:
    """The band, or that of the number where facts were made before there was a column for it."""
    code: str = victim[name]
    number = victim.get(of)
    return band(number) if code in MISSING and number is not None else code


@cache
def _ctdc(name: str) -> dict[str, tuple[str, ...]]:
    return {one.code: one.ctdc or () for one in code_list(name).codes.values()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def given(victims: Iterable[Mapping[str, Any]]) -> tuple[Given, Iterator[list[str]]]:
    """The account and the lines; the account is whole when the last line is through."""
    made = Given()

    def lines() -> Iterator[list[str]]:
        for victim in victims:
            if (row := made.row(victim)) is not None:
                yield list(row.values())

    return made, lines()
