"""The commands run in a folder of their own."""

from tests.commands import run as run
