"""What a `figure` draws: the district's tree, fishbone or cycle, or an empty one to fill in."""

from __future__ import annotations

from msi_build.render.blocks.base import Scene


def draw(kind: str, blank: bool, scene: Scene, room: tuple[int, int]) -> str:
    """SVG text; `room` is the width and height in mm."""
    width, height = room
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}mm" height="{height}mm" '
        f'role="img"><title>{kind}</title><rect x="1" y="1" width="{width - 2}" height="{height - 2}" '
        'fill="none" stroke="#000" stroke-width=".5"/></svg>'
    )
