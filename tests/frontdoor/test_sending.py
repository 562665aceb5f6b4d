"""A report without an account: it arrives sealed, gives a receipt, and shows nothing."""

import re

import pytest

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import queries
from amparo.casefile.actions_concern import close_concern, open_case
from amparo.casefile.actions_looking import see_case
from amparo.casefile.models import Case, Entry
from amparo.frontdoor import actions
from amparo.frontdoor.models import FrontDoor, Receipt
from amparo.people import queries as people
from amparo.people.models import Agency, RoleGrant
from tests.cast import BEGAN, Cast
from tests.frontdoor.conftest import INSTITUTION, TYPED, SignIn, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def text_of(response) -> str:
    return response.content.decode()


def receipt_in(response) -> str:
    found = RECEIPT.search(text_of(response))
    assert found, text_of(response)
    return found[0]


def entry_id_in(response) -> str:
    return re.search(r'name="entry_id" value="([^"]+)"', text_of(response))[1]


# The page


def test_the_page_needs_no_account_and_sets_no_cookie(visitor: Visitor) -> None:
    response = visitor.get()
    assert response.status_code == 200
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_the_page_says_neither_who_it_is_for_nor_what_it_is_about(visitor: Visitor) -> None:
    shown = text_of(visitor.get())
    assert INSTITUTION not in shown
    assert "social_services" not in shown
    assert "traffick" not in shown.lower()


def test_the_page_asks_what_anybody_is_asked_but_where_it_stands(visitor: Visitor) -> None:
    shown = text_of(visitor.get())
    assert 'name="account"' in shown
    assert 'name="channel"' not in shown
    assert "No names here" in shown
    assert "Nobody can read anything through this page" in shown


def test_the_emergency_number_stands_on_the_page(visitor: Visitor, settings) -> None:
    settings.AMPARO_EMERGENCY_NUMBER = "999"
    assert 'href="tel:999"' in text_of(visitor.get())


def test_a_border_post_is_asked_about_a_journey_that_was_stopped(cast: Cast) -> None:
    opened = actions.open_door(
        by=cast.supervisor,
        institution="The bridge",
        channel="border",
        agency=cast.agencies["social_services"],
    )
    assert "kept from travelling on" in text_of(Visitor(f"/door/{opened.token}/").get())


# Sending


def test_a_report_arrives_sealed_where_the_door_leads(visitor: Visitor, cast: Cast) -> None:
    response = visitor.send()
    assert response.status_code == 200, text_of(response)
    assert not response.cookies
    concern = Case.objects.get()
    assert concern.triage_agency == cast.agencies["social_services"]
    assert [head.reference for head in queries.concerns_waiting(cast.supervisor)] == [
        concern.reference
    ]
    sections = dict(Entry.objects.values_list("kind", "section"))
    assert sections["identity_recorded"] == "identity"
    assert sections["whereabouts_noted"] == "whereabouts"


def test_the_answer_shows_a_receipt_and_neither_reference_nor_words(visitor: Visitor) -> None:
    response = visitor.send()
    shown = text_of(response)
    assert receipt_in(response)
    assert Case.objects.get().reference not in shown
    assert not any(word in shown for word in ("Zuleikha", "yellow house", "noon", INSTITUTION))


def test_the_channel_is_that_of_the_door_whatever_is_sent(
    visitor: Visitor, cast: Cast, sign_in: SignIn
) -> None:
    visitor.send(channel="police")
    page = sign_in(cast.supervisor).get(f"/concerns/{Case.objects.get().reference}/")
    assert "School" in text_of(page)
    assert "Police" not in text_of(page)


def test_the_log_names_the_door_as_author_and_holds_no_secret(
    visitor: Visitor, door: FrontDoor
) -> None:
    visitor.send()
    line = Line.objects.get(verb="concern_reported")
    assert line.actor_id == door.account_id
    token = visitor.address.split("/")[2]
    assert not any(token in str(line.__dict__) for line in Line.objects.all())


def test_a_form_sent_twice_is_one_report_with_one_receipt(visitor: Visitor) -> None:
    entry_id = entry_id_in(visitor.get())
    first = receipt_in(visitor.send(entry_id=entry_id))
    assert receipt_in(visitor.send(entry_id=entry_id)) == first
    assert Case.objects.count() == Receipt.objects.count() == 1


def test_a_form_sent_again_with_other_words_is_offered_as_a_second_report(
    visitor: Visitor,
) -> None:
    entry_id = entry_id_in(visitor.get())
    visitor.send(entry_id=entry_id)
    again = visitor.send(entry_id=entry_id, account="There is a second child.")
    assert again.status_code == 409
    assert "There is a second child." in text_of(again)
    assert entry_id_in(again) != entry_id
    visitor.send(entry_id=entry_id_in(again), account="There is a second child.")
    assert Case.objects.count() == 2


def test_a_form_without_an_id_arrives_all_the_same(visitor: Visitor) -> None:
    assert visitor.send(entry_id="not ours").status_code == 200
    assert visitor.send().status_code == 200
    assert Case.objects.count() == 2


def test_no_gate_holds_a_report_back(cast: Cast) -> None:
    opened = actions.open_door(
        by=cast.supervisor,
        institution="The bridge",
        channel="border",
        agency=cast.agencies["social_services"],
    )
    visitor = Visitor(f"/door/{opened.token}/")
    page = visitor.get()
    stopped = {"stopped_by": "ngo", "stopped_grounds": "She is a girl.", "child_consulted": "false"}
    entry_id = entry_id_in(page)
    response = visitor.send(entry_id=entry_id, **stopped)
    assert response.status_code == 200, text_of(response)
    assert receipt_in(visitor.send(entry_id=entry_id, **stopped)) == receipt_in(response)
    assert Case.objects.count() == 1


def test_a_gate_that_wants_a_second_person_does_not_hold_it_back_either(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country may ask a second person before such a step; there is none at a door."""
    from amparo.casefile.rules import GatesSpeak

    report = actions.report_concern

    def strict(**said):
        if "intercepted" in said["concern"]:
            raise GatesSpeak([])
        return report(**said)

    monkeypatch.setattr(actions, "report_concern", strict)
    opened = actions.open_door(
        by=cast.supervisor,
        institution="The bridge",
        channel="border",
        agency=cast.agencies["social_services"],
    )
    sent = Visitor(f"/door/{opened.token}/").send(stopped_by="ngo", stopped_grounds="She cried.")
    assert sent.status_code == 200
    view = see_case(by=cast.supervisor, case=Case.objects.get())
    assert "She cried." in str([entry.body for entry in view.entries])


def end_casework(agency: Agency) -> None:
    RoleGrant.objects.filter(user__agency=agency, role="caseworker").update(ended_at=BEGAN)


def test_where_nobody_takes_up_concerns_any_more_another_agency_gets_it(
    visitor: Visitor, cast: Cast
) -> None:
    end_casework(cast.agencies["social_services"])
    assert visitor.send().status_code == 200
    assert Case.objects.get().triage_agency == cast.agencies["other_agency"]


def test_where_nobody_at_all_takes_it_up_the_page_says_so_and_keeps_it(
    visitor: Visitor, cast: Cast
) -> None:
    RoleGrant.objects.filter(role="caseworker").update(ended_at=BEGAN)
    response = visitor.send()
    assert response.status_code == 422
    assert "by telephone" in text_of(response)
    assert TYPED["account"] in text_of(response)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"account": ""}, "Write what you saw or heard"),
        ({"account": "x" * 60_000}, "too long"),
        ({"sex": "no-such-sex"}, "Select a valid choice"),
        ({"place": "a\0b"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    visitor: Visitor, wrong: dict[str, str], said: str
) -> None:
    response = visitor.send(**wrong)
    assert response.status_code == 422
    assert said in text_of(response)
    assert TYPED["contact"] in text_of(response)
    assert not Case.objects.exists()


# Languages


def test_the_page_speaks_the_language_of_the_phone_and_else_of_the_door(
    visitor: Visitor, door: FrontDoor
) -> None:
    FrontDoor.objects.update(language="fr")
    assert 'lang="fr"' in text_of(visitor.get())
    assert 'lang="ar" dir="rtl"' in text_of(visitor.get(**{"Accept-Language": "ar-EG,ar;q=0.9"}))
    assert '<html lang="es"' in text_of(visitor.get(f"{visitor.address}?language=es"))


def test_another_language_keeps_what_was_typed_and_sends_nothing(visitor: Visitor) -> None:
    entry_id = entry_id_in(visitor.get())
    response = visitor.send(entry_id=entry_id, read_in="fr")
    assert response.status_code == 200
    assert '<html lang="fr"' in text_of(response)
    assert TYPED["account"] in text_of(response)
    assert entry_id_in(response) == entry_id
    assert not Case.objects.exists()


# How far it got


def test_a_receipt_tells_three_states_and_no_more(
    visitor: Visitor, cast: Cast, sign_in: SignIn
) -> None:
    receipt = receipt_in(visitor.send())
    assert "Received" in text_of(visitor.ask(receipt))
    concern = Case.objects.get()
    sign_in(cast.supervisor).get(f"/concerns/{concern.reference}/")
    assert "Being looked at" in text_of(visitor.ask(receipt.lower().replace("-", " ")))
    open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)
    answer = text_of(visitor.ask(receipt))
    assert "Somebody took it up" in answer
    assert concern.reference not in answer


def test_a_closed_concern_is_not_told_apart_from_one_taken_up(visitor: Visitor, cast: Cast) -> None:
    first, second = receipt_in(visitor.send()), receipt_in(visitor.send())
    one, two = Case.objects.order_by("created_at")
    open_case(by=cast.caseworker, case=one, caseworker=cast.caseworker)
    close_concern(by=cast.supervisor, concern=two, reason="A game.", agreed_by=cast.colleague)
    shown = [text_of(visitor.ask(receipt)) for receipt in (first, second)]
    assert shown[0].replace(first, "") == shown[1].replace(second, "")


def test_a_mistyped_receipt_is_pointed_out_and_an_unknown_one_is_not_there(
    visitor: Visitor,
) -> None:
    receipt = receipt_in(visitor.send())
    mistyped = visitor.ask(receipt[:-1] + ("2" if receipt[-1] != "2" else "3"))
    assert mistyped.status_code == 422
    # Another sign may also be what two signs that changed places would give.
    assert any(said in text_of(mistyped) for said in ("One sign is wrong",))
    Receipt.objects.all().delete()
    assert "There is no such number." in text_of(visitor.ask(receipt))


def test_a_receipt_stands_in_no_address_and_is_kept_as_a_digest_only(visitor: Visitor) -> None:
    receipt = receipt_in(visitor.send())
    kept = Receipt.objects.get()
    assert receipt not in str(kept.__dict__)
    assert visitor.get(f"/receipt/?receipt={receipt}").status_code == 200
    assert "Received" not in text_of(visitor.get(f"/receipt/?receipt={receipt}"))


# The account of the door


def test_the_account_of_a_door_is_nobody(door: FrontDoor, cast: Cast) -> None:
    from django.test import Client

    from amparo.casefile import choosing
    from amparo.people import sessions

    account = door.account
    assert not account.has_usable_password()
    assert people.roles_of(account) == {"first_responder"}
    assert account not in people.everybody()
    assert account.id not in {
        id_.partition(":")[2] for _agency, named in choosing.parties() for id_, _label in named
    }
    client = Client()
    client.force_login(account, backend=sessions.BACKEND)
    assert client.get("/").status_code == 302


def test_the_account_of_a_door_gets_no_invitation_and_no_other_role(
    door: FrontDoor, cast: Cast
) -> None:
    from amparo.people import actions as accounts

    for attempt in (
        lambda: accounts.invite_again(by=cast.administrator, user=door.account),
        lambda: accounts.grant_role(by=cast.administrator, user=door.account, role="caseworker"),
        lambda: accounts.deactivate_user(by=cast.administrator, user=door.account),
        lambda: accounts.note_training(by=cast.supervisor, user=door.account, trained=True),
        lambda: accounts.end_role(by=cast.administrator, grant=door.account.grants.get()),
    ):
        with pytest.raises(Refused, match=r"^not_a_person$"):
            attempt()
