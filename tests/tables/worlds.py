"""Small worlds of facts for the tests of tables, and a count of them in plain Python.

The count here is written without looking at how tables are made: only the rules are the same.
"""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import product

import duckdb
from hypothesis import strategies as st

from amparo.statistics.facts.columns import columns_of
from amparo.statistics.figures.parts import Coverage
from amparo.statistics.tables.making import About

ABOUT = About(place="KEN", coverage=Coverage(reported=("police", "shelter"), silent=("border",)))
KNOWN_ON = date(2026, 6, 30)
FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
MISSING = {"not_asked", "not_known", "refused", "not_applicable"}
SIMPLE = ("key", "code", "three", "text_code")


def row(**said):
    """A whole row of victims: what is not said was not asked."""
    found = {}
    for name, column in columns_of("victims").items():
        if column.companion_of:
            found[name] = "" if found[column.companion_of] is not None else "not_asked"
        elif name in said:
            found[name] = said[name]
        else:
            found[name] = DEFAULTS.get(name, NOTHING.get(column.type, "not_asked"))
    if unknown := set(said) - set(found):
        raise KeyError(unknown)
    return found | {name: value for name, value in said.items() if name.endswith("_missing")}


NOTHING = {"codes": ["not_asked"], "integer": None, "date": None}
DEFAULTS = {
    "case": "c", "child": "k", "episode": 1, "episodes": 1, "source": "register", "state": "open",
    "registered": date(2024, 3, 1), "registered_year": 2024, "counted_as_child": "true",
    "standing": "presumed", "un_protocol": "fits", "known_on": KNOWN_ON,
    **{f"{clock}_end": "not_owed"
       for clock in ("guardian", "decision", "identification", "solution")},
}  # fmt: skip


@cache
def _connection():
    """One for all tests of a process: making eighty columns takes longer than counting them."""
    columns = columns_of("victims")
    con = duckdb.connect()
    con.execute("SET threads = 1")
    said = ", ".join(f'"{name}" {column.stored}' for name, column in columns.items())
    con.execute(f"CREATE TABLE facts ({said})")
    con.execute("CREATE VIEW victims AS SELECT * FROM facts")
    return con


def database(rows):
    """A connection with the view `victims` over these rows, and no others any more."""
    con = _connection()
    con.execute("DELETE FROM facts")
    if rows:
        said = ", ".join(f"({', '.join(map(_sql, one.values()))})" for one in rows)
        con.execute(f"INSERT INTO facts VALUES {said}")
    return con


def _sql(value):
    if value is None:
        return "NULL"
    if isinstance(value, list):
        return f"[{', '.join(map(_sql, value))}]"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


FORMS = ("sexual_exploitation", "forced_labour", "begging")
ENDS = ("happened", "turned_18", "transferred", "died", "disappeared", "still_waiting", "not_owed")


@st.composite
def _rows(draw):
    number = draw(st.integers(0, 25))
    chance = draw(st.randoms(use_true_random=False))
    found, episodes = [], Counter()
    for at in range(number):
        child = f"k{chance.randrange(max(1, number - 4))}"
        episodes[child] += 1
        registered = date(2022, 9, 1) + timedelta(days=chance.randrange(1300))
        days = chance.choice((None, *range(0, 500, 7)))
        forms = chance.sample(FORMS, chance.randrange(1, 4))
        if chance.random() < 0.3:
            forms = [chance.choice(sorted(MISSING))]
        found.append(row(
            case=f"c{at}", child=child, episode=episodes[child],
            episodes=chance.choice((1, 1, 2)), registered=registered,
            registered_year=registered.year,
            counted_as_child=chance.choice(("true", "true", "not_known", "false")),
            standing=chance.choice(("presumed", "identified", "suspected", "not_trafficked")),
            un_protocol=chance.choice(("fits", "fits", "does_not_fit", "not_known")),
            sex=chance.choice(("female", "male", "not_asked", "refused")), forms=forms,
            factors=chance.choice((["poverty"], ["debt", "poverty"], ["not_known"])),
            age_at_registration=chance.choice((None, 3, 11, 12, 17)),
            state=chance.choice(("open", "closed")),
            guardian_days=days, guardian_end=chance.choice(ENDS),
            guardian_late=chance.choice(("true", "false", "not_applicable")),
        ))  # fmt: skip
    return found


rows = _rows()


# The same in plain Python


def units(rows, asked):
    """The rows that count, by hand."""
    fitting = [
        one for one in rows
        if one["counted_as_child"] != "false" and one["standing"] in asked.standings
        and one[asked.definition] == "fits"
        and (asked.stock != "flow" or one["registered"] >= asked.start)
        and one["registered"] <= asked.end
    ]  # fmt: skip
    seen, kept = set(), []
    for one in sorted(fitting, key=lambda one: one["episode"]):
        unit = {
            "once": one["child"],
            "once_a_year": (one["child"], one["registered_year"]),
            "each_episode": one["case"],
        }[asked.counting]
        if unit not in seen:
            seen.add(unit)
            kept.append(one)
    return [one for one in kept if all(set(codes(one, axis)) & set(wanted)
                                       for axis, wanted in asked.filters)]  # fmt: skip


def codes(one, axis):
    """What stands on an axis for one row, by hand."""
    if axis == "age_band":
        age = one["age_at_registration"]
        if age is None:
            return [one["age_at_registration_missing"]]
        bands = (("0_4", 4), ("5_11", 11), ("12_14", 14), ("15_17", 17))
        return [next((band for band, last in bands if age <= last), "adult")]
    value = one[axis]
    return value if isinstance(value, list) else [str(value)]


def cells(kept, axes, weigh=False):
    """How many by cell, and how many have each code of some of the axes."""
    found = Counter()
    for one in kept:
        for key in product(*(codes(one, axis) for axis in axes)):
            found[key] += one["episodes"] if weigh else 1
    return found
