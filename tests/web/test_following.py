"""What stands beside an answer on the page: questions that may follow, and a drawn timeline."""

from contextlib import contextmanager
from datetime import date

import pytest
from browser import answered, ask, opened
from served import MISSION_QUESTION
from test_accessibility import PHONE, faults

from index.records import Article

pytestmark = pytest.mark.browser

OPTION = ".conversation .options button"
HOSTILE = '<img src=x onerror="window.hacked=21"> </svg> ${1}'
STORY = [
    Article(
        id=f"canal-{day}",
        title=f"Canal, day {day}",
        publisher="Fen Post",
        published=date(2024, 3, day),
        text=f"The Fenwick canal {what} on {day} March 2024. Boats waited for news.",
    )
    for day, what in ((1, "burst its bank"), (4, f"was {HOSTILE} drained"), (20, "opened again"))
]


@contextmanager
def told(engine, articles):
    engine.library.add(articles)
    try:
        yield
    finally:
        engine.library.remove([article.id for article in articles])


def test_a_suggestion_is_asked_and_answered(chromium, address):
    with opened(chromium, address, has_touch=True) as page:
        for way in ("click", "press", "tap"):
            ask(page, MISSION_QUESTION)
            options = page.locator(OPTION)
            options.first.wait_for()
            assert 1 <= options.count() <= 3
            chosen = options.first
            question = chosen.inner_text()
            assert question.startswith("What did ")
            with answered(page):
                getattr(chosen, way)(*(["Enter"] if way == "press" else []))
            assert page.locator(".user-row").all_inner_texts()[-1].strip() == question
            assert page.get_by_text("Not found in these articles").count() == 0
            assert question not in page.locator(OPTION).all_inner_texts()
            page.get_by_role("button", name="New conversation").click()
            page.locator(".user-row").first.wait_for(state="detached")
        assert page.seen.errors == []


def test_suggestions_are_those_of_the_last_answer_and_survive_a_reload(chromium, address):
    with opened(chromium, address) as page:
        ask(page, MISSION_QUESTION)
        page.locator(OPTION).first.wait_for()
        offered = page.locator(OPTION).all_inner_texts()
        page.reload()
        page.locator(OPTION).first.wait_for()
        assert page.locator(OPTION).all_inner_texts() == offered
        ask(page, "Zxqv wvu?")
        page.get_by_text("Not found in these articles").wait_for()
        assert page.locator(OPTION).count() == 0


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"} | PHONE], ids=["light", "dark"])
def test_a_timeline_is_drawn_and_its_days_open_their_words(chromium, address, engine, options):
    with told(engine, STORY), opened(chromium, address, **options) as page:
        ask(page, "Timeline of the Fenwick canal")
        links = page.locator(".conversation .timeline a")
        links.nth(2).wait_for()
        assert page.locator(".timeline li > strong").all_text_contents() == [
            "1 March 2024",
            "4 March 2024",
            "20 March 2024",
        ]
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        links.nth(1).click()
        page.locator(".evidence mark", has_text=HOSTILE).wait_for()
        page.keyboard.press("Escape")
        links.nth(2).press("Enter")
        page.locator(".evidence mark", has_text="opened again").wait_for()
        assert page.locator(".conversation img").count() == 0
        assert page.evaluate("window.hacked") is None
        own = (address, "data:", "blob:")
        assert [url for url in page.seen.requests if not url.startswith(own)] == []
        assert page.seen.errors == []


def test_two_days_are_not_drawn(chromium, address, engine):
    with told(engine, STORY[:2]), opened(chromium, address) as page:
        ask(page, "Timeline of the Fenwick canal")
        page.locator('.conversation a[href^="#cite-canal-4"]').first.wait_for()
        assert page.locator(".timeline").count() == 0
