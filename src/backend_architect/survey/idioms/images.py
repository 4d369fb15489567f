"""What a container image runs, as far as the image's name is known everywhere.

Names are those of the stores people run from official images (https://hub.docker.com/search?image_filter=official).
"""

from __future__ import annotations

_STORES = {
    "postgres": "postgresql", "postgresql": "postgresql", "postgis": "postgresql",
    "pgvector": "postgresql", "timescaledb": "postgresql", "timescaledb-ha": "postgresql",
    "supabase/postgres": "postgresql", "mysql": "mysql", "mysql-server": "mysql",
    "mariadb": "mariadb", "percona": "mysql", "mssql": "mssql", "mssql/server": "mssql",
    "azure-sql-edge": "mssql", "oracle-xe": "oracle", "oracle-free": "oracle",
    "cockroach": "cockroachdb", "sqlite": "sqlite", "mongo": "mongodb", "mongodb": "mongodb",
    "mongodb-community-server": "mongodb", "redis": "redis", "redis-stack": "redis",
    "redis-stack-server": "redis", "valkey": "valkey", "keydb": "redis", "dragonfly": "redis",
    "memcached": "memcached", "elasticsearch": "elasticsearch", "opensearch": "opensearch",
    "solr": "solr", "meilisearch": "meilisearch", "typesense": "typesense",
    "cassandra": "cassandra", "scylla": "cassandra", "neo4j": "neo4j", "couchdb": "couchdb",
    "clickhouse": "clickhouse", "clickhouse-server": "clickhouse", "influxdb": "influxdb",
    "minio": "minio", "etcd": "etcd", "dynamodb-local": "dynamodb", "arangodb": "arangodb",
    "rabbitmq": "rabbitmq", "kafka": "kafka", "cp-kafka": "kafka", "cp-server": "kafka",
    "redpanda": "kafka", "nats": "nats", "activemq": "activemq", "activemq-artemis": "activemq",
    "activemq-classic": "activemq", "pulsar": "pulsar", "mosquitto": "mqtt", "emqx": "mqtt",
    "qdrant": "qdrant", "weaviate": "weaviate", "chroma": "chroma", "milvus": "milvus",
}  # fmt: skip


def store_of(image: str) -> str:
    """The store an image runs, "" if it is none we know.

    >>> store_of("postgres:16-alpine"), store_of("docker.io/bitnami/redis"), store_of("app:1")
    ('postgresql', 'redis', '')
    """
    name = image.partition("@")[0].lower()
    path, _, _tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "")
    parts = path.split("/")
    return _STORES.get("/".join(parts[-2:])) or _STORES.get(parts[-1], "")
