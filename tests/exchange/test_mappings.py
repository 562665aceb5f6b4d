"""Mappings are files: what they may say, what a machine proposes, and that nothing is guessed
without being named."""

import tomllib

import pytest

from amparo.exchange import ExchangeError
from amparo.exchange.mapping.reading import parse
from amparo.exchange.mapping.shipped import names, shipped

LIST = """No,Nom,Prénom,Sexe,Âge,Nationalité,Type of exploitation,Remarks
1,Diallo,Awa,F,12,Mali,Forced begging,seen twice
2,Keita,Moussa,garçon,15,Guinea,Sexual exploitation; Other,
"""
CONFIRMED = """
name = "ours"
key = "No"
[[columns]]
from = "Nom"
identity = "family_name"
[[columns]]
from = "Prénom"
identity = "given_name"
[[columns]]
from = "Sexe"
to = "sex"
values = { F = "female", "garçon" = "male" }
[[columns]]
from = "Âge"
to = "age_at_registration"
kind = "number"
[[columns]]
from = "Nationalité"
to = "citizenships"
kind = "country"
form = "name"
[[columns]]
from = "Type of exploitation"
to = "forms"
split = ";"
[columns.values]
"Forced begging" = "begging"
"Sexual exploitation" = "sexual_exploitation"
Other = "other"
[[columns]]
from = "Remarks"
why = "words"
[[always]]
to = "standing"
code = "identified"
why = "the list holds identified children only"
"""


def test_every_mapping_that_comes_along_can_be_read_and_says_where_it_is_from():
    assert names() == (
        "ctdc-2020", "ctdc-2024", "ctdc-north-america-2025", "ctdc-victim-perpetrator-2022",
        "htcds-2.0",
    )  # fmt: skip
    for name in names():
        assert shipped(name).name == name
        assert not shipped(name).proposed()


def test_every_column_that_is_not_kept_says_why():
    for name in names():
        for rule in shipped(name).rules:
            assert rule.to or rule.identity or rule.why, (name, rule.source)


def test_no_mapping_that_comes_along_claims_to_conform():
    assert {shipped(name).claim for name in names()} == {""}


def test_a_starter_proposes_and_every_proposal_is_marked(a_file, run):
    a_file("list.csv", LIST)
    code, out, err = run("exchange", "mapping", "list.csv")
    assert (code, err) == (0, "")
    read = tomllib.loads(out)
    assert all(one["proposed"] for one in read["columns"])
    proposed = {one["from"]: one.get("to", one.get("identity", "")) for one in read["columns"]}
    assert proposed == {
        "Nom": "family_name", "Prénom": "given_name", "Sexe": "sex",
        "Âge": "age_at_registration", "Nationalité": "citizenships",
        "Type of exploitation": "forms", "Remarks": "",
    }  # fmt: skip
    assert read["key"] == "No"


def test_a_starter_quotes_no_name_and_no_remark(a_file, run):
    a_file("list.csv", LIST)
    _, out, _ = run("exchange", "mapping", "list.csv")
    assert not {"Diallo", "Awa", "Keita", "Moussa", "seen twice"} & set(out.split('"'))
    assert "seen" not in out


def test_a_starter_says_when_the_form_is_known(a_list, run):
    from amparo.exchange.ctdc.columns import COLUMNS

    a_list("a.csv", [dict.fromkeys(COLUMNS, "")], COLUMNS)
    assert "--mapping ctdc-2024 may be enough" in run("exchange", "mapping", "a.csv")[1]


def test_an_unconfirmed_proposal_is_refused_by_name_and_nothing_comes_in(a_file, run, tmp_path):
    a_file("list.csv", LIST)
    run("exchange", "mapping", "list.csv", "--out", "m.toml")
    code, _, err = run("facts", "import", "list.csv", "--mapping", "m.toml", "--source", "police",
                       "--facts", "f")  # fmt: skip
    assert code == 2
    assert err.startswith("amparo: list: proposed by a machine and not confirmed: 'Nom', 'Prénom'")
    assert not (tmp_path / "f").exists()


def test_a_confirmed_list_comes_in(a_file, brought):
    tally, tables = brought(a_file("list.csv", LIST), a_file("m.toml", CONFIRMED))
    first, second = sorted(tables["victims"], key=lambda one: one["age_at_registration"])
    assert (first["sex"], first["age_band"], first["citizenships"], first["standing"]) == (
        "female", "12_14", ["MLI"], "identified",
    )  # fmt: skip
    assert second["forms"] == ["sexual_exploitation", "other"]
    assert tally.worked_out == {"age_band": 2, "age_band_ctdc": 2, "counted_as_child": 2}
    assert tally.always == (
        ("victims.standing", "identified", "the list holds identified children only"),
    )
    assert first["outcome_12"] == "not_asked"


def test_names_are_in_no_table_and_no_report(a_file, brought):
    tally, tables = brought(a_file("list.csv", LIST), a_file("m.toml", CONFIRMED))
    for name in ("Diallo", "Awa", "Keita", "Moussa", "seen twice"):
        assert name not in str(tables)
        assert name not in str(tally)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no [[columns]]"),
        ("a = 1", "no such part: 'a'"),
        ("x", "not TOML"),
        ('name = "a"\n[[columns]]\nto = "sex"', "a column without from"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "sexx"\nvalues = {}', "no column 'sexx'"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "case"\nvalues = {}', "no column 'case'"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "sex"', "no values for sex"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "sex"\nvalues = { F = "femal" }',
         "'femal' is not a code of sex; did you mean 'female'?"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "sex"\nvalues = { F = "unknown" }',
         "'unknown' is not a code of sex"),
        ('name = "a"\n[[columns]]\nfrom = "a"', "says neither to, nor identity, nor why"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nidentity = "nose"', "no such column of linking"),
        ('name = "a"\n[missing]\nx = "maybe"\n[[columns]]\nfrom = "a"\nwhy = "b"',
         "missing 'x' must be one of not_asked, not_known, refused, not_applicable"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "registered"\nkind = "date"\nform = "ydm"',
         "no such form: 'ydm'"),
        ('name = "a"\n[[columns]]\nfrom = "a"\nto = "sex"\nkind = "number"', "is not a number"),
        ('name = "a"\n[[always]]\nto = "sex"\ncode = "male"\n[[columns]]\nfrom = "a"\nwhy = "b"',
         "must say why it holds for every row"),
        ('[[columns]]\nfrom = "a"\nwhy = "b"', "there is no name"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_is_refused_in_one_line(text, says):
    with pytest.raises(ExchangeError, match=r"m\.toml") as refused:
        parse(text, "m.toml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("m.toml: ")
    assert "\n" not in str(refused.value)


def test_the_four_ways_of_missing_are_kept_apart(a_file, brought):
    mapping = a_file("m.toml", 'name = "a"\n[missing]\n"" = "not_asked"\n"?" = "not_known"\n'
                     'refused = "refused"\n"-" = "not_applicable"\n[[columns]]\nfrom = "s"\n'
                     'to = "sex"\nvalues = { f = "female" }\n[[columns]]\nfrom = "a"\n'
                     'to = "age_at_registration"\nkind = "number"\n')  # fmt: skip
    rows = "".join(f"{one},{one}\n" for one in ("?", "refused", "-")) + "f,\n"
    _, tables = brought(a_file("a.csv", "s,a\n" + rows), mapping)
    found = {(one["sex"], one["age_at_registration_missing"]) for one in tables["victims"]}
    assert found == {("not_known", "not_known"), ("refused", "refused"),
                     ("not_applicable", "not_applicable"), ("female", "not_asked")}  # fmt: skip


def test_the_day_of_birth_gives_the_age_and_is_not_kept(a_file, brought):
    born = '[[columns]]\nfrom = "b"\nidentity = "birth_date"\n'
    day = '[[columns]]\nfrom = "d"\nto = "registered"\nkind = "date"\nform = "dmy"\n'
    mapping = a_file("m.toml", f'name = "a"\n{born}{day}')
    tally, tables = brought(a_file("a.csv", "b,d\n2012-05-03,2.5.2024\n2012,1/1/2024\n"), mapping)
    ages = [one["age_at_registration"] for one in tables["victims"]]
    assert sorted(ages, key=str) == [11, None]
    assert "2012" not in str(tables)
    assert tally.worked_out["age_at_registration"] == 1


@pytest.mark.parametrize("cell", ["31.2.2024", "2024", "1.1.2999", "x", "1.1.1"])
def test_a_day_that_is_none_is_dropped_and_counted(a_file, brought, cell):
    mapping = a_file("m.toml", 'name = "a"\n[[columns]]\nfrom = "d"\nto = "registered"\n'
                     'kind = "date"\nform = "dmy"\n')  # fmt: skip
    tally, tables = brought(a_file("a.csv", f"d\n{cell}\n"), mapping)
    assert tables["victims"][0]["registered"] is None
    assert sum(tally.columns[0].reasons.values()) == 1
