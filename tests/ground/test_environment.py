"""What a deployment may set, and what it is told when it sets something that cannot be."""

from pathlib import Path
from typing import ClassVar

import pytest

from amparo.web.environment import (
    VARIABLES,
    BadSetting,
    database_settings,
    default_home,
    read_environment,
    read_secret,
)


def test_without_any_setting_a_deployment_is_for_real_children_and_talks_to_itself(
    tmp_path: Path,
) -> None:
    found = read_environment({"AMPARO_HOME": str(tmp_path)})
    assert found.mode == "real"
    assert not found.demo
    assert found.hosts == ("127.0.0.1", "localhost", "[::1]")


def test_a_home_folder_knows_what_it_was_made_for(tmp_path: Path) -> None:
    (tmp_path / "mode").write_text("demo\n")
    assert read_environment({"AMPARO_HOME": str(tmp_path)}).demo
    told = {"AMPARO_HOME": str(tmp_path), "AMPARO_MODE": "real"}
    assert not read_environment(told).demo


def test_keys_and_databases_lie_in_the_home_folder(tmp_path: Path) -> None:
    found = read_environment({"AMPARO_HOME": str(tmp_path)})
    assert found.database == str(tmp_path / "amparo.sqlite3")
    assert found.keys_database == str(tmp_path / "keys.sqlite3")
    assert found.master_key_file == tmp_path / "keys" / "master.key"
    assert found.secret_key_file == tmp_path / "keys" / "secret.key"


def test_noise_may_spend_four_unless_it_is_said(tmp_path: Path) -> None:
    home = {"AMPARO_HOME": str(tmp_path)}
    assert read_environment(home).noise_budget == 4.0
    assert read_environment(home | {"AMPARO_NOISE_BUDGET": "0"}).noise_budget == 0.0
    assert read_environment(home | {"AMPARO_NOISE_BUDGET": "1.5"}).noise_budget == 1.5


def test_a_checkout_keeps_its_data_in_var() -> None:
    assert default_home({}) == Path(__file__).parents[2] / "var"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"AMPARO_MODE": "test"}, "AMPARO_MODE is 'test'; it must be one of: demo, real."),
        (
            {"AMPARO_IDLE_LIMIT": "a while"},
            "AMPARO_IDLE_LIMIT is 'a while'; it must be a whole number from 1 to 10000.",
        ),
        (
            {"AMPARO_TIME_ZONE": "Nowhere/Land"},
            "AMPARO_TIME_ZONE is 'Nowhere/Land'; there is no such time zone.",
        ),
        *(
            (
                {"AMPARO_NOISE_BUDGET": text},
                f"AMPARO_NOISE_BUDGET is {text!r}; it must be a number from 0 to 12.",
            )
            for text in ("much", "-1", "13", "nan")
        ),
        ({"AMPARO_HTTPS": "perhaps"}, "AMPARO_HTTPS is 'perhaps'; it must be yes or no."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_one_line(values: dict[str, str], says: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_environment(values)
    assert str(caught.value) == says


def test_every_variable_that_is_read_is_documented() -> None:
    class Asked(dict[str, str]):
        names: ClassVar[set[str]] = set()

        def get(self, name: str, *otherwise: str) -> str | None:  # type: ignore[override]
            self.names.add(name)
            return otherwise[0] if otherwise else None

    read_environment(Asked())
    assert {name for name in Asked.names if name.startswith("AMPARO_")} <= set(VARIABLES)


def test_sqlite_loses_nothing_acknowledged_and_its_writers_queue() -> None:
    options = database_settings("a.sqlite3")["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_an_erased_key_leaves_no_trace_in_the_key_store() -> None:
    assert "secure_delete=ON" in database_settings("k", keys=True)["OPTIONS"]["init_command"]
    assert "secure_delete" not in database_settings("a")["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart() -> None:
    found = database_settings("postgresql://carer:p%40ss@db.example:5433/amparo?sslmode=require")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("carer", "p@ss", "amparo")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["ATOMIC_REQUESTS"] is False


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(BadSetting, match="not mysql://"):
        database_settings("mysql://somewhere/else")


def test_without_a_secret_file_every_process_has_its_own_secret(tmp_path: Path) -> None:
    assert read_secret(tmp_path / "none") != read_secret(tmp_path / "none")
