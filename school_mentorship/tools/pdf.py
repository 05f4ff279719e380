"""HTML to PDF by WeasyPrint, with our own fonts and without a way out.

The page may refer to ``data:`` only: no network, no files, whatever the HTML says. The
fonts lie in ``static/fonts`` (Liberation Serif: Times-like, the same widths as Times
New Roman, SIL Open Font License 1.1) and are embedded, so that a paper looks the same
on every server. The same HTML gives the same bytes.
"""

import base64
import functools
import logging
import pathlib

FONT_FAMILY = "Liberation Serif"
FONT_FOLDER = pathlib.Path(__file__).parent.parent / "static" / "fonts"
# file, CSS weight, CSS style
_FONTS = (
    ("LiberationSerif-Regular.ttf", "normal", "normal"),
    ("LiberationSerif-Bold.ttf", "bold", "normal"),
    ("LiberationSerif-Italic.ttf", "normal", "italic"),
    ("LiberationSerif-BoldItalic.ttf", "bold", "italic"),
)
# Our fonts reach WeasyPrint from memory under a scheme of our own: as data URIs they
# would cost 0.12 s of parsing in every document, however short.
_FONT_SCHEME = "mentorship-font:"
# What a page gets unless its own style says otherwise.
_DEFAULTS = f"@page {{ size: A4 }} html {{ font-family: '{FONT_FAMILY}', serif }}"


class PdfError(Exception):
    """A PDF could not be made; the message is one English sentence for the user."""


@functools.cache
def _font_bytes(file_name: str) -> bytes:
    return (FONT_FOLDER / file_name).read_bytes()


def _font_faces(address) -> str:
    return "\n".join(
        f"@font-face {{ font-family: '{FONT_FAMILY}'; font-weight: {weight}; "
        f"font-style: {style}; src: url('{address(file_name)}') format('truetype') }}"
        for file_name, weight, style in _FONTS
    )


@functools.cache
def font_css() -> str:
    """``@font-face`` rules of the four styles with the fonts inside, as data URIs.

    About 2 MB, for HTML that leaves the server whole (a preview, a frozen page).
    :func:`html_to_pdf` needs nothing of it: it has the fonts already.
    """
    return _font_faces(
        lambda file_name: (
            "data:font/ttf;base64," + base64.b64encode(_font_bytes(file_name)).decode()
        )
    )


@functools.cache
def _engine():
    """WeasyPrint and a fetcher that knows ``data:`` and our fonts.

    :raises PdfError: when the package or a system library is missing
    """
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except ImportError as error:
        raise PdfError(
            "PDF cannot be made because the Python package “weasyprint” is not "
            "installed on the server."
        ) from error
    except OSError as error:
        raise PdfError(
            "PDF cannot be made because a system library that WeasyPrint needs "
            "(Pango) is missing on the server."
        ) from error
    # Every paper would be a score of INFO lines in the log.
    for name in ("fontTools", "weasyprint.progress"):
        if (logger := logging.getLogger(name)).level == logging.NOTSET:
            logger.setLevel(logging.WARNING)

    class Fetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(_FONT_SCHEME):
                body = _font_bytes_of(url)
                return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    return (
        weasyprint,
        FontConfiguration,
        Fetcher(allowed_protocols=("data",), allow_redirects=False),
    )


def _font_bytes_of(url: str) -> bytes:
    """Only names from the list are read, never a path that a page made up."""
    file_name = url.removeprefix(_FONT_SCHEME)
    if file_name not in {name for name, _weight, _style in _FONTS}:
        raise ValueError("No such font")
    return _font_bytes(file_name)


def html_to_pdf(html: str, title: str = "", author: str = "") -> bytes:
    """A PDF of an HTML page.

    A4 and Liberation Serif by default; margins, headers and page numbers are up to the
    page's own CSS. Pictures must be ``data:`` URIs, any other address is passed over.

    :param html: a whole HTML document or a fragment
    :param title: the title in the PDF's properties, instead of ``<title>``
    :param author: the author in the PDF's properties, instead of ``<meta>``
    :returns: the PDF; the same bytes for the same arguments and library versions (no
        dates and no random identifiers are written)
    :raises PdfError: when WeasyPrint or its libraries are missing, or it fails
    """
    weasyprint, font_configuration, fetcher = _engine()
    # Half of a character pair, as a browser may send, cannot be written to a file.
    html = html.encode("utf-8", "replace").decode()
    try:
        # A configuration of its own for each document: Pango's font maps are not made
        # for threads, and the copies in /tmp would not outlive a clean-up. It costs
        # less than 0.01 s.
        fonts = font_configuration()
        style = weasyprint.CSS(
            string=_font_faces(lambda name: _FONT_SCHEME + name) + _DEFAULTS,
            font_config=fonts,
            url_fetcher=fetcher,
        )
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            font_config=fonts, stylesheets=[style]
        )
        if title:
            document.metadata.title = title
        if author:
            document.metadata.authors = [author]
        # True: the identifier is the hash of the contents.
        return document.write_pdf(pdf_identifier=True)
    except Exception as error:
        raise PdfError("PDF cannot be made of this document.") from error
