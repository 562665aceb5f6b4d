"""How duties ended in the register: folded once for each making of the facts."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import protocols, timelines
from amparo.protocol import duties
from amparo.release.rapporteur import folding
from amparo.release.rapporteur.tally import ALL
from amparo.statistics.facts.sealed import Making
from tests.casefile.making import a_case, a_concern
from tests.cast import Cast

pytestmark = pytest.mark.slow


@pytest.fixture
def making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Making:
    monkeypatch.setattr(folding, "folder", lambda: tmp_path)
    found = Making("one", timezone.localdate().isoformat(), {})
    (tmp_path / found.id).mkdir()
    return found


def test_the_duties_of_every_case_and_concern_are_counted(cast: Cast, making: Making):
    case, concern = a_case(cast), a_concern(cast)
    found = folding.counted(by=cast.rapporteur, making=making)
    at = timezone.now()
    expected = sum(
        len(duties(timelines.open_case(one.id).timeline(), protocols.in_force(), at))
        for one in (case, concern)
    )
    assert expected > 0
    every = [n for (_y, duty, who, end), n in found.times.items() if (who, end) == (ALL, ALL)]
    assert sum(every) == expected
    assert max(found.children.values()) <= 2


def test_they_are_counted_once_for_a_making(
    cast: Cast, making: Making, monkeypatch: pytest.MonkeyPatch
):
    a_case(cast)
    first = folding.counted(by=cast.rapporteur, making=making)
    monkeypatch.setattr(folding, "_count", lambda *_: pytest.fail("folded again"))
    assert folding.counted(by=cast.rapporteur, making=making) == first
    assert Line.objects.filter(verb="duties_counted").count() == 1


def test_what_is_kept_is_sealed(cast: Cast, making: Making, tmp_path: Path):
    a_case(cast)
    folding.counted(by=cast.rapporteur, making=making)
    kept = (tmp_path / making.id / folding.FILE).read_bytes()
    assert b"guardian" not in kept
    assert b"triage" not in kept


def test_what_was_written_down_later_is_not_known_yet(cast: Cast, making: Making):
    case = a_case(cast)
    before = case.created_at - timedelta(days=1)
    assert not folding.of_some([(case.id,)], before).times


def test_other_processes_count_the_same(cast: Cast, making: Making, monkeypatch):
    case = a_case(cast)
    at = timezone.now()
    shared: list[int] = []

    def here(batches, at, processes):
        shared.append(processes)
        return iter([folding.of_some(batch, at) for batch in batches])

    alone = folding._count(at, 1, folding.nobody_watches)
    monkeypatch.setattr(folding.sharing, "shared", here)
    monkeypatch.setattr(folding.connections, "close_all", lambda: None)
    assert folding._count(at, 2, folding.nobody_watches) == alone
    assert shared == [2]
    assert case.id


def test_what_was_counted_for_another_making_does_not_open(
    cast: Cast, making: Making, tmp_path: Path
):
    a_case(cast)
    folding.counted(by=cast.rapporteur, making=making)
    (tmp_path / making.id).rename(tmp_path / "other")
    assert folding.kept(Making("other", making.known_on, {})) is None
