"""What the ledger says of a figure, and of how it is misquoted, is in four languages alike."""

import pytest

from amparo.statistics.ledger.checking import rules
from amparo.statistics.ledger.estimates import Estimate, estimates
from amparo.statistics.ledger.reading import Text
from tests.translated import wrong_in


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_the_same_numbers_in_four_languages(rule) -> None:
    assert wrong_in(rule.wrong.texts) + wrong_in(rule.say.texts) == []


# Written as words where a language has a word for two millions, or for one.
IN_WORDS = {("million_children_sex_trade", "name"), ("seven_hundred_thousand", "name")}


def texts_of(one: Estimate) -> dict[str, Text | None]:
    """Every text of an estimate that is its own, by a name."""
    own = {name: getattr(one, name) for name in ("name", "shown", "counts", "period", "definition",
                                                  "method", "unverified")}  # fmt: skip
    return (
        own
        | {f"apart {other}": why for other, why in one.apart.items()}
        | {f"quote {quote.code}": quote.how for quote in one.quotes}
        | {f"statement {said.by.said()} {said.year}": said.says for said in one.statements}
    )


@pytest.mark.parametrize("one", estimates(), ids=lambda one: one.code)
def test_an_estimate_says_the_same_numbers_in_four_languages(one) -> None:
    for name, text in texts_of(one).items():
        only_years = name == "period" and text and len(set(text.texts.values())) == 1
        if text and not only_years and (one.code, name) not in IN_WORDS:
            assert wrong_in(text.texts) == [], name


def test_the_ledger_has_rules_to_look_at() -> None:
    assert len(rules()) > 25


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"en": "of 12", "fr": "de 12", "es": "de 12"}, "ar: nothing"),
        ({"en": "of 12", "fr": "of 12", "es": "de 12", "ar": "12"}, "fr: the English"),
        ({"en": "of 1.2", "fr": "de 1,3", "es": "de 1,2", "ar": "1.2"}, "fr: other numbers"),
        ({"en": "2 of 2", "fr": "2 sur 2", "es": "2 de dos", "ar": "2 من 2"}, "es: other numbers"),
    ],
)
def test_what_a_translation_lacks_is_found(texts: dict[str, str], says: str) -> None:
    (found,) = wrong_in(texts)
    assert found.startswith(says)


def test_numbers_are_the_same_however_a_language_groups_them() -> None:
    same = {
        "en": "US$236 billion or 44.3 billion, 5 to 12 billion, 1,225,000 in 2005",
        "fr": "236 milliards ou 44,3, de 5 à 12 milliards, 1 225 000 en 2005",
        "es": "236.000 millones o 44.300 millones, de 5.000 a 12.000 millones, 1.225.000 en 2005",
        "ar": "236 مليارًا أو 44.3، 5 إلى 12 مليارًا، 1,225,000 عام 2005",
    }
    assert wrong_in(same) == []
