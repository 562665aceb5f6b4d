"""The starter of a mapping: what each column of a list may be, each proposal marked as one.

Nothing that it says is used before a person has looked at it (`proposed = true` is refused at the
import). Values are quoted only where a column is proposed as a coded one: a name or a telephone
number does not get into the file.
"""

import json
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from amparo.exchange.columns import Target, target_of
from amparo.exchange.countries import alpha3_of
from amparo.exchange.mapping.shipped import names as shipped_names
from amparo.exchange.mapping.shipped import shipped
from amparo.exchange.opening import Sheet, open_sheet
from amparo.terms import LANGUAGES, code_list

LOOKED_AT = 2_000
MOST_VALUES = 40
ALIKE = 0.8


def starter(path: Path) -> str:
    """The text of a mapping for a list. Raises ExchangeError where the list cannot be read."""
    sheet = open_sheet(path)
    columns = _columns_of(sheet)
    parts = [_head(sheet)]
    key = next((name for name in sheet.heading if _plain(name) in _words()["key"]["key"]), "")
    if key:
        parts.append(f"key = {_quoted(key)}\n")
    parts.append('[missing]\n"" = "not_known"\n')
    for name, values in columns.items():
        if name != key:
            parts.append(_column(name, values))
    return "\n".join(parts)


def _columns_of(sheet: Sheet) -> dict[str, Counter[str]]:
    values: list[Counter[str]] = [Counter() for _ in sheet.heading]
    for _, cells in islice(sheet.rows, LOOKED_AT):
        for seen, cell in zip(values, cells, strict=True):
            if cell:
                seen[cell] += 1
    return {name: seen for name, seen in zip(sheet.heading, values, strict=True) if name}


def _head(sheet: Sheet) -> str:
    known = _looks_like(sheet.heading)
    hint = (
        f"# It looks like {known}, which comes along: --mapping {known} may be enough.\n"
        if known
        else ""
    )
    return (
        "# What the columns of this list mean. Everything marked proposed = true was proposed by\n"
        "# a machine: look at each, correct it, take that line away. Nothing comes in before.\n"
        "#   to = a column of the facts (amparo facts columns), values = { theirs = \"ours\" }\n"
        "#   identity = a column for linking, never kept;  why = the reason why nothing is kept\n"
        f"{hint}\n"
        f"name = {_quoted(_name(sheet.path))}\n"
        f"title = {_quoted(sheet.path.stem)}"
    )  # fmt: skip


def _name(path: Path) -> str:
    made = "".join(letter if letter.isalnum() else "-" for letter in _plain(path.stem))
    return "-".join(part for part in made.split("-") if part) or "list"


def _looks_like(heading: tuple[str, ...]) -> str:
    for name in shipped_names():
        known = {one for rule in shipped(name).rules for one in rule.headings}
        if heading and sum(one in known for one in heading) >= ALIKE * len(heading):
            return name
    return ""


def _column(name: str, values: Counter[str]) -> str:
    lines = ["[[columns]]", f"from = {_quoted(name)}"]
    plain = _plain(name)
    to, identity = _words_for("columns", plain), _words_for("identity", plain)
    if identity and not to:
        lines.append(f"identity = {_quoted(identity)}")
    elif to:
        lines += _to(to, target_of(to), values)
    else:
        lines.append(f"# {len(values)} different values; say to, identity, or why it is left out")
    return "\n".join([*lines, "proposed = true", ""])


def _to(to: str, target: Target, values: Counter[str]) -> list[str]:
    lines = [f"to = {_quoted(to)}"]
    if target.type in ("integer", "date"):
        kind = "date" if target.type == "date" else "year" if "year" in to else "number"
        lines.append(f'kind = "{kind}"')
        return lines
    if target.code_list in ("country", "citizenship"):
        form = _form_of(values)
        return [*lines, 'kind = "country"', f'form = "{form}"']
    split = next((one for one in (";", "|", ",") if any(one in value for value in values)), "")
    if target.type == "codes" and split:
        lines.append(f"split = {_quoted(split)}")
        values = Counter(part.strip() for value in values for part in value.split(split))
    found = {value: _code(target, value) for value, _ in values.most_common(MOST_VALUES)}
    made = ", ".join(f"{_quoted(v)} = {_quoted(code)}" for v, code in found.items() if code)
    lines.append(f"values = {{ {made} }}" if made else "values = {}")
    if unknown := [value for value, code in found.items() if not code]:
        if len(values) <= MOST_VALUES and target.type != "text_code":
            lines += [f"# no code found for {_quoted(value[:40])}" for value in unknown]
        lines.append(f"# codes: {', '.join(target.codes)}")
    return lines


def _form_of(values: Counter[str]) -> str:
    def fits(form: str) -> int:
        return sum(bool(alpha3_of(value, form)) for value in values)

    return max(("alpha2or3", "name"), key=fits)


def _code(target: Target, value: str) -> str:
    return _said(target.table, target.name).get(_plain(value), "")


@cache
def _said(table: str, name: str) -> dict[str, str]:
    """Every way in which a code of a column is said: the code, its labels, its name in HTCDS."""
    target = target_of(f"{table}.{name}")
    if target.type == "three":
        return {word: code for code, words in _words()["yes_no"].items() for word in words}
    found = {_plain(code.replace("_", " ")): code for code in target.codes}
    if target.code_list:
        for code in code_list(target.code_list).codes.values():
            if code.code in target.codes:
                said = [code.label(language) for language in LANGUAGES]
                found |= {_plain(text): code.code for text in said}
                if code.htcds:
                    found.setdefault(_plain(code.htcds), code.code)
    if target.code_list == "sex":
        found |= {"f": "female", "m": "male", "girl": "female", "boy": "male", "woman": "female",
                  "man": "male"}  # fmt: skip
    return found


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = (files("amparo.exchange.mapping") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _words_for(part: str, plain: str) -> str:
    return next((name for name, words in _words()[part].items() if plain in words), "")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("_", " "))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
