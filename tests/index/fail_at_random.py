"""Lets a disk fill up, a disk fail and the clock be set back under a process that changes a store.

    python -m tests.index.fail_at_random --times 20

The process is that of `kill_at_random`. It ends at the first failure that it is told of, or is
killed; then the store is opened and held against what was told.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from tests.index.kill_at_random import check, copy_of, enter, start_changing

SOURCE = Path(__file__).with_name("failing_system.c")
LONGEST_RUN = 5.0  # seconds
LARGEST_FILE = 2_000_000  # bytes, more than the store comes to have


def fill_disk(folder, chance, _library):
    """No file may grow beyond some size, as on a disk or under a quota that is full."""
    largest = chance.randrange(LARGEST_FILE)
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest))
    return start_changing(folder, seed=chance.randrange(10**6), preexec_fn=limit, **quiet())


def fail_disk(folder, chance, library):
    """From some call on, the disk does not take what is to be synced."""
    return start_under(library, folder, chance, SYNC_FAILS_AT=chance.randrange(1, 40))


def set_clock_back(folder, chance, library):
    """From some call on, the clock is a year late."""
    return start_under(library, folder, chance, CLOCK_SET_BACK_AT=chance.randrange(1, 10))


FAULTS = (fill_disk, fail_disk, set_clock_back)


def start_under(library, folder, chance, **settings):
    variables = {name: str(value) for name, value in settings.items()}
    environment = os.environ | variables | {"LD_PRELOAD": str(library)}
    return start_changing(folder, seed=chance.randrange(10**6), env=environment, **quiet())


def quiet():
    """What the process says of its end is not wanted."""
    return {"stderr": subprocess.DEVNULL}


def compiled(folder):
    """The library that fails as `failing_system.c` says; None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    library = Path(folder) / "failing_system.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True
    )
    return library


def fail_once(fault, folder, told, *, seed, library):
    """Starts a process on the store under a fault, and enters in `told` what it said to be done.

    Returns whether it was told of a failure, and what it was then to make of which article.
    """
    chance = random.Random(seed)
    with fault(folder, chance, library) as changing:
        first = changing.stdout.readline()
        try:
            lines, _ = changing.communicate(timeout=LONGEST_RUN)
        except subprocess.TimeoutExpired:
            changing.send_signal(signal.SIGKILL)
            lines, _ = changing.communicate()
    failed = changing.returncode > 0
    _, doing = enter((first + lines).splitlines(), told)
    shutil.rmtree(copy_of(folder), ignore_errors=True)
    return failed, doing


def fail_many(fault, folder, *, times, library, seed=0):
    """Does so many times on one store; returns how often the process was told of a failure."""
    told, counted = {}, Counter()
    for number in range(times):
        failed, doing = fail_once(fault, folder, told, seed=seed + number, library=library)
        counted[failed] += 1
        check(folder, told, doing)
    return counted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = compiled(folder)
        for fault in FAULTS if library else FAULTS[:1]:
            store = Path(folder) / fault.__name__
            counted = fail_many(fault, store, times=given.times, seed=given.seed, library=library)
            sys.stdout.write(
                f"{fault.__name__}: {given.times} times, told of {counted[True]}: "
                "nothing reported was missing, nothing was damaged\n"
            )
    if library is None:
        sys.stdout.write("no C compiler: neither a failing disk nor a clock set back was tried\n")


if __name__ == "__main__":
    main()
