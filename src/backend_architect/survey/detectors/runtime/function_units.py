"""Serverless Framework and SAM: the functions, with their limits, settings and schedules.

Recognises: `functions` with `handler`, `memorySize`, `timeout`, `environment`, `schedule` events;
`AWS::Serverless::Function` with MemorySize, Timeout, Environment and Schedule events; of the
resources those of DynamoDB, SQS, SNS, S3, RDS and ElastiCache, CloudFormation's too.
Versions seen: Serverless 1 to 4, SAM and CloudFormation 2016-10-31.
Not recognised: functions of other files (`${file(...)}`), values of intrinsic functions.
Documentation: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from backend_architect.survey.detector import Match, detector
from backend_architect.survey.facts import Connection, ContainerFact, Fact, SettingFact, Task
from backend_architect.survey.idioms.images import store_of
from backend_architect.survey.idioms.yaml_lines import (
    Unreadable,
    documents,
    elements,
    keys_of,
    mapping,
    scalar,
)

_RESOURCES = {
    "AWS::DynamoDB::Table": "dynamodb", "AWS::SQS::Queue": "aws-sqs", "AWS::SNS::Topic": "aws-sns",
    "AWS::S3::Bucket": "aws-s3", "AWS::ElastiCache::ReplicationGroup": "redis",
    "AWS::OpenSearchService::Domain": "elasticsearch", "AWS::MSK::Cluster": "kafka",
    "AWS::Serverless::SimpleTable": "dynamodb",
}  # fmt: skip
_LIMITS = {"memorySize": "memory", "MemorySize": "memory", "timeout": "timeout",
           "Timeout": "timeout"}  # fmt: skip

Said = dict[str, yaml.Node]


@detector(paths=("serverless.yml", "serverless.yaml", "serverless.*.yml", "template.yaml",
                 "template.yml", "sam.yaml", "sam.yml", "cloudformation*.y*ml"))  # fmt: skip
def function_units(match: Match) -> Iterator[Fact]:
    """Functions and resources of a file."""
    try:
        found = documents(match.source.text)
    except Unreadable:
        return
    for top in (mapping(each) for each in found):
        functions = top.get("functions")
        for name, lines in keys_of(functions).items():
            yield from _function(name, mapping(mapping(functions).get(name)), lines)
        inner = mapping(top.get("resources")).get("Resources")
        for resources in (top.get("Resources"), inner):
            for name, lines in keys_of(resources).items():
                yield from _resource(name, mapping(mapping(resources).get(name)), lines)


def _function(name: str, said: Said, lines: tuple[int, int]) -> Iterator[Fact]:
    variables = mapping(said.get("Environment")).get("Variables") or said.get("environment")
    settings = tuple(sorted(mapping(variables)))
    limits = ((_LIMITS[key], scalar(node)) for key, node in said.items() if key in _LIMITS)
    yield ContainerFact(
        lines=lines, name=name, kind="function", settings=settings,
        limits=tuple(sorted(f"{kind} {value}" for kind, value in limits if value.isdigit())),
    )  # fmt: skip
    yield from (SettingFact(lines=lines, name=each) for each in settings)
    for schedule in _schedules(said):
        yield Task(lines=lines, name=name, schedule=schedule, framework="serverless")


def _schedules(said: Said) -> Iterator[str]:
    for event in elements(said.get("events")):
        node = mapping(event).get("schedule")
        rates = [scalar(each) for each in elements(mapping(node).get("rate"))]
        yield from (each for each in (scalar(node), *rates) if each)
    for event in mapping(said.get("Events")).values():
        inner = mapping(event)
        if scalar(inner.get("Type")) in ("Schedule", "ScheduleV2"):
            properties = mapping(inner.get("Properties"))
            written = properties.get("Schedule") or properties.get("ScheduleExpression")
            yield from (each for each in (scalar(written),) if each)


def _resource(name: str, said: Said, lines: tuple[int, int]) -> Iterator[Fact]:
    kind = scalar(said.get("Type"))
    if kind in ("AWS::Serverless::Function", "AWS::Lambda::Function"):
        yield from _function(name, mapping(said.get("Properties")), lines)
        return
    technology = _RESOURCES.get(kind, "")
    if kind in ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"):
        engine = scalar(mapping(said.get("Properties")).get("Engine"))
        technology = store_of(engine.removeprefix("aurora-").partition("-")[0])
    if technology:
        own = f"resource.{name}"
        yield ContainerFact(lines=lines, name=own, kind="managed", technology=technology)
        if store_of(technology):
            yield Connection(lines=lines, technology=store_of(technology))
