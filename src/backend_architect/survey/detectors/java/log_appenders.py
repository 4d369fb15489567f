"""Where Java programs send their logs, as Logback's and Log4j's files say.

Recognises: appenders with a `destination` or `remoteHost` (Logstash's TCP and UDP appenders, socket
appenders, GELF, Fluentd, Loki), in `logback*.xml` and `log4j2*.xml`.
Versions seen: Logback 1, Log4j 2, logstash-logback-encoder 4 to 8.
Not recognised: appenders set up in code; destinations from properties the file does not define.
Documentation: https://github.com/logfellow/logstash-logback-encoder
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Tie

_PLACE = re.compile(
    r"<(?:destination|remoteHost|host|graylogHost|url|udpHost|endpoint)>\s*([^<\s]+)\s*<"
    r"|<(?:Socket|Gelf|Syslog)\b[^>]*\bhost=\"([^\"]+)\"",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TECHNOLOGIES = ("logstash", "gelf", "fluent", "loki", "syslog", "splunk")


@detector(paths=("logback*.xml", "log4j2*.xml"))
def log_appenders(match: Match) -> Iterator[Fact]:
    """One tie for each place logs go to."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), match.source.text)
    lowered = text.lower()
    technology = next((each for each in _TECHNOLOGIES if each in lowered), "")
    for found in _PLACE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        target = Literally(text=found[1] or found[2])
        yield Tie(lines=(line, line), purpose="log", target=target, technology=technology)
