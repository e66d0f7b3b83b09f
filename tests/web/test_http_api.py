import json
import re
from datetime import date, timedelta

import gradio_client
import httpx
import pytest
from served import ARTICLES, HOSTILE_TEXT, MISSION_QUESTION

from index.records import Article


@pytest.fixture(scope="module")
def client(address):
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


def error_of(response, status):
    assert response.status_code == status
    body = response.json()
    assert body.keys() == {"error"}
    assert "\n" not in body["error"]
    return body["error"]


def test_health(client):
    body = client.get("/healthz").json()
    assert body["status"] == "ok"
    assert body["articles"] == 3
    assert body["version"]


def test_an_answer_cites_the_exact_words(client):
    answer = client.post("/api/ask", json={"question": MISSION_QUESTION, "id": "q1"}).json()
    assert answer["id"] == "q1"
    assert answer["status"] == "rival_claims"
    assert {"Andy Burnham", "Dan Carden"} <= set(answer["short_answers"])
    for citation in answer["citations"]:
        article = client.get(f"/api/articles/{citation['article_id']}").json()
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert (citation["also_in"], citation["correction"]) == ([], None)


def test_a_citation_tells_of_copies_and_corrections(client, engine):
    note = "This article was amended on 6 March 2024."
    engine.library.add(
        [Article(id="wire", text=f"{HOSTILE_TEXT}\n{note}", published=date(2024, 3, 4))]
    )
    try:
        body = {"question": "Who closed the Port Ellery lighthouse?"}
        answer = client.post("/api/ask", json=body).json()
        copied = [c for c in answer["citations"] + answer["nearest"] if c["article_id"] == "wire"]
        assert copied[0]["correction"] == note
        lighthouse = {"article_id": ARTICLES[0].id, "publisher": ARTICLES[0].publisher}
        assert copied[0]["also_in"] == [lighthouse]
    finally:
        engine.library.remove(["wire"])


def test_filters_hold(client):
    body = {"question": MISSION_QUESTION, "publishers": ["Harbour Times"], "since": "2024-01-01"}
    answer = client.post("/api/ask", json=body).json()
    assert {c["article_id"] for c in answer["citations"] + answer["nearest"]} <= {"harbour-2"}


def test_a_given_passage_is_the_only_source(client):
    body = {"question": "Who sailed out first?", "passage": "Tom Ash sailed out first."}
    answer = client.post("/api/ask", json=body).json()
    assert [c["quote"] for c in answer["citations"]] == ["Tom Ash sailed out first."]


def test_a_follow_up_is_read_with_the_turns_before_it(client):
    history = [{"question": "Who sailed out first?", "answer": "Captain Ines Roe did. [1]"}]
    body = {"question": "Where did she sail?", "history": history}
    answer = client.post("/api/ask", json=body).json()
    assert answer["question"] == "Where did she sail?"
    assert answer["standalone"] == "Where did Captain Ines Roe sail?"


def test_relative_days_are_read_against_the_day_of_asking(client):
    body = {"question": "What happened yesterday?", "asked": "2024-05-03"}
    answer = client.post("/api/ask", json=body).json()
    assert answer["understood"]["since"] == "2024-05-02"
    assert {c["article_id"] for c in answer["citations"]} == {"harbour-2"}
    today = client.post("/api/ask", json={"question": body["question"]}).json()
    yesterday = date.today() - timedelta(days=1)
    assert today["understood"]["since"] == yesterday.isoformat()


def test_search_gives_ranked_passages(client):
    hits = client.post("/api/search", json={"question": "lighthouse lamp", "k": 2}).json()["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2]
    assert hits[0]["text"] == HOSTILE_TEXT[hits[0]["start"] : hits[0]["end"]]


def test_any_id_can_be_asked_for(client):
    found = client.get("/api/articles/port%2Fellery%20%3Cb%3E%221%22%3C%2Fb%3E?version=1")
    assert found.json()["text"] == HOSTILE_TEXT


@pytest.mark.parametrize(
    ("path", "body", "status", "names"),
    [
        ("/api/ask", {"question": "  "}, 400, "question"),
        ("/api/ask", {}, 422, "question"),
        ("/api/ask", {"question": "x" * 2001}, 422, "question"),
        ("/api/ask", {"question": "x", "since": "soon"}, 422, "since"),
        ("/api/ask", {"question": "x", "asked": "yesterday"}, 422, "asked"),
        ("/api/ask", {"question": "x", "publisher": "y"}, 422, "publisher"),
        ("/api/search", {"question": "x", "k": 0}, 422, "k"),
        ("/api/nothing", {}, 404, "/api/nothing"),
    ],
)
def test_an_error_is_one_line_that_names_the_field(client, path, body, status, names):
    assert names in error_of(client.post(path, json=body), status)


@pytest.mark.parametrize("version", [0, -1, 2**63, -(2**70), "last"])
def test_a_version_that_no_article_can_have(client, version):
    path = f"/api/articles/harbour-2?version={version}"
    assert error_of(client.get(path), 422).startswith("version: ")


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["last year", "last week", "yesterday", "today", "this month"])
def test_a_day_of_asking_at_the_end_of_the_calendar(client, asked, words):
    question = f"What happened {words}?"
    for path, body in (("ask", {"asked": asked}), ("search", {"date": asked})):
        response = client.post(f"/api/{path}", json={"question": question, **body})
        assert response.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/nothing", 404),
        ("PUT", "/", 404),
        ("DELETE", "/healthz", 404),
        ("OPTIONS", "/api/ask", 404),
        ("GET", "/assets/nothing.js", 404),
        ("GET", "/evaluations/nothing/report", 404),
        ("GET", "/gradio_api/nothing", 404),
        ("POST", "/gradio_api/upload", 400),
        ("POST", "/gradio_api/run/nothing", 404),
        ("GET", "/gradio_api/queue/data", 422),
    ],
)
def test_errors_have_one_form_on_every_route(client, method, path, status):
    assert error_of(client.request(method, path), status)


def test_the_page_is_told_too_what_its_queue_refuses(client):
    response = client.post("/gradio_api/queue/join", json={})
    assert response.status_code == 422
    assert response.json()["error"].startswith("data: ")
    assert response.json()["detail"]


def test_a_body_that_is_no_json(client):
    error_of(client.post("/api/ask", content=b"{", headers={"content-type": "text/json"}), 422)


def test_an_unknown_article(client):
    assert "nobody" in error_of(client.get("/api/articles/nobody"), 404)


def events(response):
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_an_answer_comes_in_events(client):
    body = {"question": MISSION_QUESTION, "id": "q1"}
    response = client.post("/api/ask/stream", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    *answers, last = events(response)
    assert {name for name, _ in answers} == {"answer"}
    assert last == ("done", {})
    whole = client.post("/api/ask", json=body).json()
    ignored = {"timings_ms": None}
    assert answers[-1][1] | ignored == whole | ignored


def test_an_error_in_events(client):
    response = client.post("/api/ask/stream", json={"question": " "})
    assert [(name, "empty" in data["error"]) for name, data in events(response)] == [
        ("error", True)
    ]
    error_of(client.post("/api/ask/stream", json={}), 422)


def test_programs_can_ask_with_gradios_client(address):
    program = gradio_client.Client(address, verbose=False, analytics_enabled=False)
    answer = program.predict(MISSION_QUESTION, api_name="/ask")
    assert answer["status"] == "rival_claims"
    dated = program.predict("What happened yesterday?", api_name="/ask")["understood"]
    assert dated["since"] == (date.today() - timedelta(days=1)).isoformat()
    named = program.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(named) == {"/ask"}


def test_the_documentation_names_every_route_and_loads_nothing(client):
    page = client.get("/api/docs").text
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/ask/stream", "/api/search", "/api/articles", "/healthz"} <= set(paths)
    assert all(path in page for path in paths)
    assert "publishers" in page
    assert "the day of asking" in page
    assert "list of string" in page
    assert not re.search(r"<(script|link|img)|src=|@import|url\(", page)


def test_no_documentation_is_loaded_from_elsewhere(client):
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_the_headers_let_nothing_out(client):
    for path in ("/", "/healthz", "/api/nothing"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_another_name_for_this_machine_is_refused(client):
    assert error_of(client.get("/healthz", headers={"host": "evil.example"}), 400)
    for name in ("localhost", "127.0.0.1:1", "[::1]:1"):
        assert client.get("/healthz", headers={"host": name}).status_code == 200


@pytest.mark.parametrize("path", ["/api/ask", "/gradio_api/upload", "/gradio_api/queue/join"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://["])
def test_a_page_of_another_site_changes_nothing(client, path, origin):
    response = client.post(path, headers={"origin": origin}, json={"question": "x"})
    assert "other web sites" in error_of(response, 403)
    assert "access-control-allow-origin" not in response.headers


def test_other_origins_are_given_no_leave_to_read(client):
    response = client.get("/config", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in response.headers
