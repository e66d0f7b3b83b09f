from datetime import date

import httpx
import pytest
from served import serving

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from web.server import create_app


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("catalogue"), embedder=HashingEmbedder())
    yield library
    library.close()


@pytest.fixture(scope="module")
def read_only(library):
    app = create_app(build_engine(library), read_only=True)
    with serving(app) as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.fixture(scope="module")
def client(address):
    with httpx.Client(base_url=address) as client:
        yield client


def test_articles_are_listed(client):
    page = client.get("/api/articles", params={"words": "harbour", "limit": 1}).json()
    assert page["total"] == 1
    assert page["articles"][0] == {
        "id": "harbour-2",
        "version": 1,
        "versions": 1,
        "title": "Harbour reopens",
        "publisher": "Harbour Times",
        "published": "2024-05-02",
        "language": "en",
        "status": "usable",
        "beginning": "The Port Ellery harbour reopened in May. Captain Ines Roe sailed out first.",
        "address": "#article-harbour-2-v1",
        "excerpt": [
            ["The Port Ellery ", False],
            ["harbour", True],
            [" reopened in May. Captain Ines Roe sailed out first.", False],
        ],
    }
    assert "excerpt" not in client.get("/api/articles").json()["articles"][0]


@pytest.mark.parametrize(
    ("wanted", "total"),
    [
        ({"publisher": "harbour times"}, 1),
        ({"publisher": "Harbour"}, 0),
        ({"since": "1 May 2024"}, 1),
        ({"since": "2024-03-05", "until": "2024-05-02"}, 2),
        ({"since": "April 2024", "until": "2024-05"}, 1),
        ({"until": "Mar 2024"}, 1),
        ({"since": "05/2024"}, 1),
        ({"since": "Sept 2024"}, 0),
        ({"until": "Sept. 2024"}, 2),
        ({"since": "2024", "until": "2024"}, 2),
        ({"since": "2025"}, 0),
        ({"words": "lighthouse", "publisher": "Harbour Times"}, 0),
        ({"words": "lighthouse storm"}, 1),
    ],
)
def test_articles_are_restricted(client, wanted, total):
    assert client.get("/api/articles", params=wanted).json()["total"] == total


def test_a_day_that_is_not_clear_is_asked_about(client):
    response = client.get("/api/articles", params={"since": "12/11/2026"})
    assert response.status_code == 400
    assert "may be 12 November 2026 or 11 December 2026" in response.json()["error"]


def test_a_first_day_later_than_the_last_is_told(client):
    response = client.get("/api/articles", params={"since": "June 2024", "until": "May 2024"})
    assert response.status_code == 400
    assert "1 June 2024 is later than 31 May 2024" in response.json()["error"]


def test_what_an_article_was_taken_for_is_corrected(library, read_only):
    library.add([Article(id="kiosk/1", text="The kiosk shut on Friday.", title="Kiosk")])
    correction = {"title": "Kiosk shuts", "publisher": " Pier\nPost ", "published": "5 May 2024"}
    with serving(create_app(build_engine(library))) as address:
        path = f"{address}/api/articles/kiosk%2F1"
        corrected = httpx.patch(path, json=correction).json()
        assert corrected["address"] == "#article-kiosk%2F1-v2"
        assert httpx.patch(path, json={**correction, "published": "3/4/2024"}).status_code == 400
        assert httpx.patch(path, json={"title": "x"}).status_code == 422
    article = library.article("kiosk/1")
    assert (article.title, article.publisher) == ("Kiosk shuts", "Pier Post")
    assert article.published == date(2024, 5, 5)
    assert library.article("kiosk/1", version=1).title == "Kiosk"
    assert read_only.patch("/api/articles/kiosk%2F1", json=correction).status_code == 403
    library.remove(["kiosk/1"])


def test_articles_are_counted_by_month(client):
    months = client.get("/api/months").json()["months"]
    assert {"month": "2024-03", "articles": 1} in months
    assert {"month": None, "articles": 1} in months


@pytest.mark.parametrize("wrong", ["order=best", "skip=-1", "limit=0", "limit=1000"])
def test_what_cannot_be_listed(client, wrong):
    response = client.get(f"/api/articles?{wrong}")
    assert response.status_code == 422
    assert wrong.partition("=")[0] in response.json()["error"]


def test_removing_what_is_not_there(client):
    response = client.delete("/api/articles/nobody")
    assert (response.status_code, "nobody" in response.json()["error"]) == (404, True)


def test_a_page_of_another_site_removes_nothing(client):
    response = client.delete("/api/articles/harbour-2", headers={"origin": "http://evil.example"})
    assert response.status_code == 403
    assert client.get("/api/articles/harbour-2").status_code == 200


def test_a_read_only_program_changes_no_article(read_only, library, articles):
    library.add(articles)
    response = read_only.delete("/api/articles/rail")
    assert (response.status_code, "read-only" in response.json()["error"]) == (403, True)
    upload = read_only.post("/gradio_api/upload", files={"files": ("a.txt", b"words")})
    assert upload.status_code == 403
    labels = {part["props"].get("label") for part in read_only.get("/config").json()["components"]}
    assert "Library" in labels
    assert "Add articles" not in labels
    assert library.article("rail").id == "rail"
