"""A document as a PDF, printed by the browser."""

from __future__ import annotations

import re

from coursebuilder.verify.browser import launch

_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)[0-9]{14}")
_FIXED = rb"\g<1>20000101000000"  # no longer: the file names places by bytes


def pdf_of(html: bytes) -> bytes:
    """The printed pages, tagged for screen readers and with an outline of headings. Raises NoBrowser.

    The moment of printing is no part of it.
    """
    with launch() as browser:
        page = browser.new_page(java_script_enabled=False)
        page.set_content(html.decode())
        printed = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    return _MOMENT.sub(_FIXED, printed)
