"""Kustomize: overlays that change how much runs, and what they change beside.

Recognises: `replicas`, names of generated secrets and maps (`secretGenerator`,
`configMapGenerator` with their literals' names); patches are gaps.
Versions seen: kustomize 1 to 5.
Not recognised: patches, components, name prefixes.
Documentation: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Fact, Scaled, SettingFact, Unresolved
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)


@detector(paths=("kustomization.yaml", "kustomization.yml", "Kustomization"))
def kustomize(match: Match) -> Iterator[Fact]:
    """What one overlay says."""
    try:
        found = documents(match.source.text)
    except Unreadable:
        return
    node = found[0] if found else None
    root, spans = mapping(node), keys_of(node)
    for each in elements(root.get("replicas")):
        said, line = mapping(each), each.start_mark.line + 1
        count = scalar(said.get("count"))
        if count.isdigit():
            yield Scaled(lines=(line, line), of=scalar(said.get("name")), least=int(count[:5]))
    for key in ("secretGenerator", "configMapGenerator"):
        for each in elements(root.get(key)):
            yield from _names(each)
    for key in ("patches", "patchesStrategicMerge", "patchesJson6902"):
        if elements(root.get(key)):
            reason = "What they change is not in the Model."
            yield Unresolved(lines=spans[key], what="patches of an overlay", reason=reason)


def _names(node: yaml.Node) -> Iterator[Fact]:
    for each in elements(mapping(node).get("literals")):
        line = each.start_mark.line + 1
        yield SettingFact(lines=(line, line), name=scalar(each).partition("=")[0])
