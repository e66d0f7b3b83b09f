"""An IP address in; whether a page may be fetched from it out."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 for all of IPv4 (RFC 6052): the last 32 bits are the address that is reached."""


def is_public(address: str) -> bool:
    """Whether it belongs to the public internet, and to nobody's own machine or network.

    A page that names an address inside could otherwise make Byline read what only this machine may
    reach. Private, loopback, link-local, multicast and reserved addresses are refused, and those of
    IPv6 that stand for one of IPv4 are judged by that one, or refused where they are never needed.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped or parsed.sixtofour or parsed.teredo or parsed.is_site_local:
            return False
        if parsed in _NAT64:
            return _is_public(IPv4Address(int(parsed) & 0xFFFFFFFF))
    return _is_public(parsed)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        # What `is_global` leaves in, in one release of Python or another.
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
