"""Libraries of the Java world that say something about habits."""

from __future__ import annotations

#: Artifact -> the migration tool it is.
MIGRATORS = {
    "flyway-core": "flyway",
    "flyway-maven-plugin": "flyway",
    "spring-boot-starter-flyway": "flyway",
    "flyway-database-postgresql": "flyway",
    "flyway-mysql": "flyway",
    "liquibase-core": "liquibase",
    "liquibase-maven-plugin": "liquibase",
    "spring-boot-starter-liquibase": "liquibase",
}
