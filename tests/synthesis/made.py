"""A made-up list of people, always the same: some columns have something to do with each other."""

from random import Random

from amparo.statistics.synthesis.records import Records

COLUMNS = ("year", "sex", "region", "labour", "sexual", "threats", "debt")


def records(many: int = 800, seed: int = 1) -> Records:
    """Years and regions are evenly spread; means go with forms, some cells are empty, some 0."""
    chance = Random(seed)
    return Records(COLUMNS, [_person(chance) for _ in range(many)])


def _person(chance: Random) -> tuple[str, ...]:
    labour = chance.random() < 0.6
    sexual = chance.random() < (0.2 if labour else 0.8)
    debt = chance.random() < (0.7 if labour else 0.1)
    return (
        str(chance.randint(2018, 2023)),
        chance.choice(("girl", "girl", "boy", "")),
        chance.choice(("north", "south", "east", "west")),
        "1" if labour else "0",
        "1" if sexual else "",
        "1" if chance.random() < 0.5 else "0",
        "1" if debt else "0",
    )
