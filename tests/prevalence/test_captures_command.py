"""From linked lists to a table: what a list says about who found a child decides."""

import stat

import pytest

from amparo.statistics.prevalence.reading import read_table

CLUSTERS = (
    "record_id,file,cluster\n1,police.csv,A\n2,shelter.csv,A\n3,police.csv,B\n4,shelter.csv,B\n"
    "5,hospital.csv,C\n6,hospital.csv,C\n7,shelter.csv,D\n"
)
POLICE = "record_id,name,referred_from\n1,x,\n3,y,\n"
SHELTER = "record_id;name;Referred from\n2;x;police\n4;y;\n7;z;a teacher\n"
HOSPITAL = "record_id,referred_from\n5,\n6,\n"


@pytest.fixture
def there(tmp_path):
    """Linked lists in the folder in which the command runs."""

    def put(**files):
        said = {"clusters": CLUSTERS, "police": POLICE, "shelter": SHELTER, "hospital": HOSPITAL}
        for name, text in (said | files).items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return put


LISTS = ("police.csv", "shelter.csv", "hospital.csv")


def refused(run, *arguments):
    code, out, err = run("captures", *arguments, "--out", "table.csv")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err


def test_only_what_an_agency_found_itself_is_in_the_table(run, there):
    folder = there()
    code, out, err = run("captures", "clusters.csv", *LISTS, "--out", "table.csv")

    assert (code, err) == (0, "")
    assert (folder / "table.csv").read_text() == (
        "police,shelter,hospital,count\n1,0,0,1\n0,0,1,1\n1,1,0,1\n"
    )
    assert "3 children found by an agency itself, on 3 lists" in out
    assert "left out: 2 records of referred children" in out
    assert "known by referral alone: 1 children" in out
    assert "counted once: 1 records" in out


def test_what_it_writes_is_what_an_estimate_reads_and_the_owners_alone(run, there):
    folder = there()
    run("captures", "clusters.csv", *LISTS, "--out", "table.csv")

    assert read_table(folder / "table.csv").observed == 3
    assert stat.S_IMODE((folder / "table.csv").stat().st_mode) == 0o600


def test_the_column_may_stand_beside_the_clusters(run, there):
    lines = CLUSTERS.splitlines()
    said = [lines[0] + ",referred_from", *(f"{line}," for line in lines[1:])]
    folder = there(clusters="\n".join(said).replace("2,shelter.csv,A,", "2,shelter.csv,A,police"))
    code, _out, err = run("captures", "clusters.csv", "--out", "table.csv")

    assert (code, err) == (0, "")
    assert (folder / "table.csv").read_text().startswith("police,shelter,hospital,count\n1,0,0,1\n")


def test_with_a_word_for_own_initiative_an_empty_cell_is_not_known_and_no_capture(run, there):
    folder = there(
        police="record_id,how\n1,Own initiative\n3,\n",
        shelter="record_id,how\n2,police\n4,OWN INITIATIVE\n7,\n",
        hospital="record_id,how\n5,own initiative\n6,\n",
    )
    run("captures", "clusters.csv", *LISTS, "--found-by", "how", "--own", "own initiative",
        "--out", "table.csv")  # fmt: skip

    assert (folder / "table.csv").read_text() == (
        "police,shelter,hospital,count\n1,0,0,1\n0,1,0,1\n0,0,1,1\n"
    )


def test_where_nobody_says_who_found_a_child_no_table_is_made(run, there):
    folder = there()
    assert "no record says who found the child" in refused(run, "clusters.csv")
    there(police="record_id,name\n1,x\n3,y\n")
    assert "police.csv: there is no column 'referred_from'" in refused(run, "clusters.csv", *LISTS)
    assert not (folder / "table.csv").exists()


@pytest.mark.parametrize(
    ("files", "lists", "wanted"),
    [
        ({}, LISTS[:2], "'5' of hospital.csv is not in the lists named"),
        ({"police": POLICE + "9,new,\n"}, LISTS, "police.csv: '9' is not in clusters.csv"),
        ({"clusters": CLUSTERS + "1,police.csv,E\n"}, LISTS, "'1' of police.csv"),
        ({"clusters": "record_id,file\n1,police.csv\n"}, LISTS, "there is no column 'cluster'"),
        ({"clusters": ""}, LISTS, "the file is empty"),
        ({"clusters": "record_id,file,cluster\n"}, (), "no record says who found"),
        ({}, ("nowhere.csv",), "No such file"),
    ],
)
def test_what_does_not_belong_together_is_refused_in_one_line(run, there, files, lists, wanted):
    folder = there(**files)

    assert wanted in refused(run, "clusters.csv", *lists)
    assert not (folder / "table.csv").exists()


def test_a_table_that_is_there_is_not_lost(run, there):
    folder = there()
    (folder / "table.csv").write_text("mine")

    assert "is there already" in refused(run, "clusters.csv", *LISTS)
    assert (folder / "table.csv").read_text() == "mine"


def test_lists_whose_children_were_all_referred_make_no_table(run, there):
    there(
        police="record_id,referred_from\n1,a\n3,a\n",
        shelter="record_id,referred_from\n2,a\n4,a\n7,a\n",
        hospital="record_id,referred_from\n5,a\n6,a\n",
    )

    said = refused(run, "clusters.csv", *LISTS)
    assert "no record has an empty referred_from" in said
    assert "--own WORD" in said


def test_a_word_that_no_record_says_is_named(run, there):
    folder = there()
    said = refused(run, "clusters.csv", *LISTS, "--own", "zzz", "--own", "itself")
    assert "no record says 'zzz' or 'itself' in the column referred_from" in said
    assert not (folder / "table.csv").exists()


@pytest.mark.slow
def test_lists_are_linked_made_a_table_and_estimated(run, tmp_path):
    names = ["Amina Diallo", "Bilal Okeke", "Chipo Banda", "Dalia Haddad", "Esi Mensah",
             "Farid Rahimi", "Gloria Nkosi", "Hamid Karimi", "Imani Otieno", "Jamal Traore",
             "Kadi Camara", "Lina Saleh"]  # fmt: skip
    on = {"police": range(9), "shelter": range(2, 11), "hospital": range(3, 12)}
    for place, (name, who) in enumerate(on.items()):
        lines = ["record_id,given_name,family_name,birth_date,sex,referred_from"]
        for one in who:
            given, family = names[one].split()
            referred = "police" if name == "shelter" and one == 4 else ""
            lines.append(f"{place}{one},{given},{family},20{one + 10}-0{one % 9 + 1}-1{one % 9},"
                         f"female,{referred}")  # fmt: skip
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("link", *LISTS, "--out", "linked")[0] == 0
    code, out, err = run("captures", "linked/clusters.csv", *LISTS, "--out", "table.csv")

    assert (code, err) == (0, "")
    assert "12 children found by an agency itself, on 3 lists" in out
    assert "left out: 1 records" in out
    table = read_table(tmp_path / "table.csv")
    assert table.lists == ("police", "shelter", "hospital")
    assert [table.overlap(0, 1), table.overlap(0, 2), table.overlap(1, 2)] == [6, 6, 7]
    assert run("estimate", "table.csv", "--boot", "0")[0] == 0
