"""Scans of signed papers: which sheet a page is, by the code printed on it.

Every sheet that is printed for signature carries a small QR code with a random token
and nothing else: no name, no number, no address. What the token stands for only the
database knows.
"""

import functools
import io
import re
import secrets
import struct
import warnings
import zlib
from dataclasses import dataclass

# Letters and digits that nobody mixes up, all of them short in a QR code.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_PREFIX = "NM:"
_TOKEN = re.compile(f"{_PREFIX}([{_LETTERS}]{{16}})")
# The side of the code on paper in millimetres, with its white frame, and of a module.
SIDE = 13
_FRAME, _MODULE = 2, 8
# Dots per inch at which a page is looked at; the second time for pale copies.
_LOOKS = (150, 300)
# Of one file: more is no scan of a paper, and would keep the server busy.
PAGES = 300
_PIXELS = 60 * 10**6
# What libraries raise over a picture that is none, or is cut off.
_UNREADABLE = (OSError, SyntaxError, ValueError, KeyError, IndexError, struct.error)
_UNREADABLE += (zlib.error, EOFError, MemoryError, OverflowError, TypeError)
# With what a picture ends, and how much a camera may write behind it.
_ENDS = {"JPEG": b"\xff\xd9", "MPO": b"\xff\xd9", "PNG": b"IEND"}
_TAIL = 2**16
# The beginning of a photograph as telephones keep it (HEIC, HEIF, AVIF).
_PHONE = {
    b"ftyp" + kind for kind in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
}


class ScanError(Exception):
    """A file cannot be read as a scan; ``reason`` is a key, no sentence."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Part:
    """Pages of a file that belong together: a sheet with a code and what follows it."""

    token: str  # empty where no page carries a code
    pages: tuple[int, ...]  # counted from 0


def new_token() -> str:
    """A random token of 80 bits: nobody guesses that of another sheet."""
    return "".join(secrets.choice(_LETTERS) for _letter in range(16))


@functools.lru_cache(maxsize=512)
def code_png(token: str) -> bytes:
    """The QR code of a token as a PNG, :data:`SIDE` millimetres wide on paper.

    :param token: one of :func:`new_token`
    :returns: PNG of one bit a dot; the same bytes for the same token
    """
    import qrcode
    from PIL import Image

    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=_FRAME
    )
    code.add_data(_PREFIX + token)
    code.make()
    rows = code.get_matrix()
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([0 if dot else 1 for row in rows for dot in row])
    side = len(rows) * _MODULE
    buffer = io.BytesIO()
    picture.resize((side, side)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def code_resolution(png: bytes) -> int:
    """Dots per inch at which the code is :data:`SIDE` millimetres wide."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        return round(picture.width / SIDE * 25.4)


def parts(content: bytes) -> list[Part]:
    """What papers a file holds.

    A page without a code belongs to the sheet before it: the code stands on every
    page of a paper, but a pale one may go unread.

    :param content: PDF, JPEG or PNG
    :returns: the parts in the order of the file; one without token for all pages when
        none carries a code, and for the pages before the first code
    :raises ScanError: as :func:`check`; ``locked``, ``pages``
    """
    check(content)
    if content.startswith((b"\xff\xd8", b"\x89PNG")):
        return [Part(_token(_picture(content)), (0,))]
    found: list[tuple[str, list[int]]] = []
    for number, token in enumerate(_page_tokens(content)):
        if found and token in ("", found[-1][0]):
            found[-1][1].append(number)
        else:
            found.append((token, [number]))
    # A paper that was put onto the glass in two goes is one paper all the same.
    joined: dict[str, list[int]] = {}
    for token, numbers in found:
        joined.setdefault(token, []).extend(numbers)
    return [Part(token, tuple(numbers)) for token, numbers in joined.items()]


def _page_tokens(content: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ScanError("locked" if locked else "broken") from error
    try:
        if not 0 < len(document) <= PAGES:
            raise ScanError("pages")
        return [_page_token(page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise ScanError("broken") from error
    finally:
        document.close()


def _page_token(page) -> str:
    for look in _LOOKS:
        width, height = page.get_size()
        # A page of a wrong resolution is looked at from further off.
        scale = min(look / 72, (_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            if token := _token(bitmap.to_pil()):
                return token
        finally:
            bitmap.close()
    return ""


def check(content: bytes) -> None:
    """Whether a file is one that :func:`parts` may open, by its first bytes alone.

    A picture of a few kilobytes may unfold into gigabytes of memory: its size is read
    before anything is unfolded.

    :raises ScanError: ``empty``, ``phone``, ``kind``, ``large``, ``broken``
    """
    if not content:
        raise ScanError("empty")
    if content[4:12] in _PHONE:
        raise ScanError("phone")
    if content.startswith((b"\xff\xd8", b"\x89PNG")):
        _open(content)
    elif b"%PDF-" not in content[:1024]:
        raise ScanError("kind")


def _open(content: bytes):
    """A picture whose size is bearable, not unfolded yet."""
    from PIL import Image

    with warnings.catch_warnings():
        # What PIL warns of is refused below in words of our own.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        except Image.DecompressionBombError as error:
            raise ScanError("large") from error
        except _UNREADABLE as error:
            raise ScanError("broken") from error
    if picture.width * picture.height > _PIXELS:
        raise ScanError("large")
    # Odoo lets PIL draw the lost half of a picture grey, which is no proof of anything.
    if _ENDS[picture.format] not in content[-_TAIL:]:
        raise ScanError("broken")
    return picture


def _picture(content: bytes):
    from PIL import ImageOps

    picture = _open(content)
    try:
        return ImageOps.exif_transpose(picture).convert("L")
    except _UNREADABLE as error:
        raise ScanError("broken") from error


def _token(picture) -> str:
    import zxingcpp

    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    for code in codes:
        if match := _TOKEN.fullmatch(code.text):
            return match[1]
    return ""


def extract(content: bytes, pages: tuple[int, ...]) -> bytes:
    """Some pages of a scan as a file of their own.

    :param content: PDF, JPEG or PNG
    :param pages: numbers of the pages, counted from 0
    :returns: the file itself when these are all its pages, otherwise a PDF
    """
    if b"%PDF-" not in content[:1024]:
        return content
    import pypdfium2

    source = pypdfium2.PdfDocument(content)
    try:
        if pages == tuple(range(len(source))):
            return content
        target = pypdfium2.PdfDocument.new()
        target.import_pages(source, list(pages))
        buffer = io.BytesIO()
        target.save(buffer)
        target.close()
        return buffer.getvalue()
    finally:
        source.close()


def preview(content: bytes, page: int = 0, width: int = 420) -> bytes:
    """A small picture of a page, by which a person knows the paper.

    :param content: PDF, JPEG or PNG that :func:`parts` could read
    :param page: number of the page, counted from 0
    :param width: in dots
    :returns: JPEG
    """
    if b"%PDF-" in content[:1024]:
        import pypdfium2

        document = pypdfium2.PdfDocument(content)
        try:
            sheet = document[page]
            broad, high = (max(side, 1) for side in sheet.get_size())
            # A page as narrow as a thread would be drawn miles long.
            scale = min(width / broad, 4 * width / high)
            picture = sheet.render(scale=scale, grayscale=True).to_pil()
        finally:
            document.close()
    else:
        picture = _picture(content)
        picture.thumbnail((width, width * 2))
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "JPEG", quality=70)
    return buffer.getvalue()
