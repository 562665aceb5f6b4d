"""The numbers of UNODC's Global Report of 2024, each said with what it counts.

A number has its measure, whom it is of and its period; the sentence is made from them, so that none
can be said without the word "detected", without its years, or a number of detections as a share.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from amparo.statistics.ledger.reading import data_of
from amparo.terms.messages import N_

COUNT, CHANGE, SHARE = "count", "change", "share"

WHOM: dict[str, str] = {
    "victims": N_("victims of trafficking"),
    "children": N_("children"),
    "girls": N_("girls"),
    "boys": N_("boys"),
    "women": N_("women"),
    "men": N_("men"),
    "women_and_girls": N_("women and girls"),
    "forced_labour": N_("victims of trafficking for forced labour"),
    "sexual_exploitation": N_("victims of trafficking for sexual exploitation"),
    "other_forms": N_("victims of other forms, among them forced crime and begging"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the report. `value` is whole: persons, or per cent.

    `of`: of whom a share is, where not of all detected victims.
    """

    code: str
    measure: str
    whom: str
    value: int
    start: int
    end: int
    countries: int
    of: str
    verified: str

    @property
    def unit(self) -> str:
        """What is counted; the same for every number of the report."""
        return "detections"

    @property
    def flow(self) -> bool:
        """Detections over a period: never how many are trafficked at one time."""
        return True


@cache
def numbers() -> dict[str, Number]:
    """Every number of the report that the ledger has, by its code."""
    data = data_of("glotip")
    report = data["report"]
    return {
        code: Number(
            code, row["measure"], row["whom"], row["value"], row.get("start", report["start"]),
            row.get("end", report["end"]), report["countries"], row.get("of", "victims"),
            row["verified"],
        )
        for code, row in data["number"].items()
    }  # fmt: skip


def sentence(number: Number) -> str:
    """One number in a sentence that can be quoted alone."""
    said = {
        "value": _value(number),
        "whom": _(WHOM[number.whom]),
        "of": _(WHOM[number.of]),
        "start": number.start,
        "end": number.end,
        "countries": number.countries,
    }
    if number.measure == COUNT:
        words = _(
            "From %(start)s to %(end)s, four years added together, the authorities of"
            " %(countries)s countries detected %(value)s %(whom)s (UNODC, Global Report 2024)."
            " This is a count of detections, not of all victims."
        )
    elif number.measure == CHANGE:
        words = _(
            "The number of detected %(whom)s was %(value)s per cent higher in %(end)s than in"
            " %(start)s (UNODC, Global Report 2024). More detections do not show that more were"
            " trafficked."
        )
    else:
        words = _(
            "Of the detected %(of)s, %(value)s per cent were %(whom)s (UNODC, Global Report 2024:"
            " detections in %(countries)s countries, %(start)s to %(end)s)."
        )
    return words % said


def _value(number: Number) -> str:
    from amparo.ui import formats

    return formats.number(number.value)
