"""The mappings that come along."""

from functools import cache
from importlib.resources import files

from amparo.exchange.mapping.model import Mapping
from amparo.exchange.mapping.reading import parse
from amparo.exchange.refused import ExchangeError

_FOLDER = files("amparo.exchange") / "mappings"


@cache
def names() -> tuple[str, ...]:
    found = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def shipped(name: str) -> Mapping:
    """Raises ExchangeError where there is none of that name."""
    if name not in names():
        raise ExchangeError(f"there is no mapping {name[:60]!r}: {', '.join(names())}, or a file")
    return parse((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"), name)
