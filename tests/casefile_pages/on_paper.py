"""Paper at hand: addresses of sheets, where they are typed in, and what was written on them."""

from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.casefile import paper, timelines
from amparo.casefile.models import Case

SIGNS, LABOUR = "unodc_child", "child_labour"


def sheet(code: str, language: str = "en") -> str:
    if code == paper.CONCERN:
        return f"{reverse('casefile:paper_concern')}?in={language}"
    return f"{reverse('casefile:paper_sheet', args=[code])}?in={language}"


def of_case(case: Case, code: str, language: str = "en") -> str:
    address = reverse("casefile:screening_sheet", args=[case.reference, code])
    return f"{address}?in={language}"


def typing(case: Case, code: str, **query: str) -> str:
    address = reverse("casefile:screening_paper", args=[case.reference, code])
    return f"{address}?{urlencode(query)}" if query else address


def days_ago(days: int) -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {"occurred_at_how": "at"} | {f"occurred_at_{k}": str(v) for k, v in parts.items()}


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def the_screening(case: Case) -> dict:
    return dict(timelines.open_case(case.id).timeline().of("screening_completed")[-1].body)
