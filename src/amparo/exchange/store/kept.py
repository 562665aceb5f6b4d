"""What every place that keeps lists can do, and the folder as such a place."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from amparo.exchange.keys import Keys, forgotten
from amparo.exchange.linking import Someone
from amparo.exchange.refused import ExchangeError
from amparo.exchange.store.folder import Folder, Tables, check_name


class Kept(Protocol):
    """`register`: the cases that are known here, with what identifies them, for linking."""

    def keys(self) -> Keys: ...
    def today(self) -> date: ...
    def register(self) -> Sequence[Someone]: ...
    def sources(self) -> tuple[str, ...]: ...
    def report(self, source: str) -> dict[str, Any]: ...
    def check_free(self, sources: Sequence[str], again: bool) -> None: ...
    def add(self, brought: Mapping[str, tuple[Tables, dict[str, Any]]], again: bool) -> None: ...
    def withdraw(self, source: str) -> None: ...


def check_free(there: Sequence[str], sources: Sequence[str], again: bool) -> None:
    """Raises ExchangeError before anything is read for nothing."""
    for source in sources:
        check_name(source)
        if source in there and not again:
            raise ExchangeError(
                f"the list {source} is there already: withdraw it first, or give --again"
            )


class InFolder:
    """In the clear, in a folder; without a deployment there is no register and no secret."""

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)

    def keys(self) -> Keys:
        return forgotten()

    def today(self) -> date:
        return date.today()

    def register(self) -> Sequence[Someone]:
        return ()

    def sources(self) -> tuple[str, ...]:
        return self._folder.sources()

    def report(self, source: str) -> dict[str, Any]:
        return self._folder.report(source)

    def check_free(self, sources: Sequence[str], again: bool) -> None:
        check_free(self.sources(), sources, again)

    def add(self, brought: Mapping[str, tuple[Tables, dict[str, Any]]], again: bool) -> None:
        self._folder.add(brought, again)

    def withdraw(self, source: str) -> None:
        self._folder.withdraw(source)
