"""The index as it is searched, until it takes what is asked as it is (`cards.Asked`)."""

import inspect
from collections.abc import Collection
from typing import Any
from uuid import UUID

from amparo.finding.cards import BEGINS, SAME_NAME, Asked, Hit
from amparo.finding.index import NameIndex
from amparo.finding.names import words

TAKES_CARDS = "within" in inspect.signature(NameIndex.search).parameters


def search_index(
    index: Any, asked: Asked, limit: int, within: Collection[UUID] | None
) -> list[Hit]:
    """As `NameIndex.search` of cards, whichever index is here."""
    if TAKES_CARDS or not isinstance(index, NameIndex):
        found: list[Hit] = index.search(asked, limit, within)
        return found
    hits = index.search([word for word in words(asked.name) if len(word) > 1])
    return [
        Hit(hit.case_id, 0.9 if hit.whole else 0.6, (SAME_NAME,) if hit.whole else (BEGINS,))
        for hit in hits
        if within is None or hit.case_id in within
    ][:limit]
