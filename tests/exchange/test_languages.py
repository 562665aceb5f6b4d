"""The account of an import is said in the reader's language; what is kept of it is English."""

import json
import re
from collections.abc import Iterator
from html import escape

import pytest
from django.utils.translation import override

from amparo.exchange.mapping.model import Mapping
from amparo.exchange.mapping.shipped import names, shipped
from amparo.exchange.reasons import of_mappings, said
from amparo.exchange.report.lines import to_json
from amparo.exchange.report.page import page
from amparo.terms.messages import Reason
from tests.deployment import Deployment
from tests.translated import wrong_in

MAPPING = 'name = "ours"\n[[columns]]\nfrom = "sex"\nto = "sex"\nvalues = { f = "female" }\n'
LIST = "sex,words\nf,said\nx,\n"
GIVEN = "words, which may say who it is"


def reasons_of(mapping: Mapping) -> Iterator[str]:
    yield from (mapping.claim, mapping.first)
    for rule in mapping.rules:
        yield from (rule.why, rule.guess, rule.loses)
        yield from (*rule.guesses.values(), *rule.refuse.values())
    yield from (one.why for one in mapping.always)


@pytest.mark.parametrize("name", names())
def test_a_mapping_that_comes_along_gives_its_reasons_in_four_languages(name: str) -> None:
    assert {one for one in reasons_of(shipped(name)) if one} <= set(of_mappings())


def test_no_reason_is_kept_that_no_mapping_gives_and_each_is_translated() -> None:
    given = {one for name in names() for one in reasons_of(shipped(name))}
    assert set(of_mappings()) <= given
    assert [wrong for one in of_mappings().values() for wrong in wrong_in(one)] == []


def test_a_reason_is_plain_english_wherever_it_is_counted_or_kept() -> None:
    reason = Reason("more than %(most)s years", most=120)
    assert (reason, hash(reason)) == ("more than 120 years", hash("more than 120 years"))
    assert json.dumps({reason: reason}) == '{"more than 120 years": "more than 120 years"}'


def test_the_words_of_a_users_own_mapping_stay_as_they_were_written() -> None:
    with override("ar"):
        assert said("we never asked") == "we never asked"
        assert said(GIVEN) != GIVEN


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")]
)
def test_the_page_is_in_the_language_that_is_spoken(a_file, brought, language, direction) -> None:
    more = f'[[columns]]\nfrom = "words"\nwhy = "{GIVEN}"\n'
    tally, _ = brought(a_file("a.csv", LIST), a_file("m.toml", MAPPING + more))
    with override(language):
        made = page(tally)
        assert f'<html lang="{language}" dir="{direction}">' in made
        assert escape(said(GIVEN)) in made
    assert (GIVEN in made) is (language == "en")
    assert GIVEN in json.dumps(to_json(tally)), "what is kept is the same in every language"


@pytest.mark.slow
def test_a_list_becomes_a_page_in_arabic_without_any_deployment(tmp_path) -> None:
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    home = Deployment(tmp_path / "home")
    done = home.run("facts", "import", str(tmp_path / "a.csv"), "--mapping",
                    str(tmp_path / "m.toml"), "--source", "a", "--facts", str(tmp_path / "f"),
                    "--report", str(tmp_path / "r"), "--language", "ar")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "not in the mapping" in done.stdout
    made = (tmp_path / "r" / "a.html").read_text(encoding="utf-8")
    assert re.search(r'<html lang="ar" dir="rtl">', made)
