"""Imports a library without what it would only try out: a name in, the module out.

Some libraries try, on being imported, whether others are there that we have no use for, and these
take longer to import, and more memory, than all the rest that a question needs.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


def import_lean(
    name: str, *, missing: Collection[str], empty: Collection[str] = (), **values: object
) -> ModuleType:
    """Imports a module to which the `missing` modules are missing and the `empty` ones are empty.

    An empty module holds nothing but `values`. All this is so for what this thread imports
    meanwhile, where it was not imported before; others find the modules as they are, and so does
    everybody afterwards: nothing of it stays in `sys.modules`.
    """
    with _lean(_Lean(missing, empty, values)):
        return importlib.import_module(name)


class _Lean(MetaPathFinder, Loader):
    """Finds, for one thread, no module for some names and an empty one for others."""

    def __init__(
        self, missing: Collection[str], empty: Collection[str], values: dict[str, object]
    ) -> None:
        self._missing, self._empty, self._values = missing, empty, values
        self._thread = threading.get_ident()
        self.emptied: list[str] = []

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `MetaPathFinder.find_spec`: None leaves it to the finders behind this one."""
        del path, target
        if threading.get_ident() != self._thread:
            return None
        if fullname in self._missing:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        if fullname in self._empty:
            self.emptied.append(fullname)
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def exec_module(self, module: ModuleType) -> None:
        """See `Loader.exec_module`."""
        vars(module).update(self._values)


@contextmanager
def _lean(finder: _Lean) -> Iterator[None]:
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in finder.emptied:
            sys.modules.pop(name, None)
