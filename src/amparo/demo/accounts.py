"""The accounts with which one walks through the made-up country. Pure; read by sign-in and start.

Everybody shares one passphrase, which every page of a demo may show: it guards nothing.
"""

from amparo.demo.country import MadeUpPerson, lysandra

PASSPHRASE = "the river knows the way"


def for_each_role() -> list[MadeUpPerson]:
    """The first person of each role, in the order of the country's file."""
    first: dict[str, MadeUpPerson] = {}
    for person in lysandra().people.values():
        first.setdefault(person.role, person)
    return list(first.values())


def lines() -> list[str]:
    """A table of addresses, names and roles, and the passphrase they share."""
    people = for_each_role()
    width = max(len(person.email) for person in people) + 2
    wide = max(len(person.role) for person in people) + 2
    table = [f"{p.email:{width}}{p.role:{wide}}{p.agency.name}" for p in people]
    return [*table, "", f'passphrase for all of them: "{PASSPHRASE}"']
