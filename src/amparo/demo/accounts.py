"""The accounts with which one walks through the made-up country. Pure; read by sign-in and start.

Everybody shares one passphrase, which every page of a demo may show: it guards nothing.
"""

from amparo.access import ROLES
from amparo.demo.country import MadeUpPerson, lysandra

PASSPHRASE = "the river knows the way"


def for_each_role() -> list[MadeUpPerson]:
    """The first person of each role by address, in the order of the role table."""
    people = sorted(lysandra().people.values(), key=lambda person: person.email)
    return [next(person for person in people if person.role == role) for role in ROLES]


def lines() -> list[str]:
    """A table of addresses, names and roles, and the passphrase they share."""
    people = for_each_role()
    width = max(len(person.email) for person in people) + 2
    wide = max(len(person.role) for person in people) + 2
    table = [f"{p.email:{width}}{p.role:{wide}}{p.agency.name}" for p in people]
    return [*table, "", f'passphrase for all of them: "{PASSPHRASE}"']
