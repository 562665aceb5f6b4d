"""Writes the outlines of the map of routes, from Natural Earth's boundaries as TopoJSON.

`python -m tools.make_world FOLDER`, with the folder of the npm package world-atlas 2.0.2 (ISC; its
boundaries are Natural Earth's, in the public domain). The coarse file gives the outlines; places
that are too small for it get a point from the finer one. The projection is Equal Earth, so that no
country looks larger than it is.
"""

import itertools
import json
import sys
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from babel.core import get_global

from amparo import terms

OUT = Path("src/amparo/statistics/drawing/world.json")
WIDTH = 2000
NAMELESS = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM"}
ANTARCTICA = "010"
HALF_ROUND = 180
# Equal Earth: Šavrič, Patterson, Jenny (2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
MIDDLE = sqrt(3) / 2

Point = tuple[float, float]
Rings = list[list[Point]]


def main() -> None:
    folder = Path(sys.argv[1])
    outlines = _shapes(json.loads((folder / "countries-110m.json").read_text()))
    finer = _shapes(json.loads((folder / "countries-50m.json").read_text()))
    everything = [point for rings in outlines.values() for ring in rings for point in ring]
    left, right = min(x for x, _ in everything), max(x for x, _ in everything)
    top = min(y for _, y in everything)
    scale = WIDTH / (right - left)

    def placed(point: Point) -> tuple[int, int]:
        return round((point[0] - left) * scale), round((point[1] - top) * scale)

    world = {
        "width": WIDTH,
        "height": max(placed(point)[1] for point in everything),
        "shapes": {code: _path(rings, placed) for code, rings in sorted(outlines.items())},
        "points": {
            code: placed(_middle(rings))
            for code, rings in sorted({**finer, **outlines}.items())
            if code in terms.code_list("country")
        },
    }
    OUT.write_text(json.dumps(world, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{OUT}: {len(world['shapes'])} outlines, {len(world['points'])} points")


def _shapes(topology: dict[str, Any]) -> dict[str, Rings]:
    """Each country's rings, projected, by ISO 3166-1 alpha-3."""
    arcs = [_arc(topology, arc) for arc in topology["arcs"]]
    found: dict[str, Rings] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = _alpha_3(shape)
        if code and shape.get("id") != ANTARCTICA:
            found.setdefault(code, []).extend(_rings(shape, arcs))
    return found


def _arc(topology: dict[str, Any], steps: list[list[int]]) -> list[Point]:
    (scale_x, scale_y), (from_x, from_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    x = y = 0
    points = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points


def _equal_earth(longitude: float, latitude: float) -> Point:
    angle = asin(MIDDLE * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = radians(longitude) * cos(angle)
    x /= MIDDLE * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    return x, -angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


def _alpha_3(shape: dict[str, Any]) -> str | None:
    if "id" not in shape:
        return NAMELESS.get(shape["properties"]["name"])
    two = _alpha_2(shape["id"])
    return next((code for code in terms.code_list("country") if _alpha_2(code) == two), None)


def _alpha_2(code: str) -> str | None:
    """From the numeric or the alpha-3 code."""
    found: list[str] = get_global("territory_aliases").get(code, [""])
    return found[0] or None


def _rings(shape: dict[str, Any], arcs: list[list[Point]]) -> Rings:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    whole = [_whole(_ring(ring, arcs)) for polygon in polygons for ring in polygon]
    return [[_equal_earth(*point) for point in ring] for ring in whole]


def _whole(ring: list[Point]) -> list[Point]:
    """A ring that crosses the 180th meridian is drawn whole, beyond the eastern edge."""
    jumps = any(abs(a[0] - b[0]) > HALF_ROUND for a, b in itertools.pairwise(ring))
    return [(x + 360 if x < 0 else x, y) for x, y in ring] if jumps else ring


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _middle(rings: Rings) -> Point:
    """The middle of the largest piece."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(largest) or 1e-9
    pairs = list(itertools.pairwise(largest))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def _path(rings: Rings, placed: Any) -> str:
    """The rings as an SVG path of relative steps."""
    path = []
    for ring in rings:
        points = [placed(point) for point in ring]
        path.append("M{},{}l".format(*points[0]))
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
        path.append(" ".join(f"{x},{y}" for x, y in steps if (x, y) != (0, 0)) + "z")
    return "".join(path)


if __name__ == "__main__":
    main()
