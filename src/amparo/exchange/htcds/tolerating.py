"""Reads files that nearly follow HTCDS: the standard's own workbooks, its survey form, exports of
them, and what people make of these. Every kindness is counted and told; what cannot be known is
left as it is, and the mapping drops it with a reason.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from amparo.exchange.htcds.fields import (
    BETWEEN,
    CHILD,
    EXTENSION,
    KEY,
    Field,
    fields,
    fold,
    industries,
)
from amparo.exchange.opening import Rows, Sheet, open_sheet
from amparo.exchange.refused import ExchangeError
from amparo.terms.messages import N_, Reason

HEADINGS = {
    "vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg",
    "record_id": KEY, "_uuid": KEY, "instanceID": KEY, "meta/instanceID": KEY,
}  # fmt: skip
"""Headings that are known to be misspelt, or stand for the key that the standard does not have."""
OTHER_SPELLINGS = {
    "vic_RelationshipToTrafficker": {"Unacquainted": "Unaquainted"},
    "vic_MethodsOfControl": {
        "Threats": "PhysicalThreats", "ThreatOfLawEnforcement": "ThreatsLawEnforcement",
        "PsychoactiveSubstances": "PsychoactiveSubstance", "ThreatsOfLawEnforcement":
        "ThreatsLawEnforcement",
    },
    "vic_TypeOfExploitation": {"ForcedLabor": "ForcedLabour", "ChildLabor": "ChildLabour"},
    "vic_TraffickingStatusDecisionMakingOrg": {
        "NonPoliceGovernmentalOrganisation": "NonPoliceGovernmentalOrganization"},
    "prs_Gender": {"Unknown": "NonSpecifiedUnknown", "NotSpecified": "NonSpecifiedUnknown"},
}  # fmt: skip
TWICE = N_("the heading %(heading)s is there twice: the second is not read")
HEADING_READ = N_("the heading %(heading)s, read as %(name)s")
VALUE_READ = N_("%(field)s: %(written)s, read as %(made)s")
LABELS = Reason(N_("a second line of labels, which are not read: the names above them count"))
GUIDANCE = "MethodsOfControl"
"""Before the code in the standard's text of definitions: MethodsOfControlDebtBondage."""
SEPARATORS = (";", "|", "\n", ",")
ADDRESS = ("prs_MailingCity", "prs_MailingCountry", "prs_MailingState", "prs_MailingStreet",
           "prs_MailingPostalCode")  # fmt: skip
AFTER_NO_NAME = "cas_OutgoingReferralDate"


def opened(path: Path) -> tuple[Sheet, Counter[str]]:
    """The sheet with the standard's headings and codes, and what was tolerated, counted as the rows
    are read. Raises ExchangeError where it is no file of HTCDS."""
    sheet = open_sheet(path)
    told: Counter[str] = Counter()
    heading = _headings(sheet, told)
    if not any(name in fields() for name in heading):
        raise ExchangeError(f"{path}: none of its columns is a field of HTCDS")
    rows = _without_labels(sheet.rows, told)
    return Sheet(path, heading, _rows(rows, heading, told), sheet.said), told


def _headings(sheet: Sheet, told: Counter[str]) -> tuple[str, ...]:
    made: list[str] = []
    for at, raw in enumerate(sheet.heading):
        name = heading_of(raw) or _unnamed(sheet.heading, at) or raw
        if name and name in made:
            told[Reason(TWICE, heading=repr(raw[:40]))] += 1
            name = f"{raw} ({at + 1})"
        elif name != raw:
            told[Reason(HEADING_READ, heading=repr(raw[:40]), name=name)] += 1
        made.append(name)
    return tuple(made)


def heading_of(raw: str) -> str:
    """The field that a heading stands for; empty where it stands for none, or for several."""
    last = raw.replace(":", "/").split("/")[-1].strip()
    if raw in (KEY, CHILD) or raw in fields():
        return raw
    if known := HEADINGS.get(raw) or HEADINGS.get(last):
        return known
    return _by_name().get(fold(last), "") or _by_label().get(fold(last), "")


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): name for name in fields()} | {
        fold(name): standing for name, standing in HEADINGS.items()
    }


@cache
def _by_label() -> dict[str, str]:
    """Labels that only one field has. Those of an address are not among them: in the standard's own
    workbooks they stand above the wrong columns."""
    counted = Counter(fold(one.label) for one in fields().values() if one.label)
    doubtful = {fold(fields()[name].label) for name in ADDRESS} | {fold("Second Name")}
    return {
        fold(one.label): one.name for one in fields().values()
        if one.label and counted[fold(one.label)] == 1 and fold(one.label) not in doubtful
    }  # fmt: skip


def _unnamed(heading: tuple[str, ...], at: int) -> str:
    """The column that the standard's workbook left without a name stands before a known one."""
    if heading[at] or at + 1 >= len(heading):
        return ""
    following = heading_of(heading[at + 1])
    return "cas_ReasonForOutgoingReferral" if following == AFTER_NO_NAME else ""


def _without_labels(rows: Rows, told: Counter[str]) -> Rows:
    """The workbooks have a line of labels below the hidden line of names."""
    first = next(rows, None)
    if first is None:
        return iter(())
    labels = {fold(one.label) for one in fields().values() if one.label}
    filled = [fold(cell) for cell in first[1] if cell]
    if len(filled) > 1 and sum(cell in labels for cell in filled) > len(filled) / 2:
        told[LABELS] += 1
        return rows
    return chain([first], rows)


def _rows(
    rows: Rows, heading: tuple[str, ...], told: Counter[str]
) -> Iterator[tuple[int, list[str]]]:
    known = [fields().get(name) for name in heading]
    for line, cells in rows:
        yield line, [
            _cell(field, cell, told) if field is not None and cell else cell
            for field, cell in zip(known, cells, strict=True)
        ]  # fmt: skip


def _cell(field: Field, cell: str, told: Counter[str]) -> str:
    if field.type == "Checkbox":
        made = _CHECKED.get(cell.casefold(), cell)
    elif field.codes:
        codes = codes_of(field, cell)
        # What is not all codes stays as it was written, and is quoted nowhere.
        made = BETWEEN.join(codes) if all(code_of(field, code) for code in codes) else cell
    elif field.list_name and field.several:
        made = BETWEEN.join(_split(cell, lambda part: len(part) in (2, 3)))
    else:
        return cell
    if made != cell:
        written, read = repr(cell[:40]), repr(made[:40])
        told[Reason(VALUE_READ, field=field.name, written=written, made=read)] += 1
    return made


_CHECKED = {
    "true": "TRUE",
    "1": "TRUE",
    "yes": "TRUE",
    "false": "FALSE",
    "0": "FALSE",
    "no": "FALSE",
}


def codes_of(field: Field, cell: str) -> list[str]:
    """The codes that a cell says, whatever stands between them; what is no code stays as it is."""
    whole = code_of(field, cell)
    if whole:
        return [whole]
    return [
        code_of(field, part) or part for part in _split(cell, lambda it: bool(code_of(field, it)))
    ]


def _split(cell: str, is_code: Callable[[str], bool]) -> list[str]:
    for separator in SEPARATORS:
        if separator in cell:
            return [part for one in cell.split(separator) if (part := one.strip())]
    parts = cell.split()
    if len(parts) > 1 and all(is_code(part) for part in parts):
        return parts  # a survey form puts blanks between what was chosen
    return [cell]


def code_of(field: Field, text: str) -> str:
    """The code of the standard, or of our extension; empty where it is none."""
    return _codes(field.name).get(fold(text), "")


@cache
def _codes(name: str) -> dict[str, str]:
    field = fields()[name]
    extended = EXTENSION.get(name, ())
    found = {fold(label): code for code, label in zip(field.codes, field.labels, strict=True)}
    found |= {fold(code): code for code in (*field.codes, *extended)}
    found |= {fold(odd): code for odd, code in OTHER_SPELLINGS.get(name, {}).items()}
    if name == "vic_MethodsOfControl":
        found |= {fold(GUIDANCE + odd): code for odd, code in found.items()}
    if name == "vic_ForcedLabourIndustry":
        found = {**industries(), **found}
        found |= {fold(code.partition("_")[0]): code for code in field.codes}
    return found
