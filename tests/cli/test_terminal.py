"""What a command says while it works where nobody watches a bar."""

import pytest

from commands import terminal


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
