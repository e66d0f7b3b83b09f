"""What the panel beside the answers shows while questions are asked, in headless Chromium."""

import pytest
from browser import CITATION, ask, opened
from served import MISSION_QUESTION

pytestmark = pytest.mark.browser

MARK = "#questions .evidence mark"

BOXED = """() => [...document.querySelectorAll(".conversation, .conversation *")]
  .filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 40)
  .filter((one) => getComputedStyle(one).overflowY !== "visible")
  .map((one) => one.className)"""
"""What scrolls, or is cut off, inside the conversation."""
SMALL = """() => [...document.querySelectorAll("#questions button, #questions a, [role=tab]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("p"))
  .map((one) => [one.ariaLabel ?? one.innerText, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)
  .map(([name, box]) => `${name} ${box.width} ${box.height}`)"""
"""What is too small for a fingertip, but for links in running text."""


def place(page):
    return page.locator(".evidence-place").inner_text()


def test_a_new_answer_brings_its_first_citation_and_never_an_old_one(chromium, address):
    with opened(chromium, address) as page:
        ask(page, MISSION_QUESTION)
        page.locator(MARK).wait_for()
        assert page.evaluate("document.activeElement.matches('.composer textarea')")
        first = page.locator(MARK).text_content()
        page.locator(CITATION).nth(1).click()
        page.wait_for_function(
            f"old => document.querySelector('{MARK}').textContent !== old", arg=first
        )
        assert place(page) == "2 of 2"
        page.keyboard.press("ArrowLeft")
        page.wait_for_function(
            f"old => document.querySelector('{MARK}').textContent === old", arg=first
        )
        assert place(page) == "1 of 2"
        assert page.locator(".conversation a.is-read").count() == 1
        page.locator(CITATION).first.focus()  # the arrows turn from anywhere in the answers
        page.keyboard.press("ArrowRight")
        page.locator(".evidence-place", has_text="2 of 2").wait_for()
        page.get_by_role("textbox", name="Question").focus()
        page.keyboard.press("ArrowLeft")
        assert place(page) == "2 of 2"
        ask(page, "Zxqv wvu?")
        page.get_by_text("Not found in these articles").wait_for()
        assert page.locator(MARK).count() == 0
        page.get_by_role("button", name="New conversation").click()
        page.locator(".user-row").first.wait_for(state="detached")
        ask(page, "Who sailed out first?")
        page.locator(MARK, has_text="sailed out first").wait_for()
        assert page.locator("#questions .evidence-title").inner_text() == "Harbour reopens"
        size = "parseFloat(getComputedStyle(document.querySelector('.evidence-content')).fontSize)"
        before = page.evaluate(size)
        for _ in range(4):
            page.get_by_role("button", name="Larger text").first.click()
        assert page.evaluate(size) > before
        mark, panel = (page.locator(one).bounding_box() for one in (MARK, "#questions .evidence"))
        assert panel["y"] <= mark["y"] < panel["y"] + panel["height"]
        page.get_by_role("button", name="New conversation").click()
        page.locator(MARK).wait_for(state="detached")
        page.reload()
        page.locator(".front-facts strong").wait_for()
        assert page.evaluate(size) > before
        assert page.seen.errors == []


def test_nothing_of_an_answer_is_cut_off_or_scrolls_in_a_box(chromium, address):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    for options in ({}, phone):
        with opened(chromium, address, **options) as page:
            ask(page, MISSION_QUESTION)
            page.locator(CITATION).nth(1).wait_for()
            page.locator(".options button").first.wait_for()
            assert page.evaluate(BOXED) == []
            assert page.evaluate(SMALL) == []
            top = page.locator(".composer").bounding_box()["y"]
            assert 0 < top < page.viewport_size["height"]


def test_the_ways_to_judge_an_answer_lie_over_what_follows_and_open_by_keyboard(chromium, address):
    with opened(chromium, address) as page:
        ask(page, MISSION_QUESTION)
        page.locator(".options button").first.wait_for()
        page.get_by_role("button", name="Feedback").focus()
        choice = page.locator(".extra-feedback-option").first
        choice.wait_for()
        box = choice.bounding_box()
        hit = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).className",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert "extra-feedback-option" in hit
        menu = page.locator(".extra-feedback-options")
        assert menu.evaluate("menu => getComputedStyle(menu).backgroundColor") not in {
            "rgba(0, 0, 0, 0)",
            "transparent",
        }
        shown = menu.bounding_box()
        assert shown["width"] >= 200
        composer = page.locator(".composer").bounding_box()
        assert 0 <= shown["y"] < shown["y"] + shown["height"] <= composer["y"]
        page.get_by_role("button", name="Dislike").click()
        toast = page.get_by_text("Kept beside the store")
        toast.wait_for()
        title = page.locator("#questions .evidence-title").bounding_box()
        assert toast.bounding_box()["y"] > title["y"] + title["height"]
