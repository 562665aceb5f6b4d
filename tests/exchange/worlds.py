"""Facts made up for property tests: any value that a column may hold, or why it is missing."""

from datetime import date

from hypothesis import strategies as st

from amparo.statistics.facts.columns import MISSING, Column, columns_of

DAY = st.dates(date(2000, 1, 1), date(2026, 1, 1))


def _of(column: Column) -> st.SearchStrategy:
    if column.type == "codes":
        some = st.lists(st.sampled_from(column.codes), min_size=1, max_size=4, unique=True)
        return some | st.sampled_from(MISSING).map(lambda code: [code])
    if column.type in ("code", "three"):
        return st.sampled_from((*column.codes, *MISSING))
    if column.type == "integer":
        return st.integers(0, 60)
    if column.type == "date":
        return DAY
    return st.sampled_from(MISSING)


@st.composite
def victims(draw):
    """One row of the table of victims; its keys are given by whoever uses it."""
    row = {}
    for name, column in columns_of("victims").items():
        if column.companion_of:
            continue
        row[name] = draw(_of(column)) if column.type != "key" else name
        if column.companion:
            missing = draw(st.sampled_from(("", *MISSING)))
            row[name], row[column.companion] = (None if missing else row[name]), missing
    return row
