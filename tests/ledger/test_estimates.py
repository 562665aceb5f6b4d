"""The ledger: every estimate says what it counts, and every reference leads somewhere."""

from itertools import pairwise

import pytest

from amparo.statistics.ledger.checking import check, rules
from amparo.statistics.ledger.estimates import (
    UnknownEstimate,
    estimate,
    estimates,
    groups,
    named,
)  # fmt: skip
from amparo.terms import LANGUAGES

CODES = {one.code for one in estimates()}


@pytest.mark.parametrize("one", estimates(), ids=lambda one: one.code)
def test_an_estimate_never_stands_without_its_meaning(one) -> None:
    said = (one.name, one.counts, one.definition, one.method, one.issuer)
    assert all(text.said("en") for text in said)
    assert one.group in groups()
    assert named("unit", one.unit).said()
    assert named("measure", one.measure).said()
    assert named("verified", one.verified).said()
    assert (one.low and one.low <= one.high) or one.shown
    assert not one.is_usable or (one.title and one.published and one.period)
    assert one.verified == "source" or one.unverified, "what was not read is said"


@pytest.mark.parametrize("one", estimates(), ids=lambda one: one.code)
def test_what_an_estimate_refers_to_is_in_the_ledger(one) -> None:
    assert {*one.apart, *([one.replaces] if one.replaces else [])} <= CODES - {one.code}
    known = {"", *(quote.code for quote in one.quotes)}
    assert {quote.after for quote in one.quotes} <= known
    assert len(one.quotes) == len({quote.code for quote in one.quotes})


def test_labels_are_in_four_languages() -> None:
    for one in estimates():
        assert set(one.name.texts) == set(LANGUAGES), one.code
        assert one.shown is None or set(one.shown.texts) == set(LANGUAGES), one.code


def test_every_rule_is_of_an_estimate_that_stands_in_the_ledger() -> None:
    assert {rule.estimate for rule in rules()} <= CODES


@pytest.mark.parametrize("one", estimates(), ids=lambda one: one.code)
def test_the_ledger_breaks_none_of_its_own_rules(one) -> None:
    assert [found.rule.code for found in check([one.counts.said("en")])] == []


def test_a_quotation_comes_after_what_it_quotes() -> None:
    for one in estimates():
        by_code = {quote.code: quote for quote in one.quotes}
        for quote in one.quotes:
            if quote.after:
                assert by_code[quote.after].year <= quote.year, (one.code, quote.code)


def test_of_the_1_2_million_both_statements_of_its_issuer_are_shown() -> None:
    said = estimate("ilo_2002_trafficked_children").statements
    assert [(one.year, one.measure) for one in said if one.by.said() == "ILO"] == [
        (2002, "stock"), (2003, "flow"), (2005, "stock"),
    ]  # fmt: skip
    assert all(here.year <= there.year for here, there in pairwise(said))


def test_the_estimates_of_forced_labour_replace_each_other() -> None:
    first = estimate("ilo_2005_forced_labour")
    chain = [first.code]
    while following := estimate(chain[-1]).replaced_by:
        chain.append(following)
    assert [estimate(code).published for code in chain] == [2005, 2012, 2017, 2022]


def test_an_unknown_estimate_is_not_there() -> None:
    with pytest.raises(UnknownEstimate):
        estimate("nothing")
