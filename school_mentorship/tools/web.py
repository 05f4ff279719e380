"""What the web needs: addresses of pages, names of files."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"^(?:[\w-]+\.)+[^\W\d_][\w-]+$")


def is_address(text: str | None) -> bool:
    """Whether a text is an address that a browser opens: https://school.ru/news/5.

    Hosts may be Cyrillic; there must be a dot, as in everything that is on the web.
    """
    text = (text or "").strip()
    if not text or any(letter.isspace() for letter in text):
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.match(host))
