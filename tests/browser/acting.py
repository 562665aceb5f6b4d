"""A person at a browser: signs in, fills forms by the names of their fields, and reads pages.

Nothing here looks for words, so that the same steps run in every language.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from amparo.people.models import User
from tests.cast import PASSWORD

REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
SUBMIT = "button[type=submit]:not([name])"


@dataclass
class Actor:
    """One person with a browser of their own, signed in."""

    browser: Browser
    address: str
    user: User
    pages_seen: list[str] = field(default_factory=list)
    size: tuple[int, int] = (1280, 720)

    def __post_init__(self) -> None:
        wide, high = self.size
        self.context: BrowserContext = self.browser.new_context(
            bypass_csp=True, viewport={"width": wide, "height": high}
        )
        self.page: Page = self.context.new_page()
        self.go("/sign-in/")
        self.page.fill("[name=email]", self.user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        # Home, or the form for whoever has only that.
        expect(self.page).to_have_url(re.compile(re.escape(self.address) + "/(concern/)?$"))
        # Scripts run once the page is whole.
        self.page.wait_for_load_state()

    def go(self, path: str, status: int = 200) -> Page:
        """Open a page and expect its status."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        return self.page

    def fill(self, form: Locator, **answers: Any) -> None:
        """Give answers to fields by name: text, a choice, or several choices."""
        for name, answer in answers.items():
            self.unfold(form, name)
            for one in answer if isinstance(answer, list) else [answer]:
                choice = form.locator(f'[name="{name}"][value="{one}"]')
                if choice.count():
                    choice.check(force=True)
                elif form.locator(f'select[name="{name}"]').count():
                    form.locator(f'select[name="{name}"]').select_option(str(one))
                else:
                    form.locator(f'[name="{name}"]').fill(str(one))

    def unfold(self, form: Locator, name: str) -> None:
        """Open what a question is folded in, as somebody does who wants to answer it."""
        folds = form.locator(f'details:not([open]):has([name="{name}"]) > summary')
        for fold in folds.all():
            fold.click()

    def send(self, form: Locator) -> None:
        """Press the button that sends the form."""
        form.locator(SUBMIT).last.click()
        self.page.wait_for_load_state()

    def record(self, reference: str, kind: str, **answers: Any) -> None:
        """Record what happened just now; gates that speak are passed with a reason."""
        self.go(f"/cases/{reference}/record/{kind}/")
        agreed_by = answers.pop("agreed_by", None)
        answers = {"occurred_at_how": "now", **answers}
        form = self.page.locator("main form[data-kind-form]")
        self.fill(form, **answers)
        self.send(form)
        if "/record/" in self.page.url:
            self.pass_gates(agreed_by)
        expect(self.page).to_have_url(re.compile(rf"/cases/{reference}/"))
        assert "/record/" not in self.page.url, self.page.locator("main").inner_text()[:800]

    def pass_gates(self, agreed_by: User | None) -> None:
        """Give every gate that speaks a reason, and name who agreed where one asks for it."""
        form = self.page.locator("main form[data-kind-form]")
        reasons = form.locator("[name^=despite]")
        assert reasons.count(), form.inner_text()[:800]
        for reason in reasons.all():
            reason.fill("the child's safety does not wait")
        second = form.locator("[name=second_person], [name=agreed_by]")
        if agreed_by is not None:
            second.first.select_option(str(agreed_by.id))
        self.send(form)

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
