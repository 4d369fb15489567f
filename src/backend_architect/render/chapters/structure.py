"""Folders, technologies, flows: where the new code goes and who talks to whom."""

from __future__ import annotations

from backend_architect.languages.markdown.write import blocks, bullets, chapter, code, fenced, table
from backend_architect.languages.mermaid.write import write as drawn
from backend_architect.measures.diagrams import flow_picture
from backend_architect.model.api import Api, Operation
from backend_architect.model.proposal import Dossier
from backend_architect.render.chapters.notes import told
from backend_architect.render.chapters.present import place
from backend_architect.render.voice import shows_scripts


def folders(dossier: Dossier) -> str:
    """The files to add, each next to the one it is modelled on."""
    notes = [note.text for note in dossier.proposal.notes if note.section == "folders"]
    layout = dossier.as_is.convention("folder")
    follows = {"by-layer": "one folder per layer", "by-feature": "one folder per feature"}
    intro = f"The repository keeps {follows[layout]}; the new files follow it." if layout else ""
    return chapter("Folder structure", intro if notes else "", bullets(notes), _migrations(dossier))


def _migrations(dossier: Dossier) -> str:
    phases = dossier.route.phases if shows_scripts(dossier) else ()
    files = [file for phase in phases for file in phase.files]
    return bullets(f"{code(file.path)}, the migration in {file.tool}'s form" for file in files)


def technologies(dossier: Dossier) -> str:
    """What the new code is built with: what the services it joins already use, by their
    manifests."""
    model = dossier.proposal.to_be
    joined = {model.get(op.api, Api).service for op in model.operations if not is_seen(dossier, op)}
    rows = (
        (code(t.name), code(t.version) if t.version else "any", t.ecosystem, place(t))
        for t in model.technologies
        if not t.development_only and (t.service in joined or not joined)
    )
    listed = table(("Technology", "Version", "Ecosystem", "Seen at"), rows)
    if not listed:
        return ""
    return chapter(
        "Technologies",
        "What the service is built with already; the plan adds nothing but what is marked new. "
        "Versions are those the manifests ask for. Whether newer ones exist was not looked up (no "
        "network): unverified.",
        listed,
    )


def is_seen(dossier: Dossier, operation: Operation) -> bool:
    """True for an endpoint that is there and stays as it is."""
    return dossier.as_is.find(operation.id) == operation


def flows(dossier: Dossier) -> str:
    """Who talks to whom, with protocol and payload; the picture and the list."""
    model = dossier.proposal.to_be
    if not model.flows:
        return chapter("Data flows", told(dossier, "flows"))
    rows = (
        (
            code(_name(dossier, flow.source)),
            code(_name(dossier, flow.target)),
            flow.mode,
            flow.protocol,
            ", ".join(code(each) for each in flow.carries),
        )
        for flow in model.flows
    )
    return chapter(
        "Data flows",
        fenced("mermaid", drawn(flow_picture(model))),
        table(("From", "To", "Mode", "Protocol", "Carries"), rows),
        blocks(told(dossier, "flows")),
    )


def _name(dossier: Dossier, id: str) -> str:
    element = dossier.proposal.to_be.find(id)
    return element.name if element else id
