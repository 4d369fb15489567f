"""Rails: what an application and its models switch on that routes depend on.

Recognises: `config.api_only = true`; `devise :registerable, ...` of a model.
Versions seen: Rails 5 to 8, Devise 4.
Not recognised: modules that a concern switches on for whoever includes it.
Documentation: https://guides.rubyonrails.org/api_app.html, https://github.com/heartcombo/devise
"""

from __future__ import annotations

from collections.abc import Iterator

from backend_architect.survey.detector import Match, detector, node_lines, node_text
from backend_architect.survey.facts import Fact, Feature
from backend_architect.survey.grammars.ruby.text import class_of, given_to, texts
from backend_architect.survey.idioms.ruby.aside import is_aside
from backend_architect.survey.idioms.ruby.rails_devise import feature, group_of
from backend_architect.survey.idioms.ruby.rails_walk import API_ONLY


@detector(
    language="ruby",
    anchors=("api_only", "devise"),
    query="""
    ((assignment left: (call method: (identifier) @_api) right: (true)) @api_only
      (#eq? @_api "api_only"))
    ((call method: (identifier) @_devise) @devise (#eq? @_devise "devise"))
    """,
)
def rails_features(match: Match) -> Iterator[Fact]:
    """The features that one line switches on."""
    if is_aside(match.source.path):
        return
    for node in match.nodes("api_only"):
        if node_text(node).startswith("config"):
            yield Feature(lines=node_lines(node), name=API_ONLY)
    for node in match.nodes("devise"):
        model = class_of(node)
        modules = [name for value in given_to(node).values for name in texts(value)]
        groups = dict.fromkeys(group for name in modules if model and (group := group_of(name)))
        for group in groups:
            yield Feature(lines=node_lines(node), name=feature(model, group))
