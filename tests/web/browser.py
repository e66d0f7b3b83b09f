"""The page in a browser: opened, watched, asked."""

from contextlib import contextmanager

from web.conversation import WAITING

LONGEST_WAIT = 60_000
"""Milliseconds. Only what never comes takes so long: a busy machine is no fault of the page."""
CITATION = '.conversation a[href^="#cite-"]'


class Seen:
    """What a page asked for, and what its console said went wrong."""

    def __init__(self, page) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.errors.append(line.text))


@contextmanager
def opened(chromium, address, **options):
    """The page in a browser profile of its own."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 860}} | options)
    context.set_default_timeout(LONGEST_WAIT)
    page = context.new_page()
    page.seen = Seen(page)
    page.goto(address)
    yield page
    context.close()


def ask(page, question, *, wait=True):
    """Asks, and waits until the answer is whole: till then it is drawn anew under each press."""
    box = page.get_by_role("textbox", name="Question")
    box.wait_for()
    earlier = page.locator(".bot-row").count()
    box.fill(question)
    box.press("Enter")
    if wait:
        page.wait_for_function(
            """([earlier, waiting]) => {
              const reply = document.querySelectorAll(".bot-row")[earlier]?.innerText.trim();
              return reply && reply !== waiting;
            }""",
            arg=[earlier, WAITING],
        )
        finish(page)


def finish(page):
    """Waits until the answer that is coming, of which something is seen already, is whole."""
    page.locator("#stop:not([data-running])").wait_for(state="attached")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")


def settle(page):
    """Waits until nothing fades in or moves any longer."""
    page.evaluate(
        """() => Promise.allSettled(document.getAnimations()
          .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
          .map((one) => one.finished))"""
    )


@contextmanager
def answered(page):
    """What is done inside asks a question that is answered with a citation; then it stands there.

    An answer already on the page looks like the one that is awaited. Once the new question has
    joined the queue, the line that stands in for its answer has taken the old one's place.
    """
    with page.expect_response(lambda response: "/queue/join" in response.url):
        yield
    page.locator(CITATION).first.wait_for()
    finish(page)
