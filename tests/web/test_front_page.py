"""What stands on the page before the first question, in headless Chromium and over HTTP."""

import time
from dataclasses import replace
from datetime import date

import httpx
import pytest
from browser import CITATION, opened
from served import ARTICLES, serving

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from web.alike import alike
from web.front import EXAMPLES
from web.server import create_app

WIRE = (
    "The Fenwick bridge was closed on Monday after a lorry hit its north pier, the council said. "
    "Engineers found cracks in two of the arches and asked drivers to take the road over Wexcombe "
    "until the end of the summer. A ferry will carry people on foot from the old mill to the quay. "
    "Shopkeepers on the high street fear for their trade, and the mayor promised them help by June."
)


def ready(address):
    """What the route tells once all examples are found."""
    for _ in range(200):
        front = httpx.get(f"{address}/api/front").json()
        if front["ready"]:
            return front
        time.sleep(0.1)
    raise AssertionError("the examples never came")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("front"), embedder=HashingEmbedder())
    yield library
    library.close()


@pytest.mark.browser
def test_it_tells_what_is_in_the_library_and_what_it_answers(chromium, address):
    front = ready(address)
    assert 1 <= len(front["examples"]) <= EXAMPLES
    with opened(chromium, address) as page:
        shown = page.locator(".front")
        shown.get_by_text("3 articles").wait_for()
        facts = shown.locator(".front-facts").inner_text()
        for one in ARTICLES:
            assert one.publisher in facts
        assert "5 March 2024 to 2 May 2024" in facts
        titles = shown.locator(".front-news a").all_inner_texts()
        assert titles[:2] == [ARTICLES[1].title, ARTICLES[0].title]
        assert shown.locator("img, svg, form").count() == 0
        shown.get_by_role("link", name=ARTICLES[1].title).click()
        title = page.locator("#questions .evidence-title", has_text=ARTICLES[1].title)
        title.wait_for()
        page.get_by_role("button", name="Ask within this article").click()
        page.get_by_text("Asking within 1 article.").wait_for()
        page.goto(f"{address}/#article-harbour-2-v1")
        page.reload()
        title.wait_for()
        assert shown.locator(".front-example").all_inner_texts() == front["examples"]
        shown.locator(".front-example").first.click()
        page.locator(CITATION).first.wait_for()
        assert page.locator(".user-row").inner_text().strip() == front["examples"][0]
        assert not shown.is_visible()
        assert page.evaluate("window.hacked") is None
        assert page.seen.errors == []


@pytest.mark.browser
def test_an_empty_library_shows_how_to_fill_it(chromium, library):
    app = create_app(build_engine(library))
    with serving(app) as address, opened(chromium, address) as page:
        page.get_by_text("There are no articles yet.").first.wait_for()
        page.locator(".front").get_by_role("button", name="Add articles").click()
        page.locator("#library").get_by_role("button", name="Add articles").wait_for()
        assert page.seen.errors == []


def test_what_several_publishers_tell_is_named_and_follows_the_library(library):
    told = [
        Article(id=f"wire-{name}", title="Bridge shut", text=WIRE, publisher=name, published=day)
        for name, day in (("Post", date(2024, 5, 2)), ("Echo", date(2024, 5, 1)))
    ]
    with serving(create_app(build_engine(library))) as address:
        assert httpx.get(f"{address}/api/front").json()["shared"] == []
        library.add(told)
        front = ready(address)
        library.remove([article.id for article in told])
        assert httpx.get(f"{address}/api/front").json()["articles"] == 0
    [shared] = front["shared"]
    assert shared["publishers"] == ["Echo", "Post"]
    assert shared["address"] == "#article-wire-Echo-v1"
    assert (front["first"], front["last"]) == ("2024-05-01", "2024-05-02")


def test_examples_that_are_given_are_offered_as_they_are(library):
    with serving(create_app(build_engine(library), examples=["Who won?"])) as address:
        assert ready(address)["examples"] == ["Who won?"]


def test_what_several_publishers_tell_in_their_own_words_is_put_together_by_the_names_in_it():
    texts = (
        ("Post", "Rita Okafor of Marlow said the Halden depot in Quarry Lane burned all night."),
        ("Echo", "In Quarry Lane, Marlow, Rita Okafor fought the largest fire in a decade."),
        ("Times", "Marlow counts the cost: Rita Okafor looks into the fire of Quarry Lane."),
        ("Post", "Ben Sallow sold three thousand tickets for the fair of Marlow."),
        ("Echo", "Joe Finch scored twice for Marlow Rovers against Tarn United."),
    )
    articles = [
        Article(id=str(n), text=text, publisher=publisher, published=date(2024, 6, 11))
        for n, (publisher, text) in enumerate(texts)
    ]
    [told] = alike(articles)
    assert told.publishers == ("Post", "Echo", "Times")
    assert {"Rita Okafor", "Marlow", "Quarry Lane"} <= set(told.names)
    late = [*articles[:1], replace(articles[1], published=date(2024, 6, 20))]
    assert list(alike(late)) == []
