"""Make a release, discard its draft, sign, publish, withdraw it. Each keyword-only, with `by=`, and
one line in the log.

What is attacked is what is published: the check runs again when somebody signs and when it is
published, as another release may have come in between.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from amparo.access import Refused, check_can_act
from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.release import making, protecting, queries, stopping
from amparo.release.made import Release, from_json, to_json
from amparo.release.making import Plan, Say
from amparo.release.models import ReleaseVersion, Signature
from amparo.release.noise import actions as noise
from amparo.release.noise.apart import check_apart
from amparo.release.noise.ledger import hold
from amparo.release.noise.planning import NoisyPlan
from amparo.release.queries import NEEDED
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec, parse
from amparo.release.stopping import Place
from amparo.statistics import rules
from amparo.statistics.disclosure.attack import Finding
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.terms.messages import N_


class Stopped(ReleaseError):
    """The check stops a release: numbers that are hidden follow from those that are shown.

    `places`: where, without the numbers, which are nobody's business here either. `remove`: which
    numbers that are kept on show make it so, where that is known.
    """

    def __init__(
        self, found: Sequence[Finding], release: Release, spec: Spec | None = None
    ) -> None:
        self.places = stopping.places(found, release)
        self.remove = stopping.to_remove(self.places, spec) if spec else []
        by_table: dict[str, list[Place]] = {}
        for one in self.places:
            by_table.setdefault(one.table, []).append(one)
        said = "; ".join(
            f"{table}: {some[0].raw} ({some[0].words})"
            + (f" and {len(some) - 1} more" if len(some) > 1 else "")
            for table, some in by_table.items()
        )
        super().__init__(f"the check stops it, since these can be worked out: {said}")


def plan(*, by: User, spec: str, say: Say | None = None) -> Plan | NoisyPlan:
    """What a release would be; nothing is kept and no noise is drawn. Raises Refused, ReleaseError,
    NoFacts."""
    check_can_act(person_for(by), "make_release")
    asked = parse(spec)
    return noise.plan(asked) if asked.noise else _planned(asked, say)


def _planned(asked: Spec, say: Say | None) -> Plan:
    published = queries.published()
    check_apart(asked.first, asked.last, False, published)
    return making.plan(asked, published, say)


def make(*, by: User, spec: str, because: str = "", say: Say | None = None) -> ReleaseVersion:
    """Keep a release as a draft, to be signed. The same made again is the one that is there: with
    noise too, which is not drawn twice.

    because: why a further version takes the place of the one that is published. Raises Refused,
    ReleaseError (Stopped, where the check fails), NoFacts.
    """
    check_can_act(person_for(by), "make_release")
    asked = parse(spec)
    before = queries.latest(asked.name)
    if asked.noise:
        _check_reason(asked.name, before, because)
        release = _numbered(noise.make(by=by, spec=asked, say=say), before, because)
    else:
        planned = _planned(asked, say)
        if planned.found:
            raise Stopped(planned.found, planned.release, asked)
        release = _numbered(planned.release, before, because)
    _check_holds(release)
    return _keep(release, by=by, spec=spec)


def _keep(release: Release, *, by: User, spec: str) -> ReleaseVersion:
    """As a draft, in the place of the one that is there, unless it is the same."""
    with write_transaction():
        there = queries.draft(release.name)
        if there is not None and there.digest == release.digest:
            return there
        now = timezone.now()
        if there is not None:
            ReleaseVersion.objects.filter(id=there.id).update(replaced_at=now)
        row = ReleaseVersion.objects.create(
            name=release.name, version=release.version, spec=spec, content=to_json(release),
            digest=release.digest, by=by, agency=by.agency, at=now,
        )  # fmt: skip
        audit.write("release_made", by=by, detail={"row": row.id})
    return row


def _numbered(release: Release, before: ReleaseVersion | None, because: str) -> Release:
    if before is None:
        return replace(release, version=1)
    earlier = from_json(before.content)
    if (earlier.tables, earlier.meaning) == (release.tables, release.meaning):
        raise ReleaseError(
            f"{release.name}: nothing has changed since version {earlier.version}, which is public"
        )
    said = _check_reason(release.name, before, because)
    return replace(release, version=earlier.version + 1, because=said)


def _check_reason(name: str, before: ReleaseVersion | None, because: str) -> str:
    """Before noise is drawn in vain: why another version takes the place of what is public."""
    said = rules.public_text(because, needed=False)
    if before is not None and not said:
        raise ReleaseError(
            f"{name}: version {before.version} is public; say why another takes its place"
        )
    return said


def faults(row: ReleaseVersion) -> list[str]:
    """What is wrong with the noise of a version, a line each; none where it has none."""
    return noise.faults(from_json(row.content))


def checked(row: ReleaseVersion) -> protecting.Checked:
    """What a version gives away beside all that is public now, and since which versions children
    were taken out of the facts. Raises ReleaseError.
    """
    return _checked(from_json(row.content))


def _check_holds(release: Release) -> None:
    """Raises ReleaseError (Stopped, where something follows)."""
    if found := list(_checked(release).found):
        raise Stopped(found, release)
    if wrong := noise.faults(release):
        raise ReleaseError(f"the check stops it: {wrong[0]}")


def _checked(release: Release) -> protecting.Checked:
    published = queries.published()
    first, last = release.meaning.start.year, release.meaning.end.year
    check_apart(first, last, release.noise is not None, published)
    if release.noise is not None:
        return protecting.Checked()
    others = [
        one for one in published
        if one.meaning.end >= release.meaning.start and one.meaning.start <= release.meaning.end
        and (one.name, one.version) != (release.name, release.version)
    ]  # fmt: skip
    try:
        return protecting.checked(release, others)
    except NotProtectable as error:
        raise ReleaseError(str(error)) from error


def sign(*, by: User, id: UUID) -> Signature:
    """Stand for a draft. Raises Refused, NotFound, ReleaseError."""
    row = queries.version(by, id)
    _check_draft(row)
    _check_holds(from_json(row.content))
    with write_transaction():
        there = Signature.objects.filter(release=row, by=by).first()
        if there is not None:
            return there
        signed = Signature.objects.create(release=row, by=by, at=timezone.now(), digest=row.digest)
        audit.write("release_signed", by=by, detail={"row": row.id})
    return signed


def discard(*, by: User, id: UUID) -> ReleaseVersion:
    """A draft is kept no longer; what noise it spent stays spent. Raises Refused, NotFound."""
    row = queries.version(by, id)
    _check_draft(row)
    with write_transaction():
        row = ReleaseVersion.objects.select_for_update().get(id=id)
        _check_draft(row)
        row.replaced_at = timezone.now()
        row.save(update_fields=["replaced_at"])
        audit.write("release_discarded", by=by, detail={"row": row.id})
    return row


def check_can_publish(*, by: User, id: UUID) -> ReleaseVersion:
    """What waits, signed by two, or is public already; whether it holds is looked at when it is
    published. Raises Refused, NotFound."""
    row = queries.version(by, id)
    if row.published_at is not None:
        return row
    _check_draft(row)
    if row.signatures.filter(digest=row.digest).count() < NEEDED:
        raise Refused(
            N_("Two people sign a release before it is published."),
            N_("Ask somebody else who makes releases to read and sign it."),
            code="not_signed",
        )
    return row


def publish(*, by: User, id: UUID) -> ReleaseVersion:
    """Make a draft public that two people signed. Raises Refused, NotFound, ReleaseError."""
    row = check_can_publish(by=by, id=id)
    if row.published_at is not None:
        return row
    held_against = queries.how_many_published()
    _check_holds(from_json(row.content))
    with write_transaction():
        hold()
        row = ReleaseVersion.objects.select_for_update().get(id=id)
        _check_draft(row)
        if queries.how_many_published() != held_against:
            raise ReleaseError("another release was published in the meantime: publish it again")
        row.published_at, row.published_by = timezone.now(), by
        row.save(update_fields=["published_at", "published_by"])
        audit.write("release_published", by=by, detail={"row": row.id})
    return row


def withdraw(*, by: User, id: UUID, because: str, remove_numbers: bool = False) -> ReleaseVersion:
    """Say of a public version that it holds no longer. It stays on the site, with the reason."""
    row = queries.version(by, id)
    said = rules.public_text(because)
    if row.published_at is None or row.withdrawn_at is not None:
        raise Refused(
            N_("This version is not public."),
            N_("Only what is public can be withdrawn."),
            code="not_public",
        )
    with write_transaction():
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.withdrawn_because, row.numbers_removed = said, remove_numbers
        row.save(
            update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because", "numbers_removed"]
        )
        audit.write("release_withdrawn", by=by, detail={"row": row.id})
    return row


def _check_draft(row: ReleaseVersion) -> None:
    if not row.is_draft:
        raise Refused(
            N_("This version waits for nobody any more: it was published, or made anew."),
            N_("Look at the list of releases."),
            code="no_draft",
        )
