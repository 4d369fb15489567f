"""Facts -> Model: the only place that merges, links and names, split by families of nouns."""

from __future__ import annotations

from collections.abc import Collection

from backend_architect.model.architecture import Head, Model, compose
from backend_architect.survey.assemble.around_programs import System
from backend_architect.survey.assemble.contracts import Contracts, documented_services
from backend_architect.survey.assemble.conventions import conventions
from backend_architect.survey.assemble.data import assemble_data
from backend_architect.survey.assemble.ground import Ground
from backend_architect.survey.assemble.layers import layering, test_layout
from backend_architect.survey.assemble.links import link_queries
from backend_architect.survey.assemble.modules import Edges, modules
from backend_architect.survey.assemble.routes import assemble_routes
from backend_architect.survey.assemble.routing import Routing
from backend_architect.survey.assemble.runtime import runtime
from backend_architect.survey.assemble.services import services
from backend_architect.survey.imports import Sources


def assemble(ground: Ground, head: Head, sources: Sources, tests: Collection[str]) -> Model:
    """One Model of everything that was sighted. The order of sightings does not matter.

    `sources` are the program files with their imports, `tests` the paths of those that test.
    """
    routing = Routing(ground)
    described = documented_services(ground)
    ground.settle({each.id: each for each in (*described, *services(ground, routing))}.values())
    data = assemble_data(ground)
    routes = assemble_routes(ground, routing)
    contracts = Contracts(ground, routes, described)
    contracts.follow()
    contracts.tag()
    operations, queries = link_queries(ground, routes, data)
    system = System(ground)
    elements = [
        *system.services(),
        *system.elements(operations, routes.apis.values()),
        *data.elements(),
        *routes.elements(),
        *contracts.elements(),
        *operations,
        *queries,
        *runtime(ground, system.runs()),
    ]
    model = compose(head, elements)
    edges = Edges(ground, sources)
    counted = (*layering(ground, edges), *test_layout(ground, tests))
    habits = {each.id: each for each in (*counted, *conventions(ground, model))}
    parts = modules(ground, sources, edges)
    return compose(ground.head(head), [*model.elements(), *parts, *habits.values()])
