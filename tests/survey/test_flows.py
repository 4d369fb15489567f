"""What programs turn to, and how the system's data flows: from small repositories written here."""

from __future__ import annotations

from backend_architect.adapters.cache import MemoryCache
from backend_architect.adapters.pool import Inline
from backend_architect.measures.dataflow import dataflow
from backend_architect.model.architecture import Model
from backend_architect.model.laws import broken_laws
from backend_architect.survey.survey import survey
from tests.fakes.workspace import FakeWorkspace

POM = """<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId>
<artifactId>{name}</artifactId><version>1</version><dependencies>{libraries}</dependencies></project>
"""
MAIN = "package shop;\n\n@SpringBootApplication\n{more}\nclass Application {{}}\n"


def _library(name: str) -> str:
    return f"<dependency><groupId>g</groupId><artifactId>{name}</artifactId></dependency>"


def _program(name: str, more: str = "", settings: str = "", *libraries: str) -> dict[str, str]:
    source = f"{name}/src/main"
    return {
        f"{name}/pom.xml": POM.format(name=name, libraries="".join(map(_library, libraries))),
        f"{source}/java/shop/Application.java": MAIN.format(more=more),
        f"{source}/resources/application.yml": f"spring.application.name: {name}\n{settings}",
    }


def _model(*parts: dict[str, str]) -> Model:
    files = {path: text.encode() for part in parts for path, text in part.items()}
    model = survey(FakeWorkspace(files), Inline(), MemoryCache())
    assert broken_laws(model) == ()
    return model


def _edges(model: Model) -> set[tuple[str, str]]:
    flow = dataflow(model)
    names = {part.id: part.name for part in flow.components}
    return {(names[each.source], names[each.target]) for each in flow.connections}


REGISTRY = _program("registry", "@EnableEurekaServer")
EUREKA = "eureka.client.serviceUrl.defaultZone: http://localhost:8761/eureka\n"


def test_a_program_registers_and_a_gateway_is_told() -> None:
    orders = _program("orders", "@EnableEurekaClient", EUREKA)
    routes = "zuul.routes.orders:\n  path: /orders/**\n  serviceId: orders\n"
    gateway = _program("door", "@EnableZuulProxy\n@EnableDiscoveryClient", EUREKA + routes)
    model = _model(REGISTRY, orders, gateway)
    assert _edges(model) == {
        ("orders", "registry"), ("registry", "door"), ("door", "orders"), ("door", "user"),
        ("user", "door"),
    }  # fmt: skip
    assert {each.name: each.kind for each in model.services} == {
        "registry": "discovery", "orders": "app", "door": "gateway",
    }  # fmt: skip


def test_a_call_leads_to_the_operation_it_means() -> None:
    stock = _program("stock")
    stock["stock/src/main/java/shop/Items.java"] = (
        "package shop;\n@RestController\nclass Items {\n"
        '    @GetMapping("/items/{id}") Item item(@PathVariable String id) { return null; }\n}\n'
    )
    orders = _program("orders")
    orders["orders/src/main/java/shop/Stock.java"] = (
        'package shop;\n@FeignClient("stock")\ninterface Stock {\n'
        '    @GetMapping("/items/{item}") Item item(@PathVariable String item);\n}\n'
    )
    model = _model(stock, orders)
    [flow] = model.flows
    assert (flow.source, flow.target, flow.purpose) == ("orders", "stock", "call")
    assert flow.operations == ("stock/api/GET /items/{id}",)
    assert _edges(model) == {("orders", "stock")}


def test_an_address_that_settings_hold_is_followed() -> None:
    orders = _program("orders", settings="stock.url: http://stock:8080\n")
    orders["orders/src/main/java/shop/Client.java"] = (
        "package shop;\nclass Client {\n"
        '    @Value("${stock.url}") private String stock;\n'
        '    Item item() { return rest.getForObject(stock + "/items", Item.class); }\n}\n'
    )
    assert _edges(_model(_program("stock"), orders)) == {("orders", "stock")}


def test_a_database_gives_to_the_program_that_opens_it() -> None:
    compose = {
        "compose.yaml": "services:\n  orders:\n    build: orders\n  orders-db:\n"
        "    image: postgres:16\n  other-db:\n    image: postgres:16\n"
    }
    settings = "spring.datasource.url: jdbc:postgresql://me:secret@orders-db:5432/shop\n"
    model = _model(_program("orders", "", settings), compose)
    assert _edges(model) == {("orders-db", "orders")}
    assert {each.name for each in model.components} == {"orders-db", "other-db"}
    assert {each.service for each in model.containers if each.name == "orders"} == {"orders"}


def test_messages_go_through_their_broker() -> None:
    compose = {"compose.yaml": "services:\n  bus:\n    image: confluentinc/cp-kafka:7\n"}
    orders, mails = _program("orders"), _program("mails")
    orders["orders/src/main/java/shop/Bus.java"] = (
        "package shop;\nclass Bus {\n    private KafkaTemplate<String, Order> template;\n"
        '    void placed(Order order) { template.send("placed", order); }\n}\n'
    )
    mails["mails/src/main/java/shop/Bus.java"] = (
        'package shop;\nclass Bus {\n    @KafkaListener(topics = "placed")\n'
        "    void placed(Order order) {}\n}\n"
    )
    model = _model(compose, orders, mails)
    assert _edges(model) == {("orders", "bus"), ("bus", "mails")}
    assert [(each.address, each.broker) for each in model.channels] == [("placed", "kafka")]


def test_what_a_config_server_keeps_is_about_its_clients() -> None:
    config = _program("config", "@EnableConfigServer")
    kept = "config/src/main/resources/kept"
    config[f"{kept}/orders.yml"] = "spring.data.mongodb.host: orders-mongo\nserver.port: 9000\n"
    config[f"{kept}/application.yml"] = EUREKA + "spring.rabbitmq.host: rabbit\n"
    uri = "spring.cloud.config.uri: http://localhost:8888\n"
    orders = _program("orders", "", uri, "spring-cloud-starter-netflix-eureka-client")
    compose = {
        "compose.yaml": "services:\n  orders-mongo: {image: mongo}\n  rabbit: {image: rabbitmq}\n"
    }
    assert _edges(_model(config, orders, REGISTRY, compose)) == {
        ("config", "orders"), ("orders", "registry"), ("orders-mongo", "orders"),
    }  # fmt: skip


def test_other_peoples_apis_and_mail_servers_lie_outside() -> None:
    orders = _program("orders", "", "spring.mail.host: smtp.example.com\n")
    orders["orders/src/main/java/shop/Rates.java"] = (
        'package shop;\n@FeignClient(name = "rates", url = "https://api.rates.example.com")\n'
        "interface Rates {}\n"
    )
    model = _model(orders)
    outside = {each.name for each in model.components if each.external}
    assert outside == {"mail-server", "api.rates.example.com"}
    assert _edges(model) == {("orders", "mail-server"), ("api.rates.example.com", "orders")}


def test_settings_that_name_themselves_end() -> None:
    settings = "a.url: http://${a.url:${b.url}}\nb.url: http://${a.url}/${b.url}\n"
    orders = _program("orders", settings=settings)
    orders["orders/src/main/java/shop/Client.java"] = (
        'package shop;\n@FeignClient(name = "a", url = "${a.url}")\ninterface Client {}\n'
    )
    assert _edges(_model(orders)) == set()


def test_no_secret_of_an_address_is_told() -> None:
    settings = "spring.datasource.url: jdbc:mysql://root:hunter2@db:3306/x?password=hunter2\n"
    compose = {
        "compose.yaml": "services:\n  db: {image: mysql}\n  web:\n    image: shop/web\n"
        "    environment:\n      API_URL: http://me:hunter2@orders:80\n      DB_PASSWORD: hunter2\n"
    }
    model = _model(_program("orders", "", settings), compose)
    assert "hunter2" not in repr(model)


def test_a_page_calls_the_port_of_its_own_host() -> None:
    orders = _program("orders", settings="server.port: 8080\n")
    page = {
        "web/package.json": '{"name": "web"}',
        "web/Dockerfile": "FROM nginx\nCOPY . /usr/share/nginx/html\n",
        "web/src/api.js": "fetch('http://' + window.location.hostname + ':8080/orders')\n",
        "compose.yaml": "services:\n  web:\n    build: web\n  orders:\n    build: orders\n",
    }
    assert _edges(_model(orders, page)) == {("user", "web"), ("web", "user"), ("web", "orders")}


def test_dashboards_read_and_monitors_measure() -> None:
    files = {
        "compose.yaml": "services:\n  orders: {build: orders}\n  prom: {image: prom/prometheus}\n"
        "  grafana: {image: grafana/grafana}\n",
        "prometheus.yml": "scrape_configs:\n  - static_configs:\n      - targets: ['orders:80']\n",
    }
    assert _edges(_model(_program("orders"), files)) == {("orders", "prom"), ("prom", "grafana")}


def test_a_library_with_routes_is_part_of_the_program_that_has_it() -> None:
    orders = _program("orders", "", "", "shop-routes")
    library = {
        "routes/pom.xml": POM.format(name="shop-routes", libraries=""),
        "routes/src/main/java/shop/Items.java": "package shop;\n@RestController\nclass Items {\n"
        '    @GetMapping("/items") Item items() { return null; }\n}\n',
    }
    model = _model(orders, library)
    assert [service.name for service in model.services] == ["orders"]
    assert [operation.id for operation in model.operations] == ["orders/api/GET /items"]


def test_an_origin_that_is_let_in_is_not_called() -> None:
    orders = _program("orders")
    orders["orders/src/main/java/shop/Web.java"] = (
        "package shop;\nclass Web {\n"
        '    void cors(CorsRegistry all) { all.add("/**").origins("http://localhost:4200"); }\n}\n'
    )
    compose = {"compose.yaml": "services:\n  web:\n    image: nginx\n    ports: ['4200:80']\n"}
    assert _edges(_model(orders, compose)) == {("user", "web"), ("web", "user")}


def test_a_container_is_known_by_its_program_in_other_words() -> None:
    containers = "services:\n  orders-container: {image: shop/x}\n  service: {image: shop/y}\n"
    model = _model(_program("orders"), _program("my-service"), {"compose.yaml": containers})
    assert {each.name: each.service for each in model.containers} == {
        "orders-container": "orders", "service": "",
    }  # fmt: skip


def test_an_address_that_a_field_keeps_counts_where_it_is_used() -> None:
    orders = _program("orders")
    orders["orders/src/main/java/shop/Names.java"] = (
        "package shop;\nclass Names {\n"
        '    static final String STOCK = "http://stock/items";\n'
        '    static final String MAILS = "http://mails/send";\n}\n'
    )
    orders["orders/src/main/java/shop/Client.java"] = (
        "package shop;\nclass Client {\n"
        "    Item item() { return rest.getForObject(Names.STOCK, Item.class); }\n}\n"
    )
    model = _model(orders, _program("stock"), _program("mails"))
    assert _edges(model) == {("orders", "stock")}
