import httpx
import pytest
from served import serving

from index.embed import HashingEmbedder
from index.library import Library
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
    }


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
