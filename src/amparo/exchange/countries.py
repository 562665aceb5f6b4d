"""Countries as lists write them: ISO 3166-1 alpha-3, alpha-2, or their English name."""

import tomllib
from functools import cache
from importlib.resources import files

from amparo.terms import code_list

FORMS = ("alpha3", "alpha2", "alpha2or3", "name")


def alpha3_of(text: str, form: str) -> str:
    """The alpha-3 code, empty where the text is none. `form`: one of FORMS."""
    return _table(form).get(text.casefold(), "")


def alpha2_of(code: str) -> str:
    """The alpha-2 code of an alpha-3 one, empty where there is none."""
    return {three: two for two, three in two_to_three().items()}.get(code, "")


@cache
def two_to_three() -> dict[str, str]:
    text = (files("amparo.exchange") / "countries.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _table(form: str) -> dict[str, str]:
    codes = [code for code in code_list("country") if len(code) == 3 and code.isupper()]
    if form == "alpha3":
        return {code.casefold(): code for code in codes}
    if form == "alpha2or3":
        return _table("alpha2") | _table("alpha3")
    if form == "alpha2":
        return {two.casefold(): three for two, three in two_to_three().items()}
    labels = code_list("country")
    return {labels[code].label("en").casefold(): code for code in codes}
