"""Collect the errors of a page that a learner might not see: console, scripts, dialogs."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Dialog, Page


def collect_page_errors(page: Page, trouble: list[str], ignore: str = "") -> None:
    """Append a line to `trouble` for each error on the console, script error and dialog from now on.

    ignore: console errors that contain this text are left out; empty: none
    """

    def console(message: ConsoleMessage) -> None:
        offline = "ERR_INTERNET_DISCONNECTED" in message.text  # what a learner without network meets
        if message.type == "error" and not offline and not (ignore and ignore in message.text):
            trouble.append(f"console: {message.text}")

    def dialog(shown: Dialog) -> None:
        trouble.append(f"dialog: {shown.message}")
        shown.dismiss()

    page.on("console", console)
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("dialog", dialog)
