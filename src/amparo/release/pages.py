"""Releases: read, signed by two, published, withdrawn. For analysts and rapporteurs; to everybody
else these pages do not exist. How one is asked for and made: `pages_asking`.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import NotFound, Refused, can_act
from amparo.people.models import User
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.release import actions, pages_noise, queries, states
from amparo.release.as_table import as_table
from amparo.release.forms import WithdrawForm
from amparo.release.made import from_json
from amparo.release.models import ReleaseVersion
from amparo.release.noise import saying as of_noise
from amparo.release.refused import ReleaseError
from amparo.release.site import saying as of_site
from amparo.release.spec import parse
from amparo.release.states import State
from amparo.statistics import laid_out
from amparo.statistics.figures import sentences


@login_required
@require_GET
def releases(request: HttpRequest) -> HttpResponse:
    """Every release with its versions, the latest first."""
    found: dict[str, list[tuple[ReleaseVersion, State]]] = {}
    rows = queries.versions(maker(request))
    for row in rows:
        found.setdefault(row.name, []).append((row, states.state(row, rows)))
    named = [(name, _titled(every[0][0]), every) for name, every in found.items()]
    return render(request, "release/releases.html", {"releases": named})


@login_required
@require_GET
def version(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """One version as everybody will read it, and who signed it."""
    user = maker(request)
    return _shown(request, user, queries.version(user, release_id), WithdrawForm())


@login_required
@require_GET
def as_json(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """The version as it is signed, to the last byte."""
    row = queries.version(maker(request), release_id)
    answer = HttpResponse(row.content, content_type="application/json")
    name = f"{row.name}-{row.version}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_POST
def sign(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Stand for it."""
    return _done(request, release_id, actions.sign, _("Signed."))


@login_required
@require_POST
def publish(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Make it public."""
    return _done(request, release_id, actions.publish, _("Public from now on."))


@login_required
@require_POST
def discard(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Keep a draft no longer; nothing of it was public."""
    said = _("Discarded. Nothing of it was published.")
    return _done(request, release_id, actions.discard, said, "release:releases")


@login_required
@require_POST
def withdraw(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Say that it holds no longer, and why."""
    user = maker(request)
    row = queries.version(user, release_id)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.withdraw(
                by=user, id=release_id, because=said["because"],
                remove_numbers=said["remove_numbers"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Withdrawn, with the reason."), "good")
            return redirect("release:version", release_id)
    return _shown(request, user, row, form)


def maker(request: HttpRequest) -> User:
    """Who is signed in; to those who make no releases these pages do not exist."""
    user = acting(request)
    if not can_act(person_for(user), "make_release"):
        raise NotFound
    return user


def _done(
    request: HttpRequest, release_id: UUID, act: Any, said: str, then: str = ""
) -> HttpResponse:
    user = maker(request)
    try:
        act(by=user, id=release_id)
    except Refused as refusal:
        messages.error(request, _(refusal.reason) + " " + _(refusal.what_to_do), "danger")
    except ReleaseError as error:
        messages.error(request, _("Stopped: %(why)s") % {"why": error}, "danger")
    else:
        messages.success(request, said, "good")
        if then:
            return redirect(then)
    return redirect("release:version", release_id)


def _shown(
    request: HttpRequest, user: User, row: ReleaseVersion, leaving: WithdrawForm
) -> HttpResponse:
    release = from_json(row.content)
    tables = [(one.name, as_table(release, one)) for one in release.tables]
    signed = list(row.signatures.select_related("by"))
    sentence = laid_out.sentence(tables[0][1])
    grids = [
        (name, laid_out.heading(one), laid_out.grid(one), list(of_site.not_added(released)))
        for (name, one), released in zip(tables, release.tables, strict=True)
    ]
    context = {
        "row": row,
        "state": states.state(row, queries.versions(user)),
        "release": release,
        "title": _title(release.title),
        "sentence": of_noise.noisy(sentence) if release.noise else sentence,
        "tables": pages_noise.tables(release, grids),
        "noise": pages_noise.about(release),
        "meaning": sentences.full_of(release.meaning),
        "signed": [(one.by.display_name, states.day(one.at)) for one in signed],
        "missing": max(0, queries.NEEDED - len(signed)),
        "mine": any(one.by_id == request.user.pk for one in signed),
        "leaving": leaving,
    }  # fmt: skip
    return render(request, "release/version.html", context)


def _titled(row: ReleaseVersion) -> str:
    """As it was asked for; one that was asked for by other rules is called by its name."""
    try:
        return _title(parse(row.spec).title)
    except ReleaseError:
        return row.name


def _title(titles: Mapping[str, str]) -> str:
    """In the language of the page, or the first that there is."""
    return titles.get((get_language() or "en").split("-")[0]) or next(iter(titles.values()))
