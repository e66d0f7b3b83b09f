"""Has the system's allocator give large pieces of memory back as soon as they are free.

A model needs some megabytes at a time, in pieces of ever other sizes. GNU's allocator takes each
that was freed for a sign to carve the next one out of its heaps, where small things that stay keep
the large gaps between them from being given back: the memory of a server then grows for hours.
"""

from __future__ import annotations

import ctypes
import platform

LARGE = 2**18
"""Bytes. Larger pieces are mapped by themselves."""
_M_MMAP_THRESHOLD = -3
"""Its name in malloc.h."""


def give_back_large_pieces() -> bool:
    """Sets it for this process; False where the allocator is another one, and nothing is set."""
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE))
