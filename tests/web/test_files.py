"""No file of the server comes to a reader, nor any route of Gradio that the page has no use for."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from page_steps import file_value, replies, steps
from served import serving
from starlette.routing import Mount

from index.embed import HashingEmbedder
from index.library import Library
from qa.build import build_engine, checker_of
from web.auth import Credentials
from web.evaluations import Evaluations
from web.limits import Limits
from web.page import build_page
from web.remembered import Remembering
from web.server import create_app
from web.uploads import Uploads, named_paths

WORDS = "Only the owner of this machine may read of the heliotrope ledger."
MARKER = "heliotrope"
NAME = "outside-all-uploads.txt"
SECRET = Credentials(user="reader", password="open sesame")  # noqa: S106
OPEN = {
    "/",
    "/assets/{path}",
    "/config",
    "/favicon.ico",
    "/gradio_api/cancel",
    "/gradio_api/component_server/",
    "/gradio_api/info",
    "/gradio_api/queue/data",
    "/gradio_api/queue/join",
    "/gradio_api/reset",
    "/gradio_api/run/{api_name}",
    "/gradio_api/upload",
    "/gradio_api/upload_progress",
    "/static/{path}",
    "/theme.css",
}


@pytest.fixture(scope="module")
def uploads(tmp_path_factory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("uploads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module")
def engine(tmp_path_factory, uploads):  # noqa: ARG001 - Gradio asks for the folder when it is put together
    library = Library.open(tmp_path_factory.mktemp("files"), embedder=HashingEmbedder())
    yield build_engine(library)
    library.close()


@pytest.fixture
def outside(tmp_path) -> Path:
    file = tmp_path / NAME
    file.write_text(WORDS)
    return file


def client_of(address, *, credentials=None):
    auth = credentials and httpx.BasicAuth(credentials.user, credentials.password)
    return httpx.Client(base_url=address, auth=auth, timeout=30)


@pytest.fixture(params=[(False, None), (True, None), (False, SECRET), (True, SECRET)])
def client(request, engine):
    read_only, credentials = request.param
    app = create_app(
        engine,
        read_only=read_only,
        credentials=credentials,
        limits=Limits(a_minute=1_000_000),
    )
    with serving(app) as address, client_of(address, credentials=credentials) as client:
        yield client


def replies_by_name(client, dependency, data) -> Iterator[httpx.Response]:
    name = dependency["api_name"] or dependency["id"]
    for way in ("run", "api", "call", "call/v2"):
        yield client.post(f"/gradio_api/{way}/{name}", json={"data": data, "files": data})


def require_nothing_came(client, replies, uploads) -> int:
    """How many replies there were, none of which led to the words outside the uploads."""
    number = 0
    for reply in replies:
        number += 1
        assert MARKER not in reply.text
        for named in set(re.findall(rf"[^\s\"'\\=]*{NAME}", reply.text)):
            assert MARKER not in client.get(f"/gradio_api/file={named}").text
    assert list(uploads.glob(f"*/{NAME}")) == []
    return number


def test_no_step_takes_a_file_from_outside_the_uploads(client, outside, uploads, engine):
    def forms(value):
        return [value], {"role": "user", "content": {"value": value}}

    def refused():
        for dependency, data in steps(client, outside, forms=forms):
            for reply in (
                *replies(client, dependency, data),
                *replies_by_name(client, dependency, data),
            ):
                assert reply.status_code in {403, 404}, reply.text
                yield reply

    assert require_nothing_came(client, refused(), uploads) > 200
    assert engine.library.status().articles == 0


def test_gradio_itself_takes_no_file_from_outside_the_uploads(outside, uploads, engine):
    page = build_page(
        Remembering(engine),
        evaluations=Evaluations(lambda *_: None),
        checker=checker_of(engine.library),
        read_only=False,
    )
    app = gr.mount_gradio_app(FastAPI(), page, path="/", max_file_size="1mb", show_error=True)
    with serving(app) as address, client_of(address) as client:
        answered = (
            reply
            for dependency, data in steps(client, outside, forms=lambda value: ([value],))
            if dependency["backend_fn"]
            for reply in replies(client, dependency, data)
        )
        assert require_nothing_came(client, answered, uploads) > 50
    assert engine.library.status().articles == 0


def test_no_other_route_gives_a_file(client, outside, uploads):
    quoted = str(outside)
    panels = [
        part["id"]
        for part in client.get("/config").json()["components"]
        if part["props"].get("server_fns")
    ]
    assert panels

    def answered():
        for way in ("file=", "file/", "proxy=", "stream/", "custom_component/"):
            yield client.get(f"/gradio_api/{way}{quoted}")
        for way in ("/assets/", "/static/", "/svelte/", "/"):
            yield client.get(f"{way}{quoted}")
        for panel in panels:
            called = {"component_id": panel, "session_hash": "x", "fn_name": "open_evidence"}
            for value in (quoted, file_value(outside)):
                body = called | {"data": value}
                yield client.post("/gradio_api/component_server/", json=body)
            form = client.post(
                "/gradio_api/component_server/",
                data=called | {"data": quoted, "component_id": str(panel)},
                files={"files": (quoted, b"words")},
            )
            assert form.status_code == 400
            yield form

    assert require_nothing_came(client, answered(), uploads) > 10


def test_what_was_uploaded_is_added(engine, uploads, outside):
    story = b"The ferry to Port Ellery sails again on Monday."
    with serving(create_app(engine)) as address, client_of(address) as client:
        sent = client.post("/gradio_api/upload", files={"files": (str(outside), story)})
        [path] = sent.json()
        assert Path(path).is_relative_to(uploads)
        parts = {part["id"]: part for part in client.get("/config").json()["components"]}
        [add] = [
            (dependency, data)
            for dependency, data in steps(client, path, forms=lambda value: ([value],))
            if data[0] and dependency["backend_fn"]
            if parts[dependency["inputs"][0]]["type"] == "file"
        ]
        joined, streamed, direct = replies(client, *add)
    assert "1 article added" in streamed.text, joined.text
    assert direct.status_code == 404  # it waits for its turn, or is not taken
    [article] = engine.library.articles()
    engine.library.remove([article.id])
    assert article.text == story.decode()


def test_what_is_not_valid_json_is_not_taken(client):
    for body in (b"", b"{", b"[" * 100_000, b'{"data": ["\xff"]}'):
        reply = client.post("/gradio_api/queue/join", content=body)
        assert (reply.status_code, "JSON" in reply.json()["error"]) == (400, True)


def test_no_route_is_open_that_the_page_does_not_need(engine):
    app = create_app(engine)
    [mounted] = [route.app for route in app.routes if isinstance(route, Mount)]
    paths = set(mounted.openapi()["paths"])
    assert paths >= OPEN
    assert "/gradio_api/dev/reload" in paths
    with serving(app) as address, client_of(address) as client:
        for path in sorted(paths - OPEN):
            for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
                reply = client.request(method, re.sub(r"\{.*?\}", "x", path), timeout=5)
                assert reply.status_code == 404, (method, path)
                if method != "HEAD":
                    assert "nothing at this address" in reply.json()["error"]
        assert client.post("/gradio_api/run/x").status_code == 404


def test_only_a_file_within_the_folder_is_an_upload(tmp_path):
    folder, outside = tmp_path / "uploads", tmp_path / "outside.txt"
    inside = folder / "a" / "story.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text("words")
    outside.write_text("words")
    (folder / "out.txt").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    (folder / "again.txt").symlink_to(inside)
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (tmp_path / "uploads-too").mkdir()
    (tmp_path / "uploads-too" / "near.txt").write_text("words")
    uploads = Uploads(folder)
    assert uploads.hold(str(inside))
    assert uploads.hold(str(folder / "again.txt"))
    for path in (
        outside,
        folder,
        folder / "a",
        folder / "gone.txt",
        folder / "out.txt",
        folder / "up" / "outside.txt",
        folder / "round.txt",
        folder / ".." / "outside.txt",
        tmp_path / "uploads-too" / "near.txt",
        "outside.txt",
        "https://harbour.example/story.txt",
        f"{inside}\0",
        "\ud800",
        "x" * 10_000,
        "",
    ):
        assert not uploads.hold(str(path)), path
    assert not any(map(uploads.hold, (None, 1, True, [str(inside)], {"path": str(inside)})))


def test_a_folder_that_is_reached_by_a_link_holds_its_uploads(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "story.txt").write_text("words")
    assert Uploads(tmp_path / "linked").hold(str(tmp_path / "linked" / "story.txt"))


def test_every_path_in_a_body_is_found():
    body = {"data": [{"path": "a"}, [{"x": {"path": "b", "y": [{"path": None}]}}]], "path": 3}
    assert sorted(map(str, named_paths(json.dumps(body).encode()))) == ["3", "None", "a", "b"]
    assert named_paths(b'{"path": "a", "p\\u0061th": "b"}') == ["a", "b"]
    assert named_paths(b'{"data": ["path"], "paths": "a"}') == []
