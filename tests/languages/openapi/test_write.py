import json
from pathlib import Path

import yaml

from backend_architect.languages.openapi.check import problems
from backend_architect.languages.openapi.read import Contract, read
from backend_architect.languages.openapi.write import document, to_json, to_yaml
from backend_architect.model.api import Api, Parameter, RateLimit, Response, Schema
from tests.languages.openapi import contract
from tests.promises import proves

GOLDEN = Path(__file__).parent / "shop.yaml"


def test_a_contract_is_written_as_expected() -> None:
    model = contract.shop()
    assert to_yaml(document(model, model.apis[0])) == GOLDEN.read_text()


@proves("S1-28", "S3-20")
def test_what_is_written_is_valid_with_all_its_examples() -> None:
    model = contract.shop()
    assert problems(document(model, model.apis[0])) == ()


def test_yaml_and_json_say_the_same() -> None:
    model = contract.shop()
    written = document(model, model.apis[0])
    assert yaml.safe_load(to_yaml(written)) == json.loads(to_json(written)) == written


def test_what_is_written_is_read_back() -> None:
    model = contract.shop()
    found = read(to_yaml(document(model, model.apis[0])))
    assert isinstance(found, Contract)
    assert [(each.method, each.path) for each in found.operations] == [
        ("GET", "/carts"),
        ("DELETE", "/carts/{cart_id}"),
        ("POST", "/carts/{cart_id}/items"),
    ]
    assert found.base_paths == ("/v1",)


def test_only_the_chosen_operations_and_what_they_mention_are_written() -> None:
    model = contract.shop()
    chosen = [each for each in model.operations if each.name == "listCarts"]
    written = document(model, model.apis[0], chosen)
    assert list(written["paths"]) == ["/carts"]
    assert list(written["components"]) == ["headers"]


def test_an_existing_operation_gets_no_headers_nobody_saw() -> None:
    operation = contract.operation(
        "POST",
        "/a",
        origin=contract.OLD,
        responses=(Response(status=201, doc="Made."),),
        rate_limit=RateLimit(requests=1, seconds=1, key="ip"),
    )
    model = contract.model(operation)
    responses = document(model, model.apis[0])["paths"]["/a"]["post"]["responses"]
    assert responses == {"201": {"description": "Made."}}


def test_a_full_path_is_not_prefixed_again() -> None:
    model = contract.model(contract.operation("GET", "/v1/things"))
    written = document(model, model.apis[0])
    assert written["servers"] == [{"url": "/"}]
    assert list(written["paths"]) == ["/v1/things"]


def test_every_brace_of_a_path_has_its_parameter() -> None:
    model = contract.model(
        contract.operation(
            "GET",
            "/a/{b}/{c:int}",
            parameters=(Parameter(name="elsewhere", location="path"),),
        )
    )
    written = document(model, model.apis[0])
    parameters = written["paths"]["/a/{b}/{c}"]["get"]["parameters"]
    assert [each["name"] for each in parameters] == ["b", "c"]
    assert problems(written) == ()


def test_operation_ids_are_unique() -> None:
    model = contract.model(
        contract.operation("GET", "/a/b", name="same"),
        contract.operation("GET", "/a_b", name="same"),
        contract.operation("ANY", "/c"),
    )
    written = document(model, model.apis[0])
    ids = [each["operationId"] for item in written["paths"].values() for each in item.values()]
    assert len(ids) == len(set(ids)) == 7


def test_a_schema_nobody_read_takes_anything() -> None:
    model = contract.model(
        contract.operation(
            "GET",
            "/a",
            parameters=(
                Parameter(
                    name="q", location="query", json_schema={"$ref": contract.PREFIX + "No Such"}
                ),
                Parameter(
                    name="r", location="query", json_schema={"$ref": contract.PREFIX + "Cart"}
                ),
            ),
        )
    )
    written = document(model, model.apis[0])
    assert problems(written) == ()
    assert written["components"]["schemas"]["No_Such"] == {"description": "Not known."}
    assert set(written["components"]["schemas"]) == {"Cart", "Item", "No_Such"}


def test_two_schemas_of_one_name_stay_two() -> None:
    twin = Schema(
        id="other/schema/Item", name="Item", origin=contract.NEW, json_schema={"type": "integer"}
    )
    model = contract.model(
        twin,
        contract.operation("PUT", "/a", request="shop/schema/Item"),
        contract.operation("PUT", "/b", request="other/schema/Item"),
    )
    written = document(model, model.apis[0])
    assert set(written["components"]["schemas"]) == {"Item", "Item_2"}
    assert problems(written) == ()


def test_numbers_in_quotes_stay_texts_for_every_reader() -> None:
    text = to_yaml({"version": "1e3", "status": "200", "octal": "0o7", "on": "yes"})
    assert text == "version: '1e3'\nstatus: '200'\noctal: '0o7'\n'on': 'yes'\n"


def test_an_api_without_operations_is_still_valid() -> None:
    api = Api(id="a", name="", origin=contract.NEW, service="shop")
    model = contract.model(api=api)
    assert problems(document(model, api)) == ()
