"""An estimate of the ledger as a figure, so that it can be held against another and refused.

Only where the ledger says unit, stock or flow and years; what issuers contradict each other on, a
share, a rank and a number without a source are no figures.
"""

import re
from datetime import date
from fractions import Fraction

from amparo.statistics.figures.meaning import Figure, Interval
from amparo.statistics.figures.parts import EACH_TIME, ONCE, WORLD, Coverage, Meaning
from amparo.statistics.ledger.estimates import Estimate

UNITS = {
    "children": "child",
    "persons": "person",
    "detections": "victim",
    "case_records": "person",
    "usd": "usd",
}
DETECTED = frozenset({"detections", "case_records"})
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def figure_of(one: Estimate, language: str = "en") -> Figure | None:
    """Its texts in that language. None where the ledger does not say enough for a figure."""
    years = _YEARS.fullmatch(one.period.said() if one.period else "")
    usable = one.is_usable and one.unit in UNITS and one.measure in ("stock", "flow")
    if not usable or not years or not one.published:
        return None
    first, last = years.group(1), years.group(2) or years.group(1)
    detected = one.unit in DETECTED
    return Figure(
        value=None if one.low != one.high else one.low,
        measure="count",
        interval=_range(one),
        not_shown="not_stated",
        meaning=Meaning(
            unit=UNITS[one.unit],
            counting=EACH_TIME if detected else ONCE,
            stock=one.measure,  # type: ignore[arg-type]
            start=date(int(first), 1, 1),
            end=date(int(last), 12, 31),
            place=WORLD,
            definition=_line(one.definition.said(language)).rstrip("."),
            standings=("not_stated",) if detected else ("not_applicable",),
            identified_by=(),
            source=_line(f"{one.issuer.said(language)}: {one.title}"),
            method="questionnaire" if detected else _line(one.method.said(language)).rstrip("."),
            coverage=Coverage.not_stated(),
            version=str(one.published),
            known_on=date(one.published, 12, 31),
            population=_line(one.name.said(language)),
            detected=detected,
        ),
    )


def _range(one: Estimate) -> Interval | None:
    if one.low == one.high:
        return None
    return Interval(low=Fraction(one.low), high=Fraction(one.high), expresses="assumptions")


def _line(text: str) -> str:
    return " ".join(text.split())
