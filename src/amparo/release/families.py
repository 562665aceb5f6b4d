"""Axes that say the same in other divisions: tables by two of them could be subtracted.

Ages in bands and in years, a country and its areas, a form and its sub-forms: whoever has both
tables takes one from the other. The attack does not know how these divide each other, so a release
has one of each family; and so have all releases about the same children.
"""

from typing import Final

FAMILIES: Final = (
    frozenset({"age_band", "age_at_registration", "age_band_ctdc", "counted_as_child"}),
    frozenset({"age_band_at_start", "age_at_start"}),
    frozenset({"duration", "months_ctdc"}),
    frozenset({"forms", "sub_forms"}),
    frozenset({"recruited_country", "recruited_area"}),
    frozenset({"exploited_country", "exploited_area"}),
    frozenset({"citizenships", "foreign"}),
    frozenset({"standing", "standing_by"}),
    *(frozenset({f"{clock}_time", f"{clock}_late"}) for clock in
      ("guardian", "decision", "identification", "solution")),
)  # fmt: skip


def clash(axes: frozenset[str]) -> tuple[str, str] | None:
    """Two of the axes that are of one family; None where there are none."""
    for family in FAMILIES:
        both = sorted(family & axes)
        if len(both) > 1:
            return both[0], both[1]
    return None
