"""Makes a model of lists without knowing the truth in them, by expectation maximisation (Splink),
and measures one where the truth is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import numpy

from amparo.finding.linkage import engine
from amparo.finding.linkage.adapting import adapted, before_of
from amparo.finding.linkage.linking import Linked, Say, both_sql
from amparo.finding.linkage.model import LEAST, Chance, Errors, Model
from amparo.finding.linkage.scoring import odds
from amparo.finding.linkage.table import FOLDED

# Pairs that agree in these teach what is worth how much in the other fields.
SESSIONS = {
    "of one birth date": "l.birth_date = r.birth_date",
    "whose names sound the same":
        "l.given_sound = r.given_sound and l.family_sound = r.family_sound",
}  # fmt: skip
FEWEST = 200
PAIRS = 3e6
# So much of each chance stays as it was: what never occurs in these lists may occur in others.
KEPT = 0.02
ROUNDS = 3
# So many pairs of one person the model counts for that is learnt from.
HELD = 20.0
THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999)


def train(con: duckdb.DuckDBPyConnection, model: Model, made_of: str, say: Say) -> Model:
    """The model with chances as they are in the lists that `table.fold` has made."""
    from splink import DuckDBAPI, Linker

    engine.add_keys(con, FOLDED)
    say("how often two different people agree")
    model = adapted(con, model)
    rare = engine.rarity_tables(con, FOLDED, model)
    api = DuckDBAPI(con)
    with engine.quiet():
        settings = engine.settings(model, tuple(engine.KEYS))
        linker = Linker(api.register(FOLDED), settings, log_level=None, validate_settings=False)
        for column, shares in rare.items():
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
        for pairs, session in SESSIONS.items():
            say(f"learning from pairs {pairs}")
            linker.training.estimate_parameters_using_expectation_maximisation(
                session, estimate_without_term_frequencies=True, max_pairs=PAIRS,
                record_sample_proportion=1.0,
            )  # fmt: skip
        learnt = linker.misc.save_model_to_json()
    model = _learnt(model, learnt)
    for _ in range(ROUNDS):
        say("looking at all pairs once more")
        model = _refined(con, model)
    return replace(model, made_of=made_of, errors=())


def _refined(con: duckdb.DuckDBPyConnection, model: Model) -> Model:
    """Each pair counts as much as it is likely one person, by everything known of it: also how rare
    the name is, and that it may be a brother or sister."""
    by = engine.OnDuckDB(con)
    by.predict(FOLDED, model, tuple(engine.KEYS), -5.0, "taught", weights=True)
    count = int(con.execute(f"select count(*) from {FOLDED}").fetchall()[0][0])
    shift = odds(before_of(con, "taught", model, count)) - odds(model.before)
    share = f"(1 / (1 + pow(2.0, -({both_sql(shift)}))))"
    chances = dict(model.chances)
    for code, levels in model.chances.items():
        found = con.execute(
            f"select mw_{code}, sum({share}) from taught group by all order by all"
        ).fetchall()
        seen = {level: 0.0 for level in levels}
        for weight, likely in found:
            level = engine.level_of(weight, model, code)
            if level is not None:
                seen[level] += likely
        chances[code] = _mixed(levels, seen)
    con.execute("drop table taught")
    return replace(model, chances=chances)


def _mixed(levels: Mapping[str, Chance], seen: Mapping[str, float]) -> dict[str, Chance]:
    total = sum(seen.values())
    return {
        level: Chance(
            max(LEAST, (seen[level] + HELD * chance.m) / (total + HELD)), chance.u, chance.k
        )
        for level, chance in levels.items()
    }


def _learnt(model: Model, learnt: Mapping[str, Any]) -> Model:
    chances = dict(model.chances)
    for comparison in learnt["comparisons"]:
        code = comparison["output_column_name"]
        found = {one["label_for_charts"]: one.get("m_probability")
                 for one in comparison["comparison_levels"]}  # fmt: skip
        mixed = {
            level: KEPT * chance.m + (1 - KEPT) * _number(found.get(level))
            for level, chance in chances[code].items()
        }
        total = sum(mixed.values())
        chances[code] = {
            level: Chance(max(LEAST, mixed[level] / total), chance.u, chance.k)
            for level, chance in chances[code].items()
        }
    return replace(model, chances=chances)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def errors_of(
    linked: Linked, truth: Mapping[int, str], thresholds: Sequence[float] = THRESHOLDS
) -> tuple[Errors, ...]:
    """What is wrong at each threshold, pair by pair. `truth`: for each number of the table FOLDED
    who it is."""
    sizes: dict[str, int] = {}
    for who in truth.values():
        sizes[who] = sizes.get(who, 0) + 1
    true_pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    pairs = zip(linked.one.tolist(), linked.other.tolist(), strict=True)
    right = numpy.array([truth[one] == truth[other] for one, other in pairs], dtype=bool)
    share = linked.probabilities()
    found = []
    for threshold in thresholds:
        over = share >= threshold
        joined, good = int(over.sum()), int((over & right).sum())
        wrong = 1 - good / joined if joined else 0.0
        found.append(Errors(threshold, wrong, 1 - good / true_pairs if true_pairs else 0.0))
    return tuple(found)


def groups_of(linked: Linked, truth: Mapping[int, str]) -> Errors:
    """The same for the groups that were made, whatever the threshold was (told as 0)."""
    made: dict[tuple[int, str], int] = {}
    groups: dict[int, int] = {}
    people: dict[str, int] = {}
    for number, who in truth.items():
        group = linked.group.get(number, number)
        made[group, who] = made.get((group, who), 0) + 1
        groups[group] = groups.get(group, 0) + 1
        people[who] = people.get(who, 0) + 1
    good, joined, all_ = (
        sum(count * (count - 1) // 2 for count in counts.values())
        for counts in (made, groups, people)
    )
    wrong, left = (1 - good / joined if joined else 0.0), (1 - good / all_ if all_ else 0.0)
    return Errors(0.0, wrong, left)


def f1(errors: Errors) -> float:
    """The harmonic mean of what is right of the joined and what is joined of the right."""
    precise, found = 1 - errors.wrongly_joined, 1 - errors.left_apart
    return 2 * precise * found / (precise + found) if precise + found else 0.0
