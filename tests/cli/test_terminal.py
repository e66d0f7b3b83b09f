"""What a command says while it works where nobody watches a bar."""

import pytest

from commands import terminal
from commands.intake import advance
from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article


@pytest.mark.parametrize(("total", "said"), [(2_600, "of 2,600"), (None, "1,200\n")])
def test_a_log_gets_a_line_of_progress_and_no_bar(capsys, monkeypatch, total, said):
    monkeypatch.setattr(terminal, "SECONDS_A_LINE", 0.0)
    with terminal.progress_bar() as bar:
        task = bar.add_task("Adding articles", total=total)
        bar.update(task, completed=1_200)
    told = capsys.readouterr().err
    assert told.startswith("Adding articles: 1,200")
    assert said in told
    assert told.count("\n") == 1


def test_quick_work_says_nothing_in_a_log(capsys):
    with terminal.progress_bar() as bar:
        assert list(bar.track([1, 2, 3], description="Asking")) == [1, 2, 3]
    assert capsys.readouterr().err == ""


def test_inside_a_long_article_it_is_told_how_far_it_is(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(terminal, "SECONDS_A_LINE", 0.0)
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    text = " ".join(f"Report {line} says that all is well." for line in range(4000))
    with terminal.progress_bar() as bar:
        task = bar.add_task("Adding articles", total=1)
        library.add([Article(id="long", text=text)], progress=advance(bar, task))
    inside, *_, last = capsys.readouterr().err.splitlines()
    passages = library.status().passages
    library.close()
    assert inside == (
        f"Adding articles (a long one: {passages:,} of {passages:,} passages): 0 of 1"
    )
    assert last == "Adding articles: 1 of 1"
