"""Web servers and load balancers: where they pass requests on to.

Recognises: Nginx's `proxy_pass`, `fastcgi_pass`, `uwsgi_pass`, `grpc_pass` (with `location` and
`upstream`), Apache's `ProxyPass` and `RewriteRule ... [P]`, HAProxy's `server` lines, Caddy's
`reverse_proxy`.
Versions seen: Nginx 1, Apache 2.4, HAProxy 1 to 3, Caddy 2.
Not recognised: addresses in variables (`proxy_pass $upstream`), included files.
Documentation: https://nginx.org/en/docs/http/ngx_http_proxy_module.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Tie
from backend_architect.survey.idioms.addresses import address_of

_PASS = re.compile(
    r"^\s*(?:proxy|fastcgi|uwsgi|grpc)_pass\s+(?P<nginx>[^;\s]+)"
    r"|^\s*ProxyPass(?:Match)?\s+\"?(?P<path>[^\s\"]+)\"?\s+\"?(?P<apache>(?:https?|ajp|ws)://[^\s\"]+)"
    r"|^\s*RewriteRule\s+\S+\s+(?P<rewrite>https?://\S+)\s+\[[^\]]*P"
    r"|^\s*server\s+\S+\s+(?P<haproxy>[\w.-]+:\d+)"
    r"|^\s*reverse_proxy\s+(?:/\S*\s+)?(?P<caddy>[^\s{]+)",
    re.MULTILINE,
)
_LOCATION = re.compile(r"^\s*location\s+(?:[=~^*]+\s+)?(\S+)\s*\{", re.MULTILINE)
_UPSTREAM = re.compile(r"^\s*upstream\s+(\S+)\s*\{([^}]*)\}", re.MULTILINE)
_SERVER = re.compile(r"^\s*server\s+([^;\s]+)", re.MULTILINE)


@detector(
    paths=("*nginx*.conf*", "*nginx*.template", "*/nginx/*.conf*", "*/conf.d/*", "default.conf*",
           "*/sites-*/*", "httpd*.conf", "apache*.conf", "*/apache*/*.conf", "000-default.conf",
           "*vhost*.conf", "haproxy*.cfg", "*/haproxy/*", "Caddyfile*"),
)  # fmt: skip
def proxy_passes(match: Match) -> Iterator[Fact]:
    """One route for each place requests are passed on to."""
    text = re.sub(r"(?m)^\s*#.*$", "", match.source.text)
    upstreams = {found[1]: _SERVER.findall(found[2]) for found in _UPSTREAM.finditer(text)}
    for found in _PASS.finditer(text):
        line = text.count("\n", 0, found.end()) + 1
        target = found[found.lastgroup or "nginx"] if found.lastgroup != "path" else found["apache"]
        path = found["path"] or _location(text, found.start())
        address = address_of(target)
        servers = upstreams.get(address.host if address is not None else "", [])
        for each in servers or [target]:
            yield Tie(
                lines=(line, line), purpose="route", target=Literally(text=each), technology="http",
                path=Literally(text=path), optional=True,
            )  # fmt: skip


def _location(text: str, at: int) -> str:
    """The path of the block a line stands in."""
    found = list(_LOCATION.finditer(text, 0, at))
    return found[-1][1] if found else ""
