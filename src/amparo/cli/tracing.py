"""The commands about families that look for a child."""

import argparse
from pathlib import Path

from amparo.cli import deployment
from amparo.cli.inputs import BadInput


def read_in(options: argparse.Namespace) -> int:
    """Take the requests of a file (CSV or JSON) as somebody who may; all of them, or none."""
    deployment.in_use()
    from django.utils import timezone

    from amparo.finding.tracing import importing, taking
    from amparo.people.models import User

    people = User.objects.select_related("agency").filter(is_active=True)
    user = people.filter(email__iexact=options.user).first()
    if user is None:
        raise BadInput("there is nobody with this address; give the one they sign in with")
    try:
        with Path(options.file).open("rb") as file:
            data = file.read(importing.MOST_BYTES + 1)
        contents = importing.requests_in(data, timezone.localdate())
    except OSError as error:
        raise BadInput(f"{options.file}: {error.strerror or error}") from error
    except importing.BadFile as bad:
        raise BadInput(f"{options.file}: {bad}") from bad
    for row in taking.take_all(by=user, contents=contents):
        print(f"{row.number}  answer by {row.due.isoformat()}")
    return 0
