"""The names Spring Boot gives tables and columns of JPA entities.

Spring Boot sets Hibernate's CamelCaseToUnderscoresNamingStrategy, which rewrites every name, also
one written in an annotation: dots become underscores, an underscore goes before an upper-case
letter between two lower-case ones, and all becomes lower case
(https://docs.spring.io/spring-boot/how-to/data-access.html, "Configure Hibernate Naming Strategy").
What has no name is called after its attribute, by SpringImplicitNamingStrategy.
"""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def physical(name: str) -> str:
    """The name in the database.

    >>> physical("OrderItem"), physical("userID"), physical("PRODUCT_ID"), physical("`order`")
    ('order_item', 'userid', 'product_id', 'order')
    """
    plain = name.strip().strip('`"').replace(".", "_")
    return _HUMP.sub("_", plain).lower()


def join_column(attribute: str, referenced: str = "id") -> str:
    """The foreign key column of an attribute that gives no name.

    >>> join_column("merchantStore")
    'merchant_store_id'
    """
    return physical(f"{attribute}_{referenced}")


def join_table(owner: str, attribute: str) -> str:
    """The table between two entities: the owner's table and the attribute."""
    return physical(f"{owner}_{attribute}")
