"""Taking out something that everybody reads: the form stands on the page where it is corrected."""

from collections.abc import Callable

from django.http import HttpRequest

from amparo.access import Refused
from amparo.statistics.forms import WithdrawForm


def not_taken_out(request: HttpRequest, take: Callable[[str], object]) -> WithdrawForm | None:
    """The form with what is wrong and what was typed; None once `take` did it with the reason."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            take(form.cleaned_data["because"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return None
    return form
