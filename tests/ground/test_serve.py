"""The server, as a person starts it: a process of its own, in a folder of its own."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployment import Deployment, Server, free_port

FORGET_WHO_IS_MISSING = """
from amparo.web import commands
commands.set_up()
from amparo.casefile.models import Case
from django.db.models import Q
Case.objects.update(missing=~Q(missing=True))
"""

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    deployment = Deployment(tmp_path_factory.mktemp("home"))
    made = deployment.run("demo", "--cases", "3", "--seed", "1")
    assert made.returncode == 0, made.stderr
    return deployment


@pytest.fixture(scope="module")
def server(demo: Deployment) -> Iterator[Server]:
    with demo.serve() as running:
        yield running


def test_the_sign_in_page_answers(server: Server) -> None:
    answer = server.get("/sign-in/")
    assert answer.status == 200
    assert b"<html" in answer.body


def test_the_demo_is_named_on_the_page(server: Server) -> None:
    assert b"demo-banner" in server.get("/sign-in/").body


def test_every_page_is_kept_private_and_runs_only_our_own_files(server: Server) -> None:
    headers = {name.lower(): value for name, value in server.get("/sign-in/").headers.items()}
    assert "no-store" in headers["cache-control"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_the_style_sheet_is_named_by_its_content_and_kept_for_good(server: Server) -> None:
    page = server.get("/sign-in/").body.decode()
    links = [part.split('"')[0] for part in page.split('href="')]
    sheet = next(link for link in links if link.endswith(".css"))
    answer = server.get(sheet)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


def test_an_unknown_address_is_a_page_and_not_a_trace(server: Server) -> None:
    answer = server.get("/no-such-page/")
    assert answer.status == 404
    assert b"demo-banner" in answer.body
    assert b"Traceback" not in answer.body


def test_keys_are_readable_by_their_owner_only(demo: Deployment) -> None:
    keys = demo.home / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()}
    assert set(modes) >= {"secret.key", "master.key"}
    assert set(modes.values()) == {0o600}


def test_nothing_in_the_home_folder_is_readable_by_others(demo: Deployment) -> None:
    files = [path for path in demo.home.rglob("*") if "static" not in path.parts]
    open_to_others = [path.name for path in files if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_second_server_on_the_same_folder_says_so_in_one_line(
    demo: Deployment, server: Server
) -> None:
    second = demo.run("serve", "--port", str(free_port()))
    assert second.returncode == 2
    assert second.stderr.endswith("Another Amparo server already runs on this folder.\n")
    assert second.stderr.count("\n") == 1


def test_a_taken_port_is_named_in_one_line(server: Server, tmp_path: Path) -> None:
    second = Deployment(tmp_path).run("serve", "--port", str(server.port), mode="demo")
    assert second.returncode == 2
    assert f"port {server.port}" in second.stderr
    assert second.stderr.count("\n") == 1


def test_real_mode_refuses_the_demo_database_in_one_line(demo: Deployment) -> None:
    refused = demo.run("serve", "--port", str(free_port()), mode="real")
    assert refused.returncode == 2
    assert "made-up country" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_real_deployment_does_not_start_before_it_was_made(tmp_path: Path) -> None:
    refused = Deployment(tmp_path).run("serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "is missing" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_is_well_has_nothing_to_check(demo: Deployment) -> None:
    checked = demo.run("check")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("words", [("tick",), ("rebuild",), ("audit", "verify")])
def test_a_demo_passes_what_those_who_run_it_call(demo: Deployment, words: tuple[str]) -> None:
    done = demo.run(*words)
    assert (done.returncode, done.stderr) == (0, "")


def test_several_processes_put_right_what_one_would(demo: Deployment) -> None:
    command = [sys.executable, "-c", FORGET_WHO_IS_MISSING]
    forgotten = subprocess.run(command, env=demo.environment("demo"), timeout=60, check=False)
    assert forgotten.returncode == 0
    for said in ("missing of the case was wrong\n3 cases; 3 with differences, put right\n",
                 "3 cases; no difference\n"):  # fmt: skip
        done = demo.run("rebuild", "--processes", "2")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(said)
    refused = demo.run("rebuild", "--processes", "0")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_the_worker_ends_with_a_killed_server_and_the_next_one_starts(tmp_path: Path) -> None:
    deployment = Deployment(tmp_path)
    deployment.serve(mode="demo").kill()
    with deployment.serve() as second:
        assert second.get("/sign-in/").status == 200
