"""Releases with noise, as an analyst asks for them, of six hundred made-up children and more."""

from tests.figure_pages.facts import YEAR
from tests.release.asking import HEAD, spec

FIRST = YEAR - 8
HEAD_OF_YEARS = HEAD.replace(f"from = {YEAR}", f"from = {FIRST}\nto = {YEAR}")
NOISE = "[noise]\nepsilon = 2\n"
"""The facts have few children in a year, and with few of them nothing is left."""


def noisy(*tables: str, noise: str = NOISE, head: str = HEAD_OF_YEARS) -> str:
    """As `asking.spec`, with noise."""
    return spec(*tables, head=head) + noise


SMALL = noisy("sex: sex", "sex-and-movement: sex movement", "forms: forms sex")
