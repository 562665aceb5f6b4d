"""What the `amparo` command does for those who run Amparo: prepare, serve, tick, check.

Raises `NotReady` or `BadSetting` (one line, fit to show) when something is missing or wrong.
"""

import os
import socket
from collections.abc import Callable
from typing import NoReturn

import django

SETTINGS = "amparo.web.settings"


def set_up(mode: str | None = None) -> None:
    """Make Django ready. `mode` is what the command was told; the environment says the rest.

    Raises BadSetting.
    """
    if mode is not None:
        os.environ["AMPARO_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Whatever is written from here on (databases, their journals, anchors) is its owner's only.
    os.umask(0o077)
    django.setup()


def prepare() -> None:
    """Keys, databases, triggers and marks, made or brought up to date. Raises NotReady."""
    from amparo.web import ground

    ground.make()


def serve(
    host: str = "127.0.0.1", port: int = 8000, say: Callable[[str], None] = print
) -> NoReturn:
    """Become the server, until stopped. In demo mode makes what is missing; a real home must be
    initialised.

    Raises NotReady, BadSetting.
    """
    from django.conf import settings
    from django.db import connections

    from amparo.web import ground, health, serving

    refuse_taken_port(host, port)
    if settings.AMPARO_MODE == "demo":
        ground.make()
    else:
        health.refuse_unready()
        ground.make()
    with ground.only_server() as held:
        ground.build_static()
        for line in welcome(host, port):
            say(line)
        connections.close_all()
        serving.become(host, port, held)


def welcome(host: str, port: int) -> list[str]:
    """What a person who started the server needs to know: where, and in a demo with whom."""
    from django.conf import settings

    shown = f"[{host}]" if ":" in host else host
    lines = [f"Amparo runs at http://{shown}:{port}/ (Ctrl+C stops it)"]
    if settings.AMPARO_MODE == "demo":
        from amparo.demo import accounts
        from amparo.people.models import User

        if not User.objects.exists():
            return [*lines, "Nobody lives in it yet: amparo demo makes a country."]
        lines += ["Made-up country: every person and case in it is invented. Sign in as", ""]
        lines += [f"  {line}" for line in accounts.lines()]
    return lines


def start(
    *,
    agency: str,
    authority: str,
    administrator: tuple[str, str],
    coordinator: tuple[str, str],
    language: str = "en",
) -> list[str]:
    """Make a new deployment for real children; gives what to hand to its first two people.

    `authority` is a code of the list `authority`; a person is (e-mail address, name).
    Raises NotReady, Refused, ValidationError.
    """
    from django.urls import reverse

    from amparo.people import actions
    from amparo.web import ground

    ground.make()
    founded = actions.found_mechanism(
        by=None,
        agency_name=agency,
        authority=authority,
        administrator=administrator,
        coordinator=coordinator,
        language=language,
    )
    lines = ["Hand each of them their own address. It works once, and for seven days:"]
    for invited in (founded.administrator, founded.coordinator):
        lines.append(
            f"  {invited.user.display_name}: "
            + reverse("people:open_invitation", args=[invited.token])
        )
    return lines


def tick() -> int:
    """Do what time alone brings about, and say 0. `serve` does it every minute."""
    from amparo.casefile import upkeep

    upkeep.tick()
    return 0


def refuse_taken_port(host: str, port: int) -> None:
    """Raise NotReady when somebody else listens there already."""
    from amparo.web.ground import NotReady

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotReady(
                f"Cannot listen on {host} port {port} ({error.strerror}): choose another port."
            ) from None
