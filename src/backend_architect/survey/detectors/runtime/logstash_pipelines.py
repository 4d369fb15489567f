"""Where Logstash, Fluentd and Filebeat pass on what they gather.

Recognises: Elasticsearch's `hosts` in a Logstash pipeline, `host` of Fluentd's output, Filebeat's
`output.logstash` and `output.elasticsearch`; addresses of Elasticsearch in Kibana's settings.
Versions seen: Logstash 2 to 9, Fluentd 0.12 to 1, Filebeat 5 to 9.
Not recognised: pipelines written on a command line.
Documentation: https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-elasticsearch
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Literally, Tie

_HOSTS = re.compile(
    r"^\s*-?\s*\"?(?:hosts?|elasticsearch\.(?:url|hosts))\"?\s*(?:=>|:)?\s*\[?\s*[\"']?"
    r"((?:https?://)?[A-Za-z][\w.-]*(?::\d+)?)",
    re.MULTILINE,
)
_OWN = (("logstash", "logstash"), ("fluent", "fluentd"), ("filebeat", "filebeat"),
        ("kibana", "kibana"), ("promtail", "promtail"))  # fmt: skip


@detector(
    paths=("*logstash*.conf", "*/logstash/*.conf", "*/pipeline/*.conf", "fluent*.conf",
           "filebeat*.y*ml", "kibana*.y*ml"),
)  # fmt: skip
def logstash_pipelines(match: Match) -> Iterator[Fact]:
    """One tie for each host the file passes on to."""
    path = match.source.path.lower()
    of = next((technology for word, technology in _OWN if word in path), "")
    for found in _HOSTS.finditer(match.source.text):
        line = match.source.text.count("\n", 0, found.end()) + 1
        yield Tie(
            lines=(line, line), purpose="use", target=Literally(text=found[1]), technology="",
            of=of, optional=True,
        )  # fmt: skip
