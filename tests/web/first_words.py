"""How long a reader waits beyond the engine's own time: from pressing Enter to the first words.

    python tests/web/first_words.py --store DIR

Each question is first put to the HTTP API of the same server, which remembers its answer, so that
what is then measured in the browser is the page alone. Prints the median and the slowest tenth of
that, and of the time from asking for the address until the page tells what is in the library, with
nothing in the browser's cache.
"""

import argparse
import shutil
import statistics
import time
from pathlib import Path

from browser import opened
from playwright.sync_api import sync_playwright

from eval.benchmark import post, server
from eval.shipped import find_set
from web.conversation import WAITING

QUESTIONS = 30
ANSWERED = """waiting => {
  const reply = document.querySelector(".bot-row")?.innerText.trim();
  return reply && reply !== waiting;
}"""


def main():
    parser = argparse.ArgumentParser(description="Measure the page's own time.")
    parser.add_argument("--store", type=Path, required=True)
    store = parser.parse_args().store
    questions = [case.question for case in find_set("seed").cases if not case.history][:QUESTIONS]
    with server(store) as running, sync_playwright() as playwright:
        for question in questions:
            post(running.address, question)
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        pairs = [waited(chromium, running.address, question) for question in questions]
        chromium.close()
    screens, waits = zip(*pairs, strict=True)
    for name, times in (("First screen", screens), ("Enter to first words", waits)):
        slow = statistics.quantiles(times, n=10)[-1]
        print(  # noqa: T201 - what the command is for
            f"{name}, {len(times)} times: median {statistics.median(times):.0f} ms, "
            f"90th percentile {slow:.0f} ms"
        )


def waited(chromium, address, question):
    """Milliseconds to the first screen and to the first words, in a browser profile of its own."""
    with opened(chromium, address) as page:
        box = page.get_by_role("textbox", name="Question")
        box.wait_for()
        page.locator(".front-facts strong").wait_for()
        first_screen = page.evaluate("performance.now()")
        page.wait_for_load_state("networkidle")
        box.fill(question)
        began = time.perf_counter()
        box.press("Enter")
        page.wait_for_function(ANSWERED, arg=WAITING)
        return first_screen, 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
