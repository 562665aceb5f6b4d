"""What the facts of a case amount to under each definition that the field uses."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.protocol import (
    Facts,
    amounts_to,
    check_protocol,
    default_protocol,
    facts_from,
    load_protocol,
)
from amparo.protocol.loading import DEFAULT_FILE
from amparo.terms import code_list

AT = datetime(2026, 5, 1, tzinfo=UTC)
EXAMPLE = DEFAULT_FILE.parent / "examples" / "lysandra.toml"
HARBOURED = frozenset({"harbouring"})
LABOUR = frozenset({"forced_labour"})


def says(facts: Facts, protocol: Any = None) -> dict[str, str]:
    definitions = (protocol or default_protocol()).definitions.values()
    return {one.definition.code: one.says for one in amounts_to(facts, definitions)}


def fitting(facts: Facts, protocol: Any = None) -> set[str]:
    return {code for code, said in says(facts, protocol).items() if said == "fits"}


def test_where_nothing_is_recorded_nothing_is_denied() -> None:
    assert set(says(Facts()).values()) == {"not_known_yet"}


def test_an_act_and_a_purpose_are_trafficking_of_a_child_whatever_the_means() -> None:
    assert "un_protocol" in fitting(Facts(acts=HARBOURED, purposes=LABOUR, movement="none"))


def test_of_an_adult_a_means_is_asked() -> None:
    adult = Facts(acts=HARBOURED, purposes=LABOUR, child=False)
    assert says(adult)["un_protocol"] == "not_known_yet"
    deceived = Facts(acts=HARBOURED, purposes=LABOUR, means=frozenset({"deception"}), child=False)
    assert says(deceived)["un_protocol"] == "fits"


@pytest.mark.parametrize(
    ("movement", "said"),
    [
        ("", "not_known_yet"),
        ("none", "does_not_fit"),
        ("internal", "fits"),
        ("cross_border", "fits"),
    ],
)
def test_one_reading_asks_for_movement(movement: str, said: str) -> None:
    facts = Facts(acts=HARBOURED, purposes=LABOUR, movement=movement)
    assert says(facts)["with_movement"] == said


def test_exploitation_without_an_act_is_exploitation_still() -> None:
    assert fitting(Facts(purposes=LABOUR)) == {"exploitation_without_trafficking"}
    assert says(Facts(purposes=LABOUR, acts=HARBOURED))["exploitation_without_trafficking"] == (
        "does_not_fit"
    )


@pytest.mark.parametrize(
    ("movement", "smuggled", "said"),
    [
        ("cross_border", True, "fits"),
        ("cross_border", None, "not_known_yet"),
        ("cross_border", False, "does_not_fit"),
        ("internal", True, "does_not_fit"),
        ("", True, "not_known_yet"),
    ],
)
def test_smuggling_is_a_border_crossed_unlawfully_for_gain(
    movement: str, smuggled: bool | None, said: str
) -> None:
    assert says(Facts(movement=movement, smuggled=smuggled))["smuggling"] == said


def test_a_child_may_be_smuggled_and_trafficked() -> None:
    both = Facts(HARBOURED, LABOUR, movement="cross_border", smuggled=True)
    assert {"un_protocol", "with_movement", "smuggling"} <= fitting(both)


def test_a_purpose_that_the_national_law_leaves_out_fits_the_un_protocol_alone() -> None:
    country = load_protocol(EXAMPLE)
    married = Facts(HARBOURED, frozenset({"forced_marriage"}))
    assert "un_protocol" in fitting(married, country)
    assert says(married, country)["national_law"] == "not_known_yet"
    assert "national_law" in fitting(Facts(HARBOURED, LABOUR), country)


def test_the_default_holds_no_national_law() -> None:
    assert "national_law" not in default_protocol().definitions


def test_facts_add_up_over_authorities_and_the_latest_known_movement_holds() -> None:
    facts = facts_from(
        [
            ("standing_decided", {"acts": ["receipt"], "movement": "internal"}),
            ("note_added", {"acts": ["transfer"]}),
            ("standing_decided", {"acts": ["harbouring"], "movement": "unknown"}),
            ("exploitation_described", {"forms": ["begging", "unknown"]}),
        ],
        child=True,
    )
    assert facts.acts == {"receipt", "harbouring"}
    assert facts.purposes == {"begging"}
    assert facts.movement == "internal"


def test_movement_that_nobody_named_is_read_from_the_places() -> None:
    apart = {"recruited_at": {"country": "NPL"}, "exploited_at": {"country": "IND"}}
    inside = {
        "recruited_at": {"country": "NPL", "area": "Karnali"},
        "exploited_at": {"country": "NPL", "area": "Bagmati"},
    }
    assert facts_from([("exploitation_described", apart)], child=True).movement == "cross_border"
    assert facts_from([("exploitation_described", inside)], child=True).movement == "internal"
    decided = [("exploitation_described", apart), ("standing_decided", {"movement": "none"})]
    assert facts_from(decided, child=True).movement == "none"


def three() -> st.SearchStrategy[bool | None]:
    return st.sampled_from([True, False, None])


def some_of(name: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(code_list(name))), max_size=4)


BODIES = st.fixed_dictionaries(
    {},
    optional={
        "acts": some_of("act"),
        "purposes": some_of("purpose"),
        "means": some_of("means"),
        "movement": st.sampled_from(["none", "internal", "cross_border", "unknown", None]),
        "smuggled": three(),
    },
)


@given(BODIES, some_of("means"))
def test_of_a_child_the_means_change_nothing(body: dict[str, Any], means: list[str]) -> None:
    facts = Facts().with_more(body)
    assert says(facts) == says(facts.with_more({"means": means}))


@given(BODIES, some_of("act"), some_of("purpose"))
def test_one_more_act_or_purpose_never_takes_trafficking_away(
    body: dict[str, Any], acts: list[str], purposes: list[str]
) -> None:
    before = fitting(Facts().with_more(body)) - {"exploitation_without_trafficking"}
    after = fitting(Facts().with_more(body).with_more({"acts": acts, "purposes": purposes}))
    assert before <= after


@given(BODIES)
def test_exploitation_of_a_child_is_always_one_of_the_two(body: dict[str, Any]) -> None:
    facts = Facts().with_more(body)
    found = fitting(facts) & {"un_protocol", "exploitation_without_trafficking"}
    assert len(found) == bool(facts.purposes)


HEAD = '[protocol]\nname = "x"\nversion = "1"\nvalid_from = 2026-01-01\nextends = "default"\n'
WORDS = "".join(
    f'{name}.{language} = "words"\n'
    for name, language in itertools.product(("name", "follows"), ("en", "fr", "es", "ar"))
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'[definition.national_law]\n{WORDS}source = "law"\n', ""),
        ('[definition.national_law]\nsource = "law"\n', "[definition.national_law] lacks"),
        (
            f'[definition.national_law]\n{WORDS}source = "law"\nact = "maybe"\n',
            "act must be one of needed, not_needed, none_known, not 'maybe'",
        ),
        (
            f'[definition.national_law]\n{WORDS}source = "law"\nacts = ["recruting"]\n',
            "'recruting' is none",
        ),
        (
            f'[definition.law]\n{WORDS}source = "s"\nact = "not_needed"\nacts = ["receipt"]\n',
            'acts says nothing unless act = "needed"',
        ),
        ("[definition.un_protocol]\nremoved = true\n", ""),
    ],
)
def test_a_definition_of_a_country_is_checked_by_line(text: str, said: str) -> None:
    problems = [str(problem) for problem in check_protocol(HEAD + text)]
    assert bool(problems) == bool(said)
    assert said in "".join(problems)
