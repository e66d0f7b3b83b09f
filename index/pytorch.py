"""PyTorch made ready to run a model beside other programs; imported only where one is named."""

from __future__ import annotations

import logging
import os

MOST_THREADS = 8


def prepare() -> None:
    """Imports PyTorch and what rests on it, quietly, with threads that wait without turning.

    A thread that spins while it waits for the others takes the processor from other programs, and
    two programs whose threads all spin take each other's.
    """
    # Read when PyTorch's OpenMP is loaded, so only then.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    import transformers

    torch.set_num_threads(min(torch.get_num_threads(), MOST_THREADS))
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def device() -> str:
    """Where models run: "cuda" where there is such a GPU, "mps" on Apple's, else "cpu"."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
