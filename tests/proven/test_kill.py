"""`kill -9` in the middle of many writes: nothing acknowledged is lost, nothing is half written."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Effort
from tests.deployment import Deployment
from tests.proven.killing import Victim, Writer, ask_deployment, write_until_killed, writers
from tests.proven.planting import found_in

pytestmark = pytest.mark.django_db
HOW_OFTEN = [
    pytest.param("now and then", marks=pytest.mark.slow),
    pytest.param("again and again", marks=pytest.mark.prove),
]


@dataclass
class Struck:
    """A deployment that was killed some times, and those who wrote to it."""

    deployment: Deployment
    people: list[Writer]
    seen: list[dict[str, Any]]
    printed: Path

    @property
    def last(self) -> dict[str, Any]:
        return self.seen[-1]


@pytest.fixture(scope="module", params=HOW_OFTEN)
def struck(tmp_path_factory: pytest.TempPathFactory, effort: Effort) -> Struck:
    folder = tmp_path_factory.mktemp("killed")
    deployment = Deployment(folder / "home")
    people = writers(ask_deployment(deployment, "make"))
    struck = Struck(deployment, people, [], folder / "printed")
    for number in range(effort.kills):
        victim = Victim(deployment, struck.printed)
        try:
            _begin(people, victim.port)
            write_until_killed(victim, people, random.Random(number))
        except AssertionError:
            print(struck.printed.read_text())
            raise
        finally:
            victim.kill()
        struck.seen.append(ask_deployment(deployment, "look"))
    return struck


def _begin(people: list[Writer], port: int) -> None:
    """Sign in the first time; later the session goes on, and what was last sent is sent again."""
    for person in people:
        if not person.session:
            person.sign_in(port)
        for entry_id in list(person.sent)[-2:]:
            assert person.write(port, entry_id)


def test_everything_acknowledged_is_there_as_it_was_sent(struck: Struck) -> None:
    entries = struck.last["entries"]
    acknowledged = [(one, entry_id) for one in struck.people for entry_id in one.acknowledged]
    assert len(acknowledged) >= 4 * len(struck.seen)
    for person, entry_id in acknowledged:
        said = entries[entry_id]
        sent = person.sent[entry_id]
        assert said.get("how", said.get("account")) == sent.get("how", sent.get("account"))


def test_what_was_there_once_is_there_ever_after(struck: Struck) -> None:
    for before, after in zip(struck.seen, struck.seen[1:], strict=False):
        assert before["entries"].items() <= after["entries"].items()


def test_sending_it_again_records_it_once(struck: Struck) -> None:
    """A concern has an entry for the name and one for the place; nothing has more than its own."""
    said = [
        str(body.get("how") or body.get("account"))
        for body in struck.last["entries"].values()
        if body.get("how") or body.get("account")
    ]
    sent = {entry_id for person in struck.people for entry_id in person.sent}
    ours = [text for text in said if text.rpartition(" ")[2] in sent]
    assert len(ours) == len(set(ours))


def test_no_entry_is_there_without_the_key_that_opens_it(struck: Struck) -> None:
    for seen in struck.seen:
        assert None not in seen["entries"].values()


def test_no_entry_is_there_without_its_line_in_the_log(struck: Struck) -> None:
    for seen in struck.seen:
        assert seen["without_line"] == []


def test_a_concern_is_there_with_all_its_parts_or_not_at_all(struck: Struck) -> None:
    bodies = list(struck.last["entries"].values())
    [teacher] = [person for person in struck.people if person.name == "teacher"]
    reported = [body for body in bodies if str(body.get("account")).split()[-1] in teacher.sent]
    named = [body for body in bodies if "names" in body]
    placed = [body for body in bodies if "place" in body]
    assert len(reported) == len(named) == len(placed) > 0


def test_every_chain_holds_after_each_time(struck: Struck) -> None:
    assert [seen["problems"] for seen in struck.seen] == [[]] * len(struck.seen)


def test_nothing_derived_differs_from_the_entries(struck: Struck) -> None:
    assert [seen["differences"] for seen in struck.seen] == [{}] * len(struck.seen)


def test_the_commands_say_the_same(struck: Struck) -> None:
    verified = struck.deployment.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert "every chain holds" in verified.stdout
    rebuilt = struck.deployment.run("rebuild", "--dry-run")
    assert rebuilt.returncode == 0
    assert "no difference" in rebuilt.stdout


def test_what_was_left_behind_says_no_name(struck: Struck) -> None:
    """Journals that nobody closed, and everything that the server printed."""
    home = struck.deployment.home
    files = [path for path in home.rglob("*") if path.is_file() and "static" not in path.parts]
    assert files
    for path in (*files, struck.printed):
        assert not found_in(path.read_bytes()), path.name
