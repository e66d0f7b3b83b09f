"""What a server has freed goes back to the system."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = """
import ctypes, os, sys
from web.memory import give_back_large_pieces

def held():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

if sys.argv[1] == "set":
    assert give_back_large_pieces()
allocate = ctypes.CDLL(None)
allocate.malloc.restype = ctypes.c_void_p
allocate.free.argtypes = [ctypes.c_void_p]
# A larger one that is freed has the allocator carve such pieces out of its heap.
size = 8 * 2**20
allocate.free(allocate.malloc(2 * size))
before, large, small = held(), [], []
for _ in range(20):
    large.append(allocate.malloc(size))
    ctypes.memset(large[-1], 1, size)
    small.append(allocate.malloc(100_000))
for piece in large:
    allocate.free(piece)
print(held() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator")
def test_large_pieces_are_given_back_though_small_ones_stay_between_them():
    def kept(how):
        done = subprocess.run(
            [sys.executable, "-c", KEPT, how],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout)

    assert kept("as it is") > 100
    assert kept("set") < 10
