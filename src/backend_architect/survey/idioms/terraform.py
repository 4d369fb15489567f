"""What the resources of Terraform's providers are, by their types.

Source: the resource pages of the providers on https://registry.terraform.io/browse/providers
"""

from __future__ import annotations

from collections.abc import Mapping

#: Type -> technology of the catalogue; "engine" where an attribute says it; or what else it is for.
KINDS: dict[str, str] = {
    "aws_db_instance": "engine", "aws_rds_cluster": "engine", "aws_dynamodb_table": "dynamodb",
    "aws_elasticache_cluster": "engine", "aws_elasticache_replication_group": "redis",
    "aws_elasticache_serverless_cache": "engine", "aws_memorydb_cluster": "redis",
    "aws_docdb_cluster": "mongodb", "aws_neptune_cluster": "neo4j",
    "aws_keyspaces_table": "cassandra", "aws_redshift_cluster": "postgresql",
    "aws_opensearch_domain": "elasticsearch", "aws_elasticsearch_domain": "elasticsearch",
    "aws_sqs_queue": "aws-sqs", "aws_sns_topic": "aws-sns", "aws_mq_broker": "engine",
    "aws_msk_cluster": "kafka", "aws_msk_serverless_cluster": "kafka", "aws_s3_bucket": "aws-s3",
    "aws_lambda_function": "function", "aws_ecs_service": "container",
    "aws_ecs_task_definition": "container", "aws_apprunner_service": "container",
    "aws_elastic_beanstalk_environment": "container",
    "aws_cloudwatch_event_rule": "schedule", "aws_scheduler_schedule": "schedule",
    "aws_appautoscaling_target": "scaling", "aws_autoscaling_group": "scaling",
    "aws_secretsmanager_secret": "secret", "aws_ssm_parameter": "secret",
    "aws_ses_domain_identity": "aws-ses",
    "google_sql_database_instance": "engine", "google_redis_instance": "redis",
    "google_memcache_instance": "memcached", "google_pubsub_topic": "google-pubsub",
    "google_storage_bucket": "google-cloud-storage", "google_firestore_database": "firebase",
    "google_cloudfunctions_function": "function", "google_cloudfunctions2_function": "function",
    "google_cloud_run_service": "container", "google_cloud_run_v2_service": "container",
    "google_cloud_scheduler_job": "schedule", "google_secret_manager_secret": "secret",
    "azurerm_postgresql_server": "postgresql", "azurerm_postgresql_flexible_server": "postgresql",
    "azurerm_mysql_server": "mysql", "azurerm_mysql_flexible_server": "mysql",
    "azurerm_mariadb_server": "mariadb", "azurerm_mssql_server": "mssql",
    "azurerm_sql_server": "mssql", "azurerm_cosmosdb_account": "mongodb",
    "azurerm_redis_cache": "redis", "azurerm_servicebus_namespace": "azure-service-bus",
    "azurerm_storage_account": "azure-blob-storage", "azurerm_linux_function_app": "function",
    "azurerm_windows_function_app": "function", "azurerm_function_app": "function",
    "azurerm_linux_web_app": "container", "azurerm_windows_web_app": "container",
    "azurerm_app_service": "container", "azurerm_container_app": "container",
    "azurerm_container_group": "container", "azurerm_key_vault_secret": "secret",
    "digitalocean_database_cluster": "engine", "digitalocean_app": "container",
    "digitalocean_spaces_bucket": "aws-s3", "heroku_app": "container",
    "scaleway_rdb_instance": "engine", "scaleway_redis_cluster": "redis",
    "mongodbatlas_cluster": "mongodb", "mongodbatlas_advanced_cluster": "mongodb",
    "cloudamqp_instance": "rabbitmq", "confluent_kafka_cluster": "kafka",
    "upstash_redis_database": "redis", "supabase_project": "postgresql",
    "neon_project": "postgresql", "planetscale_database": "mysql", "ec_deployment": "elasticsearch",
}  # fmt: skip

#: What well-known modules make, by a part of their source.
MODULES: dict[str, str] = {
    "terraform-aws-modules/rds": "engine", "terraform-aws-modules/s3-bucket": "aws-s3",
    "terraform-aws-modules/sqs": "aws-sqs", "terraform-aws-modules/sns": "aws-sns",
    "terraform-aws-modules/elasticache": "redis", "terraform-aws-modules/msk": "kafka",
    "terraform-aws-modules/dynamodb-table": "dynamodb",
    "terraform-google-modules/sql-db/google//modules/postgresql": "postgresql",
    "terraform-google-modules/sql-db/google//modules/mysql": "mysql",
    "terraform-google-modules/memorystore": "redis",
}  # fmt: skip

#: Beginnings of what `engine` and its like say.
_ENGINES = (
    ("aurora-postgresql", "postgresql"), ("aurora-mysql", "mysql"), ("aurora", "mysql"),
    ("postgres", "postgresql"), ("pg", "postgresql"), ("mysql", "mysql"), ("mariadb", "mariadb"),
    ("sqlserver", "mssql"), ("oracle", "oracle"), ("redis", "redis"), ("valkey", "redis"),
    ("memcached", "memcached"), ("activemq", "activemq"), ("rabbitmq", "rabbitmq"),
    ("mongodb", "mongodb"), ("kafka", "kafka"), ("opensearch", "elasticsearch"),
)  # fmt: skip


def engine_of(kind: str, values: Mapping[str, str]) -> str:
    """The technology of a resource: its type's, or the one that its engine is; "" for none known.

    >>> engine_of("engine", {"database_version": "POSTGRES_16"})
    'postgresql'
    """
    if kind != "engine":
        return kind
    names = ("engine", "engine_type", "database_version")
    written = next((values[name] for name in names if values.get(name)), "").lower()
    return next((known for start, known in _ENGINES if written.startswith(start)), "")
