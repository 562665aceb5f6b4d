"""The architecture, drawn from the code: floors from the import contract, lines from imports."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "amparo"
WIDTH, ROW, BOX, TOP = 860, 74, 46, 16


def floors() -> list[list[str]]:
    """The rooms that exist, highest floor first, as the import contract has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    rows = [layer.replace("|", ":").split(":") for layer in layers]
    named = [[name.strip(" ()") for name in row] for row in rows]
    return [row for row in ([room for room in row if _path(room)] for row in named) if row]


def _path(room: str) -> Path | None:
    for path in (SOURCE / room / "__init__.py", SOURCE / f"{room}.py"):
        if path.exists():
            return path
    return None


def says(room: str) -> str:
    """The first sentence of what the room says about itself."""
    path = _path(room)
    words = ast.get_docstring(ast.parse(path.read_text())) if path else None
    return " ".join((words or "").split("\n\n")[0].split())


@cache
def uses(room: str) -> list[str]:
    """The rooms that this one imports."""
    found = {name for path in _files(room) for name in _imported(path)}
    return sorted(found & {name for row in floors() for name in row} - {room})


def _files(room: str) -> list[Path]:
    single = SOURCE / f"{room}.py"
    return [single] if single.exists() else sorted((SOURCE / room).rglob("*.py"))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            parts = node.module.split(".")
            if parts == ["amparo"]:
                yield from (alias.name for alias in node.names)
            elif parts[0] == "amparo":
                yield parts[1]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("amparo."):
                    yield alias.name.split(".")[1]


def page() -> str:
    rows = floors()
    lines = [
        "# The house",
        "",
        "Each room is a folder of `src/amparo/`. A room imports only from lower floors; the build",
        "checks it. This page and its drawing are made from the code by `make docs`.",
        "",
        "![The floors of the house, highest first](house.svg)",
        "",
        "| floor | room | what it decides | imports |",
        "|---|---|---|---|",
    ]
    for number, row in zip(range(len(rows), 0, -1), rows, strict=True):
        lines += [f"| {number} | `{r}` | {says(r)} | {', '.join(uses(r)) or '–'} |" for r in row]
    return "\n".join(lines) + "\n"


def drawing() -> str:
    """An SVG with a box for each room and a line for each room it imports."""
    places = dict(_places(floors()))
    height = TOP * 2 + ROW * len(floors())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' font-family="sans-serif" font-size="15">',
        "<title>The rooms of Amparo by floor; a line leads to what a room stands on</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *_lines(places),
    ]
    for room, (x, y, width) in places.items():
        parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{BOX}" rx="8" fill="#eef4f2"'
            ' stroke="#2f6f62"/>'
            f'<text x="{x + width / 2:g}" y="{y + 28}" text-anchor="middle">{escape(room)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _places(rows: list[list[str]]) -> Iterator[tuple[str, tuple[float, float, float]]]:
    # Rooms of neighbouring floors are set apart sideways, so that the lines do not run on top of
    # each other.
    for number, row in enumerate(rows):
        width = 150
        step = WIDTH / (len(row) + 1)
        shift = (number % 3 - 1) * 90 if len(row) == 1 else 0
        for index, room in enumerate(row, 1):
            yield room, (round(step * index - width / 2 + shift), TOP + number * ROW, width)


def _nearest(room: str) -> list[str]:
    """The rooms it imports that are not also reached through another it imports."""
    direct = uses(room)
    beyond = {far for near in direct for far in _reached(near)}
    return [name for name in direct if name not in beyond]


def _reached(room: str) -> set[str]:
    return {name for near in uses(room) for name in (near, *_reached(near))}


def _lines(places: dict[str, tuple[float, float, float]]) -> Iterator[str]:
    for room, (x, y, width) in places.items():
        for used in _nearest(room):
            to_x, to_y, to_width = places[used]
            yield (
                f'<line x1="{x + width / 2:g}" y1="{y + BOX}" x2="{to_x + to_width / 2:g}"'
                f' y2="{to_y}" stroke="#9bb5ae" stroke-width="1"/>'
            )
