"""A release leaves when two people stand for it, and nothing of it is taken back silently."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.release import actions, queries
from amparo.release import public as site
from amparo.release.made import from_json, to_json
from amparo.release.models import ReleaseVersion, Signature
from amparo.release.refused import ReleaseError
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in
from tests.release.asking import HEAD, spec

pytestmark = pytest.mark.slow

SMALL = spec("a: movement", "b: sex")
MAY_NOT = (
    "caseworker",
    "outsider",
    "police",
    "administrator",
    "supervisor",
    "coordinator",
    "guardian",
)


def made(cast: Cast, text: str = SMALL, because: str = "") -> ReleaseVersion:
    return actions.make(by=cast.analyst, spec=text, because=because)


def public(cast: Cast, text: str = SMALL, because: str = "") -> ReleaseVersion:
    row = made(cast, text, because)
    actions.sign(by=cast.analyst, id=row.id)
    actions.sign(by=cast.rapporteur, id=row.id)
    return actions.publish(by=cast.rapporteur, id=row.id)


def test_made_twice_it_is_one(cast: Cast, facts_made) -> None:
    assert made(cast).id == made(cast).id
    assert Line.objects.filter(verb="release_made").count() == 1


def test_made_otherwise_the_draft_before_is_replaced(cast: Cast, facts_made) -> None:
    first = made(cast)
    second = made(cast, spec("a: movement"))
    assert second.version == first.version == 1
    with pytest.raises(Refused, match="no_draft"):
        actions.sign(by=cast.analyst, id=first.id)


def test_two_people_sign_and_one_twice_is_one(cast: Cast, facts_made) -> None:
    row = made(cast)
    for _time in range(2):
        actions.sign(by=cast.analyst, id=row.id)
    assert Signature.objects.count() == 1
    with pytest.raises(Refused, match="not_signed"):
        actions.publish(by=cast.analyst, id=row.id)
    actions.sign(by=cast.rapporteur, id=row.id)
    assert actions.publish(by=cast.analyst, id=row.id).published_at
    assert {one.digest for one in Signature.objects.all()} == {row.digest}


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_makes_signs_or_reads_one(cast: Cast, facts_made, who) -> None:
    row, other = made(cast), getattr(cast, who)
    for act in (
        lambda: actions.plan(by=other, spec=SMALL),
        lambda: actions.make(by=other, spec=SMALL),
        lambda: actions.sign(by=other, id=row.id),
        lambda: actions.publish(by=other, id=row.id),
        lambda: actions.withdraw(by=other, id=row.id, because="It was wrong."),
        lambda: queries.versions(other),
    ):
        with pytest.raises((Refused, NotFound)):
            act()
    client = signed_in(other)
    for address in (
        "/releases/",
        "/releases/ask/",
        f"/releases/{row.id}/",
        f"/releases/{row.id}/json/",
    ):
        assert client.get(address).status_code == 404


def test_what_is_public_is_not_made_again_unless_something_changed(cast: Cast, facts_made) -> None:
    public(cast)
    with pytest.raises(ReleaseError, match="nothing has changed since version 1"):
        made(cast)


def test_a_correction_is_a_further_version_with_its_reason(cast: Cast, facts_made) -> None:
    public(cast)
    more = spec("a: movement", "b: sex", "c: solution")
    with pytest.raises(ReleaseError, match="say why another takes its place"):
        made(cast, more)
    second = public(cast, more, "A table was added.")
    release = from_json(second.content)
    assert (second.version, release.because) == (2, "A table was added.")
    assert release.table("a") == from_json(queries.version(cast.analyst, second.id).content).table(
        "a"
    )


def test_a_reason_that_points_to_a_child_is_refused(cast: Cast, facts_made) -> None:
    public(cast)
    with pytest.raises(Refused, match="text_of_a_person"):
        made(cast, spec("a: movement"), "A girl, 14 years old, was counted twice.")


def test_what_leaks_beside_what_was_published_meanwhile_is_stopped(cast: Cast, facts_made) -> None:
    """A draft held when it was made; since then another was published from which it follows."""
    draft = made(cast, spec("a: movement sex"))
    release = from_json(draft.content)
    table = release.tables[0]
    cell = next(codes for codes, count in table.counts.items() if count and "Total" not in codes)
    fewer = {
        codes: count - 2 if count and _holds(codes, cell) else count
        for codes, count in table.counts.items()
    }  # fmt: skip
    other = replace(release, name="another", tables=(replace(table, counts=fewer),))
    ReleaseVersion.objects.create(
        name="another", version=1, spec="", content=to_json(other), digest=other.digest,
        by=cast.analyst, agency=cast.analyst.agency, at=draft.at, published_at=draft.at,
        published_by=cast.analyst,
    )  # fmt: skip
    assert actions.checked(draft).found
    with pytest.raises(actions.Stopped, match="these can be worked out"):
        actions.sign(by=cast.analyst, id=draft.id)
    assert Signature.objects.count() == 0


def _holds(place, cell) -> bool:
    return all(code in ("Total", at) for code, at in zip(place, cell, strict=True))


def test_withdrawn_it_stays_with_the_reason(cast: Cast, facts_made) -> None:
    row = public(cast)
    with pytest.raises(Refused):
        actions.withdraw(by=cast.rapporteur, id=row.id, because=" ")
    actions.withdraw(by=cast.rapporteur, id=row.id, because="Two lists were counted twice.")
    row.refresh_from_db()
    assert row.withdrawn_because == "Two lists were counted twice."
    assert row.content
    with pytest.raises(Refused, match="not_public"):
        actions.withdraw(by=cast.rapporteur, id=row.id, because="Again.")
    assert [one.name for one in queries.published()] == ["children-found"], "who has it keeps it"


# Pages


def test_an_analyst_sees_what_it_would_be_and_keeps_nothing(cast: Cast, facts_made) -> None:
    answer = signed_in(cast.analyst).post("/releases/ask/", {"spec": SMALL, "plan": "1"})
    html = answer.content.decode()
    assert "What it would be" in html
    assert ReleaseVersion.objects.count() == 0


def test_a_file_that_cannot_be_read_is_said_and_stays_typed(cast: Cast, facts_made) -> None:
    wrong = HEAD + '[[table]]\nname = "a"\naxes = ["sexe"]\n'
    html = (
        signed_in(cast.analyst)
        .post("/releases/ask/", {"spec": wrong, "make": "1"})
        .content.decode()
    )
    assert "did you mean" in html
    assert "sexe" in html
    assert ReleaseVersion.objects.count() == 0


def test_made_signed_and_published_on_pages(cast: Cast, facts_made) -> None:
    analyst, rapporteur = signed_in(cast.analyst), signed_in(cast.rapporteur)
    answer = analyst.post("/releases/ask/", {"spec": SMALL, "make": "1"})
    address = answer["Location"]
    html = analyst.get(address).content.decode()
    assert "draft, signed by 0 of 2" in html
    analyst.post(f"{address}sign/")
    assert "1 more person signs" in analyst.get(address).content.decode()
    analyst.post(f"{address}publish/")
    assert "draft" in analyst.get(address).content.decode()
    rapporteur.post(f"{address}sign/")
    rapporteur.post(f"{address}publish/")
    html = rapporteur.get(address).content.decode()
    assert "public since" in html
    assert "Withdraw it" in html
    taken = rapporteur.get(f"{address}json/")
    assert from_json(taken.content.decode()).version == 1
    assert "children-found" in analyst.get("/releases/").content.decode()


def test_a_version_that_is_not_there_is_not_there(cast: Cast) -> None:
    gone = "/releases/00000000-0000-4000-8000-000000000000/"
    assert signed_in(cast.analyst).get(gone).status_code == 404
    assert signed_in(cast.analyst).get("/releases/ask/?from=nothing").status_code == 200


def text_of(answer) -> str:
    """What a reader reads: without the tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def corrected(cast: Cast) -> tuple[ReleaseVersion, ReleaseVersion]:
    first = public(cast)
    return first, public(cast, spec("a: movement", "b: sex", "c: solution"), "A table was added.")


def test_a_version_that_gave_way_says_so_why_and_to_which(cast: Cast, facts_made) -> None:
    first, second = corrected(cast)
    client = signed_in(cast.analyst)
    page = client.get(f"/releases/{first.id}/")
    for part in (
        "replaced; public since",
        "A later version has taken the place of this one.",
        "A table was added.",
        "To version 2",
    ):
        assert part in text_of(page)
    assert f"/releases/{second.id}/" in page.content.decode()
    assert "badge--caution" in page.content.decode()
    listed = text_of(client.get("/releases/"))
    assert "replaced; public since" in listed
    assert "To version 2" in listed
    newest = text_of(client.get(f"/releases/{second.id}/"))
    assert "has taken the place" not in newest


def test_no_way_leads_to_a_version_that_was_withdrawn(
    cast: Cast, facts_made, tmp_path: Path
) -> None:
    first, second = corrected(cast)
    actions.withdraw(by=cast.rapporteur, id=second.id, because="It was counted twice.")
    said = text_of(signed_in(cast.analyst).get(f"/releases/{first.id}/"))
    assert "no version of this release holds now" in said
    assert "To version 2" not in said
    site.write(tmp_path / "site")
    of_site = (tmp_path / "site/en/children-found/v1/index.html").read_text("utf-8")
    assert "no version of this release holds now" in of_site


def test_numbers_that_may_point_to_a_child_are_covered_in_the_house_too(
    cast: Cast, facts_made
) -> None:
    row = public(cast)
    client, address = signed_in(cast.analyst), f"/releases/{row.id}/"
    assert (
        "<details"
        not in client.get(address)
        .content.decode()
        .partition("</h1>")[2]
        .partition("figures__grid")[0]
    )
    client.post(f"{address}withdraw/", {"because": "It is too fine.", "remove_numbers": "on"})
    page = client.get(address)
    said = text_of(page)
    for part in (
        "Withdrawn. Do not use these numbers.",
        "It is too fine.",
        "Its numbers may point to a child: do not pass them on.",
        "JSON file, with the numbers that were taken off the site",
    ):
        assert part in said
    html = page.content.decode()
    assert html.index("Show the numbers that were taken off the site") < html.index(
        "figures__sentence"
    )
    assert "badge--danger" in html
    assert "withdrawn on" in text_of(client.get("/releases/"))


def test_what_is_done_here_says_that_the_site_is_written_by_a_command(
    cast: Cast, facts_made
) -> None:
    row = public(cast)
    said = text_of(signed_in(cast.analyst).get(f"/releases/{row.id}/"))
    assert f"amparo release site --as {cast.analyst.email} --out DIR" in said


def test_a_draft_is_discarded_and_what_is_public_is_not(cast: Cast, facts_made) -> None:
    row, client = made(cast), signed_in(cast.analyst)
    answer = client.post(f"/releases/{row.id}/discard/", follow=True)
    assert "Discarded." in text_of(answer)
    assert Line.objects.filter(verb="release_discarded").count() == 1
    assert queries.versions(cast.analyst) == []
    assert "discarded or made anew" in text_of(client.get(f"/releases/{row.id}/"))
    for id in (row.id, public(cast).id):
        with pytest.raises(Refused, match="no_draft"):
            actions.discard(by=cast.analyst, id=id)
    with pytest.raises((Refused, NotFound)):
        actions.discard(by=cast.outsider, id=row.id)
    assert signed_in(cast.caseworker).post(f"/releases/{row.id}/discard/").status_code == 404


def test_the_page_of_a_version_says_which_codes_do_not_add_up_and_days_in_one_form(
    cast: Cast, facts_made
) -> None:
    row = public(cast, spec("a: movement", "b: forms"))
    said = text_of(signed_in(cast.analyst).get(f"/releases/{row.id}/"))
    assert said.count("Do not add them up") == 1
    assert re.search(r"public since \d{1,2} [A-Z][a-z]+ \d{4}", said)
    assert re.search(r"Signed by .{1,60} on \d{1,2} [A-Z][a-z]+ \d{4}", said)
