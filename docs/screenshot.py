"""Takes docs/page.png: a running Byline answering a question, its first citation opened.

With `make run` in one terminal, `python docs/screenshot.py` in another. Needs the package
`playwright` and Debian's `chromium`.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

QUESTION = "Who first called for a national inquiry?"
CITATION = 'a[href^="#cite-"]'


def take(address: str, *, image: Path, chromium: str) -> None:
    """Asks the question at the address and writes what the page then shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 880})
        page.goto(address)
        question = page.get_by_role("textbox", name="Question")
        question.fill(QUESTION)
        question.press("Enter")
        page.locator(CITATION).first.click()
        page.locator(".evidence mark").wait_for()
        page.mouse.move(0, 0)
        page.screenshot(path=image)
        browser.close()


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Take a screenshot of a running Byline.")
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:7860")
    parser.add_argument("--image", type=Path, default=Path(__file__).with_name("page.png"))
    arguments = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        parser.error("Chromium is needed: apt-get install chromium")
    take(arguments.address, image=arguments.image, chromium=chromium)


if __name__ == "__main__":
    main()
