"""Lysandra itself: who works there, and that nobody of it could be somebody."""

from amparo.access import ROLES
from amparo.demo import accounts
from amparo.demo.country import lysandra
from amparo.people.queries import NEEDS_CONFIRMING
from amparo.terms import code_list


def test_forty_people_in_fourteen_agencies_hold_every_role() -> None:
    country = lysandra()
    assert len(country.people) == 40
    assert len(country.agencies) == 14
    assert {person.role for person in country.people.values()} == set(ROLES)
    assert all(a.authority in code_list("authority") for a in country.agencies.values())


def test_an_agency_whose_people_see_content_has_a_supervisor_who_confirms_them() -> None:
    country = lysandra()
    for person in country.people.values():
        if person.role in NEEDS_CONFIRMING - {"coordinator"}:
            assert country.team_of(person.agency.key, "supervisor"), person.key


def test_addresses_lead_nowhere() -> None:
    assert all(person.email.endswith(".example") for person in lysandra().people.values())


def test_the_accounts_shown_are_one_for_each_role() -> None:
    shown = accounts.for_each_role()
    assert [person.role for person in shown] == list(ROLES)
    assert any(accounts.PASSPHRASE in line for line in accounts.lines())


def test_the_first_of_a_role_comes_first_by_address_as_sign_in_lists_them() -> None:
    for person in accounts.for_each_role():
        same = [p.email for p in lysandra().people.values() if p.role == person.role]
        assert person.email == min(same)
        assert not person.key.startswith("team")
