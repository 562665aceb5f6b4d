"""Lists in a deployment: sealed beside the register's facts, linked with its cases, logged, gone
when withdrawn."""

from dataclasses import replace
from datetime import date

import pytest

from amparo.audit.models import Line
from amparo.exchange import ExchangeError, facts_of
from amparo.exchange.importing import Asked, bring
from amparo.exchange.report.lines import to_json
from amparo.exchange.store.sealed import InDeployment, told_export
from amparo.statistics import showing
from amparo.statistics.facts import lists, making, reading
from amparo.statistics.facts.sealed import NoFacts
from amparo.statistics.figures.comparing import Act, compare
from amparo.statistics.tables.asked import Asked as AskedOf
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case
from tests.exchange.test_importing import MAPPING

# Linking starts a machinery of its own: a second or more each.
pytestmark = pytest.mark.slow

IDENTITY = {
    "names": [{"name": "Awa Diallo"}], "sex": "female",
    "birth": {"year": 2012, "month": 5, "day": 3},
}  # fmt: skip
LIST = "id,given,family,born,sex\n1,Awa,Dialo,2012-05-03,f\n2,Moussa,Keita,2010-01-09,m\n"


@pytest.fixture
def home(db, tmp_path, settings):
    settings.AMPARO_HOME = tmp_path
    return tmp_path


@pytest.fixture
def asked(home, a_file):
    mapping = a_file("m.toml", MAPPING)
    return Asked(a_file("list.csv", LIST), str(mapping), "police")


def _take_in(asked, again=False):
    kept = InDeployment()
    brought = bring([asked], kept.keys(), kept.today(), kept.register())
    kept.add({name: (one.tables, to_json(one.tally)) for name, one in brought.items()}, again)
    return kept


def _rows(sql):
    con = reading.opened()
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def test_a_child_of_the_register_and_of_a_list_is_counted_once(asked):
    cast = the_cast()
    a_case(cast, identity=IDENTITY)
    making.rebuild(by=None, processes=1)
    _take_in(asked)
    assert _rows("select count(*), count(distinct child) from victims") == [(3, 2)]
    assert _rows("select source, count(*) from victims group by all order by all") == [
        ("police", 2), ("register", 1),
    ]  # fmt: skip
    assert _rows("select max(episode) from victims where source = 'police'") == [(2,)]


def test_a_list_is_sealed_at_rest_and_nothing_of_it_can_be_read_there(asked, home):
    _take_in(asked)
    files = [path for path in (home / lists.FOLDER).rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert b"PAR1" not in content
        assert b"police" not in content
        assert b"Diallo" not in content


def test_making_the_registers_facts_anew_leaves_the_lists(asked):
    _take_in(asked)
    making.rebuild(by=None, processes=1)
    assert _rows("select count(*) from victims") == [(2,)]


def test_the_same_list_taken_in_again_has_the_same_keys(asked):
    _take_in(asked)
    before = _rows('select "case", child from victims order by all')
    with pytest.raises(ExchangeError, match="is there already"):
        _take_in(asked)
    _take_in(asked, again=True)
    assert _rows('select "case", child from victims order by all') == before


def test_a_list_is_withdrawn_whole(asked, home):
    kept = _take_in(asked)
    assert kept.report("police")["rows"]["facts"] == 2
    kept.withdraw("police")
    assert list((home / lists.FOLDER).iterdir()) == []
    with pytest.raises(NoFacts):
        reading.opened()
    with pytest.raises(ExchangeError, match="there is no list 'police'"):
        kept.withdraw("police")


def test_what_is_done_is_in_the_log_and_what_was_read_is_not(asked):
    _take_in(asked).withdraw("police")
    told_export("ctdc-2024", 2)
    found = list(Line.objects.order_by("sequence").values_list("verb", "detail"))[-3:]
    assert [verb for verb, _ in found] == ["list_taken_in", "list_withdrawn", "facts_given_out"]
    assert "Diallo" not in str(found)


def test_facts_of_the_deployment_go_out(asked):
    _take_in(asked)
    with facts_of.opened(None) as facts:
        assert len(list(facts.victims())) == 2
        assert len(list(facts.victims("police"))) == 2
        assert list(facts.victims("register")) == []
        assert facts.roles() == {}


def _meaning(**said):
    first, last = date(2020, 1, 1), date.today()
    return showing.for_operator(AskedOf(start=first, end=last, **said)).meaning


def test_figures_made_from_lists_say_so_and_are_not_held_against_those_of_the_register(asked):
    cast = the_cast()
    a_case(cast, identity=IDENTITY)
    making.rebuild(by=None, processes=1)
    alone = _meaning()
    assert alone.method == "full_count"
    kept = _take_in(asked)
    together = _meaning()
    assert together.method == "register_and_lists"
    verdict = compare(alone, together, Act.COMPARE)
    assert "method" in {reason.part for reason in verdict.reasons}
    assert _meaning(filters=(("source", ("register",)),)).method == "full_count"
    assert _meaning(filters=(("source", ("police",)),)).method == "list"
    kept.withdraw("police")
    assert _meaning().method == "full_count"


def test_figures_of_lists_alone_are_of_lists(asked):
    kept = _take_in(asked)
    assert _meaning().method == "list"
    other = replace(asked, source="shelter")
    brought = bring([other], kept.keys(), kept.today(), kept.register())
    kept.add({name: (one.tables, to_json(one.tally)) for name, one in brought.items()}, False)
    assert _meaning().method == "linked_lists"


def test_without_facts_it_is_one_line(home):
    with pytest.raises(ExchangeError, match="facts rebuild"), facts_of.opened(None):
        pass
