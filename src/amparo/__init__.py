"""Amparo: the information system of a national referral mechanism for trafficked children."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("amparo")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0"
