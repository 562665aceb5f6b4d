"""What the page of a version says of its noise, and the files that go with it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amparo.access import NotFound, can_act
from amparo.people.pages import acting
from amparo.people.queries import person_for
from amparo.release import queries
from amparo.release.made import Release, from_json
from amparo.release.noise import files, ledger, saying
from amparo.statistics.laid_out import Grid


@login_required
@require_GET
def file(request: HttpRequest, release_id: UUID, name: str) -> HttpResponse:
    """One of the files; not there for a version without noise."""
    user = acting(request)
    if not can_act(person_for(user), "make_release"):
        raise NotFound
    row = queries.version(user, release_id)
    text = files.written(from_json(row.content)).get(name)
    if text is None:
        raise NotFound
    answer = HttpResponse(text, content_type=f"{files.TYPES[name]}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.name}-{row.version}-{name}"'
    return answer


def about(release: Release) -> dict[str, Any] | None:
    """What the page says; None for a version without noise."""
    if release.noise is None:
        return None
    first, last = release.meaning.start.year, release.meaning.end.year
    return {
        "width": saying.width(release.noise),
        "promise": saying.promise(release.noise),
        "weak": release.noise.strength == "weak",
        "few": saying.few_explained(),
        "quoting": list(saying.quoting(release)),
        "years": ledger.spans(first, last),
        "limit": ledger.limit(),
        "files": sorted(files.written(release)),
    }


def tables(
    release: Release, shown: Iterable[tuple[str, str, Grid, list[str]]]
) -> list[tuple[str, str, Grid, list[str]]]:
    """Name, heading, grid and what is said under it; with noise each says so."""
    noisy, found = release.noise, []
    for name, heading, grid, under in shown:
        if noisy is None:
            found.append((name, heading, grid, under))
            continue
        if len(grid.columns) == 1:
            grid = replace(grid, columns=(saying.how_many(),))
        said = [saying.of_table(noisy), *under]
        found.append((name, saying.titled(heading or name), grid, said))
    return found
