"""All diagrams in one place: pure functions from small inputs to a `Drawing`, on paper or on screen."""

from msi_build.render.clock import cycle
from msi_build.render.continued import fish_pages, tree_pages
from msi_build.render.figures import COLOUR, PRINT, SCREEN, Drawing, Flavour
from msi_build.render.fishbone import blank_fishbone, fishbone
from msi_build.render.problem_tree import blank_objectives, blank_tree, tree
from msi_build.render.ripples import ripples
from msi_build.render.ruler import timeline
from msi_build.render.shapes import A3_LANDSCAPE, A4_LANDSCAPE, Bone, Node, Ring, Shore, Stop
from msi_build.render.stages import ring, spiral
from msi_build.render.weeks import weeks

__all__ = [
    "A3_LANDSCAPE", "A4_LANDSCAPE", "COLOUR", "PRINT", "SCREEN", "Bone", "Drawing", "Flavour", "Node", "Ring", "Shore",
    "Stop",
    "blank_fishbone", "blank_objectives", "blank_tree", "cycle", "fish_pages", "fishbone", "ring", "ripples", "spiral",
    "timeline", "tree", "tree_pages", "weeks",
]  # fmt: skip
