"""Plan and draw a release with noise. `release.actions` keeps what comes of it.

What was drawn is given back, not drawn anew: the same asked twice would cost twice and average the
noise out.
"""

from dataclasses import replace

from amparo.people.models import User
from amparo.release import queries
from amparo.release.made import Release, from_json
from amparo.release.models import ReleaseVersion
from amparo.release.noise import checking, drawing, ledger, planning
from amparo.release.noise.apart import check_apart
from amparo.release.noise.planning import NoisyPlan
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec, parse
from amparo.statistics.synthesis.asking import Say


def plan(spec: Spec) -> NoisyPlan:
    """What would be drawn and spent. Raises ReleaseError, also where it would be too much."""
    _check_apart(spec)
    of = drawing.ready(spec)
    there, draft = drawn(spec) is not None, queries.draft(spec.name)
    if not there:
        ledger.check_left(spec)
    lost = not there and draft is not None and from_json(draft.content).noise is not None
    return planning.planned(of, there=there, lost=lost)


def make(*, by: User, spec: Spec, say: Say | None = None) -> Release:
    """What was drawn for this before and waits to be published, or a new draw, which is spent
    whatever comes of it. Raises ReleaseError, NoFacts."""
    _check_apart(spec)
    if (there := drawn(spec)) is not None:
        release = from_json(there.content)
        return replace(release, title=spec.title, licence=spec.licence)
    of = drawing.ready(spec)
    _check_changed(of)
    row = ledger.spend(by=by, spec=spec)
    try:
        return drawing.draw(of, say)
    finally:
        ledger.ended(row)


def drawn(spec: Spec) -> ReleaseVersion | None:
    """The draft whose numbers are those that are asked for."""
    row = queries.draft(spec.name)
    return row if row is not None and alike(row.spec, spec) else None


def alike(text: str, spec: Spec) -> bool:
    """Whether a file asks for the same draw: its title and licence may be others."""
    try:
        return ledger.asked(parse(text)) == ledger.asked(spec)
    except ReleaseError:
        return False


def faults(release: Release) -> list[str]:
    """What is wrong with it beside the ledger and all that is public; none without noise."""
    first, last = release.meaning.start.year, release.meaning.end.year
    noisy = release.noise
    if noisy is None:
        return []
    known = ledger.faults(first, last, release.name, noisy.epsilon, noisy.delta)
    return [*checking.faults(release), *known]


def _check_apart(spec: Spec) -> None:
    check_apart(spec.first, spec.last, spec.noise is not None, queries.published())


def _check_changed(of: drawing.Ready) -> None:
    """The same of the same facts is public already: drawn again it would cost and say nothing."""
    row = queries.latest(of.spec.name)
    if row is None or not alike(row.spec, of.spec):
        return
    if from_json(row.content).meaning == of.meaning:
        raise ReleaseError(
            f"{row.name}: nothing has changed since version {row.version}, which is public; "
            "drawing again would only spend"
        )
