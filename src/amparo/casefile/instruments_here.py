"""Which instruments this deployment knows: ours, and those of the country's folder.

They are read once, before a server starts (`web.health`), and all of them or none: a folder with a
mistake stops the start. What was recorded with an instrument that is gone is still shown, by code.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from amparo.instruments import Instrument, Known, load_folder, only_ours, shipped


@cache
def known() -> Known:
    """Every instrument of this deployment. Raises FolderError."""
    folder = settings.AMPARO_INSTRUMENTS
    return load_folder(Path(folder)) if folder else only_ours()


def recorded_with(code: str, version: str = "") -> Instrument | None:
    """The instrument that an entry names; None where it is not known here.

    Where a country's own took the place of ours, an entry of the earlier version is read with ours;
    one of a version that is gone, with the one in use.
    """
    in_use = known().instruments.get(code)
    both = [one for one in (in_use, shipped().get(code)) if one is not None]
    return next((one for one in both if one.version == version), in_use)


def forget() -> None:
    """Read again at the next use."""
    known.cache_clear()
