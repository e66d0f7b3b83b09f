"""The Library part of the page as it is used, in headless Chromium."""

import re

import pytest
from browser import ask, opened
from served import ARTICLES

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, address):
    with opened(chromium, address) as page:
        page.get_by_role("tab", name="Library").click()
        page.get_by_text("of 3 articles").wait_for()
        yield page


def titles(page):
    return page.locator(".library-title").all_inner_texts()


def test_articles_are_found_sorted_and_read(page, address):
    hostile, harbour = ARTICLES[0].title, ARTICLES[1].title
    assert titles(page)[:2] == [harbour, hostile]
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_function("document.querySelector('.library-title').innerText.includes('Lamp')")
    page.get_by_label("Headline or publisher").fill("harb tim")
    page.get_by_text("of 1 article").wait_for()
    assert titles(page) == [harbour]
    page.get_by_label("Headline or publisher").fill("nothing is called so")
    page.get_by_text("No headline or publisher has these words.").wait_for()
    page.get_by_label("Headline or publisher").fill("lamp")
    page.get_by_role("link", name="Lamp").click()
    panel = page.locator("#library .evidence")
    panel.get_by_text("The storm had broken").wait_for()
    assert panel.locator("mark").count() == 0
    assert panel.locator("img, svg").count() == 0
    assert page.locator(".library-plot rect").count() == 2
    assert page.evaluate("window.hacked") is None
    assert page.seen.errors == []
    assert [url for url in page.seen.requests if not url.startswith(address)] == []


def test_articles_are_added_asked_about_and_removed(page, tmp_path, engine):
    page.get_by_role("button", name="Add articles").click()
    story, picture = tmp_path / "story.txt", tmp_path / "picture.png"
    story.write_text("Baker Olly Finch won the Great Wickham bread prize. He cried.")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    page.locator('input[type="file"]').set_input_files([story, picture])
    page.get_by_text("picture.png").or_(page.get_by_text("picture")).first.wait_for()
    offered = page.locator(".file-preview a")
    offered.first.wait_for(state="attached")
    assert not offered.first.is_visible()  # no upload is given back
    page.get_by_label("Or paste an article").fill("The Wickham fair was called off on Monday.")
    page.get_by_label("Its headline").fill("Wickham fair is off")
    page.get_by_label("Or addresses").fill("http://127.0.0.1:9/secret")
    page.get_by_role("button", name="Add to the articles").click()
    page.locator(".prose.report", has_text="story.txt").wait_for()
    try:
        report = page.locator(".prose.report").inner_text()
        assert re.search(r"story\.txt: 1 article added", report)
        assert re.search(r"picture\.png: 1 not taken in \(.+\)", report)
        assert re.search(r"Wickham fair is off: 1 article added", report)
        assert re.search(r"127\.0\.0\.1:9/secret: 1 not taken in \(.*public", report)
        page.get_by_text("of 5 articles").wait_for()
        page.get_by_role("tab", name="Questions").click()
        ask(page, "Who won the Great Wickham bread prize?")
        page.locator(".bot-row", has_text="Olly Finch").wait_for()
        page.get_by_role("tab", name="Library").click()
        remove = page.get_by_role("button", name="Remove Wickham fair is off")
        remove.click()
        page.get_by_role("button", name="Keep it").click()
        remove.click()
        page.get_by_role("button", name="Remove it").click()
        page.get_by_text("Removed “Wickham fair is off”").wait_for()
        page.get_by_text("of 4 articles").wait_for()
        assert "Wickham fair is off" not in titles(page)
    finally:
        added = [a.id for a in engine.library.articles() if "Wickham" in a.text]
        engine.library.remove(added)
    assert page.seen.errors == []
