"""Addresses in configuration and code: which host and port they mean, nothing of who logs in."""

from __future__ import annotations

import re
from typing import NamedTuple

_CREDENTIALS = re.compile(r"(?<=//)[^/@\s]*@")
_SECRET_PARAMETER = re.compile(
    r"([?&;](?:user|username|password|passwd|pwd|token|key|secret|sig)\w*=)[^&;\s]*", re.IGNORECASE
)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)*(?://|@)", re.IGNORECASE)
_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9_*.{}$-]+)(?::(?P<port>\d{2,5}))?")
_WITH_PORT = re.compile(r"[A-Za-z][\w.-]*:\d{2,5}(?:[,/].*)?\Z")
_NUMERIC = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_SECRET = re.compile(r"secret|passw|token$|api_?key|private|credential|\.user(?:name)?$", re.I)

#: Hosts that mean the machine itself.
LOCAL = frozenset(
    ("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal", "::1", "[::1]")  # noqa: S104  # compared with, never bound to
)


class Address(NamedTuple):
    """A host, and a port where one is written."""

    host: str
    port: str = ""

    @property
    def is_local(self) -> bool:
        """True if it means the machine itself, or one known by its number only."""
        return self.host in LOCAL or bool(_NUMERIC.match(self.host))

    @property
    def is_public(self) -> bool:
        """True for a name of the internet's: with a dot, and not of a cluster's inside."""
        inside = (".local", ".internal", ".svc", ".cluster", ".default", ".lan", ".docker")
        last = self.host.rpartition(".")[2]
        return "." in self.host and not self.host.endswith(inside) and last.isalpha()


def without_credentials(text: str) -> str:
    """The text without what stands for a user and a password in it.

    >>> without_credentials("amqp://me:secret@broker:5672/x")
    'amqp://broker:5672/x'
    """
    return _SECRET_PARAMETER.sub(r"\1", _CREDENTIALS.sub("", text))


def is_secret(key: str) -> bool:
    """Whether a setting of this name holds what nobody may be told."""
    return bool(_SECRET.search(key))


def looks_like_address(text: str) -> bool:
    """Whether a value is an address: with a scheme, or a host with a port.

    >>> looks_like_address("http://orders"), looks_like_address("kafka:9092")
    (True, True)
    """
    return "://" in text or bool(_WITH_PORT.match(text))


def address_of(text: str) -> Address | None:
    """The first host an address means, None where there is none.

    >>> address_of("jdbc:mysql://db:3306/shop?x=1"), address_of("lb://orders")
    (Address(host='db', port='3306'), Address(host='orders', port=''))
    >>> address_of("jdbc:oracle:thin:@db:1521:xe"), address_of("kafka:9092,kafka2:9092")
    (Address(host='db', port='1521'), Address(host='kafka', port='9092'))
    """
    plain = without_credentials(text.strip().strip("\"'"))
    after = _SCHEME.match(plain)
    found = _HOST.match(plain[after.end() :] if after is not None else plain)
    if found is None or not re.search(r"[A-Za-z0-9]", found["host"]):
        return None
    return Address(found["host"].lower().strip("."), found["port"] or "")


def path_of(text: str) -> str:
    """The path of an address, "" where it has none.

    >>> path_of("http://orders:80/api/orders?x=1"), path_of("http://orders")
    ('/api/orders', '')
    """
    rest = text.partition("://")[2] if "://" in text else text
    _, slash, path = rest.partition("/")
    return f"{slash}{path}".partition("?")[0]
