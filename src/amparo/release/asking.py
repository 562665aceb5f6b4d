"""What is typed in the form that asks for a release, as the file that `spec.parse` reads, and back.

There is one door: the form writes a file and judges nothing, so whoever keeps files and whoever
fills in the form ask for the same. What is wrong is said by `spec`; `asking_wrong` finds the field.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from unicodedata import combining, normalize

from amparo.release.made import Codes
from amparo.release.spec import LANGUAGES, LONGEST_NAME, Spec, TableSpec
from amparo.statistics.tables.asked import MOST_AXES

Data = Mapping[str, Sequence[str]]
"""By name of the field what was typed, as a browser sends it. Tables are numbered: `table` holds
their numbers in order, `table-3-name` the name of number 3."""

TABLE: Final = "table"
AXES_OF_TABLE: Final = tuple(f"axis_{place}" for place in range(1, MOST_AXES + 1))
EXACT: Final = "1"
HIDE, NOISE = "hide", "noise"
"""How small numbers are protected."""
_PLAIN: Final = re.compile(r"[\w.+-]+")
_APART: Final = re.compile(r"[,،/]")
_LONGEST_NUMBER: Final = 9
_DECIMAL: Final = re.compile(r"\d{1,9}(?:\.\d{1,20})?")


def text_of(data: Data) -> str:
    """The file that says what was typed, whatever it is: `spec.parse` judges it."""
    titles = {language: typed(data, f"title_{language}") for language in LANGUAGES}
    name = typed(data, "name") or suggested_name(titles.values())
    lines = [f"name = {_quoted(name)}"]
    lines += _numbers(data, {"from": "first", "to": "last"})
    lines.append(f"definition = {_quoted(typed(data, 'definition'))}")
    lines.append(f"standings = {_list(data.get('standings', ()))}")
    lines.append(f"counting = {_quoted(typed(data, 'counting'))}")
    lines += _numbers(data, {"threshold": "threshold"})
    if typed(data, "round") != EXACT:
        lines += _numbers(data, {"round": "round"})
    lines.append(f"licence = {_quoted(typed(data, 'licence'))}")
    lines += ["", "[title]"]
    lines += [f"{language} = {_quoted(said)}" for language, said in titles.items() if said]
    if typed(data, "protect") == NOISE:
        lines += ["", *_noise(data)]
    for number in filled(data):
        lines += ["", *_table(data, number)]
    return "\n".join(lines) + "\n"


def data_of(spec: Spec) -> dict[str, list[str]]:
    """What one would type to ask for this."""
    data = {
        "name": [spec.name],
        "first": [str(spec.first)],
        "last": [str(spec.last)],
        "definition": [spec.definition],
        "standings": list(spec.standings),
        "counting": [spec.counting],
        "threshold": [str(spec.threshold)],
        "round": [str(spec.base)],
        "licence": [spec.licence],
        **_typed_noise(spec),
        TABLE: [str(number) for number in range(len(spec.tables))],
    }
    data |= {f"title_{language}": [said] for language, said in spec.title.items()}
    for number, table in enumerate(spec.tables):
        data |= _typed_table(table, number)
    return data


def epsilon_of(data: Data) -> float | None:
    """The epsilon that is typed, with a point or a comma; None where it is no number."""
    said = re.sub("[,٫]", ".", typed(data, "epsilon"))
    return float(said) if _DECIMAL.fullmatch(said) else None


def numbers(data: Data) -> list[int]:
    """The numbers of the tables, in their order, each once."""
    found = (one for one in data.get(TABLE, ()) if one.isdecimal() and len(one) < _LONGEST_NUMBER)
    return list(dict.fromkeys(int(one) for one in found))


def filled(data: Data) -> list[int]:
    """The numbers of those tables in which something is typed."""
    return [
        number for number in numbers(data)
        if axes(data, number)
        or any(typed(data, f"{TABLE}-{number}-{part}") for part in ("name", "keep"))
    ]  # fmt: skip


def axes(data: Data, number: int) -> tuple[str, ...]:
    """The axes that were chosen for a table."""
    every = (typed(data, f"{TABLE}-{number}-{axis}") for axis in AXES_OF_TABLE)
    return tuple(axis for axis in every if axis)


def name_of(data: Data, number: int) -> str:
    """What a table is called: as typed, or after its axes."""
    return typed(data, f"{TABLE}-{number}-name") or table_name(axes(data, number))


def typed(data: Data, name: str) -> str:
    """What stands in a field, without spaces around it."""
    return next(iter(data.get(name, ())), "").strip()


def table_name(of: Iterable[str]) -> str:
    """A name for the files of a table, after its axes."""
    return _cut("-".join(of).replace("_", "-")) or "all"


def suggested_name(titles: Iterable[str]) -> str:
    """A name for addresses, after the first title that has Latin letters; else empty."""
    for title in titles:
        letters = (one for one in normalize("NFKD", title).lower() if not combining(one))
        found = re.sub(r"[^a-z0-9]+", "-", "".join(letters)).strip("-")
        if re.search("[a-z]", found):
            return _cut(found)
    return ""


def _cut(name: str) -> str:
    """Not longer than a name may be, and whole words where there are any."""
    if len(name) <= LONGEST_NAME:
        return name
    short = name[: LONGEST_NAME + 1]
    return (short.rpartition("-")[0] or short[:LONGEST_NAME]).strip("-")


# Tables


def _table(data: Data, number: int) -> Iterator[str]:
    yield "[[table]]"
    yield f"name = {_quoted(name_of(data, number))}"
    yield f"axes = {_list(axes(data, number))}"
    kept = [_codes(line) for line in typed(data, f"{TABLE}-{number}-keep").splitlines()]
    if any(one is not None for one in kept):
        yield f"keep = [{', '.join(_list(one) for one in kept if one is not None)}]"


def _typed_table(table: TableSpec, number: int) -> dict[str, list[str]]:
    after_axes = bool(table.axes) and table.name == table_name(table.axes)
    parts = dict(zip(AXES_OF_TABLE, table.axes, strict=False))
    parts["name"] = "" if after_axes else table.name
    parts["keep"] = "\n".join(map(_line, table.keep))
    return {f"{TABLE}-{number}-{part}": [said] for part, said in parts.items()}


def _codes(line: str) -> list[str] | None:
    """One number that is kept on show, as codes with commas between, or as a list of the file.

    None where the line is empty.
    """
    line = line.strip()
    if line.startswith("["):
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            return [line]
        fine = isinstance(read, list) and all(isinstance(one, str) for one in read)
        return read if fine else [line]
    return [one.strip() for one in _APART.split(line)] if line else None


def _line(codes: Codes) -> str:
    if codes and all(_PLAIN.fullmatch(code) for code in codes):
        return ", ".join(codes)
    return json.dumps(codes)


# Noise


def _noise(data: Data) -> Iterator[str]:
    yield "[noise]"
    epsilon = epsilon_of(data)
    said = typed(data, "epsilon")
    yield f"epsilon = {_quoted(said) if epsilon is None else _decimal(epsilon)}"
    yield f"records = {'true' if typed(data, 'records') else 'false'}"


def _typed_noise(spec: Spec) -> dict[str, list[str]]:
    """Without noise, made-up records are what one would usually want with it."""
    noise = spec.noise
    if noise is None:
        return {"protect": [HIDE], "records": ["on"]}
    records = ["on"] if noise.records else []
    return {"protect": [NOISE], "epsilon": [_decimal(noise.epsilon)], "records": records}


def _decimal(number: float) -> str:
    short = f"{number:g}"
    return short if float(short) == number else repr(number)


# TOML


def _numbers(data: Data, keys: Mapping[str, str]) -> Iterator[str]:
    """A line for each that is typed; what is no number is written as it was typed."""
    for key, name in keys.items():
        said = typed(data, name)
        if said.isdecimal() and len(said) <= _LONGEST_NUMBER:
            yield f"{key} = {int(said)}"
        elif said:
            yield f"{key} = {_quoted(said)}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML, as JSON has it but for one character: nothing gets out of it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
