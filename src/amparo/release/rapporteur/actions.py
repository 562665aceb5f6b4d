"""Write texts of the annual report, recommend, and note what became of it; for the rapporteur.

Every function raises Refused, keeps nothing then, and writes one line in the log. `before` is the
row that was read when writing began: where another came in between, it is refused, so that nobody
writes over what they have not read. `id` is made by the form: what is sent twice is kept once.
"""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from amparo.access import NotFound, Refused, check_can_act
from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.release.rapporteur import filling, rules
from amparo.release.rapporteur.duties import duty_codes
from amparo.release.rapporteur.models import FollowUp, Recommendation, TextBlock
from amparo.statistics.models import Written
from amparo.statistics.rules import LONGEST, LONGEST_LINE, public_text
from amparo.terms.messages import N_

WRITE = "write_report"
WRITTEN_IN_BETWEEN = "written_in_between"
Row = TypeVar("Row", bound=Written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """What is recommended to whom: see `models.Recommendation`. All of it is public."""

    language: str
    text: str
    addressed: str
    to_agency: UUID | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of a recommendation: see `models.FollowUp`. All of it is public."""

    state: str
    text: str = ""
    evidence: str = ""


def check_can_write(by: User) -> None:
    """Raises Refused."""
    check_can_act(person_for(by), WRITE)


def write_text(
    *, by: User, year: int, language: str, place: str, text: str, before: UUID | None
) -> TextBlock:
    """Put a text into its place of a report; an empty one takes it out."""
    check_can_write(by)
    where = {
        "year": rules.year(year),
        "language": rules.language(language),
        "place": rules.place(place),
    }
    kept = rules.paragraphs(text, duty_codes())
    if rules.figures_in(kept) and (found := filling.now(by, year)) is not None:
        filling.check_have_numbers(kept, found)
    with write_transaction():
        old = _last(TextBlock.objects.filter(**where), before)
        if old is not None and old.text == kept:
            return old
        return _keep(TextBlock(**where, text=kept, supersedes=old), by, "report_text_written")


def recommend(*, by: User, year: int, said: Recommended, id: UUID | None = None) -> Recommendation:
    """Add a recommendation to the report of a year, under its next number."""
    check_can_write(by)
    checked, of_year = _recommended(said), Recommendation.objects.filter(year=rules.year(year))
    with write_transaction():
        sent = Recommendation.objects.filter(id=id).first() if id else None
        if sent is not None:
            return _own(sent, by)
        last = of_year.aggregate(last=Max("number"))["last"] or 0
        row = Recommendation(id=id or uuid4(), year=year, number=last + 1, **checked)
        return _keep(row, by, "recommendation_made")


def correct(*, by: User, of: UUID, said: Recommended) -> Recommendation:
    """Put another wording in the place of one that holds; year and number stay."""
    check_can_write(by)
    checked = _recommended(said)
    with write_transaction():
        old = _holding(of)
        row = Recommendation(
            first=old.first or old, year=old.year, number=old.number, supersedes=old, **checked
        )
        return _keep(row, by, "recommendation_corrected")


def withdraw(*, by: User, of: UUID, because: str) -> Recommendation:
    """Take a recommendation out, saying why; its number is not given again."""
    check_can_write(by)
    reason = public_text(because)
    with write_transaction():
        row = _holding(of)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = timezone.now(), by, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        audit.write("recommendation_withdrawn", by=by, detail={"row": row.id})
        return row


def follow_up(*, by: User, of: UUID, year: int, said: Became, before: UUID | None) -> FollowUp:
    """Say in the report of a year what became of a recommendation that holds."""
    check_can_write(by)
    checked = {
        "state": rules.state(said.state),
        "text": public_text(said.text, longest=LONGEST, needed=False),
        "evidence": public_text(said.evidence, longest=LONGEST_LINE, needed=False),
    }
    with write_transaction():
        row = _holding(of)
        rules.year_after(year, row.year)
        where = {"recommendation": row.first or row, "year": year}
        old = _last(FollowUp.objects.filter(**where), before)
        fresh = FollowUp(**where, **checked, supersedes=old)
        return _keep(fresh, by, "recommendation_followed")


def _recommended(said: Recommended) -> dict[str, Any]:
    if said.to_agency and not Agency.objects.filter(id=said.to_agency).exists():
        raise Refused(
            N_("This is not one of the choices."),
            N_("Choose one of the list."),
            code="no_such_choice",
        )
    return {
        "language": rules.language(said.language),
        "text": public_text(said.text, longest=rules.LONGEST_RECOMMENDATION),
        "addressed": rules.authority(said.addressed),
        "to_agency_id": said.to_agency,
        "source": public_text(said.source, longest=LONGEST_LINE, needed=False),
    }


def _keep(row: Row, by: User, verb: str) -> Row:
    row.by, row.agency_id, row.at = by, by.agency_id, timezone.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Two wrote the first one at once: no row was there that could have been locked.
        raise _written_in_between() from None
    audit.write(verb, by=by, detail={"row": row.id, "year": row.year})  # type: ignore[attr-defined]
    return row


def _last(rows: QuerySet[Row], before: UUID | None) -> Row | None:
    """The row that holds, locked. Raises Refused where it is not the one that was read."""
    found = rows.select_for_update(of=("self",)).filter(superseded_by=None).first()
    if (found.id if found else None) != before:
        raise _written_in_between()
    return found


def _written_in_between() -> Refused:
    return Refused(
        N_("Somebody else has written here in the meantime."),
        N_("What you typed is still here. Read what stands there now, then keep yours or not."),
        code=WRITTEN_IN_BETWEEN,
    )


def _holding(of: UUID) -> Recommendation:
    """A recommendation that holds, locked. Raises NotFound, Refused."""
    row = Recommendation.objects.select_for_update().filter(id=of).first()
    if row is None:
        raise NotFound()
    if row.withdrawn_at or Recommendation.objects.filter(supersedes=row).exists():
        raise Refused(
            N_("Somebody has corrected or withdrawn this in the meantime."),
            N_("Open it again to see what holds now; nothing was changed."),
            code="no_longer_holds",
        )
    return row


def _own(sent: Recommendation, by: User) -> Recommendation:
    if sent.by_id != by.id:
        raise NotFound()
    return sent
