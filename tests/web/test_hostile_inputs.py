"""Of all the hostile inputs that the command tries, none comes through."""

from tests.web.hostile_inputs import KINDS, main


def test_none_of_a_hundred_hostile_inputs_comes_through(capsys):
    """The same as `python -m tests.web.hostile_inputs`."""
    assert main() == 0, capsys.readouterr().out
    *rows, total = capsys.readouterr().out.splitlines()[1:]
    assert len(rows) == len(KINDS)
    assert int(total.split()[1]) > 100
