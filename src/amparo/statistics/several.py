"""Series side by side as a page, a file and a sheet show them: each line with its name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from amparo.statistics.drawing import of_figures
from amparo.statistics.figures import sentences, trends, wording
from amparo.statistics.figures.parts import Meaning, key_of
from amparo.statistics.figures.series import Series
from amparo.statistics.laid_out import Grid, Row, short
from amparo.statistics.warned import Told


@dataclass(frozen=True, slots=True)
class Several:
    """Series by what each is called, and the warnings of their time. There is at least one.

    `by`: the axis that tells them apart; empty for one line of all.
    """

    by: str
    named: Mapping[str, Series]
    told: tuple[Told, ...] = ()

    @property
    def chart(self) -> of_figures.Chart:
        """Raises NotComparable, TooManyLines."""
        return of_figures.of_series(dict(self.named), self.told)

    @property
    def years(self) -> list[int]:
        every = (one for series in self.named.values() for one in series.figures)
        return sorted({one.meaning.start.year for one in every})

    @property
    def meaning(self) -> Meaning:
        """What all lines together are of: without what tells them apart, from first to last."""
        every = [one.meaning for series in self.named.values() for one in series.figures]
        kept = tuple(one for one in every[0].restrictions if key_of(one) != self.by)
        last = max(every, key=lambda one: one.end)
        return replace(last, start=min(one.start for one in every), restrictions=kept)

    @property
    def sentence(self) -> str:
        first = next(iter(self.named.values()))
        return sentences.sentence(first if len(self.named) == 1 else self.meaning)

    @property
    def heading(self) -> str:
        return wording.axis(self.by) if self.by else ""

    @property
    def trends(self) -> dict[str, tuple[str, ...]]:
        """What may be read in each line, and what not."""
        return {name: trends.trend_said(series) for name, series in self.named.items()}

    @property
    def grid(self) -> Grid:
        rows = tuple(
            Row((name,), tuple(_by_year(one, self.years))) for name, one in self.named.items()
        )
        return Grid((self.heading or _("Of whom"),), tuple(map(str, self.years)), rows)


def several(by: str, found: Mapping[str, Series], told: tuple[Told, ...]) -> Several:
    """With each code in words."""
    words = {code: wording.code_in_words(by, code) if by else _("All") for code in found}
    return Several(by, {words[code]: one for code, one in found.items()}, told)


def _by_year(series: Series, years: list[int]) -> list[str]:
    said = {one.meaning.start.year: short(one) for one in series.figures}
    return [said.get(year, "") for year in years]
