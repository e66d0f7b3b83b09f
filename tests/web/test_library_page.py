"""The Library part of the page as it is used, in headless Chromium."""

import re
from datetime import date

import pytest
from browser import CITATION, ask, opened
from served import ARTICLES

from index.records import Article
from web.references import parse_reference

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, address):
    with opened(chromium, address) as page:
        page.get_by_role("tab", name="Library").click()
        page.get_by_text("of 3 articles").wait_for()
        yield page


def unforeseen(page):
    """The errors of the console, but for a day that is not clear: the page tells that itself."""
    return [error for error in page.seen.errors if "400 (Bad Request)" not in error]


def titles(page):
    return page.locator(".library-title").all_inner_texts()


def test_articles_are_found_sorted_and_read(page, address):
    hostile, harbour = ARTICLES[0].title, ARTICLES[1].title
    assert titles(page)[:2] == [harbour, hostile]
    page.get_by_label("Order").select_option("oldest")
    page.wait_for_function("document.querySelector('.library-title').innerText.includes('Lamp')")
    page.get_by_label("Words in headline or text").fill("harb sail")
    page.get_by_text("of 1 article").wait_for()
    assert titles(page) == [harbour]
    excerpt = page.locator(".library-excerpt")
    assert excerpt.locator("mark").all_inner_texts() == ["harbour", "sailed"]
    assert excerpt.inner_text() in ARTICLES[1].text
    page.get_by_label("Words in headline or text").fill("")
    page.locator("select[name=publisher]").select_option("Harbour Times")
    page.get_by_text("of 1 article").wait_for()
    page.locator("select[name=publisher]").select_option("")
    page.get_by_role("textbox", name="From").fill("3/4/2024")
    page.get_by_text("'3/4/2024' may be 4 March 2024 or 3 April 2024").wait_for()
    assert titles(page) == []  # none of them is an answer to that
    page.get_by_role("textbox", name="From").fill("3 April 2024")
    page.get_by_text("of 1 article").wait_for()
    assert titles(page) == [harbour]
    page.get_by_role("textbox", name="From").fill("")
    page.get_by_label("Words in headline or text").fill("nothing is called so")
    page.get_by_text("No article fits this search.").wait_for()
    page.get_by_label("Words in headline or text").fill("lamp")
    page.get_by_role("link", name="Lamp").click()
    panel = page.locator("#library .evidence")
    panel.get_by_text("The storm had broken").wait_for()
    assert panel.locator("mark").count() == 0
    assert panel.locator("img, svg").count() == 0
    assert page.locator(".library-plot rect").count() == 2
    assert page.evaluate("window.hacked") is None
    assert unforeseen(page) == []
    assert [url for url in page.seen.requests if not url.startswith(address)] == []


def test_articles_are_added_a_day_is_asked_about_and_what_they_were_taken_for_is_corrected(
    page, tmp_path, engine
):
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
    page.get_by_label("Its date").fill("12/11/2026")
    page.get_by_label("Or addresses").fill("http://127.0.0.1:9/secret")
    page.get_by_role("button", name="Add to the articles").click()
    page.locator(".prose.report", has_text="story.txt").wait_for()
    try:
        report = page.locator(".prose.report").inner_text()
        assert re.search(r"story\.txt: 1 article added", report)
        assert re.search(r"picture\.png: 1 not taken in \(.+\)", report)
        assert "not added yet: '12/11/2026' may be 12 November 2026 or 11 December 2026" in report
        assert re.search(r"127\.0\.0\.1:9/secret: 1 not taken in \(.*public", report)
        page.get_by_label("12 November 2026").click()  # and with that the choice is gone
        page.wait_for_function(
            "[...document.querySelectorAll('#library textarea, #library input')]"
            ".some((field) => field.value === '2026-11-12')"
        )
        page.get_by_role("button", name="Add to the articles").click()
        taken = page.locator(".prose.report a", has_text="Wickham fair is off")
        taken.wait_for()
        assert "no publisher, 12 November 2026" in page.locator(".prose.report").inner_text()
        page.get_by_text("of 5 articles").wait_for()
        taken.click()
        panel = page.locator("#library .evidence")
        panel.get_by_text("Correct headline").click()
        panel.get_by_label("Publisher").fill("Wickham Post")
        panel.get_by_label("Day").fill("3/4/2026")
        panel.get_by_role("button", name="Correct").click()
        panel.get_by_text("may be 4 March 2026 or 3 April 2026").wait_for()
        panel.get_by_label("Day").fill("3 April 2026")
        panel.get_by_role("button", name="Correct").click()
        panel.get_by_text("Wickham Post · 3 April 2026").wait_for()
        page.locator(".library-facts", has_text="Wickham Post · 3 April 2026").wait_for()
        page.locator(".prose.report", has_text="Wickham Post, 3 April 2026").wait_for()
    finally:
        added = [a.id for a in engine.library.articles() if "Wickham" in a.text]
        engine.library.remove(added)
    assert unforeseen(page) == []


def test_a_removal_can_be_taken_back(page, engine):
    fair = Article(id="fair", title="Wickham fair is off", text="The Wickham fair was called off.")
    engine.library.add([fair])
    try:
        page.reload()
        page.get_by_role("tab", name="Library").click()
        page.get_by_role("button", name="Remove Wickham fair is off").click()
        undo = page.get_by_role("button", name="Undo Wickham fair is off")
        undo.click()
        page.get_by_text("“Wickham fair is off” stays.").wait_for()
        page.get_by_role("button", name="Remove Wickham fair is off").click()
        undo.wait_for()
        page.reload()  # who leaves meant it
        page.get_by_role("tab", name="Library").click()
        page.get_by_text("of 3 articles").wait_for()
        assert "Wickham fair is off" not in titles(page)
    finally:
        if any(article.id == "fair" for article in engine.library.articles()):
            engine.library.remove(["fair"])
    assert page.seen.errors == []


def test_chosen_articles_alone_are_asked(page):
    for title in (ARTICLES[0].title, ARTICLES[1].title):
        page.get_by_label(f"Choose {title}").check()
    page.get_by_role("button", name="Ask these 2").wait_for()
    page.get_by_label(f"Choose {ARTICLES[0].title}").uncheck()
    page.get_by_role("button", name="Ask this one").click()
    page.get_by_text("Asking within 1 article.").wait_for()
    ask(page, "What happened to the lighthouse of Port Ellery?")
    page.get_by_text("Searched only: 1 chosen article.").wait_for()
    cited = page.locator(CITATION).evaluate_all("links => links.map(link => link.hash)")
    assert {parse_reference(address).article_id for address in cited} == {ARTICLES[1].id}
    page.get_by_role("button", name="Ask all articles").click()
    ask(page, "Who closed the Port Ellery lighthouse?")
    page.locator(".bot-row", has_text="Ada Quill").last.wait_for()
    assert page.get_by_text("Searched only:").count() == 1
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="Ask this one").click()
    page.get_by_text("Asking within 1 article.").wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_text("Asking within 1 article.").wait_for(state="hidden")


def test_an_article_far_down_opens_beside_the_list(chromium, address, engine):
    many = [
        Article(
            id=f"far-{n}",
            title=f"Far down {n}",
            text=f"The far tower {n} stands. " * 40,
            published=date(2024, 6, 1) if n < 20 else None,
        )
        for n in range(30)
    ]
    many.append(Article(id="late", title="Late", text="Too late.", published=date(2034, 1, 1)))
    engine.library.add(many)
    try:
        with opened(chromium, address) as page:
            page.get_by_role("tab", name="Library").click()
            page.get_by_text("from 2024-03 to 2024-06; the highest bar is 20").wait_for()
            page.get_by_text("later: 1").last.wait_for()
            assert page.locator(".library-plot rect.is-apart").count() == 1
            page.locator(".library-choose").nth(24).check()
            assert page.get_by_role("button", name="Ask this one").bounding_box()["y"] >= 0
            page.locator(".library-title").nth(24).click()
            title = page.locator("#library .evidence-title")
            title.filter(has_text="Far down").wait_for()
            top = title.bounding_box()["y"]
            assert page.evaluate("scrollY") > 500
            assert 0 <= top < 400
    finally:
        engine.library.remove([article.id for article in many])
