"""Checks the log against itself, against its anchors, and every registered chain against the log.

Names the first broken link and the missing tail of each. Nothing is repaired: what was found is
what somebody has to explain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from amparo.audit import anchors, chains
from amparo.audit.actions import digest_of
from amparo.audit.models import Line
from amparo.audit.rules import BEGINNING
from amparo.audit.shapes import as_written

LOG = "audit log"
CHUNK = 2_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which chain (`audit log` or a reference), where, and what."""

    chain: str
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}, line {self.sequence}: {self.what}"


@dataclass(slots=True)
class Vouched:
    """What the log says about one case: the longest chain it has seen, and the end it had then."""

    reference: str
    sequence: int
    digest: str


@dataclass(slots=True)
class Report:
    """What `verify` looked at and found."""

    lines: int = 0
    cases: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.problems


def verify(progress: Progress | None = None) -> Report:
    """Walk everything. `progress` is told how many lines and cases have been looked at so far."""
    report = Report()
    said = progress or (lambda _count: None)
    vouched = _walk_log(report, said)
    seen: set[UUID] = set()
    for walk in chains.registered().values():
        for chain in walk():
            seen.add(chain.case_id)
            report.cases += 1
            problem = _against_log(chain, vouched.get(chain.case_id))
            if problem:
                report.problems.append(problem)
            said(report.lines + report.cases)
    if chains.registered():
        report.problems.extend(_gone(vouched, seen))
    return report


# The log itself


def _walk_log(report: Report, said: Progress) -> dict[UUID, Vouched]:
    vouched: dict[UUID, Vouched] = {}
    expected, previous, whole = 1, BEGINNING, True
    anchored = anchors.read()
    readable = Line.objects.filter(as_written(Line)).order_by("sequence")
    for line in readable.iterator(chunk_size=CHUNK):
        if whole:
            problem = _broken(line, expected, previous) or _off_anchor(line, anchored)
            if problem:
                report.problems.append(problem)
                whole = False  # everything after the first broken link is unproven
        expected, previous = line.sequence + 1, line.digest
        report.lines += 1
        _vouch(vouched, line)
        if report.lines % CHUNK == 0:
            said(report.lines)
    if whole:
        report.problems.extend(_unreadable_end(expected) or _cut(expected - 1, anchored))
    return vouched


def _broken(line: Line, expected: int, previous: str) -> Problem | None:
    if line.sequence != expected:
        return Problem(LOG, expected, _why_missing(expected))
    if line.previous != previous:
        return Problem(LOG, line.sequence, "it does not follow from the line before it")
    if line.digest != digest_of(line):
        return Problem(LOG, line.sequence, "it was changed after it was written")
    return None


def _why_missing(sequence: int) -> str:
    there = Line.objects.filter(sequence=sequence).exists()
    return "this line cannot be read any more" if there else "this line is missing"


def _off_anchor(line: Line, anchored: dict[int, str]) -> Problem | None:
    if anchored.get(line.sequence, line.digest) != line.digest:
        return Problem(LOG, line.sequence, "the log was written anew since it was last anchored")
    return None


def _unreadable_end(expected: int) -> list[Problem]:
    """Lines that are there, after the last one that could be read."""
    there = Line.objects.filter(sequence__gte=expected).exists()
    return [Problem(LOG, expected, "this line cannot be read any more")] if there else []


def _cut(last: int, anchored: dict[int, str]) -> Iterator[Problem]:
    if anchored and max(anchored) > last:
        what = f"the log ends here, but it had {max(anchored)} lines when it was last anchored"
        yield Problem(LOG, last, what)


def _vouch(vouched: dict[UUID, Vouched], line: Line) -> None:
    if line.case_id is None or line.entry_sequence is None:
        return
    before = vouched.get(line.case_id)
    if before is None or before.sequence < line.entry_sequence:
        vouched[line.case_id] = Vouched(line.case_reference, line.entry_sequence, line.entry_digest)


# The chains of cases


def _against_log(chain: chains.Chain, log: Vouched | None) -> Problem | None:
    if chain.first_break is not None:
        return Problem(chain.reference, chain.first_break.sequence, chain.first_break.what)
    known = 0 if log is None else log.sequence
    if chain.length < known:
        what = f"the timeline ends here, but the log knows {known} entries"
        return Problem(chain.reference, chain.length, what)
    if log is not None and chain.digest_at(log.sequence) != log.digest:
        return Problem(
            chain.reference, _first_other(chain), "it is not the entry that was appended"
        )
    if chain.length > known:
        return Problem(chain.reference, known + 1, "the log does not know this entry")
    return None


def _first_other(chain: chains.Chain) -> int:
    """Where the chain first differs from what the log saw appended."""
    lines = Line.objects.filter(case_id=chain.case_id, entry_sequence__isnull=False)
    pairs = lines.order_by("entry_sequence").values_list("entry_sequence", "entry_digest")
    for sequence, digest in pairs.iterator(chunk_size=CHUNK):
        if sequence is not None and chain.digest_at(sequence) != digest:
            return sequence
    return chain.length


def _gone(vouched: dict[UUID, Vouched], seen: set[UUID]) -> Iterator[Problem]:
    for case_id, log in vouched.items():
        if case_id not in seen:
            what = f"the whole timeline is missing; the log knows {log.sequence} entries"
            yield Problem(log.reference, 0, what)
