"""What goes wrong in a page where a learner might not see it."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Dialog, Page


def watch(page: Page, trouble: list[str], but: str = "") -> None:
    """Adds what the page complains of to `trouble`, from now on; not errors on the console that say `but`."""

    def console(message: ConsoleMessage) -> None:
        offline = "ERR_INTERNET_DISCONNECTED" in message.text  # what a learner without network meets
        if message.type == "error" and not offline and not (but and but in message.text):
            trouble.append(f"console: {message.text}")

    def dialog(shown: Dialog) -> None:
        trouble.append(f"dialog: {shown.message}")
        shown.dismiss()

    page.on("console", console)
    page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    page.on("dialog", dialog)
