"""The page for readers with other senses and other devices: axe-core, the keyboard alone, print."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import CITATION, ask, opened, settle
from served import ARTICLES, MISSION_QUESTION

from index.records import Article

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def faults(page):
    """Whatever axe-core finds, however slight."""
    settle(page)  # what fades in is not yet as dark as it will be
    return [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"} | PHONE], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_view(chromium, address, options):
    with opened(chromium, address, **options) as page:
        page.locator(".front-example").first.wait_for()
        assert faults(page) == []
        ask(page, MISSION_QUESTION)
        page.locator(".conversation .options button").first.wait_for()
        page.locator(CITATION).nth(1).click()
        page.locator("#questions .evidence mark").wait_for()
        assert faults(page) == []
        page.keyboard.press("Escape")
        ask(page, "Zxqv wvu?")
        page.get_by_text("Not found in these articles").wait_for()
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("button", name="Copy or save").click()
        assert faults(page) == []
        page.get_by_role("button", name="Conversations").click()
        page.locator(".conversations-name").first.wait_for()
        assert faults(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Library").click()
        page.get_by_text("of 3 articles").wait_for()
        page.get_by_label("Words in headline or text").fill("harbour")
        page.locator(".library-excerpt").first.wait_for()
        page.locator(".library-choose").first.check()
        page.locator(".library-title").first.click()
        page.get_by_text("Correct headline").click()
        assert faults(page) == []
        assert fits(page)
        page.locator("#library .evidence").press("Escape")
        page.get_by_role("button", name="Add articles").click()
        for part, ready in (
            ("Library", "Files"),
            ("Check", "Draft"),
            ("Evaluation", "Question set"),
        ):
            page.get_by_role("tab", name=part).click()
            page.get_by_text(ready).first.wait_for()
            assert faults(page) == []
            assert fits(page)


def tab_to(page, selector, *, backwards=False):
    """Presses Tab until the focus is on such an element."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_the_whole_way_from_a_question_to_a_corrected_date_by_keyboard(chromium, address, engine):
    mended = Article(id="mended", title="A mended quay", text="The quay was mended on Friday.")
    engine.library.add([mended])
    try:
        with opened(chromium, address) as page:
            keys = page.keyboard
            page.locator(".front-facts strong").wait_for()
            keys.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip-link"
            keys.press("Enter")
            page.wait_for_function("document.activeElement.matches('.composer textarea')")
            keys.type(MISSION_QUESTION)
            keys.press("Enter")
            page.locator(CITATION).nth(1).wait_for()
            page.locator(".conversation .options button").first.wait_for()
            tab_to(page, CITATION, backwards=True)
            keys.press("Enter")
            page.wait_for_function("document.activeElement.matches('.evidence')")
            marked = page.locator("#questions .evidence mark").text_content()
            keys.press("ArrowLeft")
            page.wait_for_function(
                "old => document.querySelector('#questions .evidence mark').textContent !== old",
                arg=marked,
            )
            keys.press("Escape")
            assert page.evaluate("document.activeElement.matches('.conversation a')")
            tab_to(page, "#questions-button", backwards=True)
            keys.press("ArrowRight")
            assert page.evaluate("document.activeElement.id") == "library-button"
            page.get_by_text("of 4 articles").wait_for()
            tab_to(page, '.library-search [name="words"]')
            keys.type("mended quay")
            page.get_by_text("of 1 article").wait_for()
            tab_to(page, ".library-title")
            keys.press("Enter")
            page.locator("#library .evidence-title", has_text=mended.title).wait_for()
            tab_to(page, "#library .evidence summary")
            keys.press("Enter")
            tab_to(page, '#library [name="published"]')
            keys.type("3/4/2026")
            keys.press("Enter")
            page.get_by_text("may be 4 March 2026 or 3 April 2026").wait_for()
            keys.press("Control+a")
            keys.type("2026-04-03")
            keys.press("Enter")
            page.locator("#library .evidence-byline", has_text="3 April 2026").wait_for()
    finally:
        engine.library.remove([mended.id])


def test_a_printed_answer_has_its_sources_and_nothing_to_press(chromium, address):
    with opened(chromium, address, color_scheme="dark") as page:
        ask(page, "Who sailed out first?")
        page.locator(".conversation .options button, .message-buttons button").first.wait_for()
        page.emulate_media(media="print")
        assert page.locator(".conversation blockquote").first.is_visible()
        assert ARTICLES[1].publisher in page.locator(".bot-row").inner_text()
        assert page.get_by_text(ARTICLES[1].url, exact=True).is_visible()
        ink, paper = page.evaluate(
            """() => [document.querySelector(".conversation h2"), document.body]
              .map((one, n) => getComputedStyle(one)[n ? "backgroundColor" : "color"])"""
        )
        assert (ink, paper) == ("rgb(29, 27, 24)", "rgb(255, 255, 255)")
        pressed = page.locator("button, textarea, input, [role=tab], summary")
        assert [one for one in pressed.all() if one.is_visible()] == []
