"""Makes docs/what-the-documents-ask.md from docs/documents/*.toml.

One file a document, one row for each thing a section asks of States or agencies. The page is
never edited by hand: change the rows, run this file, and look at the difference. The tests in
tests/docs/ hold that the page is what this file makes and that every name in it exists in the code.

    python -m tools.documents_table           writes the page
    python -m tools.documents_table --check   says whether the page is up to date (exit 1 if not)
"""

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "docs" / "documents"
PAGE = ROOT / "docs" / "what-the-documents-ask.md"

STATUSES = ("done", "partly", "not yet")
"""The only three answers. Anything finer tempts one to call half a thing done."""

ANSWERS = {
    "kind": "a kind of entry, as `amparo kinds` lists them",
    "field": "one field of a kind, written `kind.field`",
    "duty": "a duty of the default protocol, as `amparo duties` works them out",
    "gate": "a gate of the default protocol, as `amparo gates` speaks them",
    "list": "a code list of the room `terms`",
    "situation": "something folded from the timeline, shown on the case page",
    "role": "a role, with what it may record, read and do in the role table",
    "room": "a room of the house, `src/amparo/<room>/`",
    "screen": "a page in the browser",
    "command": "a command of `amparo`",
}
"""What an answer can be. The part before the colon in `answered_by`."""


class BadRow(ValueError):
    """A row that cannot be shown; the message names the document and the section."""


@dataclass(frozen=True)
class Row:
    """One thing that a section asks, and where Amparo answers it."""

    section: str
    asks: str
    status: str
    answered_by: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """One thing that a section asks and that no information system does."""

    section: str
    asks: str
    why: str


@dataclass(frozen=True)
class Document:
    """One of the documents that Amparo answers, with its rows in the document's own order."""

    code: str
    order: int
    title: str
    by: str
    note: str
    rows: tuple[Row, ...]
    elsewhere: tuple[Elsewhere, ...] = field(default=())


def read_documents(folder: Path = DOCUMENTS) -> list[Document]:
    """Every document of `folder`, in the order that the files give.

    Raises BadRow for a status, an answer or a key that this page does not know.
    """
    found = [read_document(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(found, key=lambda document: document.order)


def read_document(path: Path) -> Document:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    head = data["document"]
    return Document(
        code=path.stem,
        order=head["order"],
        title=head["title"],
        by=head["by"],
        note=head.get("note", ""),
        rows=tuple(_row(path.stem, raw) for raw in data.get("row", [])),
        elsewhere=tuple(Elsewhere(**raw) for raw in data.get("elsewhere", [])),
    )


def _row(document: str, raw: dict[str, Any]) -> Row:
    row = Row(**{**raw, "answered_by": tuple(raw.get("answered_by", ()))})
    place = f"{document} §{row.section}"
    if row.status not in STATUSES:
        raise BadRow(f"{place}: status {row.status!r} is none of {', '.join(STATUSES)}")
    for answer in row.answered_by:
        if answer.partition(":")[0] not in ANSWERS:
            raise BadRow(f"{place}: {answer!r} does not begin with one of {', '.join(ANSWERS)}")
    if row.status != "not yet" and not row.answered_by:
        raise BadRow(f"{place}: a row that is {row.status} names what answers it")
    if row.status != "done" and not row.note:
        raise BadRow(f"{place}: a row that is {row.status} says what is missing")
    return row


def answers_named(documents: list[Document]) -> dict[str, set[str]]:
    """Every name that the rows use, by what it is: `{"duty": {"guardian", …}, …}`."""
    named: dict[str, set[str]] = {what: set() for what in ANSWERS}
    for document in documents:
        for row in document.rows:
            for answer in row.answered_by:
                what, _, name = answer.partition(":")
                named[what].add(name)
    return named


def page(documents: list[Document]) -> str:
    """The whole page, as Markdown."""
    parts = [_opening(), _counts(documents), _key()]
    parts += [_section(document) for document in documents]
    return "\n\n".join(parts) + "\n"


def _opening() -> str:
    return """# What the five documents ask, and where Amparo answers it

<!-- Made by tools/documents_table.py from docs/documents/*.toml. Change those, not this page. -->

Five documents say what a State and its agencies owe a trafficked child. This page goes through
them section by section: what the section asks, in our words; where Amparo answers it; and whether
that is *done*, *partly* done or *not yet* there.

- **done**: a person can do it, or rely on it, in this version.
- **partly**: some of it; the note says what is missing.
- **not yet**: nothing of it that a person could rely on.

*Done* speaks of the system, not of the country: Amparo can keep a clock for a guardian; it cannot
appoint one. What a section asks and no information system can give is listed apart, under each
document. Times that a document does not give are defaults of this project, and are not put under
the document's name."""


def _counts(documents: list[Document]) -> str:
    lines = ["| document | done | partly | not yet | in all |", "|---|---:|---:|---:|---:|"]
    total: Counter[str] = Counter()
    for document in documents:
        counts = Counter(row.status for row in document.rows)
        total += counts
        lines.append(_count_line(f"[{_short(document)}](#{document.code})", counts))
    lines.append(_count_line("**together**", total))
    return "\n".join(lines)


def _count_line(name: str, counts: Counter[str]) -> str:
    cells = " | ".join(str(counts[status]) for status in STATUSES)
    return f"| {name} | {cells} | {sum(counts.values())} |"


def _short(document: Document) -> str:
    return f"{document.title}, {document.by}"


def _key() -> str:
    lines = ["Names in the third column:", ""]
    lines += [f"- *{what}*: {meaning}" for what, meaning in ANSWERS.items()]
    return "\n".join(lines)


def _section(document: Document) -> str:
    lines = [f'<a id="{document.code}"></a>', "", f"## {document.title}", "", document.by + "."]
    if document.note:
        lines += ["", document.note]
    lines += ["", "| section | what it asks | where Amparo answers | status | note |"]
    lines += ["|---|---|---|---|---|"]
    lines += [_row_line(row) for row in document.rows]
    if document.elsewhere:
        lines += ["", "**Asked, but not of an information system**", ""]
        lines += [_elsewhere_line(item) for item in document.elsewhere]
    return "\n".join(lines)


def _row_line(row: Row) -> str:
    answers = "; ".join(_answer(answer) for answer in row.answered_by) or "–"
    cells = [row.section, row.asks, answers, f"*{row.status}*", row.note]
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _elsewhere_line(item: Elsewhere) -> str:
    return f"- **{item.section}**: {item.asks} {item.why}"


def _answer(answer: str) -> str:
    what, _, name = answer.partition(":")
    return f"{what} *{name}*" if what == "screen" else f"{what} `{name}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    made = page(read_documents())
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print(f"{PAGE.name} is out of date: run python -m tools.documents_table", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
