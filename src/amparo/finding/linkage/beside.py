"""One new record against a list held in memory: those that share a key are looked up, and scored
as a few are. Nothing is on disk; any number of threads may ask."""

from collections.abc import Iterable

from amparo.finding.linkage import engine, table
from amparo.finding.linkage.adapting import adapted
from amparo.finding.linkage.model import Model, Rarity, shipped
from amparo.finding.linkage.prepared import Prepared, prepare
from amparo.finding.linkage.records import COLUMNS, Pair, Record
from amparo.finding.linkage.scoring import score_prepared
from amparo.finding.linkage.table import FOLDED

MOST = 2000
_FIELDS = ", ".join(Prepared._fields)


class Register:
    """A list that is asked again and again."""

    def __init__(self, records: Iterable[Record], model: Model | None = None) -> None:
        self._con = table.connect()
        rows = (("", *(getattr(record, name) for name in COLUMNS)) for record in records)
        count = table.load(self._con, rows)
        table.fold(self._con)
        engine.add_keys(self._con, FOLDED)
        self._model = adapted(self._con, model or shipped()).for_register(count)
        self._totals = {
            column: int(self._con.execute(f"select count({column}) from {FOLDED}").fetchall()[0][0])
            for column in engine.RARE
        }

    def same_as(self, record: Record, least: float = 0.01) -> list[Pair]:
        """Those that may be the same, the likeliest first. `least`: the probability from which."""
        new = prepare(record)
        cursor = self._con.cursor()
        keys = self._keys(cursor, new)
        if not keys:
            return []
        wanted = " or ".join(f"{name} = {value}" for name, value in keys.items())
        rows = cursor.execute(
            f"select record_id, {_FIELDS} from {FOLDED} where {wanted} order by number limit {MOST}"
        ).fetchall()
        model = self._model.knowing(self._rarity(cursor, new))
        pairs = (
            score_prepared(record.record_id, row[0], new, Prepared(*row[1:]), model)
            for row in rows if row[0] != record.record_id
        )  # fmt: skip
        found = [pair for pair in pairs if pair.probability >= least]
        return sorted(found, key=lambda pair: (-pair.probability, pair.other))

    def _keys(self, cursor: table.Connection, new: Prepared) -> dict[str, int]:
        given = ", ".join(
            f"cast(? as {'integer' if name in ('birth_year', 'birth_month') else 'varchar'})"
            f" as {name}" for name in Prepared._fields
        )  # fmt: skip
        made = ", ".join(engine.key_sql(name) for name in engine.KEYS)
        row = cursor.execute(f"select {made} from (select {given})", list(new)).fetchall()[0]
        return {name: value for name, value in zip(engine.KEYS, row, strict=True)
                if value is not None}  # fmt: skip

    def _rarity(self, cursor: table.Connection, new: Prepared) -> dict[str, Rarity]:
        """How common the values of the new record are: with others it does not agree."""
        known = [column for column in engine.RARE if getattr(new, column) is not None]
        if not known:
            return {}
        counted = ", ".join(f"count(*) filter ({column} = ?)" for column in known)
        values = [getattr(new, column) for column in known]
        counts = cursor.execute(f"select {counted} from {FOLDED}", values).fetchall()[0]
        return {
            column: Rarity({value: int(count)}, self._totals[column])
            for column, value, count in zip(known, values, counts, strict=True)
        }
