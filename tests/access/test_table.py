"""The role table is whole, readable, and the same that drives the decisions."""

import ast
from pathlib import Path

import pytest

import amparo.access
from amparo.access import ACTIONS, ROLES, SECTIONS, Refused, role_table
from amparo.access.roles import KINDS_THAT_ACT, NEVER_FOR_AUTHORITY
from amparo.journey import KINDS
from amparo.terms import code_list

SOURCES = sorted(Path(amparo.access.__file__).parent.glob("*.py"))


def test_every_role_of_the_code_list_has_one_row() -> None:
    assert set(ROLES) == set(code_list("role").codes)
    assert [row.role for row in role_table()] == list(ROLES)


def test_sections_are_those_of_the_code_list() -> None:
    assert set(SECTIONS) == set(code_list("section").codes)


def test_authorities_with_limits_are_those_of_the_code_list() -> None:
    assert set(NEVER_FOR_AUTHORITY) <= set(code_list("authority").codes)


@pytest.mark.parametrize("role", ROLES)
def test_a_row_names_only_what_exists(role: str) -> None:
    rule = ROLES[role]
    assert rule.sections <= set(SECTIONS)
    assert rule.usual <= rule.sections
    assert not rule.needs_lawyer & rule.sections
    assert rule.actions <= set(ACTIONS)
    assert rule.kinds <= set(KINDS)
    assert rule.comes_for
    assert rule.source


def test_every_action_is_somebodys() -> None:
    taken = frozenset().union(*(rule.actions for rule in ROLES.values()))
    assert taken == set(ACTIONS)


def test_every_kind_is_recorded_by_somebody_who_can_be_on_a_case() -> None:
    for kind in KINDS.values():
        assert kind.records <= set(ROLES)
        assert any(ROLES[role].on_cases for role in kind.records), kind.code


@pytest.mark.parametrize("kind", KINDS_THAT_ACT)
def test_a_kind_that_acts_is_recorded_by_the_roles_that_may_act(kind: str) -> None:
    able = {role for role, rule in ROLES.items() if rule.actions & KINDS_THAT_ACT[kind]}
    assert able & KINDS[kind].records


def test_roles_that_see_content_are_those_that_wait_for_confirmation() -> None:
    waiting = {row.role for row in role_table() if row.confirmed}
    assert waiting == set(ROLES) - {"first_responder", "administrator", "analyst", "rapporteur"}


def test_a_refusal_names_itself_and_says_what_to_do() -> None:
    refusal = Refused("No %(kind)s here.", "Ask.", code="no", values={"kind": "note_added"})
    assert refusal.said() == "No note_added here. Ask."
    assert str(refusal) == "no"


def test_every_refusal_has_a_code_of_its_own_kind_and_a_reason() -> None:
    for source in SOURCES:
        for call in ast.walk(ast.parse(source.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refused":
                assert "code" in {keyword.arg for keyword in call.keywords}, source.name
                assert call.args, source.name
