"""The page as readers use it, in headless Chromium, over the real engine."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import CITATION, answered, ask, finish, opened
from evaluating import wait_until
from served import HOSTILE_TEXT, MISSION_QUESTION, Held, serving

from eval.feedback import SHOULD_BE_NOT_FOUND, judgements
from index.errors import ModelUnavailable
from index.records import Article
from qa.engine import LONGEST_QUESTION, Engine
from web.chat import FAILED, STOPPED
from web.conversation import WAITING
from web.references import parse_reference
from web.server import create_app

pytestmark = pytest.mark.browser

HOSTILE_QUESTION = (
    "Who closed the Port Ellery lighthouse? "
    '<img src=x onerror="window.hacked=7"> ![x](http://evil.example/c.png) {{1}} ${1} *a* [b](c)'
)


class Broken(Engine):
    """An engine whose model has gone, in a way that is foreseen or not."""

    def __init__(self, engine: Engine) -> None:
        self.library = engine.library

    def stream(self, question) -> Iterator:
        if "expected" in question.text:
            raise ModelUnavailable("the model is gone: install it again")
        raise RuntimeError("kept in the log")


@pytest.fixture
def page(chromium, address):
    with opened(chromium, address) as page:
        yield page


def marked(page):
    """The marked words, once the panel has them."""
    page.locator(".evidence mark").wait_for()
    return page.locator(".evidence mark").text_content()


def in_view(page):
    """Whether the marked words lie within the part of the panel that can be seen."""
    return page.evaluate(
        """() => {
          const mark = document.querySelector(".evidence mark").getBoundingClientRect();
          const panel = document.querySelector(".evidence").getBoundingClientRect();
          const bar = document.querySelector(".evidence-bar").getBoundingClientRect();
          const bottom = Math.min(panel.bottom, innerHeight);
          return mark.top >= bar.bottom && mark.bottom <= bottom && mark.width > 0;
        }"""
    )


def cited(engine, href):
    reference = parse_reference(href)
    article = engine.library.article(reference.article_id, version=reference.version)
    return article.text[reference.start : reference.end]


def test_nothing_leaves_this_machine_and_nothing_goes_wrong(page, address):
    ask(page, MISSION_QUESTION)
    page.locator(CITATION).first.click()
    marked(page)
    page.wait_for_timeout(1_000)  # for what is asked late; an open page may never be idle
    own = (address, "data:", "blob:")
    assert [url for url in page.seen.requests if not url.startswith(own)] == []
    assert page.seen.errors == []


def test_each_citation_opens_its_exact_words(page, engine):
    ask(page, MISSION_QUESTION)
    citations = page.locator(CITATION)
    citations.nth(1).wait_for()
    addresses = [link.get_attribute("href") for link in citations.all()]
    for position, address in enumerate(addresses):
        citations.nth(position).click()
        page.wait_for_function(
            "words => document.querySelector('.evidence mark')?.textContent === words",
            arg=cited(engine, address),
        )
        assert in_view(page)


def test_the_panel_takes_the_focus_and_escape_gives_it_back(chromium, address, engine):
    with opened(chromium, address, has_touch=True) as page:
        ask(page, MISSION_QUESTION)
        page.locator(CITATION).nth(1).wait_for()
        for position, way in enumerate(("click", "Enter", "tap")):
            link = page.locator(CITATION).nth(position % 2)  # never the one that is open
            reference = link.get_attribute("href")
            {"click": link.click, "Enter": lambda k=link: k.press("Enter"), "tap": link.tap}[way]()
            page.wait_for_function(
                "words => document.querySelector('.evidence mark')?.textContent === words",
                arg=cited(engine, reference),
            )
            assert in_view(page)
            assert page.evaluate("document.activeElement.className").startswith("evidence")
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.getAttribute('href')") == reference


def test_old_turns_and_restored_conversations_keep_their_citations(page, engine):
    ask(page, MISSION_QUESTION)
    ask(page, "Who sailed out first?")
    page.reload()
    page.get_by_text("Who sailed out first?").first.wait_for()
    page.locator(CITATION).first.wait_for()
    for link in (page.locator(CITATION).first, page.locator(CITATION).last):
        link.click()
        words = cited(engine, link.get_attribute("href"))
        page.wait_for_function(
            "words => document.querySelector('.evidence mark')?.textContent === words", arg=words
        )


def test_a_citation_opens_while_the_answer_still_grows_and_stop_ends_it(chromium, engine):
    held = Held(engine)
    with serving(create_app(held)) as address, opened(chromium, address) as page:
        ask(page, MISSION_QUESTION, wait=False)
        page.locator(CITATION).first.click()
        assert marked(page) == cited(engine, page.locator(CITATION).first.get_attribute("href"))
        page.get_by_role("button", name="Stop").click()
        page.get_by_text(STOPPED).wait_for()
        assert page.seen.errors == []
        held.goes_on.set()
        assert page.locator(CITATION).count() == 1


def test_hostile_text_is_shown_as_it_is_and_nothing_in_it_runs(page, address):
    ask(page, HOSTILE_QUESTION)
    assert page.locator(".user-row .message-content").inner_text().strip() == HOSTILE_QUESTION
    first_sentence = HOSTILE_TEXT.split("\n")[0]
    assert first_sentence in page.locator(".bot-row .message-content").inner_text()
    for link in page.locator(CITATION).all():
        link.click()
    page.locator(".evidence-title", has_text="onerror").wait_for()
    assert HOSTILE_TEXT in page.locator(".evidence-content").text_content()
    shown = page.locator(".message-content, .evidence")
    assert shown.locator("img, svg, form, script, iframe").count() == 0
    hrefs = [link.get_attribute("href") for link in shown.locator("a").all()]
    assert all(href.startswith("#cite-") for href in hrefs)
    assert page.evaluate("window.hacked") is None
    assert [url for url in page.seen.requests if not url.startswith(address)] == []
    page.reload()
    page.locator(CITATION).first.wait_for()
    assert page.locator(".message-content img, .message-content svg").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_failing_back_end_leaves_the_conversation_in_view(chromium, engine):
    with serving(create_app(Broken(engine))) as address, opened(chromium, address) as page:
        ask(page, "First?")
        page.get_by_text(FAILED).wait_for()
        ask(page, "Then the expected?")
        page.get_by_text("the model is gone: install it again").wait_for()
        assert page.get_by_text("First?").count() > 0
        assert "kept in the log" not in page.content()


def test_a_question_is_changed_asked_again_and_taken_back(page):
    ask(page, "What about 5 * 3 & <b>?")
    page.get_by_role("button", name="Edit").click()
    field = page.locator(".conversation textarea")
    field.click()
    assert field.input_value() == "What about 5 * 3 & <b>?"
    field.fill("Who sailed out first?")
    with answered(page):
        page.get_by_role("button", name="Submit").click()
    assert page.locator(".user-row").all_inner_texts() == ["Who sailed out first?"]
    with answered(page):
        page.get_by_role("button", name="Retry").click()
    page.get_by_role("button", name="Undo").click()
    page.locator(".user-row").wait_for(state="detached")
    assert page.get_by_role("textbox", name="Question").input_value() == "Who sailed out first?"


def test_a_follow_up_shows_how_it_was_read_and_can_be_asked_as_typed(chromium, address):
    with opened(chromium, address, has_touch=True) as page:
        ask(page, "Who sailed out first?")
        page.locator(CITATION).first.wait_for()
        reading = page.get_by_text("Read as: Where did Captain Ines Roe sail?")
        link = page.get_by_role("link", name="Ask exactly as typed")
        ask(page, "Where did she sail?")
        reading.wait_for()
        link.press("Enter")
        reading.wait_for(state="detached")
        page.get_by_text(WAITING).wait_for(state="detached")
        finish(page)
        assert page.locator(".user-row").count() == 2
        assert page.locator(".user-row").last.inner_text().strip() == "Where did she sail?"
        page.reload()
        page.get_by_text("Where did she sail?").first.wait_for()
        assert page.get_by_text("Read as:").count() == 0
        assert page.seen.errors == []


def test_a_date_that_was_read_in_a_question_can_be_taken_away(chromium, address):
    with opened(chromium, address, has_touch=True) as page:
        for way in ("click", "press", "tap"):
            ask(page, "Who sailed out first in October 2023?")
            page.get_by_text("Understood as:").wait_for()
            link = page.get_by_role("link", name="October 2023")
            getattr(link, way)(*(["Enter"] if way == "press" else []))
            link.wait_for(state="detached")
            page.get_by_text(WAITING).wait_for(state="detached")
            page.locator(CITATION).first.wait_for()
            finish(page)
            assert page.get_by_text("Understood as:").count() == 0
            assert page.locator(".user-row").count() == 1
            page.get_by_role("button", name="New conversation").click()
            page.locator(".user-row").wait_for(state="detached")
        assert page.seen.errors == []


def test_a_conversation_is_kept_and_a_question_is_linked_to(chromium, address):
    allowed = ["clipboard-read", "clipboard-write"]
    link = f"{address}/?q=Who+sailed+out+first%3F+%3Cb%3E"
    with opened(chromium, link, permissions=allowed) as page:
        page.locator(CITATION).first.wait_for()
        finish(page)
        assert page.locator(".user-row").all_inner_texts() == ["Who sailed out first? <b>"]
        page.get_by_role("button", name="Copy or save").click()

        def copied(button, words):
            page.get_by_role("button", name=button).click()
            read = "navigator.clipboard.readText()"
            wait_until(lambda: words in page.evaluate(read))
            return page.evaluate(read)

        assert "Harbour Times" in copied("Copy as text", "[1]")
        assert r"first? \<b\>" in copied("Copy as Markdown", "## ")
        assert copied("Copy a link to the last answer", "?q=") == link
        with page.expect_download() as download:
            page.get_by_role("button", name="Save JSON").click()
        assert download.value.suggested_filename == "conversation.json"
        kept = json.loads(Path(download.value.path()).read_bytes())["exchanges"]
        assert kept[0]["answer"]["citations"][0]["article_id"] == "harbour-2"
        page.reload()
        page.locator(CITATION).first.wait_for()
        page.wait_for_timeout(500)  # in which it would be asked again
        assert page.locator(".user-row").count() == 1
        assert page.seen.errors == []


def test_the_panel_has_the_source_the_other_citations_and_what_changed(chromium, address, engine):
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(chromium, address, permissions=allowed) as page:
        ask(page, MISSION_QUESTION)
        page.locator(CITATION).nth(1).wait_for()
        page.locator(CITATION).first.click()
        words = marked(page)
        page.locator(".evidence summary").click()
        page.locator(".evidence-others a").first.click()
        page.wait_for_function(
            "words => document.querySelector('.evidence mark')?.textContent !== words", arg=words
        )
        ask(page, "Who sailed out first?")
        citation = page.locator('.conversation a[href^="#cite-harbour-2"]').first
        citation.wait_for()
        harbour = engine.library.article("harbour-2")
        try:
            engine.library.add([replace(harbour, text="Nobody sailed out, it turned out.")])
            citation.click()
            panel = page.locator("#questions .evidence")
            panel.get_by_text("This article changed since").wait_for()
            link = panel.get_by_role("link", name="at the publisher")
            assert link.get_attribute("href") == harbour.url
            assert "noopener" in link.get_attribute("rel")
            panel.get_by_role("button", name="Copy the quotation").click()
            panel.get_by_text("Copied").wait_for()
            copied = page.evaluate("navigator.clipboard.readText()")
            assert cited(engine, "#cite-harbour-2-0-75-v1") in copied
            assert copied.endswith(f"2 May 2024, {harbour.url})")
            panel.get_by_role("link", name="the newest").click()
            panel.get_by_text("Nobody sailed out, it turned out.").wait_for()
            panel.get_by_role("link", name="version 1").press("Enter")
            panel.get_by_text("Captain Ines Roe").wait_for()
        finally:
            engine.library.remove(["harbour-2"])
            engine.library.add([harbour])


def test_the_panel_names_copies_and_a_correction(chromium, address, engine):
    note = 'This article was amended on 6 March: <img src=x onerror="window.hacked=8"> it is *lit*.'
    hostile = '<img src=x onerror="window.hacked=9"> Wire'
    copy = Article(id="wire", text=f"{HOSTILE_TEXT}\n{note}", publisher=hostile)
    engine.library.add([copy])
    try:
        with opened(chromium, f"{address}/#cite-wire-0-58") as page:
            panel = page.locator("#questions .evidence")
            panel.locator(".evidence-correction").wait_for()
            shown = panel.locator(".evidence-correction").text_content()
            assert shown == f"Corrected: “{note}”"
            panel.locator(".evidence-copies summary").click()
            panel.locator(".evidence-copies a", has_text="Ellery & Sons").click()
            panel.locator(".evidence-title", has_text="Lamp").wait_for()
            assert panel.locator(".evidence-copies a").text_content() == hostile
            assert panel.locator(".evidence-correction").count() == 0
            assert page.locator(".evidence img").count() == 0
            assert page.evaluate("window.hacked") is None
            assert page.seen.errors == []
    finally:
        engine.library.remove([copy.id])


def test_what_a_reader_says_of_an_answer_is_kept(page, engine):
    ask(page, "Who sailed out first?")
    page.locator(CITATION).first.wait_for()
    page.get_by_role("button", name="Dislike").click()
    page.get_by_text("Kept beside the store").wait_for()
    page.locator(".conversation button", has_text="Feedback").or_(
        page.get_by_role("button", name="Feedback")
    ).first.click()
    page.get_by_text(SHOULD_BE_NOT_FOUND).click()
    folder = engine.library.status().folder
    wait_until(lambda: judgements(folder)[-1].verdict == SHOULD_BE_NOT_FOUND)
    about = [one for one in judgements(folder) if one.answer.question == "Who sailed out first?"]
    assert [judgement.verdict for judgement in about] == [SHOULD_BE_NOT_FOUND]
    assert page.seen.errors == []


def test_what_is_seen_is_what_is_copied(chromium, address):
    with opened(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, "Who sailed out first? 5 * 3")
        page.locator(CITATION).first.wait_for()
        read = "navigator.clipboard.readText()"
        for position, expected in enumerate(["first? 5 * 3", "sailed out first.” [1]"]):
            page.get_by_role("button", name="Copy message").nth(position).click()
            wait_until(lambda wanted=expected: wanted in page.evaluate(read))
            assert "#" not in page.evaluate(read)


def test_an_empty_question_and_one_that_is_too_long_are_answered_with_a_hint(page):
    page.get_by_role("button", name="Ask").click()
    page.get_by_text("Type a question first.").first.wait_for()
    box = page.get_by_role("textbox", name="Question")
    long = "Why? " * (LONGEST_QUESTION // 5) + "x"
    box.fill(long)
    box.press("Enter")
    page.get_by_text(f"up to {LONGEST_QUESTION:,} characters, and this one has 2,001").wait_for()
    assert box.input_value() == long
    assert page.locator(".user-row").count() == 0


def test_two_browsers_do_not_see_each_other(page, chromium, address):
    ask(page, MISSION_QUESTION)
    with opened(chromium, address) as other:
        other.get_by_role("textbox", name="Question").wait_for()
        assert other.locator(".user-row").count() == 0
    page.get_by_role("button", name="New conversation").click()
    page.locator(".user-row").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_never_scrolls_sideways(chromium, address, scheme):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with opened(chromium, address, color_scheme=scheme, **phone) as page:
        ask(page, MISSION_QUESTION)
        page.locator(CITATION).first.tap()
        marked(page)
        assert in_view(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate(
            "document.elementFromPoint(195, innerHeight - 30).closest('.composer') !== null"
        )
        box = page.get_by_role("textbox", name="Question")
        box.fill("Who sailed out first?")  # the evidence leaves the question at hand
        box.press("Enter")
        page.locator('.conversation a[href^="#cite-harbour-2"]').first.wait_for()
        finish(page)
        assert not page.locator("#questions .evidence").is_visible()
        page.locator(CITATION).last.tap()
        marked(page)
        sheet = page.locator("#questions .evidence")
        link = page.locator(CITATION).last.bounding_box()
        assert link["y"] + link["height"] <= sheet.bounding_box()["y"]
        page.go_back()  # closes the sheet and leaves the page where it is
        sheet.wait_for(state="hidden")
        assert page.locator(".user-row").count() == 2
        page.locator(CITATION).last.tap()
        marked(page)
        page.get_by_role("button", name="Close the evidence").tap()
        sheet.wait_for(state="hidden")
        page.get_by_role("button", name="Filters").tap()
        until = page.get_by_label("Published until")
        page.wait_for_function(
            """field => field.getBoundingClientRect().bottom
              <= document.querySelector(".composer").getBoundingClientRect().top""",
            arg=until.element_handle(),
        )
        assert box.evaluate("field => getComputedStyle(field).fontSize") == "16px"


def test_filters_hold_in_what_is_cited_are_told_beside_the_question_and_go_with_a_link(
    chromium, address
):
    with opened(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        filtered(page)
        page.get_by_role("button", name="Copy or save").click()
        page.get_by_role("button", name="Copy a link to the last answer").click()
        read = "navigator.clipboard.readText()"
        wait_until(lambda: "&publisher=Harbour+Times&since=2024" in page.evaluate(read))
        link = page.evaluate(read)
        page.get_by_role("button", name="New conversation").click()
        page.locator(".user-row").wait_for(state="detached")
        told = page.locator(".within")
        told.wait_for(state="hidden")
        ask(page, MISSION_QUESTION)
        assert page.get_by_text("Searched only:").count() == 0
        page.goto(link)
        page.get_by_text("Searched only: Harbour Times, since 1 January 2024").wait_for()
        told.get_by_text("Asking only: Harbour Times, since 2024.").wait_for()
        told.get_by_role("button", name="Ask all articles").click()
        told.wait_for(state="hidden")
        assert page.seen.errors == []


def filtered(page):
    """Asks with filters, which are told beside the question and hold in the answer."""
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Publishers").click()
    page.get_by_role("option", name="Harbour Times").click()
    page.keyboard.press("Escape")
    page.get_by_label("Published since").fill("2024")
    page.get_by_text("Asking only: Harbour Times, since 2024.").wait_for()
    ask(page, "What happened at Port Ellery?")
    addresses = [link.get_attribute("href") for link in page.locator(CITATION).all()]
    assert addresses
    assert {parse_reference(address).article_id for address in addresses} == {"harbour-2"}
