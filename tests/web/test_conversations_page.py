"""The conversations that a browser keeps, day by day, in headless Chromium."""

from datetime import date, timedelta

import pytest
from browser import CITATION, ask, opened
from served import MISSION_QUESTION

import web.chat

pytestmark = pytest.mark.browser


class Tomorrow(date):
    """A calendar that is a day ahead."""

    @classmethod
    def today(cls):
        """The day after today."""
        return date.today() + timedelta(days=1)


def test_a_new_day_starts_a_new_conversation_and_the_old_one_is_kept(
    chromium, address, monkeypatch
):
    with opened(chromium, address) as page:
        ask(page, "Who sailed out first?")
        page.locator(CITATION).first.wait_for()
        ask(page, "Where did she sail?")
        page.get_by_text("Read as: Where did Captain Ines Roe sail?").wait_for()
        page.locator(".options button").first.wait_for()
        monkeypatch.setattr(web.chat, "date", Tomorrow)
        page.reload()
        page.get_by_text("3 articles").first.wait_for()
        page.wait_for_timeout(500)  # in which the old conversation would come back
        assert page.locator(".user-row").count() == 0
        assert page.locator("#questions .evidence mark").count() == 0
        ask(page, "Where did she sail?")
        assert page.get_by_text("Read as:").count() == 0
        assert page.locator(".user-row").count() == 1
        page.get_by_text("Reading the articles").wait_for(state="detached")
        until_kept(page, 2)
        page.get_by_role("button", name="Conversations").click()
        kept = page.locator(".conversations-name")
        assert kept.all_inner_texts() == ["Where did she sail?", "Who sailed out first?"]
        page.get_by_label("Search in questions and answers").fill("WHO ines")
        page.wait_for_function("document.querySelectorAll('.conversations-name').length === 1")
        page.get_by_label("Search in questions and answers").fill("zxqv")
        page.get_by_text("No conversation has these words.").wait_for()
        page.get_by_label("Search in questions and answers").fill("")
        kept.last.click()
        page.locator(".user-row", has_text="Who sailed out first?").wait_for()
        assert page.locator(".user-row").count() == 2
        page.locator("#questions .evidence mark").wait_for()
        ask(page, "Who closed the Port Ellery lighthouse?")  # opened, it is gone on with
        page.get_by_text("Reading the articles").wait_for(state="detached")
        page.wait_for_function("localStorage.getItem('byline-conversations').includes('Quill')")
        assert page.locator(".user-row").count() == 3
        page.get_by_role("button", name="Conversations").click()
        page.get_by_role("button", name="Delete “Who sailed out first?”").click()
        page.locator(".user-row").first.wait_for(state="detached")
        assert kept.all_inner_texts() == ["Where did she sail?"]
        page.get_by_role("button", name="Undo, keep “Who sailed out first?”").click()
        assert "Who sailed out first?" in kept.all_inner_texts()
        assert page.seen.errors == []


def until_kept(page, number, *, questions=1):
    """Waits until so many conversations are kept, the newest of so many questions."""
    page.wait_for_function(
        """([number, questions]) => {
          const all = JSON.parse(localStorage.getItem("byline-conversations") ?? "[]");
          return all.length === number && all[0].exchanges.length === questions;
        }""",
        arg=[number, questions],
    )


def kept_questions(page):
    """The questions of each conversation that is kept, the newest first."""
    return page.evaluate(
        """JSON.parse(localStorage.getItem("byline-conversations"))
          .map(({ exchanges }) => exchanges.map(({ question }) => question))"""
    )


def test_neither_another_tab_nor_a_changed_question_loses_what_was_asked(chromium, address):
    sailed, closed, reopened = (
        "Who sailed out first?",
        "Who closed the Port Ellery lighthouse?",
        "When did the Port Ellery harbour reopen?",
    )
    with opened(chromium, address) as page:
        ask(page, sailed)
        until_kept(page, 1)
        other = page.context.new_page()
        other.goto(address)
        other.locator(CITATION).first.wait_for()
        ask(page, closed)
        until_kept(page, 1, questions=2)
        ask(other, reopened)
        until_kept(other, 2, questions=2)
        assert kept_questions(page) == [[sailed, reopened], [sailed, closed]]
        other.close()
        ask(page, reopened)
        until_kept(page, 2, questions=3)
        page.get_by_role("button", name="Edit").first.click()
        page.locator(".conversation textarea").fill(MISSION_QUESTION)
        page.get_by_role("button", name="Submit").click()
        page.get_by_text("The 2 questions that came after it are kept").wait_for()
        until_kept(page, 3)
        assert kept_questions(page)[1] == [sailed, closed, reopened]
        page.reload()  # what stands beside a citation is there before the answer is
        page.locator(".evidence-place", has_text="1 of 2").wait_for()
        assert page.seen.errors == []


def test_conversations_are_kept_apart_and_survive_a_reload(chromium, address):
    with opened(chromium, address) as page:
        for question in ("Who sailed out first?", "Who closed the Port Ellery lighthouse?"):
            ask(page, question)
            page.locator(CITATION).first.wait_for()
            page.locator(".options button, .bot-row").first.wait_for()
            page.wait_for_function(
                "text => localStorage.getItem('byline-conversations')?.includes(text)",
                arg=question,
            )
            page.get_by_role("button", name="New conversation").click()
            page.locator(".user-row").wait_for(state="detached")
        page.reload()
        page.get_by_role("button", name="Conversations").click()
        names = page.locator(".conversations-name").all_inner_texts()
        assert names == ["Who closed the Port Ellery lighthouse?", "Who sailed out first?"]
        assert page.locator(".conversations-facts").first.inner_text().endswith(" · 1 question")
        assert page.seen.errors == []
