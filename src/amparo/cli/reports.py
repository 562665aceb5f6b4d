"""The command that writes the annual report of the rapporteur."""

import argparse
import sys
from pathlib import Path

from amparo.cli import deployment
from amparo.cli.facts import who
from amparo.cli.inputs import BadInput, progress


def rapporteur(options: argparse.Namespace) -> int:
    """Write the annual report: duties and how they were fulfilled, recommendations, texts."""
    deployment.in_use()
    from django.utils import translation

    from amparo.access import Refused
    from amparo.release.rapporteur import shown, written
    from amparo.statistics.drawing.paper import LettersMissing
    from amparo.statistics.report import refused
    from amparo.statistics.showing import NoFacts
    from amparo.statistics.tables.refused import NotAskable
    from amparo.statistics.whole_folder import NotThere

    user = who(options.user)
    assert user is not None  # the parser asks for it
    with translation.override(options.language or user.language):
        try:
            found = written.write(
                by=user,
                year=options.year,
                out=Path(options.out).absolute(),
                show=progress("children"),
            )
        except Refused as refusal:
            raise BadInput(refusal.said()) from refusal
        except NotAskable as refusal:
            raise BadInput(" ".join(refused(refusal))) from refusal
        except (NoFacts, NotThere, LettersMissing) as error:
            raise BadInput(str(error)) from error
        for line in shown.left_out(found):
            print(line, file=sys.stderr)
    print(f"the annual report of {found.year} in {options.out}: report.html, report.pdf, CSV, JSON")
    return 0
