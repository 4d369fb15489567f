"""The context root that an application server's descriptors give a program.

Recognises: `contextRoot` or `context-root` of the one application in Liberty's `server.xml`;
`context-root` of `jboss-web.xml`, `glassfish-web.xml`, `sun-web.xml`, `ibm-web-ext.xml`.
Versions seen: Liberty, WildFly, Payara.
Not recognised: the archive's name, which is the root where nobody says one; values of variables.
Documentation: https://openliberty.io/docs/latest/reference/config/webApplication.html,
https://docs.wildfly.org/34/Developer_Guide.html
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, GlobalPrefix, Literally
from backend_architect.survey.idioms.xml_lines import Element, Unreadable, read

_APPLICATIONS = ("webApplication", "application", "enterpriseApplication")


@detector(
    paths=("server.xml", "jboss-web.xml", "glassfish-web.xml", "sun-web.xml", "ibm-web-ext.xml")
)
def context_roots(match: Match) -> Iterator[Fact]:
    """Say the root, if there is one."""
    try:
        root = read(match.source.data)
    except Unreadable:
        return  # Tomcat's server.xml may be anything
    said = [each for each in root.children if each.name in (*_APPLICATIONS, "context-root")]
    texts = [(each, _text(each)) for each in said]
    if len(said) == 1 and texts[0][1] and "${" not in texts[0][1]:
        element, text = texts[0]
        yield GlobalPrefix(lines=element.lines, prefix=Literally(text=f"/{text}"))


def _text(element: Element) -> str:
    given = element.attributes
    keys = ("contextRoot", "context-root", "uri")
    return (next((given[k] for k in keys if k in given), "") or element.text).strip().strip("/")
