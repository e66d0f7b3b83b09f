"""What keeps the program for those it is for, within its limits, and its log free of questions."""

import logging
import threading

import httpx
import pytest
from served import serving

from index.embed import HashingEmbedder
from index.errors import UsageError
from index.library import Library
from qa.build import build_engine
from qa.engine import Engine
from web.auth import (
    WRONG_A_MINUTE,
    WRONG_A_MINUTE_IN_ALL,
    Credentials,
    credentials_file,
    read_credentials,
)
from web.limits import Limits
from web.server import create_app

SECRET = Credentials(user="réader", password="open:sesame")  # noqa: S106
LIMITS = Limits(body_bytes=10_000, upload_bytes=20_000, a_minute=30, at_once=1)


class Waiting(Engine):
    """An engine that answers when it is let, and fails where the question says so."""

    def __init__(self, engine: Engine) -> None:
        self.library = engine.library
        self._engine = engine
        self.asked = threading.Event()
        self.released = threading.Event()

    def ask(self, question):
        if "break" in question.text:
            raise RuntimeError(question.text)
        self.asked.set()
        assert self.released.wait(20)
        return self._engine.ask(question)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    library = Library.open(tmp_path_factory.mktemp("waiting"), embedder=HashingEmbedder())
    yield Waiting(build_engine(library))
    library.close()


@pytest.fixture(scope="module")
def limited(waiting):
    with serving(create_app(waiting, limits=LIMITS)) as address:
        yield address


@pytest.fixture
def client(limited):
    # Another address of this machine for each test, so that none finds the requests of another.
    client_of.number += 1
    with client_of(limited, f"127.0.0.{client_of.number}") as client:
        yield client


def client_of(address, local):
    transport = httpx.HTTPTransport(local_address=local)
    return httpx.Client(base_url=address, transport=transport, timeout=30)


client_of.number = 10


def test_nothing_is_answered_without_the_password(waiting):
    app = create_app(waiting, credentials=SECRET)
    paths = {route.path for route in app.routes if hasattr(route, "path")}
    paths |= {"/", "/config", "/gradio_api/info", "/gradio_api/queue/data", "/assets/x", "/nothing"}
    with serving(app) as address, httpx.Client(base_url=address) as client:
        for path in sorted(paths):
            for method in ("GET", "POST"):
                response = client.request(method, path.replace("{", "").replace("}", ""))
                assert response.status_code == 401, (method, path)
                assert response.headers["www-authenticate"].startswith("Basic")
        for wrong in (("réader", "sesame"), ("reader", "open:sesame"), ("", "")):
            assert client.get("/healthz", auth=httpx.BasicAuth(*wrong)).status_code == 401
        for scheme in ("Basic", "Basic !", "Bearer abc", "Basic \u00e9"):
            headers = {"authorization": scheme.encode()}
            assert client.get("/healthz", headers=headers).status_code == 401
        for path in ("/", "/healthz", "/gradio_api/info"):
            right = httpx.BasicAuth(SECRET.user, SECRET.password)
            assert client.get(path, auth=right).status_code == 200


def tries(client, *, count):
    """The statuses of so many wrong passwords."""
    return [
        client.get("/healthz", auth=httpx.BasicAuth("réader", f"guess {number}")).status_code
        for number in range(count)
    ]


def test_wrong_passwords_are_soon_refused_unread(waiting):
    right = httpx.BasicAuth(SECRET.user, SECRET.password)
    with serving(create_app(waiting, credentials=SECRET)) as address:
        with client_of(address, "127.0.0.2") as guesser:
            statuses = tries(guesser, count=WRONG_A_MINUTE + 20)
            assert set(statuses[:WRONG_A_MINUTE]) == {401}
            refused = guesser.get("/healthz", auth=right)
            assert refused.status_code == 429  # else a refusal would tell that a guess was wrong
            assert "too many wrong passwords" in refused.json()["error"]
            assert int(refused.headers["retry-after"]) >= 1
            # Who has not tried yet, as a browser that is to ask for the password, is told to.
            assert guesser.get("/healthz").status_code == 401
        with client_of(address, "127.0.0.3") as other:
            assert other.get("/healthz", auth=right).status_code == 200


def test_a_reader_is_not_locked_out_by_who_guesses_behind_the_same_address(waiting):
    right = httpx.BasicAuth(SECRET.user, SECRET.password)
    with (
        serving(create_app(waiting, credentials=SECRET)) as address,
        client_of(address, "127.0.0.2") as reader,
        client_of(address, "127.0.0.2") as guesser,
    ):
        assert reader.get("/healthz", auth=right).status_code == 200
        assert 429 in tries(guesser, count=WRONG_A_MINUTE + 20)
        assert reader.get("/healthz", auth=right).status_code == 200
        assert reader.get("/healthz", auth=httpx.BasicAuth("a", "b")).status_code == 401
        assert reader.get("/healthz").status_code == 401


def test_wrong_passwords_are_counted_over_all_addresses_too(waiting):
    right = httpx.BasicAuth(SECRET.user, SECRET.password)
    # More than the limit for all, as it fills up again while a slow machine tries.
    addresses = 3 * WRONG_A_MINUTE_IN_ALL // WRONG_A_MINUTE
    with serving(create_app(waiting, credentials=SECRET)) as address:
        with client_of(address, "127.0.4.1") as reader:
            assert reader.get("/healthz", auth=right).status_code == 200
        for number in range(addresses):
            with client_of(address, f"127.0.5.{number + 1}") as guesser:
                statuses = tries(guesser, count=WRONG_A_MINUTE)
            if 429 in statuses:
                break
        assert 429 in statuses
        with client_of(address, "127.0.4.1") as reader:  # let in before, and without the cookie
            assert reader.get("/healthz", auth=right).status_code == 200


def test_credentials_are_read_and_never_shown(tmp_path):
    file = tmp_path / "auth"
    file.write_text("réader:open:sesame\n", encoding="utf-8")
    assert credentials_file(file) == SECRET
    for wrong in ("sesame", ":sesame", "sesame:"):
        with pytest.raises(UsageError, match="USER:PASSWORD") as error:
            read_credentials(wrong)
        assert "sesame" not in str(error.value)
    with pytest.raises(UsageError, match="cannot be read"):
        credentials_file(tmp_path / "gone")


@pytest.mark.parametrize("path", ["/api/ask", "/gradio_api/upload"])
def test_a_body_over_its_limit(client, path):
    headers = {"content-type": "multipart/form-data; boundary=b"}
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    told = client.post(path, content=part + b"x" * 20_001, headers=headers)
    chunks = (part, *(b"x" * 1_000 for _ in range(21)))
    untold = client.post(path, content=iter(chunks), headers=headers)
    assert [told.status_code, untold.status_code] == [413, 413]
    assert "at most" in told.json()["error"]


def test_too_many_requests(client, limited):
    statuses = [client.post("/api/search", json={}).status_code for _ in range(40)]
    assert set(statuses[:30]) == {422}
    assert 429 in statuses[30:]
    refused = next(
        response
        for response in (client.post("/api/search", json={}) for _ in range(20))
        if response.status_code == 429
    )
    assert "try again in" in refused.json()["error"]
    assert int(refused.headers["retry-after"]) >= 1
    assert client.get("/healthz").status_code == 200
    with client_of(limited, "127.0.0.9") as other:
        assert other.post("/api/search", json={}).status_code == 422


def test_readers_behind_a_trusted_proxy_have_limits_of_their_own(waiting):
    app = create_app(waiting, limits=LIMITS, proxies=["127.0.0.2", "10.0.0.0/8"])

    def is_refused(client, forwarded):
        headers = {"X-Forwarded-For": forwarded}
        return client.post("/api/search", json={}, headers=headers).status_code == 429

    with serving(app) as address:
        with client_of(address, "127.0.0.2") as proxy:
            assert any(is_refused(proxy, "192.0.2.1") for _ in range(40))
            assert not is_refused(proxy, "192.0.2.2")
            # What the reader itself wrote stands before what the proxies added.
            assert any(is_refused(proxy, f"198.51.100.{n}, 192.0.2.3, 10.1.1.1") for n in range(40))
        with client_of(address, "127.0.0.3") as reader:
            assert any(is_refused(reader, f"198.51.100.{n}") for n in range(40))


def test_only_a_trusted_proxy_says_under_which_name_the_page_is_called(waiting):
    app = create_app(waiting, proxies=["127.0.0.2"])

    def root(client, **said):
        headers = {name.replace("_", "-"): value for name, value in said.items()}
        return client.get("/config", headers=headers).json()["root"]

    for served_app in (app, create_app(waiting)):
        with serving(served_app) as address, client_of(address, "127.0.0.3") as reader:
            assert root(reader) == address
            for name in ("X_Forwarded_Host", "X_Forwarded_Server", "X_Gradio_Server"):
                assert root(reader, **{name: "http://evil.example"}) == address
            assert root(reader, X_Forwarded_Proto="https") == address
    with serving(app) as address, client_of(address, "127.0.0.2") as proxy:
        named = {"X_Forwarded_Host": "news.example", "X_Forwarded_Proto": "https"}
        assert root(proxy, **named) == "https://news.example"
        assert root(proxy, X_Gradio_Server="http://evil.example") == address


def test_too_many_questions_at_once(client, waiting):
    waiting.released.clear()
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(client.post("/api/ask", json={"question": "One?"}))
    )
    asking.start()
    assert waiting.asked.wait(20)
    refused = client.post("/api/ask", json={"question": "Two?"})
    waiting.released.set()
    asking.join()
    assert refused.status_code == 503
    assert "try again soon" in refused.json()["error"]
    assert answers[0].status_code == 200
    assert client.post("/api/ask", json={"question": "Three?"}).status_code == 200


def test_one_address_leaves_room_for_others(waiting):
    limits = Limits(at_once=2, at_once_from_one=1)
    with serving(create_app(waiting, limits=limits)) as address:
        waiting.asked.clear()
        waiting.released.clear()
        with client_of(address, "127.0.0.2") as one, client_of(address, "127.0.0.3") as other:
            asking = threading.Thread(
                target=lambda: one.post("/api/ask", json={"question": "Four?"})
            )
            asking.start()
            assert waiting.asked.wait(20)
            refused = one.post("/api/search", json={"question": "Five?"})
            answered = other.post("/api/search", json={})
            waiting.released.set()
            asking.join()
    assert refused.status_code == 503
    assert answered.status_code == 422


def test_the_log_of_a_failure_has_no_word_of_the_question(client, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.post("/api/ask", json={"question": "Why did Ada break the lamp?"})
    assert response.status_code == 500
    assert "log says what" in response.json()["error"]
    assert "RuntimeError" in caplog.text
    assert "test_protection.py" in caplog.text
    assert "Ada" not in caplog.text
