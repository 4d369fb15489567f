"""Paths and tables of Java that are put together from several files."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.model.architecture import Model
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

SOURCES = "src/main/java/app/"
IMPORT = "import jakarta.ws.rs.*;\n"


def surveyed(files: dict[str, str]) -> Model:
    whole = {"pom.xml": "<project><artifactId>shop</artifactId></project>", **files}
    workspace = FakeWorkspace({path: text.encode() for path, text in whole.items()})
    return survey(workspace, Inline(), MemoryCache())


def operations(files: dict[str, str]) -> set[str]:
    return {operation.name for operation in surveyed(files).operations}


def test_resources_stand_below_the_context_root_and_the_application_path() -> None:
    found = operations(
        {
            "src/main/resources/application.properties": "server.servlet.context-path=/shop\n",
            f"{SOURCES}Program.java": IMPORT
            + '@ApplicationPath("api") class Program extends Application {}',
            f"{SOURCES}Orders.java": IMPORT
            + '@Path(Paths.ORDERS) class Orders { @GET @Path("/{id: [0-9]+}") void one() {} }',
            f"{SOURCES}Paths.java": 'class Paths { static final String ORDERS = "orders"; }',
            f"{SOURCES}Health.java": (
                "@RestController class Health "
                '{ @GetMapping("/health") String health() { return ""; } }'
            ),
        }
    )
    assert found == {"GET /shop/api/orders/{id}", "GET /shop/health"}


def test_of_several_application_paths_the_nearest_counts() -> None:
    files = {}
    for part in ("a", "b"):
        files[f"src/{part}/Program.java"] = (
            f'{IMPORT}@ApplicationPath("/{part}") class Program extends Application {{}}'
        )
        files[f"src/{part}/in/Orders.java"] = (
            f'{IMPORT}@Path("orders") class Orders {{ @GET void all() {{}} }}'
        )
    assert operations(files) == {"GET /a/orders", "GET /b/orders"}


def test_an_interface_serves_where_a_class_implements_it_that_says_nothing() -> None:
    interface = IMPORT + '@Path("/{0}") interface {1} {{ @GET @Path("/all") String all(); }}'
    found = operations(
        {
            f"{SOURCES}Orders.java": interface.format("orders", "Orders"),
            f"{SOURCES}OrdersImpl.java": (
                'class OrdersImpl implements Orders { public String all() { return ""; } }'
            ),
            f"{SOURCES}Elsewhere.java": interface.format("elsewhere", "Elsewhere"),
            f"{SOURCES}Users.java": interface.format("users", "Users"),
            f"{SOURCES}Own.java": IMPORT + '@Path("own") class Own implements Users {}',
        }
    )
    assert found == {"GET /orders/all", "GET /own/all"}


def test_what_a_locator_gives_answers_below_its_path() -> None:
    found = operations(
        {
            f"{SOURCES}Realms.java": IMPORT
            + '@Path("/realms") class Realms { @Path("{realm}") Object realm() '
            + '{ return new Realm(); } @Path("{realm}/users") Class<Users> users() '
            + "{ return Users.class; } }",
            f"{SOURCES}Realm.java": IMPORT + "class Realm { @GET String name() { return null; } }",
            f"{SOURCES}Users.java": IMPORT + "class Users { @POST void create() {} }",
            f"{SOURCES}Lost.java": IMPORT + "class Lost { @POST void create() {} }",
        }
    )
    assert found == {"GET /realms/{realm}", "POST /realms/{realm}/users"}


def test_settings_hold_parts_of_paths() -> None:
    found = operations(
        {
            "src/main/resources/application.yml": "api:\n  base-path: /api/v2\n",
            f"{SOURCES}Orders.java": (
                '@RestController @RequestMapping("${api.basePath}/orders") class Orders '
                '{ @GetMapping("/{id:\\\\d+}") String one() { return ""; } }'
            ),
        }
    )
    assert found == {"GET /api/v2/orders/{id}"}


def test_the_path_of_an_interface_gives_way_to_that_of_the_class() -> None:
    interface = (
        '@RequestMapping("/{0}") interface {1} {{ String ALL = "all"; '
        "@GetMapping(ALL) String all(); }}"
    )
    found = operations(
        {
            f"{SOURCES}A.java": interface.format("a", "A"),
            f"{SOURCES}B.java": interface.format("b", "B"),
            f"{SOURCES}C.java": "@RestController class C implements A {}",
            f"{SOURCES}D.java": '@RestController @RequestMapping("/d") class D implements B {}',
        }
    )
    assert found == {"GET /a/all", "GET /d/all"}


def test_constants_of_interfaces_are_known_by_their_names_alone() -> None:
    found = operations(
        {
            f"{SOURCES}Names.java": 'interface Names { String PREFIX = "/names"; }',
            f"{SOURCES}Base.java": "abstract class Base implements Names {}",
            f"{SOURCES}Own.java": IMPORT
            + "@Path(Names.PREFIX) class Own extends Base "
            + '{ @GET @Path(PREFIX + "/{id:" + PATTERN + "}") void one() {} }',
        }
    )
    assert found == {"GET /names/names/{id}"}


def test_a_class_of_the_same_package_may_lie_below_another_source_root() -> None:
    found = operations(
        {
            "core/src/main/java/app/Names.java": 'class Names { static final String A = "/a"; }',
            "web/src/main/java/app/Own.java": IMPORT
            + "@Path(Names.A) class Own { @GET void all() {} }",
        }
    )
    assert found == {"GET /a"}


def test_changelogs_are_played_in_the_order_they_are_included() -> None:
    included = '<include file="{}.xml" relativeToChangelogFile="true"/>'
    order = "".join(included.format(name) for name in ("zero", "extra"))
    change = "<databaseChangeLog><changeSet>{}</changeSet></databaseChangeLog>"
    model = surveyed(
        {
            "src/main/resources/db/master.xml": f"<databaseChangeLog>{order}</databaseChangeLog>",
            "src/main/resources/db/zero.xml": change.format(
                '<createTable tableName="orders"><column name="id" type="int"/></createTable>'
            ),
            "src/main/resources/db/extra.xml": change.format(
                '<addColumn tableName="orders"><column name="note" type="clob"/></addColumn>'
                '<renameTable oldTableName="orders" newTableName="bills"/>'
            ),
        }
    )
    assert [table.name for table in model.tables] == ["bills"]
    assert sorted(column.name for column in model.columns) == ["id", "note"]


def test_a_descriptor_maps_servlets_of_other_files() -> None:
    found = operations(
        {
            "src/main/webapp/WEB-INF/web.xml": """<web-app>
  <servlet><servlet-name>o</servlet-name><servlet-class>app.Old</servlet-class></servlet>
  <servlet-mapping><servlet-name>o</servlet-name><url-pattern>/old</url-pattern></servlet-mapping>
</web-app>""",
            f"{SOURCES}Old.java": "class Old extends HttpServlet { protected void doPost() {} }",
        }
    )
    assert found == {"POST /old"}
