"""What stands for each name of a figure in a text, now; a figure without a number has no value.

So a text never says "hidden" or "–" in a sentence: it is refused with such a name, and where a
number went later, the report leaves out the paragraph.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language

from amparo.access import Refused
from amparo.people.models import User
from amparo.release.rapporteur import duties, folding, fulfilment, queries, rules, words
from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.safe import shown
from amparo.release.rapporteur.tally import LATE, OVERDUE
from amparo.statistics import showing
from amparo.statistics.facts import reading
from amparo.statistics.figures import wording
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.showing import NoFacts
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.refused import NotAskable
from amparo.terms.messages import N_
from amparo.ui import formats

Filled = tuple[dict[str, list[str]], tuple[tuple[str, tuple[str, ...]], ...]]


def values(
    year: int, known_on: date, children: Figure, of_duties: tuple[Fulfilled, ...]
) -> dict[str, str]:
    """What stands for each name between braces, of those that have a number to show."""
    found = {"year": str(year), "known_on": formats.day(known_on)}
    if children.value is not None:
        found["children"] = wording.value(children)
    for one in of_duties:
        found |= _of_duty(one)
    return found


def _of_duty(one: Fulfilled) -> dict[str, str]:
    numbers = {"arose": one.arose, "late": one.numbers[LATE], "overdue": one.numbers[OVERDUE]}
    found = {f"{name}:{one.code}": words.number(n) for name, n in numbers.items() if n is not None}
    if one.share is not None:
        found[f"in_time:{one.code}"] = words.share(one)
    if one.median_hours is not None:
        found[f"median:{one.code}"] = words.length(one.median_hours)
    return found


def now(user: User, year: int) -> dict[str, str] | None:
    """The values of a year as of now; None before all of them are counted. Raises Refused."""
    try:
        tally = folding.kept(reading.about())
        if tally is None:
            return None
        known_on = date.fromisoformat(showing.known(user).known_on)
        asked = Asked(start=date(year, 1, 1), end=date(year, 12, 31))
        whole = showing.table(user, asked).whole
    except (NoFacts, NotAskable):
        return None
    numbers = shown(tally, year)
    return values(
        year,
        known_on,
        whole,
        tuple(fulfilment.by_duty(tally, numbers, year, duties.rules_of(year))),
    )


def check_have_numbers(text: str, found: Mapping[str, str]) -> None:
    """Raises Refused where a text names a figure that has no number to show."""
    without = rules.without_number(text, found)
    if without:
        raise Refused(
            N_("These figures have no number to show now: %(names)s."),
            N_("Write the sentence without them; what you typed is still here, nothing was kept."),
            code="figure_without_number",
            values={"names": named(without)},
        )


def named(names: tuple[str, ...]) -> str:
    """Names as they are typed, each from left to right in every script."""
    return " ".join(f"\u2066{{{name}}}\u2069" for name in names)


def filled(user: User, year: int, found: Mapping[str, str]) -> Filled:
    """Paragraphs by place in the language that is switched on; and of each place in which some are
    left out, for want of which figures."""
    rows = queries.texts(user, year, (get_language() or "en").split("-")[0])
    whole = {place: rules.filled(row.text, found) for place, row in rows.items()}
    left_out = {place: rules.without_number(row.text, found) for place, row in rows.items()}
    return (
        {place: paragraphs for place, paragraphs in whole.items() if paragraphs},
        tuple((place, left_out[place]) for place in rules.PLACES if left_out.get(place)),
    )
