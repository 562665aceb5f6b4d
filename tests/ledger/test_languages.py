"""What is wrong with a figure, and how it is said right, is told in four languages alike."""

import pytest

from amparo.statistics.ledger.checking import rules
from tests.translated import wrong_in


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_says_the_same_numbers_in_four_languages(rule) -> None:
    assert wrong_in(rule.wrong.texts) + wrong_in(rule.say.texts) == []


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
        "en": "US$236 billion, 1,225,000 in 2005",
        "fr": "236 milliards de dollars, 1 225 000 en 2005",
        "es": "236.000 millones de dólares, 1.225.000 en 2005",
        "ar": "236 مليار دولار، 1,225,000 عام 2005",
    }
    assert wrong_in(same) == []
