"""The shell round every page, the pages for what went wrong, and the people's own pages."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from amparo.access import Refused
from amparo.people.models import User
from tests.cast import PASSWORD, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    return client


def test_the_style_guide_shows_every_component(client: Client, db: None) -> None:
    page = client.get("/styleguide/").content.decode()
    parts = (
        "badge notice card facts table tabs breadcrumb empty clock reference covered timeline "
        "filters pagination progress due journey rows error-summary"
    )
    for part in parts.split():
        assert f'class="{part}' in page, part


def test_a_demonstration_says_so_on_every_page(client: Client, db: None) -> None:
    for address in ("/sign-in/", "/styleguide/", "/nothing-here/"):
        assert "made up" in client.get(address).content.decode()


def test_where_data_are_real_nothing_is_called_made_up(
    client: Client, db: None, settings: Any
) -> None:
    settings.AMPARO_MODE = "real"
    assert "demo-banner" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(language: str, direction: str) -> None:
    request = RequestFactory().get("/")
    with translation.override(language):
        page = render_to_string("ui/404.html", request=request)
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_a_refusal_says_what_why_and_what_to_do() -> None:
    refusal = Refused(
        "Only a guardian may %(step)s.", "Ask the guardian.", values={"step": "agree"}
    )
    page = render_to_string("ui/403.html", {"refusal": refusal})
    assert "Only a guardian may agree." in page
    assert "Ask the guardian." in page
    assert "Nothing was changed" in page


def test_a_failure_says_what_was_kept_and_what_to_do() -> None:
    page = render_to_string("ui/500.html")
    assert "Everything recorded before is safe" in page
    assert "Try again" in page


# Signing in


def test_signing_in_leads_to_the_page_that_was_asked_for(cast: Cast) -> None:
    data = {"email": cast.caseworker.email, "password": PASSWORD, "next": "/styleguide/"}
    assert Client().post("/sign-in/", data)["Location"] == "/styleguide/"


def test_signing_in_never_leads_to_another_site(cast: Cast) -> None:
    data = {"email": cast.caseworker.email, "password": PASSWORD, "next": "https://example.org/"}
    assert Client().post("/sign-in/", data)["Location"] == "/"


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(cast: Cast) -> None:
    data = {"email": cast.caseworker.email, "password": "wrong"}
    response = Client().post("/sign-in/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This address and password do not belong together." in page
    assert f'value="{cast.caseworker.email}"' in page
    assert "wrong" not in page


def test_the_demonstration_offers_one_person_for_each_role(cast: Cast, settings: Any) -> None:
    settings.AMPARO_DEMO_PASSWORD = PASSWORD
    page = Client().get("/sign-in/").content.decode()
    assert page.count('class="account"') > 10
    settings.AMPARO_MODE = "real"
    assert PASSWORD not in Client().get("/sign-in/").content.decode()


def test_a_new_person_chooses_a_password_and_is_in(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)
    invited = {
        "display_name": "A new colleague",
        "email": "new@example.org",
        "agency": str(cast.agencies["school"].pk),
        "roles": ["first_responder"],
        "language": "en",
    }
    page = administrator.post("/administration/people/invite/", invited).content.decode()
    address = page.split("http://testserver")[1].split("<")[0].split('"')[0]
    newcomer = Client()
    opened = newcomer.get(address)
    assert opened["Location"] == "/invitation/"  # the token leaves the address at once
    easy = newcomer.post("/invitation/", {"password": "password"})
    assert easy.status_code == 422
    accepted = newcomer.post("/invitation/", {"password": "seven blue boats asleep"})
    assert accepted["Location"] == "/"


def test_the_language_is_kept_with_the_account(cast: Cast) -> None:
    client = signed_in(cast.caseworker)
    client.post("/my-language/", {"language": "ar", "next": "/styleguide/"})
    assert 'dir="rtl"' in client.get("/styleguide/").content.decode()
    cast.caseworker.refresh_from_db()
    assert cast.caseworker.language == "ar"


def test_changing_the_password_keeps_this_session(cast: Cast) -> None:
    client = signed_in(cast.caseworker)
    changed = {"old": PASSWORD, "new": "seven blue boats asleep"}
    assert client.post("/password/", changed).status_code == 302
    assert client.get("/password/").status_code == 200


def test_signing_out_takes_a_button_and_not_a_link(cast: Cast) -> None:
    client = signed_in(cast.caseworker)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/password/").status_code == 302


# Administration


ADMINISTRATION = (
    "/administration/agencies/",
    "/administration/agencies/new/",
    "/administration/people/",
    "/administration/people/invite/",
)


@pytest.mark.parametrize("address", ADMINISTRATION)
def test_only_an_administrator_looks_after_agencies_and_accounts(cast: Cast, address: str) -> None:
    assert signed_in(cast.administrator).get(address).status_code == 200
    assert signed_in(cast.caseworker).get(address).status_code == 403
    assert signed_in(cast.outsider).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_supervisor_sees_the_people_of_their_own_agency_only(cast: Cast) -> None:
    page = signed_in(cast.supervisor).get("/administration/people/").content.decode()
    assert cast.caseworker.display_name in page
    assert cast.outsider.display_name not in page
    address = f"/administration/people/{cast.outsider.pk}/"
    assert signed_in(cast.supervisor).get(address).status_code == 404


def test_a_role_that_sees_content_waits_for_the_supervisor_of_the_agency(cast: Cast) -> None:
    administrator = signed_in(cast.administrator)
    person = f"/administration/people/{cast.colleague.pk}/"
    administrator.post(f"{person}roles/", {"role": "guardian"})
    assert "to be confirmed" in administrator.get(person).content.decode()
    supervisor = signed_in(cast.supervisor)
    page = supervisor.get("/administration/roles/").content.decode()
    confirm = next(part for part in page.split('"') if part.endswith("/confirm/"))
    assert supervisor.post(confirm).status_code == 302
    assert "to be confirmed" not in administrator.get(person).content.decode()
