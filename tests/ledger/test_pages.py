"""The ledger on screens: for whoever is signed in, and nothing of a pasted text is kept."""

import pytest
from django.urls import reverse
from django.utils import translation

from amparo.audit.models import Line
from amparo.statistics.ledger.estimates import estimates
from amparo.statistics.ledger.pages import LONGEST_TEXT
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

CHECK = "/figures/ledger/check/"
WRONG = "Some 1.2 million children are trafficked every year."


def test_whoever_is_signed_in_reads_the_ledger_also_the_outsider(sign_in, cast: Cast) -> None:
    for user in (cast.analyst, cast.teacher, cast.outsider):
        client = sign_in(user)
        page = client.get("/figures/ledger/")
        assert page.status_code == 200
        assert "980,000 to 1,225,000" in page.content.decode()


def test_who_is_not_signed_in_is_asked_to(client, cast: Cast) -> None:
    assert client.get("/figures/ledger/").status_code == 302


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_estimate_has_a_page_and_its_chain_a_table(sign_in, cast: Cast, language) -> None:
    cast.analyst.language = language
    cast.analyst.save(update_fields=["language"])
    client = sign_in(cast.analyst)
    for one in estimates():
        page = client.get(reverse("statistics:ledger_estimate", args=[one.code]))
        text = page.content.decode()
        assert page.status_code == 200
        assert ("chain__wide" in text) == bool(one.quotes)
        assert text.count('role="rowheader"') == len(one.quotes) + len(one.statements)


def test_an_estimate_that_nobody_made_is_not_there(sign_in, cast: Cast) -> None:
    client = sign_in(cast.analyst)
    assert client.get("/figures/ledger/the-number/").status_code == 404


def test_a_pasted_text_is_checked_and_kept_nowhere(sign_in, cast: Cast) -> None:
    client = sign_in(cast.analyst)
    client.get("/figures/ledger/")
    before = Line.objects.count()
    page = client.post(CHECK, {"text": f"<b>{WRONG}</b> And $12 billion."}).content.decode()
    assert "1 figure is misquoted" in page
    assert "estimate by the ILO" in page
    assert "<b>Some" not in page
    assert Line.objects.count() == before
    assert WRONG not in str(dict(client.session))


def test_a_text_without_a_misquotation_is_said_to_have_none(sign_in, cast: Cast) -> None:
    client = sign_in(cast.analyst)
    page = client.post(CHECK, {"text": "The school has 38 pupils."}).content.decode()
    assert "No misquoted figure was found" in page


@pytest.mark.parametrize("text", ["", "   \n "])
def test_an_empty_text_is_asked_for_again(sign_in, cast: Cast, text: str) -> None:
    client = sign_in(cast.analyst)
    page = client.post(CHECK, {"text": text})
    assert page.status_code == 422
    assert "Paste a text first." in page.content.decode()


def test_a_text_that_is_too_long_is_refused_in_one_line_and_not_sent_back(
    sign_in, cast: Cast
) -> None:
    client = sign_in(cast.analyst)
    page = client.post(CHECK, {"text": "a " * LONGEST_TEXT})
    text = page.content.decode()
    assert page.status_code == 422
    assert "amparo figures check" in text
    assert len(text) < 50_000


def test_a_long_text_full_of_misquotations_shows_the_first_of_them(sign_in, cast: Cast) -> None:
    client = sign_in(cast.analyst)
    page = client.post(CHECK, {"text": (WRONG + "\n") * 300}).content.decode()
    assert "300 figures are misquoted" in page
    assert "100 more are not shown" in page


def test_the_drawing_reads_from_the_other_side_in_arabic() -> None:
    from amparo.statistics.ledger.drawing import TALL, _drawn
    from amparo.statistics.ledger.estimates import estimate

    one = estimate("unicef_2003_twelve_billion")
    with translation.override("en"):
        ltr = _drawn(one, TALL, 16)
    with translation.override("ar"):
        rtl = _drawn(one, TALL, 16)
    assert [node.x for node in rtl.nodes] == [TALL - node.x for node in ltr.nodes]
