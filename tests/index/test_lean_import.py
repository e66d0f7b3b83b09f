"""Modules are kept from an import, and from nothing else."""

import subprocess
import sys
import threading

import pytest

from index.lean_import import import_lean


@pytest.fixture
def tried(tmp_path, monkeypatch):
    """A module `tries` that notes whether it finds `wanted`, and takes `value` from `plenty`."""
    (tmp_path / "wanted.py").write_text("", encoding="utf-8")
    (tmp_path / "plenty.py").write_text("value = 'full'\n", encoding="utf-8")
    (tmp_path / "tries.py").write_text(
        "try:\n    import wanted\n    found = True\nexcept ImportError:\n    found = False\n"
        "from plenty import value\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in ("tries", "wanted", "plenty"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("tried")
def test_what_is_missing_is_there_again_afterwards():
    finders = list(sys.meta_path)
    module = import_lean("tries", missing=["wanted"], empty=["plenty"], value="nothing")
    assert (module.found, module.value) == (False, "nothing")
    assert sys.meta_path == finders
    assert not {"wanted", "plenty"} & set(sys.modules)
    import plenty
    import wanted

    assert plenty.value == "full"
    assert wanted


@pytest.mark.usefixtures("tried")
def test_what_is_imported_already_stays():
    import wanted

    assert import_lean("tries", missing=["wanted"]).found
    assert sys.modules["wanted"] is wanted


@pytest.mark.usefixtures("tried")
def test_another_thread_finds_everything_meanwhile(tmp_path):
    (tmp_path / "tries.py").write_text(
        "import threading, importlib\n"
        "done = []\n"
        "other = threading.Thread(target=lambda: done.append(importlib.import_module('wanted')))\n"
        "other.start()\nother.join()\n",
        encoding="utf-8",
    )
    assert import_lean("tries", missing=["wanted"]).done
    assert threading.active_count() >= 1


def test_pytorch_can_be_imported_behind_the_parser():
    program = (
        "import sys\n"
        "from qa.language.reading import parsed\n"
        "assert parsed('He left.').tokens\n"
        "assert 'torch' not in sys.modules and 'spacy.cli' not in sys.modules\n"
        "import torch, spacy.cli\n"
        "assert spacy.cli.info and torch.ones(1).sum() == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
