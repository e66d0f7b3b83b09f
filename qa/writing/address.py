"""The address of a language model's server: as it was typed in, as it is called out."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from index.errors import UsageError

API = "/v1"
"""Under this path servers that are OpenAI-compatible answer, where an address names no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`url` is the root of the API, `host` its machine and port, as a reader is told of it.

    `is_here` says that it is this machine's loopback, which nothing leaves; `is_encrypted` that
    what is sent there cannot be read on the way.
    """

    url: str
    host: str
    is_here: bool
    is_encrypted: bool


def read_address(typed: str) -> Address:
    """The address that is meant: of this machine without a scheme too, and without the path.

    Raises UsageError.
    """
    typed = typed.strip()
    # Without a scheme, a host and port would be read as a scheme and a path.
    named = urlsplit(typed if "://" in typed else f"http://{typed}")
    try:
        host, port = named.hostname or "", named.port
    except ValueError:
        host, port = "", None
    if not host or named.scheme not in {"http", "https"} or not typed.isprintable():
        raise UsageError(
            f"{typed!r} is no address of a language model: write it as http://127.0.0.1:8080"
        )
    if named.username is not None or named.password is not None:
        raise UsageError(
            "an address of a language model must not hold a password: it is shown to readers. "
            "Put the key into BYLINE_LLM_KEY or the file that llm_key_file names"
        )
    is_here = _is_loopback(host)
    if "://" not in typed and not is_here:
        raise UsageError(
            f"{typed!r} is not on this machine: write the address with https:// or http://"
        )
    path = named.path.rstrip("/") or API
    return Address(
        url=urlunsplit((named.scheme, named.netloc, path, named.query, "")),
        host=f"[{host}]" * (":" in host) + host * (":" not in host) + (f":{port}" if port else ""),
        is_here=is_here,
        is_encrypted=named.scheme == "https",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
