"""The few small sentences a detector can say.

A fact depends on its file alone, so it can be cached. Names in facts are written as the file
writes them ("users.router", "self.orders"); what they refer to is worked out later, by
`resolution` and `assemble`. Lines count from 1, both ends included. `scope` is the qualified name
of the function or class around the fact ("OrderService.place"), "" at the top of the file.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from backend_architect.model.api import DocumentKind
from backend_architect.model.convention import ConventionKind
from backend_architect.model.data import OnDelete, QueryVerb
from backend_architect.model.element import EvidenceKind, Noun
from backend_architect.model.flow import ComponentKind, FlowPurpose
from backend_architect.model.gap import GapKind
from backend_architect.model.runtime import UnitKind
from backend_architect.model.security import SchemeKind
from backend_architect.model.service import MiddlewareRole

# ---------------------------------------------------------------- expressions


class Literally(Noun, frozen=True, kw_only=True, tag="literal"):
    """A text written out."""

    text: str


class Name(Noun, frozen=True, kw_only=True, tag="name"):
    """A dotted name, such as `settings.API_PREFIX`."""

    dotted: str


class Joined(Noun, frozen=True, kw_only=True, tag="joined"):
    """Parts written one after the other: concatenation, f-string, template string."""

    parts: tuple[Expression, ...]


class Made(Noun, frozen=True, kw_only=True, tag="made"):
    """The result of a call or a construction, such as `Settings()` or `require("./users")`."""

    callee: str
    arguments: tuple[Expression, ...] = ()


class Opaque(Noun, frozen=True, kw_only=True, tag="opaque"):
    """Something that cannot be known without running the code; `source` is its beginning."""

    source: str


Expression: TypeAlias = Literally | Name | Joined | Made | Opaque


class Said(Noun, frozen=True, kw_only=True, tag_field="says"):
    """What every fact has: where it stands."""

    lines: tuple[int, int]
    scope: str = ""


# ---------------------------------------------------------------- symbols (said by the grammar)


class Import(Said, frozen=True, kw_only=True, tag="import"):
    """`local` stands for `name` of `module`; `name` is "" for the module itself and "*" for all.

    A re-export (`export { x } from "./y"`, `from .x import y` in a package) is an import too.
    """

    local: str
    module: str
    name: str = ""


class Definition(Said, frozen=True, kw_only=True, tag="definition"):
    """Something with a name. `name` is qualified by its scope ("UserService.create").

    `type` is the declared type of a value, field or parameter, or what a function returns, as
    written and without generics' outer wrapper where that is plain (`Promise<User>` is "User").
    `parameters` are the names of a function's parameters in order, without the receiver.
    `bases` are what a class extends and implements. `value` is what a constant or variable holds.
    `exported` names the symbol a default or renamed export gives it ("default").
    """

    name: str
    kind: Literal["function", "class", "value", "parameter", "field"]
    type: str = ""
    parameters: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    value: Expression | None = None
    exported: str = ""


class Call(Said, frozen=True, kw_only=True, tag="call"):
    """`scope` calls `callee`; `looped` when that stands inside a loop or a per-element callback."""

    callee: str
    looped: bool = False


# ---------------------------------------------------------------- endpoints


class Guard(Noun, frozen=True, kw_only=True):
    """A check on the way to a handler, by the name the code calls it.

    `opens` marks the opposite: callers pass without the checks that hold for the whole service.
    """

    name: str
    role: MiddlewareRole = "other"
    opens: bool = False


class Input(Noun, frozen=True, kw_only=True):
    """One declared input of a route; `type` as written."""

    name: str
    location: Literal["path", "query", "header", "cookie", "body"]
    type: str = ""
    required: bool = True


class Router(Said, frozen=True, kw_only=True, tag="router"):
    """Something routes are registered on: an application, a router, a group, a controller class.

    `root` is True where the framework serves it by itself (an application object, a controller).
    With `if_mounted` its routes count only where something mounts it: a table of routes, or a
    function that may be a plugin, is none before somebody uses it as one. `library` are beginnings
    of libraries' names, one of which a manifest above must name where there is a manifest: for
    routes that only the places of files say. With `if_implemented` it is an interface or abstract
    class, whose routes count where a class that is no router itself stands below it.
    """

    name: str
    framework: str
    prefix: Expression = Literally(text="")
    root: bool = False
    guards: tuple[Guard, ...] = ()
    if_mounted: bool = False
    library: tuple[str, ...] = ()
    if_implemented: bool = False


class Mount(Said, frozen=True, kw_only=True, tag="mount"):
    """`child` is reachable below `parent` under `prefix`.

    `child` is the name of a router in this file or an imported one, of a module (Django's include),
    or a call that makes a router. With `replaces` the prefix stands instead of the child's own
    (Flask).
    """

    parent: str
    child: Expression
    prefix: Expression = Literally(text="")
    guards: tuple[Guard, ...] = ()
    replaces: bool = False


class FolderMount(Said, frozen=True, kw_only=True, tag="folder-mount"):
    """Every module below `folder` is loaded and gives routes to `parent`, under `prefix`.

    `folder` is a path from the repository, or from a folder above the file. With "folders" the
    names of the folders on the way are part of the path (`_id` is a parameter), with "files" the
    module's own name too. A module's own `autoPrefix` stands behind them, its `prefixOverride`
    instead of all. With `framework` the folder or file is looked for from the file that loads it
    alone, and only routers of that framework are meant, none below the folders of `besides`.
    """

    parent: str
    folder: str
    prefix: Expression = Literally(text="")
    named: Literal["", "folders", "files"] = ""
    framework: str = ""
    besides: tuple[str, ...] = ()


class Handover(Said, frozen=True, kw_only=True, tag="handover"):
    """`router` (below `prefix`) is given to `callee` as its argument number `position` (from 0).

    `arguments` are all that is given there: the function may build its paths of them.
    """

    callee: str
    position: int
    router: str
    prefix: Expression = Literally(text="")
    guards: tuple[Guard, ...] = ()
    arguments: tuple[Expression, ...] = ()


class RouterClass(Said, frozen=True, kw_only=True, tag="router-class"):
    """A class of this repository whose values are routers: it wraps a framework's.

    All values of a `single` class stand for one router, which serves by itself (a handler that
    holds its routes); those of another are routers each.
    """

    name: str
    framework: str
    single: bool = False


class Given(Said, frozen=True, kw_only=True, tag="given"):
    """`callee`, a function of this repository, is called with `arguments`, some of which may be
    paths or methods that it registers; or a class of it is made, whose fields `names` hold them."""

    callee: str
    arguments: tuple[Expression, ...]
    names: tuple[str, ...] = ()


class Route(Said, frozen=True, kw_only=True, tag="route"):
    """Requests with one of `methods` (upper case, or "ANY") on `path` of `router` go to `handler`.

    `method` says them where they are not written out: what callers give to the function around.

    `path` is written as the framework writes parameters; the framework's detector gives OpenAPI's
    form (`/users/{id}`) wherever the text is literal, else `assemble` does.
    `body` and `returns` are the types' names as written. `versions` are those of the API it is
    part of, where the framework puts them into the path; "" is the path without one. `when` names
    the `Feature` of the program without which the route is not there; "!" before it: with which.
    `name` is what an `Answer` elsewhere knows it by, which says who answers and on which methods.
    """

    router: str
    methods: tuple[str, ...]
    path: Expression
    method: Expression | None = None
    handler: str = ""
    framework: str = ""
    guards: tuple[Guard, ...] = ()
    inputs: tuple[Input, ...] = ()
    body: str = ""
    returns: str = ""
    status: int | None = None
    versions: tuple[str, ...] = ()
    when: str = ""
    name: str = ""


class Answer(Said, frozen=True, kw_only=True, tag="answer"):
    """`handler` answers requests with one of `methods` on the routes called `route`."""

    route: str
    methods: tuple[str, ...]
    handler: str
    guards: tuple[Guard, ...] = ()


class Feature(Said, frozen=True, kw_only=True, tag="feature"):
    """The program has something switched on, in configuration or in a class, that routes written
    elsewhere wait for (see `Route.when`)."""

    name: str


class Consumed(Said, frozen=True, kw_only=True, tag="consumed"):
    """The function around takes this input from the request it handles.

    For frameworks whose handlers ask for inputs by calls; `scope` is the handler's qualified name.
    """

    input: Input


class Demanded(Said, frozen=True, kw_only=True, tag="demanded"):
    """The function around, a handler, is only run for callers who pass this guard.

    For frameworks whose handlers ask for a caller by the type of a parameter; `scope` is the
    handler's qualified name.
    """

    guard: Guard


class Resource(Said, frozen=True, kw_only=True, tag="resource"):
    """`controller` answers the conventional routes of a resource at `path` of `router`.

    `actions` are those conventional routes ("list", "create", ...) where the place itself limits
    them; empty means what the controller offers.
    """

    router: str
    path: Expression
    controller: str
    framework: str = ""
    actions: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()


class Action(Said, frozen=True, kw_only=True, tag="action"):
    """A class offers an operation below wherever it is mounted.

    `path` is relative to the resource and begins with "/" or is ""; `template` says it where it is
    made of names. A class named in `bases` of `controller` hands its actions down; `base` then
    stands before them, if the class below has no path of its own.
    """

    controller: str
    name: str
    methods: tuple[str, ...]
    path: str = ""
    handler: str = ""
    guards: tuple[Guard, ...] = ()
    template: Expression | None = None
    base: Expression = Literally(text="")


class Controller(Said, frozen=True, kw_only=True, tag="controller"):
    """A class whose methods are endpoints below its `templates`, else those of the nearest class
    above it that has some; else where the program's conventions put it (`RouteConvention`).

    `words` are what "[controller]" and the like stand for in the paths of its actions, which those
    of classes above it are too. A class that is not `served` hands down only.
    """

    name: str
    framework: str
    templates: tuple[Expression, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    guards: tuple[Guard, ...] = ()
    served: bool = True


class ControllerAction(Said, frozen=True, kw_only=True, tag="controller-action"):
    """A method of a `Controller`: it answers below the class's templates at each of its own, or at
    one that begins with "/" or "~/" instead; without own ones at the class's, or by convention."""

    controller: str
    name: str
    methods: tuple[str, ...]
    templates: tuple[Expression, ...] = ()
    guards: tuple[Guard, ...] = ()
    inputs: tuple[Input, ...] = ()
    body: str = ""
    returns: str = ""
    status: int | None = None


class RouteConvention(Said, frozen=True, kw_only=True, tag="route-convention"):
    """The program puts controllers without templates at `pattern` ("{controller}/{action}/{id?}").

    `words` say which controller, action and area a pattern is for where it does not name them.
    `prefix` stands before the paths of all controllers instead; `spelling` is how the words of
    templates are written into paths.
    """

    pattern: Expression | None = None
    words: tuple[tuple[str, str], ...] = ()
    prefix: Expression | None = None
    spelling: Literal["", "kebab"] = ""


class GlobalPrefix(Said, frozen=True, kw_only=True, tag="global-prefix"):
    """Everything the service serves stands below `prefix` (a context path).

    `exclude` are paths without it, as "/health", or with a method before: "GET /health". An `inner`
    one holds for endpoints of its `framework` alone and stands behind the one that is none; of
    several that nearest to the endpoint's file counts.
    """

    prefix: Expression
    framework: str = ""
    exclude: tuple[str, ...] = ()
    inner: bool = False


class Versioning(Said, frozen=True, kw_only=True, tag="versioning"):
    """How the service tells versions of its API apart; for "uri" the version stands behind
    `prefix` in the path. Routes without a version belong to `default`, if there is one. Where no
    fact says that versions are in the path, those of routes are left out of it."""

    style: Literal["uri", "header", "media-type", "custom"]
    prefix: str = "v"
    default: tuple[str, ...] = ()


class Chain(Said, frozen=True, kw_only=True, tag="chain"):
    """`router` runs `guard` before its handlers, after the links named before in the file.

    `router` is "" where it is the whole service (a settings list). `everywhere` is True where every
    operation of the service passes the guard that is not opened (see `Guard.opens`).
    """

    router: str
    guard: Guard
    everywhere: bool = False


class PathRule(Said, frozen=True, kw_only=True, tag="path-rule"):
    """Requests to paths below `router` ("" is the whole service) that match one of `patterns` run
    `guards`; none let everybody in.

    Patterns are Ant's: `*` stands for one segment, `**` for any number. `methods` is empty for any.
    Of `exclusive` rules only the first that matches counts, in the order they are written; the
    others add up.
    """

    patterns: tuple[str, ...]
    guards: tuple[Guard, ...] = ()
    router: str = ""
    methods: tuple[str, ...] = ()
    exclusive: bool = True


# ---------------------------------------------------------------- data


class Entity(Said, frozen=True, kw_only=True, tag="entity"):
    """A class or block that maps a table.

    `table` is None where the mapper derives the name; then `derived` holds what it derives. An
    abstract class may say the rule for those below it: "{lower}s", "{snake}".
    `others` are names it derives under rules of the modules around; the first of them, or else
    `derived`, that a migration makes is meant.
    `abstract` classes hand their fields down to those that name them in `bases`.
    `subclasses` says where the rows of classes below it lie, where the mapper has a rule for that:
    in its own table, in further tables joined by the key, or each in a table with all columns.
    """

    name: str
    mapper: str
    table: Expression | None = None
    derived: str = ""
    others: tuple[str, ...] = ()
    schema: str = ""
    bases: tuple[str, ...] = ()
    abstract: bool = False
    subclasses: Literal["", "one-table", "joined", "table-each"] = ""
    evidence: EvidenceKind = "code"


class Field(Said, frozen=True, kw_only=True, tag="field"):
    """A column of an entity or of a table that a migration makes.

    `entity` is the class (or, for SQL, the table). `type` is in PostgreSQL's words, "" where the
    type is that of the column referred to. `references` is an entity's name ("Customer"), or
    "table.column" in which case `references_table` is True. `derived` is True where the mapper made
    the column's name after the field's, so that `Naming` may change it.
    """

    entity: str
    name: str
    column: str
    type: str
    nullable: bool = False
    primary: bool = False
    unique: bool = False
    indexed: bool = False
    identity: bool = False
    default: str = ""
    references: str = ""
    references_table: bool = False
    on_delete: OnDelete = "no action"
    derived: bool = False


class Mapping(Said, frozen=True, kw_only=True, tag="mapping"):
    """A mapper is told here that it maps `entity`, a class of any file, to `table`.

    Of several that speak of a class the one with the greatest `weight` counts.
    """

    mapper: str
    entity: str
    table: str
    weight: int = 0


class Collected(Said, frozen=True, kw_only=True, tag="collected"):
    """A mapped class holds a list of another: the other refers to it, or both list each other."""

    entity: str
    name: str
    target: str


class Naming(Said, frozen=True, kw_only=True, tag="naming"):
    """The program tells its mapper to derive names in another way: "snake" writes the column of
    `createdAt` as "created_at"; "singular" keeps the table of `OrderItem` at "order_item", behind
    `prefix`."""

    mapper: str
    columns: Literal["", "snake"] = ""
    tables: Literal["", "singular"] = ""
    prefix: str = ""


class Grouped(Said, frozen=True, kw_only=True, tag="grouped"):
    """Columns of an entity that go together. `columns` are field or column names; "-" before one
    means descending. `references`/`ref_columns` are filled for kind "foreign"."""

    entity: str
    kind: Literal["primary", "unique", "index", "foreign", "check"]
    columns: tuple[str, ...]
    name: str = ""
    where: str = ""
    method: str = "btree"
    unique: bool = False
    expression: str = ""
    references: str = ""
    ref_columns: tuple[str, ...] = ()
    on_delete: OnDelete = "no action"


class Link(Said, frozen=True, kw_only=True, tag="link"):
    """A many-to-many relation for which the mapper makes a table of its own.

    `columns` are the column that refers to `entity` and the one that refers to `target`, where the
    mapper's rules say them. "{target}" in `table` and `columns` stands for the name of the other
    table, which may be known in another file only. `key` is what both columns are together.
    """

    entity: str
    name: str
    target: str
    table: str = ""
    columns: tuple[str, ...] = ()
    key: Literal["unique", "primary"] = "unique"


class SchemaStep(Said, frozen=True, kw_only=True, tag="schema-step"):
    """One act of a migration, replayed in the order of `sequence` (sorts as text), then of lines.

    "alter-column" gives the whole `column`, or the `name` of one with what changes of it: `type`,
    `nullable`, `default` ("" drops it), None for what stays.
    `dialect` is "postgresql", "mysql", "sqlite" or "" where nobody says.
    """

    sequence: str
    tool: str
    act: Literal[
        "create-table", "drop-table", "rename-table", "add-column", "drop-column",
        "rename-column", "alter-column", "add-group", "drop-group",
    ]  # fmt: skip
    table: str
    column: Field | None = None
    group: Grouped | None = None
    columns: tuple[Field, ...] = ()
    groups: tuple[Grouped, ...] = ()
    name: str = ""
    new_name: str = ""
    type: str | None = None
    nullable: bool | None = None
    default: str | None = None
    dialect: str = ""


class Revision(Said, frozen=True, kw_only=True, tag="revision"):
    """A migration file that says which others go before it (Alembic, Django).

    Its steps bear `id` as their `sequence`; where files say this, their chain is the order.
    """

    id: str
    after: tuple[str, ...] = ()


class Snapshot(Said, frozen=True, kw_only=True, tag="snapshot"):
    """The steps of this file are the whole schema: migrations of `tool` below its folder are the
    way that led there, and are not played again. With a `version` that holds for those whose names
    begin with a number up to it."""

    tool: str
    version: str = ""


class Access(Said, frozen=True, kw_only=True, tag="access"):
    """Code reads or writes a table. `entity` as written (class, table or repository name).

    `filters` and `sorts` are field or column names ("-" before a sort means descending).
    `limited` when the number of rows is bounded, `single` when at most one row is asked for,
    `looped` when it runs once per element of a loop.
    """

    entity: str
    verb: QueryVerb
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    limited: bool = False
    single: bool = False
    looped: bool = False
    raw: bool = False


class Connection(Said, frozen=True, kw_only=True, tag="connection"):
    """Code or configuration opens a store. `pool_max` is None where nobody says."""

    technology: str
    pool_max: int | None = None
    pooled: bool | None = None


# ---------------------------------------------------------------- between programs


class Duty(Said, frozen=True, kw_only=True, tag="duty"):
    """The program around is a running one ("app") or plays this role, by a framework's word."""

    kind: ComponentKind
    technology: str = ""


class Told(Said, frozen=True, kw_only=True, tag="told"):
    """Configuration tells the program a name, a port or an address; never a secret.

    `key` is as the framework compares it. `of` names the program where the file is about another
    one than that around it. `profile` is the variant of configuration it holds for, "" for all.
    """

    key: str
    value: str
    of: str = ""
    profile: str = ""


class Bound(Said, frozen=True, kw_only=True, tag="bound"):
    """A field or variable holds what configuration tells under `key`, else `default`."""

    name: str
    key: str
    default: str | None = None


class Tie(Said, frozen=True, kw_only=True, tag="tie"):
    """The program turns to something else.

    `target` is an address, a host or a service's name, Opaque with "" where nobody says; what it is
    may be known by `technology`. `of` and `profile` as in `Told`. `optional` ties count only where
    the target is found among what the system runs.
    """

    purpose: FlowPurpose
    target: Expression
    technology: str = ""
    method: str = ""
    path: Expression = Literally(text="")
    of: str = ""
    profile: str = ""
    optional: bool = False


class Message(Said, frozen=True, kw_only=True, tag="message"):
    """Code sends messages to an address of a broker, or is called with those that arrive there."""

    direction: Literal["send", "receive"]
    broker: str
    address: Expression
    handler: str = ""
    kind: Literal["pubsub", "queue", "stream", "request-reply"] = "pubsub"
    of: str = ""


class Task(Said, frozen=True, kw_only=True, tag="task"):
    """Work a program does by itself: `schedule` as written, "" for work that others queue."""

    name: str
    schedule: str = ""
    handler: str = ""
    framework: str = ""


# ---------------------------------------------------------------- contracts


class Described(Said, frozen=True, kw_only=True, tag="described"):
    """A contract in the repository describes an operation; code may say another thing, or none.

    `path` stands below the server's path that the document names, which is `base`. `name` is the
    operation's in the document. For `document` "protobuf", `service` is the service with its
    package, and `binding` tells that `method` and `path` are those of its HTTP mapping.

    Without a `method` the path is described in another file, at `reference` ("paths/users.yaml" or
    "paths.yaml#/users"); what such a file describes has no path, and its key as `reference`.
    """

    document: DocumentKind
    method: str
    path: str
    base: str = ""
    name: str = ""
    service: str = ""
    binding: bool = False
    reference: str = ""


class Followed(Said, frozen=True, kw_only=True, tag="followed"):
    """The program serves what a contract describes: its operations need no other route.

    `contract` is the end of a document's path, or of an RPC service's name; "" for the only
    document that the program has. `prefix` stands before the paths instead of the document's own
    base, where the code gives one. `through` says whether callers come over HTTP or by the RPC
    protocol itself.
    """

    document: DocumentKind
    contract: str
    prefix: Expression | None = None
    framework: str = ""
    through: Literal["http", "rpc"] = "http"


# ---------------------------------------------------------------- around


class Manifest(Said, frozen=True, kw_only=True, tag="manifest"):
    """The file describes a program or package of this name, which lives in its folder."""

    name: str
    ecosystem: str
    version: str = ""
    language: str = ""
    root_of_workspace: bool = False


class PathAlias(Said, frozen=True, kw_only=True, tag="path-alias"):
    """Imports that match `pattern` ("@/*") are found at `targets` ("src/*"), from this folder."""

    pattern: str
    targets: tuple[str, ...]


class Library(Said, frozen=True, kw_only=True, tag="library"):
    """A dependency with the version asked for, as written.

    `role` says what it is for where the file does ("ci"), else the catalogue is asked.
    """

    ecosystem: str
    name: str
    version: str = ""
    role: str = ""
    development_only: bool = False


class ContainerFact(Said, frozen=True, kw_only=True, tag="container"):
    """A container of a compose file or a cluster, or what stands for one (see `UnitKind`); `names`
    are the other names it can be reached by, `links` those it is told to know. The other fields are
    those of the Model's `Container`."""

    name: str
    kind: UnitKind = "container"
    technology: str = ""
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    image: str = ""
    build: str = ""
    ports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    health_check: bool = False
    probes: tuple[str, ...] = ()
    replicas: int = 1
    replicas_max: int = 0
    limits: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


class Scaled(Said, frozen=True, kw_only=True, tag="scaled"):
    """There are between `least` and `most` copies of the container called `of`."""

    of: str
    least: int = 1
    most: int = 0


class SettingFact(Said, frozen=True, kw_only=True, tag="setting"):
    """A configuration value by name, never by value."""

    name: str


class SchemeFact(Said, frozen=True, kw_only=True, tag="scheme"):
    """Callers can authenticate this way."""

    name: str
    kind: SchemeKind
    location: Literal["header", "cookie", "query", ""] = ""
    parameter: str = ""


class Habit(Said, frozen=True, kw_only=True, tag="habit"):
    """One vote for a convention; `stated` when the repository itself says so: that ends it."""

    kind: ConventionKind
    value: str
    stated: bool = False


class Owned(Said, frozen=True, kw_only=True, tag="owned"):
    """`owners` answer for the paths that match `pattern`, unless a later line says otherwise."""

    pattern: str
    owners: tuple[str, ...]


class Unresolved(Said, frozen=True, kw_only=True, tag="unresolved"):
    """Recognised, but not to be known from this file: becomes a gap."""

    what: str
    reason: str
    kind: GapKind = "unresolved"


Fact: TypeAlias = (
    Import | Definition | Call | Router | RouterClass | Mount | FolderMount | Handover | Given
    | Route | Answer | Feature | Consumed | Demanded
    | Resource | Action | Controller | ControllerAction | RouteConvention
    | GlobalPrefix | Versioning | Chain | PathRule
    | Entity | Field | Mapping | Collected | Naming | Grouped | Link
    | SchemaStep | Revision | Snapshot | Access | Connection | Duty | Told | Bound | Tie | Message
    | Task
    | Described | Followed
    | Manifest | PathAlias | Library | ContainerFact | Scaled
    | SettingFact | SchemeFact | Habit | Owned | Unresolved
)  # fmt: skip


class Sighting(Noun, frozen=True, kw_only=True):
    """A fact with the file it stands in and the detector that said it ("" for the grammar)."""

    path: str
    detector: str
    fact: Fact
