"""Hostile articles and questions on every part of the page, in headless Chromium."""

from dataclasses import replace

import pytest
from browser import CITATION, ask, opened
from hostile import PAYLOADS
from served import ANSWER, CLAIM, serving
from served import CITATION as CITED

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from qa.engine import Engine
from web.server import create_app

pytestmark = pytest.mark.browser

STORIES = tuple(
    Article(
        id=f"{number}{payload}",
        text=f"{payload} was seen in the harbour. {payload}",
        title=payload,
        publisher=payload,
        authors=(payload,),
        url=f"https://harbour.example/{payload}",
    )
    for number, payload in enumerate(PAYLOADS)
)


class Everything(Engine):
    """Answers every question with one claim for each article, its fields as hostile as its text."""

    def __init__(self, engine: Engine) -> None:
        self.library = engine.library

    def stream(self, question):
        citations = tuple(
            replace(
                CITED,
                number=number,
                article_id=story.id,
                title=story.title,
                publisher=story.publisher,
                quote=story.text,
                start=0,
                end=len(story.text),
            )
            for number, story in enumerate(STORIES, start=1)
        )
        claims = tuple(
            replace(
                CLAIM,
                text=story.text,
                short_answer=story.title,
                scope=story.title,
                speaker=story.title,
                outlet=story.title,
                when=story.title,
                explained=story.text,
                citations=(number,),
            )
            for number, story in enumerate(STORIES, start=1)
        )
        yield replace(
            ANSWER,
            question=question.text,
            standalone=f"Meant: {question.text}",
            status="rival_claims",
            note=PAYLOADS[0],
            claims=claims,
            citations=citations,
        )


@pytest.fixture
def address(tmp_path):
    library = Library.open(tmp_path / "hostile", embedder=HashingEmbedder())
    library.add(STORIES)
    with serving(create_app(Everything(build_engine(library)), examples=PAYLOADS[:3])) as address:
        yield address
    library.close()


def test_none_of_thirty_payloads_runs_or_reaches_out(chromium, address):
    assert len(set(PAYLOADS)) == 30
    with opened(chromium, address) as page:
        ran = []
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        question = " ".join(PAYLOADS)[:1900]
        ask(page, question)
        chips = page.locator(CITATION)
        chips.nth(59).wait_for()  # beside its words and in the list of sources
        assert chips.count() == 60
        assert page.locator(f".sources {CITATION.split()[-1]}").count() == 30
        assert page.locator(".user-row .message-content").inner_text().strip() == question
        for position, story in enumerate(STORIES):
            chips.nth(position).press("Enter")
            page.wait_for_function(
                "words => document.querySelector('.evidence mark')?.textContent === words",
                arg=story.text,
            )
        page.get_by_role("button", name="Copy or save").click()
        page.reload()
        chips.nth(29).wait_for()
        page.get_by_role("tab", name="Library").click()
        page.locator(".library-title").nth(24).wait_for()
        shown = page.locator(".library-title").all_inner_texts()
        assert set(shown) <= set(PAYLOADS)
        page.locator(".library-title").first.click()
        page.locator("#library .evidence-title", has_text=shown[0]).wait_for()
        page.get_by_label("Words in headline or text").fill(PAYLOADS[5])
        note = page.locator(".library-note")
        note.filter(has_not_text="of 30 articles").filter(has_text="article").wait_for()
        inside = page.locator(".message-content, .evidence, .library-list")
        foreign = "img, svg, form:not(.evidence-form), script, iframe, object, embed, style"
        assert inside.locator(foreign).count() == 0
        own = (address, "data:", "blob:")
        assert ran == []
        assert [url for url in page.seen.requests if not url.startswith(own)] == []
        assert page.seen.errors == []
