"""What axe-core finds wrong for readers with other senses and other devices, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import CITATION, ask, opened
from served import MISSION_QUESTION

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def serious(page):
    page.wait_for_timeout(400)  # what fades in is not yet as dark as it will be
    found = Axe().run(page).response["violations"]
    return [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:200])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"} | PHONE], ids=["light", "dark"])
def test_axe_finds_nothing_serious(chromium, address, options):
    with opened(chromium, address, **options) as page:
        page.get_by_role("textbox", name="Question").wait_for()
        assert serious(page) == []
        ask(page, MISSION_QUESTION)
        page.locator(CITATION).nth(1).click()
        page.locator("#questions .evidence mark").wait_for()
        assert serious(page) == []
        page.keyboard.press("Escape")
        parts = (("Library", "of 3 articles"), ("Check", "Draft"), ("Evaluation", "Question set"))
        for part, ready in parts:
            page.get_by_role("tab", name=part).click()
            page.get_by_text(ready).first.wait_for()
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
