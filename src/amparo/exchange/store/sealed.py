"""Lists kept by the deployment: sealed beside the register's facts, written into the audit log, and
linked with the register's own cases."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from django.utils import timezone

from amparo.audit import actions as audit
from amparo.audit.actions import Actor
from amparo.casefile import protocols
from amparo.casefile.models import Case
from amparo.casefile.queueing import write_transaction
from amparo.exchange.keys import Keys
from amparo.exchange.linking import IDENTITY, Someone
from amparo.exchange.refused import ExchangeError
from amparo.exchange.store.folder import Tables
from amparo.exchange.store.kept import check_free
from amparo.exchange.store.parquet import packed
from amparo.finding.linkage import Record
from amparo.finding.same.known import known
from amparo.statistics.facts import children, lists, sealed
from amparo.statistics.facts.columns import TABLES

AT_ONCE = 500
REGISTER = "register"
_FORM = str.maketrans({"-": "_", ".": "_"})


class InDeployment:
    """The deployment's own lists. `by`: who does it, None for whoever has the machine."""

    def __init__(self, by: Actor | None = None) -> None:
        self._by = by

    def keys(self) -> Keys:
        return Keys(sealed.Keys.of_deployment().for_use("lists"))

    def today(self) -> date:
        return timezone.now().astimezone(protocols.zone()).date()

    def register(self) -> Sequence[Someone]:
        return list(_register())

    def sources(self) -> tuple[str, ...]:
        return lists.sources()

    def report(self, source: str) -> dict[str, Any]:
        self._known(source)
        return lists.report(source)

    def check_free(self, sources: Sequence[str], again: bool) -> None:
        check_free(self.sources(), sources, again)

    def add(self, brought: Mapping[str, tuple[Tables, dict[str, Any]]], again: bool) -> None:
        """Seals every list, then writes one line each into the log."""
        self.check_free(list(brought), again)
        for source, (tables, report) in brought.items():
            rows = {table: len(tables[table]) for table in TABLES}
            with ExitStack() as files:
                sealing = {name: files.enter_context(packed(name, tables[name])) for name in TABLES}
                lists.keep(source, sealing, self.today().isoformat(), rows, report)
            with write_transaction():
                audit.write("list_taken_in", by=self._by,
                            detail={"source": source, "rows": rows["victims"]})  # fmt: skip

    def withdraw(self, source: str) -> None:
        self._known(source)
        lists.withdraw(source)
        with write_transaction():
            audit.write("list_withdrawn", by=self._by, detail={"source": source})

    def _known(self, source: str) -> None:
        if source not in self.sources():
            there = ", ".join(self.sources()) or "none"
            raise ExchangeError(f"there is no list {source[:40]!r}; lists that came in: {there}")


def told_export(form: str, rows: int, by: Actor | None = None) -> None:
    """One line in the log for facts that left."""
    with write_transaction():
        audit.write("facts_given_out", by=by, detail={"form": form.translate(_FORM), "rows": rows})


def _register() -> Iterator[Someone]:
    """Every case with what identifies the child, one for each name; unsealed in memory. Where the
    child is, and what happened, is not looked at."""
    namer, stands_for = sealed.Keys.of_deployment().namer(), children.stands_for()
    ids = children.counted()
    for some in (ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE)):
        for case_id, found in known(Case.objects.filter(id__in=some)).items():
            child = namer("child", str(stands_for.get(case_id, case_id)))
            for record in found.records():
                yield Someone(REGISTER, record.record_id, _identity(record), child)


def _identity(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name in IDENTITY}
