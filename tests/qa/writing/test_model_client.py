"""The client of a language model's server: addresses, what is sent, how it is chosen."""

import pytest
from language_model import QUICK, model_at

from index.errors import UsageError
from qa.writing.address import read_address
from qa.writing.failures import WritingFailed
from qa.writing.model import CONTEXT_FIELDS, Model, model_name
from qa.writing.servers import USUAL_PORTS, Server, look_at, try_question, usual_servers

ASKED = ({"role": "user", "content": "Who?"},)


def words(model):
    return "".join(model.words(ASKED, schema=None, most_tokens=50))


@pytest.mark.parametrize(
    ("typed", "url", "host", "is_here"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080/v1", "127.0.0.1:8080", True),
        ("localhost:11434/", "http://localhost:11434/v1", "localhost:11434", True),
        ("http://[::1]:8000", "http://[::1]:8000/v1", "[::1]:8000", True),
        ("http://127.0.0.1:1/api/v3/", "http://127.0.0.1:1/api/v3", "127.0.0.1:1", True),
        ("https://llm.example/v1", "https://llm.example/v1", "llm.example", False),
        ("http://10.0.0.7:8000", "http://10.0.0.7:8000/v1", "10.0.0.7:8000", False),
        ("http://127.0.0.1.example", "http://127.0.0.1.example/v1", "127.0.0.1.example", False),
    ],
)
def test_an_address_is_read_as_it_is_meant(typed, url, host, is_here):
    address = read_address(typed)
    assert (address.url, address.host, address.is_here) == (url, host, is_here)
    assert address.is_encrypted == typed.startswith("https")


@pytest.mark.parametrize(
    "typed",
    ["", "llm.example:8000", "ftp://127.0.0.1", "http://", "http://me:secret@127.0.0.1", "a b\n"],
)
def test_what_is_no_address_is_refused_with_a_remedy_and_without_a_password(typed):
    with pytest.raises(UsageError) as refused:
        read_address(typed)
    assert "secret" not in str(refused.value)


def test_the_server_gets_the_key_and_nothing_of_the_environment(script, monkeypatch):
    for name, value in {
        "OPENAI_API_KEY": "sk-of-another",
        "OPENAI_ORG_ID": "org-1",
        "OPENAI_PROJECT_ID": "project-1",
        "OPENAI_BASE_URL": "http://elsewhere.example",
        "OPENAI_CUSTOM_HEADERS": "X-Secret: 1",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    script.writes("Ann Lee.", key="mine")
    assert words(model_at(script, key="mine")) == "Ann Lee."
    headers = {name.lower(): value for name, value in script.asked[0]["headers"].items()}
    assert headers["authorization"] == "Bearer mine"
    assert headers.keys() <= {
        *("accept", "accept-encoding", "authorization", "connection", "content-length"),
        *("content-type", "host", "user-agent"),
    }


def test_an_answer_is_always_streamed_and_capped(script):
    script.writes("Ann Lee.")
    words(model_at(script))
    asked = script.asked[0]
    assert (asked["stream"], asked["max_tokens"], asked["temperature"]) == (True, 50, 0)
    assert asked["model"] == "scripted"


def test_options_that_a_server_refuses_are_not_sent_again(script):
    script.writes("Ann Lee.", faults=["no options"])
    model = model_at(script)
    assert words(model) == "Ann Lee."
    script.faults = []
    assert words(model) == "Ann Lee."
    last = script.asked[-1]
    assert last["max_completion_tokens"] == 50
    assert not {"max_tokens", "temperature", "seed", "frequency_penalty"} & last.keys()


def test_what_is_thought_aloud_is_no_word_of_the_answer(script):
    script.writes("Ann Lee.", reasoning="Perhaps Bob Ray?")
    assert words(model_at(script)) == "Ann Lee."


def test_the_models_are_asked_for_once(script):
    script.writes("Ann Lee.")
    model = model_at(script)
    for _ in range(3):
        words(model)
    assert script.listed == 1


@pytest.mark.parametrize("name", CONTEXT_FIELDS)
def test_a_context_is_known_by_the_names_that_servers_have_for_it(script, name):
    script.context, script.row = None, {name: 8192}
    assert model_at(script).chosen().context == 8192
    script.row = {name: "many"}
    assert model_at(script).chosen().context is None


def test_a_model_may_be_named_by_the_name_of_its_file(script):
    path = "/models/Tiny-1B.Q4.gguf"
    script.writes("Ann Lee.", models=("other", path))
    words(model_at(script, model="Tiny-1B.Q4"))
    assert script.asked[0]["model"] == path
    assert model_name(path) == "Tiny-1B.Q4"
    assert model_name("llama3.2:3b") == "llama3.2:3b"


def test_a_server_that_lists_nothing_is_asked_for_the_model_that_is_named(script):
    script.writes("Ann Lee.", models=())
    assert words(model_at(script, model="hidden")) == "Ann Lee."
    assert script.asked[0]["model"] == "hidden"


def test_the_key_stands_in_no_line_that_a_reader_sees(script):
    script.writes("Ann Lee.", key="right")
    with pytest.raises(WritingFailed) as failed:
        words(model_at(script, key="sk-secret"))
    assert "secret" not in str(failed.value)
    assert "sk-" not in str(failed.value)


def test_the_usual_ports_are_those_of_this_machine():
    assert {one.usual for one in usual_servers()} == set(USUAL_PORTS)
    assert all(one.address.is_here for one in usual_servers())


def test_servers_are_looked_at_all_at_once_and_say_what_is_wrong(script):
    there = Server(usual=None, address=read_address(script.address))
    gone = Server(usual="vLLM", address=read_address("127.0.0.1:9"))
    found = look_at([there, gone])
    assert [one.name for one in found[0].models] == ["scripted"]
    assert found[0].models[0].context == 4096
    assert "cannot be reached" in found[1].problem


@pytest.mark.parametrize("faults", [[], ["no schema"]])
def test_a_model_is_tried_with_one_question(script, faults):
    told = "Ines Roe reopened the harbour of Port Ellery."
    script.says((told, "Mayor Ines Roe"), faults=list(faults))
    trial = try_question(model_at(script))
    assert trial.structured == (not faults)
    assert [one.verdict for one in trial.sentences] == ["supported"]
    assert 0 < trial.first <= trial.seconds


def test_nothing_is_sent_before_a_model_is_asked(script):
    Model(read_address(script.address), limits=QUICK)
    assert (script.listed, script.asked) == (0, [])
