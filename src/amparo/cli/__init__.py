"""The `amparo` command.

The commands over files (kinds, duties, gates, protocol, instrument, screen) need no database and
start fast; the others load the deployment first. Bad input is one line on standard error and exit
2, with nothing half done; nothing goes to standard error otherwise.
"""

from amparo.cli.running import main

__all__ = ["main"]
