"""`byline check`: a draft over the sample library with five mistakes planted; what it refuses."""

import json
from pathlib import Path

import pytest

DRAFT = """\
An apartment building collapsed in Magnitogorsk on Monday. Officials said 39 people were confirmed \
dead. Search and rescue was suspended on Wednesday. President Vladimir Putin flew to Magnitogorsk \
and visited the wounded in hospital.

Residents were urged to evacuate by Prime Minister Hubert Minnis. The Senate had confirmed Pedro \
Pierluisi. Pelosi had never opposed impeachment proceedings.

Cosmonaut Alexei Leonov performed the first human spacewalk. He was the last surviving cosmonaut. \
Carrie Lam flew to Paris. Will anybody notice?
"""
MISTAKES = {
    "Search and rescue was suspended on Wednesday.": "contradicted",
    "The Senate had confirmed Pedro Pierluisi.": "unsupported",
    "Pelosi had never opposed impeachment proceedings.": "contradicted",
    "He was the last surviving cosmonaut.": "unsupported",
    "Carrie Lam flew to Paris.": "unsupported",
}
PLACE = ["article_id", "version", "title", "publisher", "published", "url", "quote", "start", "end"]


@pytest.fixture(scope="module")
def checked(byline, sample_store, tmp_path_factory):
    """The draft checked once, with all outputs: the result, the JSON, the page."""
    folder = tmp_path_factory.mktemp("checked")
    draft = folder / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    page = folder / "report.html"
    result = byline("check", draft, "--html", page, store=sample_store)
    told = byline("check", draft, "--json", store=sample_store)
    return result, json.loads(told.stdout), page.read_text(encoding="utf-8"), told.exit_code


def test_each_mistake_is_found_and_nothing_else(checked):
    _, told, _, _ = checked
    verdicts = {one["text"]: one["verdict"] for one in told["sentences"]}
    assert {text: verdicts[text] for text in MISTAKES} == MISTAKES
    rest = {text: verdict for text, verdict in verdicts.items() if text not in MISTAKES}
    assert rest.pop("Will anybody notice?") is None
    assert set(rest.values()) == {"supported"}
    assert told["counts"] == {"supported": 5, "contradicted": 2, "unsupported": 3}


def test_the_json_has_the_exact_words(checked, byline, sample_store):
    _, told, _, code = checked
    assert code == 1
    first = told["sentences"][0]
    assert list(first) == ["text", "start", "end", "read_as", "verdict", "reason", "places"]
    for one in told["sentences"]:
        assert one["text"] in DRAFT.replace("\n", " ")
        for place in one["places"]:
            assert list(place) == PLACE
            shown = byline("show", place["article_id"], "--json", store=sample_store)
            text = json.loads(shown.stdout)["text"]
            assert text[place["start"] : place["end"]] == place["quote"]


def test_a_pronoun_is_read_as_the_draft_tells(checked):
    _, told, _, _ = checked
    read = {one["text"]: one["read_as"] for one in told["sentences"]}
    name = "Alexei Leonov was the last surviving cosmonaut."
    assert read["He was the last surviving cosmonaut."] == name


def test_the_terminal_says_what_is_wrong_and_fails(checked):
    result, _, _, _ = checked
    told = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "Contradicted: Search and rescue was suspended on Wednesday." in told
    assert "The articles say “Tuesday” and not “Wednesday”." in told
    assert "Not in the library: Carrie Lam flew to Paris." in told
    assert "Not checked (states nothing): Will anybody notice?" in told
    assert "10 sentences checked: 5 supported, 2 contradicted, 3 not in the library." in told


def test_the_page_holds_all_of_it_and_fetches_nothing(checked):
    _, told, page, _ = checked
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "<script" not in page
    assert "src=" not in page
    assert page.count('class="sentence ') == len(told["sentences"])
    assert "What the articles say instead" in page


def test_a_text_that_holds_is_no_failure(byline, sample_store):
    text = "Prime Minister Hubert Minnis urged residents to evacuate."
    result = byline("check", text, store=sample_store)
    assert result.exit_code == 0
    assert "1 sentence checked: 1 supported" in result.stdout


def test_markup_in_a_draft_stays_text(byline, sample_store, tmp_path):
    page = tmp_path / "page.html"
    text = "The [bold]minister[/bold] <b>resigned</b> on Friday."
    result = byline("check", text, "--html", page, store=sample_store)
    assert "[bold]minister[/bold] <b>resigned</b>" in " ".join(result.stdout.split())
    assert "<b>resigned" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["missing.txt", "empty.txt"])
def test_a_file_that_holds_nothing_is_wrong_use(byline, sample_store, tmp_path, source):
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = byline("check", tmp_path / source, store=sample_store)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert source in result.stderr


def test_a_store_that_is_not_there_cannot_be_used(byline, tmp_path):
    result = byline("check", "Two words only.", store=Path(tmp_path / "none"))
    assert result.exit_code == 3
