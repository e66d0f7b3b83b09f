"""`byline ask --llm`, `byline llm` and `byline eval --answerer written`, with a scripted model."""

import json

import pytest
from language_model import scripted_model

from qa.settings import Settings

QUESTION = "When did the old bridge close?"
TRUE = "The old bridge over the Wend closed on Monday."
FALSE = "The council will pay four million for the repairs."
CITED = "The old bridge over the Wend"


@pytest.fixture(autouse=True)
def plain(monkeypatch, tmp_path):
    for key in (*Settings.model_fields, "llm_key"):
        monkeypatch.delenv(f"BYLINE_{key.upper()}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def script():
    with scripted_model() as script:
        yield script.says((TRUE, CITED), (FALSE, CITED))


def test_what_is_written_stands_above_the_quotes(byline, store, script):
    done = byline("ask", QUESTION, "--llm", script.address, store=store)
    assert done.exit_code == 0, done.output
    shown = done.stdout
    assert shown.index("Written by scripted") < shown.index(TRUE)
    assert shown.index(TRUE) < shown.index("In the articles' own words:")
    assert "Left out, as the articles do not say it: 1 of 2." in shown
    assert FALSE not in shown


def test_what_was_left_out_is_shown_on_demand_with_the_reason(byline, store, script):
    shown = byline("ask", QUESTION, "--llm", script.address, "--left-out", store=store).stdout
    assert FALSE in shown
    assert "unsupported: " in shown


def test_quotes_alone_are_a_matter_of_one_word(byline, store, script):
    done = byline("ask", QUESTION, "--llm", script.address, "--quotes-only", "--json", store=store)
    assert json.loads(done.stdout)["written_by"] is None
    assert script.asked == []


def test_a_file_of_questions_is_written_too(byline, store, script, tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "question": QUESTION}) + "\n")
    files = ["--questions", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl"]
    assert byline("ask", *files, "--llm", script.address, store=store).exit_code == 0
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert [one["verdict"] for one in row["sentences"]] == ["supported", "unsupported"]


def test_where_it_goes_is_said_before_anything_does(byline, store):
    done = byline("ask", QUESTION, "--llm", "http://llm.invalid:1", store=store)
    assert done.exit_code == 0
    assert "llm.invalid:1, which is not this machine: it gets each question" in done.stderr
    assert "cannot be reached" in done.stdout
    assert "closed on Monday" in done.stdout


@pytest.fixture(params=["variable", "file"])
def key(request, monkeypatch, tmp_path):
    if request.param == "variable":
        monkeypatch.setenv("BYLINE_LLM_KEY", "sk-secret")
    else:
        (tmp_path / "key").write_text("sk-secret\n")
        monkeypatch.setenv("BYLINE_LLM_KEY_FILE", str(tmp_path / "key"))
    return "sk-secret"


def test_the_key_comes_from_a_variable_or_a_file_and_is_shown_nowhere(byline, store, script, key):
    script.key = key
    done = byline("ask", QUESTION, "--llm", script.address, store=store)
    assert TRUE in done.stdout
    settings = byline("settings", "--llm", script.address)
    assert script.address in settings.stdout
    assert "secret" not in done.output + settings.output


def test_settings_name_a_model_once_for_all(byline, store, script, monkeypatch):
    monkeypatch.setenv("BYLINE_LLM", script.address)
    assert TRUE in byline("ask", QUESTION, store=store).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--llm", "ftp://x"], "no address"),
        (["--llm", "http://me:secret@127.0.0.1:1"], "must not hold a password"),
    ],
)
def test_a_wrong_address_is_wrong_use(byline, store, arguments, told):
    done = byline("ask", QUESTION, *arguments, store=store)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "secret@" not in done.stderr


def test_the_models_at_hand_are_listed_and_one_is_tried(byline, script):
    script.says(("Ines Roe reopened the harbour of Port Ellery.", "Mayor Ines Roe"))
    done = byline("llm", "--llm", script.address)
    assert done.exit_code == 0
    for name in ("Ollama", "LM Studio", "llama.cpp", "vLLM", "scripted (4096 tokens)"):
        assert name in done.stdout
    assert "Ines Roe reopened the harbour" in done.stdout
    assert "(supported)" in done.stdout
    found = json.loads(byline("llm", "--llm", script.address, "--json").stdout)
    assert found["trial"]["structured"] is True
    assert found["servers"][0]["on_this_machine"] is True


@pytest.mark.usefixtures("cache_folder")
def test_what_a_model_writes_is_measured_beside_the_quotes(byline, script, tmp_path):
    words = "Dan Carden has become the first Labour MP"
    script.says((f"{words} to demand a national inquiry.", words), ("It rained in Ely.", words))
    result = tmp_path / "result.json"
    done = byline(
        *("eval", "seed", "--limit", "4", "--answerer", "written"),
        *("--llm", script.address, "--json", result),
    )
    assert done.exit_code == 0, done.output
    measured = json.loads(result.read_text())
    assert measured["manifest"]["models"]["writer"] == f"scripted at {script.address[7:]}"
    measures = measured["measures"]
    assert measures["sentences_left_out"]["value"] >= 0.5
    assert {"written_correct", "written_nothing", "correct"} <= measures.keys()
    assert measured["times"]["stages"]["first_sentence"] > 0


@pytest.mark.usefixtures("cache_folder")
def test_an_evaluation_needs_a_model_that_is_named_and_there(byline):
    unnamed = byline("eval", "seed", "--answerer", "written")
    assert (unnamed.exit_code, "--llm" in unnamed.stderr) == (2, True)
    gone = byline("eval", "seed", "--answerer", "written", "--llm", "127.0.0.1:9")
    assert (gone.exit_code, "cannot be reached" in gone.stderr) == (3, True)
