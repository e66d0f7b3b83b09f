"""The Evaluation part of the page as it is used, in headless Chromium, over the real engine."""

import json
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest
from browser import CITATION, Seen, ask, opened
from evaluating import QUESTIONS, wait_until
from served import MISSION_QUESTION, serving

from eval.formats import read_set
from eval.stores import engine_for
from qa.engine import Engine
from web.server import create_app

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("shipped_articles")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


class Paused(Engine):
    """An engine that answers two questions of a set, and the others once it `goes_on`."""

    def __init__(self, engine: Engine, goes_on: threading.Event) -> None:
        self.library = engine.library
        self._engine = engine
        self._goes_on = goes_on
        self._asked = 0

    def ask(self, question):
        self._asked += 1
        if self._asked > 2:
            self._goes_on.wait(60)
        return self._engine.ask(question)

    def search(self, question, *, k=10):
        return self._engine.search(question, k=k)


@pytest.fixture
def goes_on(monkeypatch):
    """Holds the runs of the page after two questions, until it is set."""
    goes_on = threading.Event()
    monkeypatch.setattr(
        "web.server.engine_for", lambda *given, **how: Paused(engine_for(*given, **how), goes_on)
    )
    yield goes_on
    goes_on.set()


@pytest.fixture
def address(engine):
    """A program of its own for each test, so that none finds the runs of another."""
    with serving(create_app(engine)) as address:
        yield address


@contextmanager
def evaluation(chromium, address, **options):
    with opened(chromium, address, **options) as page:
        # What was going on is told first: it would take the place of what a quick click brings.
        with page.expect_response(lambda response: "/run/" in response.url):
            page.get_by_role("tab", name="Evaluation").click()
        yield page


@pytest.fixture
def page(chromium, address):
    with evaluation(chromium, address) as page:
        yield page


def begin(page, questions=""):
    page.get_by_label("How many questions").fill(questions)
    page.get_by_role("button", name="Run").click()


def wait_for_report(page):
    page.get_by_text("The report on “One article on an inquiry” is ready.").wait_for()
    page.get_by_text("What went wrong").wait_for()


def wait_for_questions(page):
    page.get_by_role("progressbar", name=f"of {QUESTIONS} asked").wait_for()


def stop(page, goes_on):
    with page.expect_response(lambda response: "/run/" in response.url):
        page.get_by_role("button", name="Stop").and_(page.locator("#evaluation button")).click()
    goes_on.set()
    page.get_by_text("Stopped after").wait_for()


def outside(seen, address):
    return [url for url in seen.requests if not url.startswith((address, "data:", "blob:"))]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"} | PHONE])
def test_a_set_is_run_and_its_report_opens(chromium, address, options):
    with evaluation(chromium, address, **options) as page:
        begin(page, "3")
        wait_for_report(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_text("The numbers behind it").click()
        page.get_by_role("cell", name="refused", exact=True).wait_for()
        table = page.locator(".run-report .prose").first
        assert table.evaluate("shown => shown.scrollWidth <= shown.clientWidth")
        with page.context.expect_page() as opening:
            page.get_by_role("link", name="Open the report").click()
        report = opening.value
        report.seen = Seen(report)
        report.wait_for_load_state()  # Chromium cannot reload a tab that is still being opened
        report.reload()  # now that what it asks for and logs is noted
        report.get_by_role("table").first.get_by_text("citations_exact").wait_for()
        report.get_by_label("with the words").fill("no question has these words")
        report.keyboard.press("Enter")
        report.get_by_text("0 of 3").wait_for()
        report.wait_for_load_state("networkidle")
        assert page.seen.errors == report.seen.errors == []
        assert outside(page.seen, address) == outside(report.seen, address) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="Download JSON").click()
        result = json.loads(Path(download.value.path()).read_bytes())
        assert result["manifest"]["cases"] == 3


def test_a_report_has_no_rights_of_the_page(chromium, page, address):
    begin(page, "1")
    wait_for_report(page)
    link = page.get_by_role("link", name="Open the report").get_attribute("href")
    with opened(chromium, urljoin(f"{address}/", link)) as report:
        assert report.evaluate("origin") == "null"
        put_in = """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          const picture = document.createElement("img");
          picture.setAttribute("onerror", "window.hacked = 2");
          picture.src = "data:,";
          document.body.append(script, picture);
          return new Promise((done) => setTimeout(() => done(window.hacked ?? null), 500));
        }"""
        assert report.evaluate(put_in) is None
        reach_out = "() => fetch('/api/articles/x').then(() => 'reached', () => 'refused')"
        assert report.evaluate(reach_out) == "refused"


def test_readers_go_on_asking_while_a_set_is_run(goes_on, page):
    begin(page)
    wait_for_questions(page)
    page.get_by_role("tab", name="Questions").click()
    ask(page, MISSION_QUESTION)
    page.locator(CITATION).first.click()
    page.locator(".evidence mark").wait_for()
    page.get_by_role("tab", name="Evaluation").click()
    stop(page, goes_on)
    page.get_by_role("tab", name="Questions").click()
    assert page.locator(CITATION).first.is_visible()


def test_a_run_survives_its_page_and_is_the_only_one(goes_on, chromium, page, address):
    with evaluation(chromium, address) as other:
        begin(page)
        wait_for_questions(page)
        page.reload()
        page.get_by_role("tab", name="Evaluation").click()
        wait_for_questions(page)
        assert page.get_by_role("button", name="Run").is_disabled()
        begin(other)
        other.get_by_text("a run of “One article on an inquiry” is going on").wait_for()
        stop(page, goes_on)
        other.get_by_text("Stopped after").wait_for()
        assert other.get_by_role("button", name="Run").is_enabled()


def test_only_a_run_that_goes_on_is_waited_for(page):
    begin(page, "1")
    wait_for_report(page)
    page.get_by_role("tab", name="Questions").click()
    with page.expect_response(lambda response: "/run/" in response.url):
        page.get_by_role("tab", name="Evaluation").click()
    page.wait_for_timeout(500)
    assert sum("/queue/join" in url for url in page.seen.requests) == 1


def test_what_is_no_number_is_said_and_stays(page):
    begin(page, "<b>some</b>")
    page.get_by_text("'<b>some</b>' is not a number of questions").wait_for()
    page.wait_for_timeout(1_000)  # an open page is never without connections for sure
    assert page.get_by_text("'<b>some</b>' is not a number of questions").is_visible()
    assert page.get_by_role("button", name="Run").is_enabled()


def test_a_set_of_ones_own_is_asked_of_the_library(page, tmp_path):
    own = tmp_path / "mine.jsonl"
    rows = (("Who sailed out first?", "Ines Roe"), ("Who closed the lighthouse?", "Nobody <b>"))
    own.write_text(
        "\n".join(
            json.dumps({"id": str(n), "question": question, "answers": [answer]})
            for n, (question, answer) in enumerate(rows)
        )
    )
    page.get_by_role("button", name="A question set of your own").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save an example").click()
    assert len(read_set(Path(download.value.path())).cases) == 2
    no_set = tmp_path / "story.txt"
    no_set.write_text("The harbour reopened.")
    chosen = page.locator('#evaluation input[type="file"]')
    chosen.set_input_files(no_set)
    page.get_by_text("story").first.wait_for()
    page.get_by_role("button", name="Run").click()
    refused = page.get_by_text("story.txt is no question set")
    refused.wait_for()
    assert "/" not in refused.inner_text()
    page.locator("#evaluation").get_by_role("button", name="Clear").click()
    chosen.set_input_files(own)
    page.get_by_text("mine").first.wait_for()
    page.get_by_role("button", name="Run").click()
    page.get_by_text("The report on “mine” is ready.").wait_for()
    page.get_by_text("Of 2 questions, 1 right").wait_for()
    page.get_by_text("Right would be: Nobody <b>.").wait_for()


def test_it_goes_by_keyboard(page):
    page.get_by_role("textbox", name="How many questions").fill("1")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_report(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText.trim()") == "Open the report"


def test_the_end_of_the_program_ends_a_run(goes_on, chromium, engine):
    def running():
        return any(thread.name == "evaluation" for thread in threading.enumerate())

    with serving(create_app(engine)) as address, evaluation(chromium, address) as page:
        begin(page)
        wait_for_questions(page)
        assert running()
    goes_on.set()  # the question in the making is answered yet
    wait_until(lambda: not running())
