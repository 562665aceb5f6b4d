"""The page of a version with noise says so beside every number; the command says it in one line."""

import json
import re
from pathlib import Path

import pytest

from amparo.cli import deployment
from amparo.cli.running import main
from amparo.release import actions, queries
from amparo.release.made import from_json, to_json
from amparo.release.models import NoiseDraw
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.release.asking import spec
from tests.release.noisy import BARE, HEAD_OF_YEARS, SMALL, TABLES, WITH_RECORDS, by_hand, noisy

pytestmark = pytest.mark.slow

WEAK = noisy(*TABLES, noise="[noise]\nepsilon = 6\n")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# Pages


def test_the_page_of_asking_says_what_it_would_cost_and_draws_nothing(
    cast: Cast, facts_made
) -> None:
    html = signed_in(cast.analyst).post("/releases/ask/", {"spec": SMALL, "plan": "1"})
    said = text_of(html.content.decode())
    assert "Epsilon 2 is a fair promise" in said
    assert "can be up to 88 % sure" in said
    assert "Nothing is drawn yet" in said
    assert "This would spend" in said
    assert NoiseDraw.objects.count() == 0


def test_the_page_of_a_version_says_noisy_beside_every_table(
    cast: Cast, facts_made, settings
) -> None:
    settings.AMPARO_NOISE_BUDGET = 12
    row = actions.make(by=cast.analyst, spec=WEAK)
    client = signed_in(cast.rapporteur)
    html = client.get(f"/releases/{row.id}/").content.decode()
    said = text_of(html)
    assert said.count("(noisy numbers)") == len(TABLES)
    assert said.count("Epsilon 6, a weak promise.") == len(TABLES)
    assert "Epsilon 6 is a weak promise, better than none" in said
    assert "Noisy, not exact: " in said
    assert "How many (noisy)" in said
    assert "few or none" in said
    assert "hidden" not in said
    assert "2017–2025: 6 spent, 6 left." in said
    for name in ("records.csv", "quality.json", "noisy-counts.csv"):
        answer = client.get(f"/releases/{row.id}/noise/{name}")
        assert answer.status_code == 200
        assert f'filename="children-found-1-{name}"' in answer["Content-Disposition"]
        assert answer.content
    assert client.get(f"/releases/{row.id}/noise/facts.csv").status_code == 404


def test_a_version_without_noise_has_none_of_its_files(cast: Cast, facts_made) -> None:
    row = actions.make(by=cast.analyst, spec=spec("a: movement"))
    client = signed_in(cast.analyst)
    assert client.get(f"/releases/{row.id}/noise/quality.json").status_code == 404
    assert "noisy" not in client.get(f"/releases/{row.id}/").content.decode()


def test_to_others_the_files_are_not_there(cast: Cast, facts_made) -> None:
    row = actions.make(by=cast.analyst, spec=SMALL)
    for who in (cast.outsider, cast.caseworker, cast.administrator):
        answer = signed_in(who).get(f"/releases/{row.id}/noise/quality.json")
        assert answer.status_code == 404


# Commands


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(deployment, "in_use", lambda: None)
    path = tmp_path / "spec.toml"
    path.write_text(SMALL, "utf-8")
    return path


def release(command: str, file: Path, user=None, *more: str) -> int:
    by = ["--as", user.email] if user else []
    return main(["release", command, str(file), *by, *more])


def test_planned_made_checked_signed_and_published_with_the_site(
    cast: Cast, facts_made, file: Path, tmp_path: Path, capsys
) -> None:
    out, site = tmp_path / "release.json", tmp_path / "site"
    assert release("plan", file, cast.analyst) == 0
    said = capsys.readouterr().out
    assert "noisy numbers, nothing is drawn yet" in said
    assert "registered in 2017–2025: 0 of 4 is spent, draws so far: 0; this would leave 2" in said
    file.write_text(noisy(*TABLES, noise=WITH_RECORDS), "utf-8")
    assert release("make", file, cast.analyst, "--out", str(out)) == 0
    said = capsys.readouterr().out
    assert "made, with noisy numbers" in said
    assert "registered in 2017–2025: 2 is spent, 2 is left" in said
    assert release("plan", file, cast.analyst) == 0
    assert "drawn already" in capsys.readouterr().out
    assert release("check", file) == 0
    assert release("check", out) == 0
    row = queries.draft("children-found")
    for who in (cast.analyst, cast.rapporteur):
        actions.sign(by=who, id=row.id)
    file.write_text(noisy(*TABLES, noise=WITH_RECORDS) + "# signed\n", "utf-8")
    assert release("publish", file, cast.analyst, "--out", str(site)) == 0
    assert NoiseDraw.objects.count() == 1
    data = site / "data" / "children-found" / "v1"
    assert (data / "release.json").read_text("utf-8") == out.read_text("utf-8")
    assert from_json(out.read_text("utf-8")).noise.records == (data / "records.csv").read_text()


def test_a_file_that_promises_more_than_it_holds_fails_the_check(tmp_path: Path, capsys) -> None:
    data = json.loads(to_json(by_hand()))
    data["noise"] |= {"epsilon": 1.0, "promise": "strong"}
    path = tmp_path / "release.json"
    path.write_text(json.dumps(data), "utf-8")
    assert main(["release", "check", str(path)]) == 1
    assert "the noise that was used costs epsilon 2 and 1 was promised" in capsys.readouterr().out
    path.write_text(to_json(by_hand()), "utf-8")
    assert main(["release", "check", str(path)]) == 0
    assert "noisy numbers; epsilon 2 is a fair promise" in capsys.readouterr().out


def test_noise_beside_exact_numbers_that_became_public_fails_the_check(
    cast: Cast, facts_made, file: Path, capsys
) -> None:
    assert release("make", file, cast.analyst) == 0
    exact = actions.make(by=cast.analyst, spec=spec("b: sex").replace("children-found", "exact"))
    for who in (cast.analyst, cast.rapporteur):
        actions.sign(by=who, id=exact.id)
    actions.publish(by=cast.analyst, id=exact.id)
    capsys.readouterr()
    assert release("check", file) == 1
    assert "with exact numbers" in capsys.readouterr().out


def test_too_much_is_one_line(cast: Cast, facts_made, file: Path, capsys) -> None:
    file.write_text(noisy(*TABLES, noise=BARE.replace("2", "5"), head=HEAD_OF_YEARS), "utf-8")
    for command in ("plan", "make"):
        assert release(command, file, cast.analyst) == 2
        said = capsys.readouterr().err
        assert "0 of 4 is spent and 4 is left: epsilon 5 is too much" in said
        assert len(said.splitlines()) == 1
    assert NoiseDraw.objects.count() == 0
