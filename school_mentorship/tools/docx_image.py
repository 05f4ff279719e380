"""Pictures of a page as Word can show them; none is ever fetched."""

import base64
import io
import urllib.parse

from .page_style import MM, Style


def image_of(address: str) -> tuple[bytes, float, float] | None:
    """A picture of a ``data:`` URI that Word can show, and its size in mm."""
    head, comma, data = address.strip().partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    try:
        data = urllib.parse.unquote_to_bytes(data)
        content = base64.b64decode(data) if head.lower().endswith(";base64") else data
        from PIL import Image

        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if picture.format not in ("PNG", "JPEG", "GIF"):
                buffer = io.BytesIO()
                picture.convert("RGBA").save(buffer, "PNG")
                content = buffer.getvalue()
            else:
                picture.verify()
        from docx.image.image import Image as Known

        Known.from_blob(content)  # does python-docx think so too?
    except Exception:  # whatever a picture may be, it costs only itself
        return None
    if not width or not height:
        return None
    return content, width * MM["px"], height * MM["px"]


def fitted(style: Style, width, height, room, size) -> tuple[float, float]:
    """The size of a picture by its CSS, never wider than the text."""
    given = style.length("width", room), style.length("height")
    ratio = height / width
    if given[0] and given[1]:
        width, height = given
        ratio = height / width
    elif given[0]:
        width, height = given[0], given[0] * ratio
    elif given[1]:
        width, height = given[1] / ratio, given[1]
    limit = min(style.length("max-width", room) or room, room)
    width, height = (limit, limit * ratio) if width > limit else (width, height)
    limit = min(style.length("max-height") or 240.0, 240.0)
    width, height = (limit / ratio, limit) if height > limit else (width, height)
    return max(width, 0.1), max(height, 0.1)
