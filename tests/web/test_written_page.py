"""What a language model writes, on the page: shown as it is verified, above the quotes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import CITATION, ask, opened, settle
from language_model import model_at, scripted_model
from served import MISSION_QUESTION, serving

from qa.writing.written import Written
from tests.qa.writing.fault_table import ALSO_CITED, ALSO_TRUE, CITED, TRUE
from web.answers import IN_THEIR_OWN_WORDS, LEFT_OUT, WRITING
from web.chat import STOPPED
from web.server import create_app

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FALSE = "The national inquiry will cost forty million pounds."


@pytest.fixture(scope="module")
def script():
    with scripted_model() as script:
        yield script


@pytest.fixture(scope="module")
def written_at(script, engine):
    with serving(create_app(Written(engine, model_at(script)))) as address:
        yield address


def reply(page):
    return page.locator(".bot-row").last


def serious(page):
    settle(page)
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"} | PHONE], ids=["desk", "phone"])
def test_what_is_written_stands_above_the_quotes_with_the_words_it_rests_on(
    chromium, script, written_at, options
):
    script.says((TRUE, CITED), (FALSE, CITED), (ALSO_TRUE, ALSO_CITED), seconds=0.02)
    with opened(chromium, written_at, **options) as page:
        ask(page, MISSION_QUESTION)
        page.get_by_text(TRUE).wait_for()
        page.get_by_text(ALSO_TRUE).wait_for()
        page.get_by_text(LEFT_OUT).wait_for()
        told = reply(page).inner_text()
        assert told.index(TRUE) < told.index(ALSO_TRUE) < told.index(IN_THEIR_OWN_WORDS)
        assert "Written by scripted (127.0.0.1:" in told
        assert "Left out, as the articles do not say it: 1 of 3." in told
        assert not page.get_by_text(FALSE).is_visible()
        page.get_by_text(LEFT_OUT).click()
        assert "unsupported" not in reply(page).inner_text()
        struck = page.locator(".conversation del, .conversation s")
        assert struck.inner_text() == FALSE
        page.locator(CITATION).first.click()
        page.locator("#questions .evidence mark", has_text=CITED).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert serious(page) == []
        assert page.seen.errors == []
        assert all(url.startswith((written_at, "data:", "blob:")) for url in page.seen.requests)


def test_who_wants_quotes_alone_gets_them_and_the_server_hears_nothing(
    chromium, script, written_at
):
    script.says((TRUE, CITED))
    before = len(script.asked)
    with opened(chromium, written_at) as page:
        page.get_by_role("radio", name="Quotes only").check()
        ask(page, "Who is said to have demanded a national inquiry?")
        page.locator(CITATION).first.wait_for()
        assert "Written by" not in reply(page).inner_text()
    assert len(script.asked) == before


def test_stop_ends_the_servers_work_and_leaves_what_was_verified(chromium, script, written_at):
    script.dropped.clear()
    more = [(f"{TRUE} It is reported {number} times.", CITED) for number in range(40)]
    script.says((TRUE, CITED), *more, seconds=0.05)
    with opened(chromium, written_at) as page:
        ask(page, "Who was the first MP to call for a national inquiry?", wait=False)
        page.get_by_text(WRITING).wait_for()
        page.get_by_text(TRUE).wait_for()
        page.get_by_role("button", name="Stop", exact=True).first.click()
        page.get_by_text(STOPPED).wait_for()
        assert script.dropped.wait(60)
        told = reply(page).inner_text()
        assert TRUE in told
        assert WRITING not in told
        assert page.locator(CITATION).count() >= 2
    script.dropped.clear()


def test_a_server_that_fails_costs_a_line_and_no_quotation(chromium, script, written_at):
    script.says((TRUE, CITED), faults=["html"])
    with opened(chromium, written_at) as page:
        ask(page, "Which Labour MP first called for a national inquiry?")
        page.get_by_text("is no language model's server").wait_for()
        page.locator(CITATION).first.wait_for()
        assert page.seen.errors == []
