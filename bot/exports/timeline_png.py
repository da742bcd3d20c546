"""SVG → PNG, by the typesetter of the extra `pictures`; without it, say so."""

from __future__ import annotations

import re

from bot.errors import BadInput

SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
PAGE = '#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
DOTS_PER_INCH = 144.0  # two pixels for each of the picture's own, sharp on a phone


def png(svg: str) -> bytes:
    """The picture as PNG; raises BadInput where the typesetter is not installed."""
    try:
        import typst  # noqa: PLC0415 - an extra, and only an export needs it
    except ImportError as error:
        raise BadInput("error.no_pictures") from error
    size = SIZE.search(svg)
    if size is None:
        raise ValueError("no picture of ours")
    page = PAGE.format(width=size[1], height=size[2])
    made = typst.compile(page.encode(), format="png", ppi=DOTS_PER_INCH, sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise TypeError("one page was expected")
    return made
