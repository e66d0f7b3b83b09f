"""The page's Check tab: a draft, sentence by sentence against the library."""

import pytest
from browser import opened
from served import HOSTILE_TEXT

from web.check_tab import LONGEST_DRAFT
from web.check_text import NOTHING

pytestmark = pytest.mark.browser

DRAFT = (
    "Dan Carden has become the first Labour MP to demand a national inquiry into grooming gangs. "
    "Tom Vance has become the first Labour MP to demand a national inquiry. Is that so?"
)


def check(page, draft):
    page.get_by_role("tab", name="Check").click()
    page.get_by_role("textbox", name="Draft").fill(draft)
    page.get_by_role("button", name="Check", exact=True).click()


def test_each_sentence_has_its_verdict_and_the_words_that_decide_it(chromium, address):
    with opened(chromium, address) as page:
        check(page, DRAFT)
        found = page.locator(".prose.checked")
        found.get_by_text("1 supported").wait_for()
        told = found.inner_text()
        assert told.count("Supported:") == 1
        assert "Tom Vance" in told
        assert "Not checked, as it states nothing: Is that so?" in told
        page.locator('.checked a[href^="#cite-"]').first.click()
        page.locator("#check .evidence mark").wait_for()
        assert "Dan Carden has become" in page.locator("#check .evidence mark").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
        assert page.seen.errors == []


def test_a_draft_is_shown_as_it_is_typed_and_runs_nothing(chromium, address):
    with opened(chromium, address) as page:
        check(page, f"{HOSTILE_TEXT} <img src=x onerror='window.hacked=9'>")
        page.locator(".prose.checked").get_by_text("not in the library").first.wait_for()
        assert page.evaluate("window.hacked") is None
        assert page.locator(".checked img, .checked form, .checked svg").count() == 0
        assert not any("evil.example" in url for url in page.seen.requests)


def test_an_empty_draft_has_nothing_to_check(chromium, address):
    with opened(chromium, address) as page:
        check(page, " ")
        page.get_by_text(NOTHING).wait_for()
        assert page.locator("#check").get_by_role("button", name="Stop").is_disabled()
        check(page, "x" * (LONGEST_DRAFT + 1))
        page.get_by_text("up to 20,000 characters, and this one has 20,001").wait_for()
