"""A PDF from elsewhere: may it be printed, and how it becomes a sheet of a pack.

Only the drawing of its pages is taken: scripts, forms, links and attachments stay behind. It is shown a little smaller
below a head line of our own, so that there is room for the stamp; readers aloud are told that a page of somebody
else's stands there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name

from msi_build.printing.fonts import fonts_of
from msi_build.printing.stamps import MM, own_drawing
from msi_build.printing.structure import add_figure
from msi_build.printing.tiles import edges_of, is_large

#: Height of the head line (mm).
HEAD = 25.0

#: Sizes in mm that fit what lies in the trays: (short side, long side) and the paper they go on.
SIZES = ((210.0, 297.0, "a4"), (215.9, 279.4, "a4"), (297.0, 420.0, "a3"), (279.4, 431.8, "a3"))
SLACK = 3.0

#: A pack's file must be small enough to send; nothing larger comes in (bytes).
LARGEST = 4_000_000


class Unprintable(ValueError):
    """This PDF cannot go into a pack; `hint` is the next step."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class ForeignPdf:
    """A PDF that may be printed: its bytes, the shape of each page (a4, a4-landscape, a3-landscape), its fonts.

    `loose` are the fonts that are named and not embedded: the printer puts another one in their place.
    """

    pdf: bytes
    shapes: tuple[str, ...]
    fonts: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()

    @property
    def paper(self) -> str:
        return self.shapes[0] if len(set(self.shapes)) == 1 else "a4"


def examine(raw: bytes) -> ForeignPdf:
    """Look a PDF over. Raises Unprintable."""
    if len(raw) > LARGEST:
        raise Unprintable(
            f"has {len(raw) / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB fit into a pack",
            "Scan it in black and white, at 200 dots an inch, or save it smaller.",
        )
    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            if pdf.is_encrypted:
                raise pikepdf.PasswordError
            shapes = tuple(_shape(page, number) for number, page in enumerate(pdf.pages, 1))
            return ForeignPdf(raw, _all_of_one(shapes), *_fonts(pdf))
    except pikepdf.PasswordError:
        raise Unprintable("is protected by a password or by rights", "Save it once more without protection.") from None
    except pikepdf.PdfError:
        raise Unprintable("is not a PDF, or it is damaged", "Open it, and save or print it as a PDF once more.") from None


def _all_of_one(shapes: tuple[str, ...]) -> tuple[str, ...]:
    if not shapes:
        raise Unprintable("has no pages", "Is it the right file?")
    if len({shape.startswith("a3") for shape in shapes}) > 1:
        raise Unprintable("has large and small pages", "Make two files: the copy shop prints them on two machines.")
    return shapes


def _shape(page: pikepdf.Page, number: int) -> str:
    wide, tall = _size(page)
    for short, long, paper in SIZES:
        if abs(min(wide, tall) - short) <= SLACK and abs(max(wide, tall) - long) <= SLACK:
            if paper == "a3" and wide < tall:
                break
            return f"{paper}-landscape" if wide > tall else paper
    raise Unprintable(
        f"page {number} is {wide:.0f} × {tall:.0f} mm; that is not A4, and not A3 across",
        "Print or save it as A4 (or Letter) first; a poster as A3 across.",
    )


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height in mm as seen: cut and turned."""
    box = [float(edge) for edge in page.cropbox]
    unit = float(page.obj.get("/UserUnit", 1)) / MM
    wide, tall = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
    return (tall, wide) if page.rotation % 180 else (wide, tall)


def _fonts(pdf: pikepdf.Pdf) -> tuple[frozenset[str], tuple[str, ...]]:
    """Faces of the PDF, and those that are not embedded."""
    faces, loose = set(), set()
    for name, font in fonts_of(pdf).items():
        face = name.split("+")[-1]
        faces.add(face)
        if font.get("/Subtype") != Name.Type3 and not _embedded(font):
            loose.add(face)
    return frozenset(faces), tuple(sorted(loose))


def _embedded(font: pikepdf.Object) -> bool:
    for one in font.get("/DescendantFonts", [font]):
        holder = one.get("/FontDescriptor", Dictionary())
        if any(key in holder for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            return True
    return False


# ------------------------------------------------------------ into a sheet


def framed(foreign: ForeignPdf, frame: bytes, told: Sequence[str]) -> bytes:
    """The pages below the head lines of `frame`, which has as many; `told` says of each what is read aloud for it."""
    with pikepdf.open(io.BytesIO(foreign.pdf)) as source, pikepdf.open(io.BytesIO(frame)) as pdf:
        source.flatten_annotations()
        for inner, page, words in zip(source.pages, pdf.pages, told, strict=True):
            _place(pdf, page, pdf.copy_foreign(_drawing(inner)), words)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _drawing(page: pikepdf.Page) -> pikepdf.Object:
    """The page as a drawing without its marks of structure, which would count among ours."""
    form = page.as_form_xobject()
    if b"BDC" in form.read_bytes() or b"BMC" in form.read_bytes():
        marks = {"BDC", "BMC", "EMC"}
        kept = [one for one in pikepdf.parse_content_stream(form) if str(one.operator) not in marks]
        form.write(pikepdf.unparse_content_stream(kept))
    return form


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, form: pikepdf.Object, words: str) -> None:
    name = own_drawing(page, form)
    wide, tall = float(page.mediabox[2]), float(page.mediabox[3])
    side, foot = (edges_of(wide).side, edges_of(wide).foot) if is_large(page) else (0, 0)  # what the halves show
    room = pikepdf.Rectangle(side * MM, foot * MM, wide - side * MM, tall - (HEAD) * MM)
    drawn = page.calc_form_xobject_placement(form, name, room, allow_shrink=True)
    place = add_figure(pdf, page, words, room)
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q\n/Figure <</MCID %d>> BDC\n%b\nEMC" % (place, drawn)))
