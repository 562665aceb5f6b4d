"""The command over a text: which figures of others it misquotes."""

import argparse
import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from amparo.cli.deployment import speaking
from amparo.cli.inputs import BadInput

if TYPE_CHECKING:
    from amparo.statistics.ledger.checking import Finding


def check(options: argparse.Namespace) -> int:
    """Which figures about trafficking a text misquotes, and how to say each right."""
    from amparo.statistics.ledger import checking
    from amparo.statistics.ledger.decoding import BadText, reading
    from amparo.statistics.ledger.sentences import pieces

    with ExitStack() as held:
        try:
            text = held.enter_context(reading(options.file, options.encoding))
            found = list(checking.check(pieces(text)))
        except BadText as error:
            raise BadInput(f"{options.file[:200]}: {error}") from error
    if options.json:
        json.dump(
            [one.to_json(options.language) for one in found],
            sys.stdout,
            ensure_ascii=False,
            indent=2,
        )
        print()
    else:
        _print(found, options.language)
    return 1 if found else 0


def _print(found: "list[Finding]", language: str) -> None:
    from django.utils.translation import gettext as _

    with speaking(language):
        for one in found:
            said = one.to_json(language)
            print(f"{said['figure']}: {said['wrong']}")
            print("    " + _("in: %(sentence)s") % said)
            print("    " + _("say: %(say)s") % said)
        if not found:
            print(_("no figure found that the ledger knows to be misquoted"))
