"""The column types of Laravel's Blueprint, in PostgreSQL's words.

Source: https://laravel.com/docs/migrations#available-column-types
"""

from __future__ import annotations

#: Method of the Blueprint -> type; "{n}" is the length, "{p}" precision and scale.
TYPES: dict[str, str] = {
    "bigInteger": "bigint", "unsignedBigInteger": "bigint", "foreignId": "bigint",
    "integer": "integer", "unsignedInteger": "integer", "mediumInteger": "integer",
    "unsignedMediumInteger": "integer", "smallInteger": "smallint",
    "unsignedSmallInteger": "smallint", "tinyInteger": "smallint",
    "unsignedTinyInteger": "smallint", "string": "varchar({n})", "char": "char({n})",
    "text": "text", "mediumText": "text", "longText": "text", "tinyText": "text",
    "boolean": "boolean", "date": "date", "dateTime": "timestamp", "dateTimeTz": "timestamptz",
    "timestamp": "timestamp", "timestampTz": "timestamptz", "time": "time", "timeTz": "timetz",
    "year": "integer", "decimal": "numeric({p})", "unsignedDecimal": "numeric({p})",
    "float": "real", "double": "double precision", "unsignedFloat": "real",
    "unsignedDouble": "double precision", "json": "json", "jsonb": "jsonb", "binary": "bytea",
    "uuid": "uuid", "foreignUuid": "uuid", "ulid": "char(26)", "foreignUlid": "char(26)",
    "enum": "varchar(255)", "set": "varchar(255)", "ipAddress": "varchar(45)",
    "macAddress": "varchar(17)", "geometry": "geometry", "geography": "geography",
    "point": "geometry", "polygon": "geometry", "lineString": "geometry", "vector": "vector",
    "addColumn": "", "rawColumn": "", "computed": "", "tsvector": "tsvector",
    "multiPolygon": "geometry", "multiPoint": "geometry", "geometryCollection": "geometry",
}  # fmt: skip

#: Those that are the primary key and count by themselves, with their usual name.
COUNTED: dict[str, str] = {
    "id": "bigint", "bigIncrements": "bigint", "increments": "integer",
    "integerIncrements": "integer", "mediumIncrements": "integer",
    "smallIncrements": "smallint", "tinyIncrements": "smallint",
}  # fmt: skip

#: Those that make two columns after one name: type of the second, whether both may be null.
MORPHS: dict[str, tuple[str, bool]] = {
    "morphs": ("bigint", False), "nullableMorphs": ("bigint", True),
    "numericMorphs": ("bigint", False), "nullableNumericMorphs": ("bigint", True),
    "uuidMorphs": ("uuid", False), "nullableUuidMorphs": ("uuid", True),
    "ulidMorphs": ("char(26)", False), "nullableUlidMorphs": ("char(26)", True),
}  # fmt: skip

#: Those with names of their own: columns and type; all may be null.
FIXED: dict[str, tuple[tuple[str, ...], str]] = {
    "timestamps": (("created_at", "updated_at"), "timestamp"),
    "nullableTimestamps": (("created_at", "updated_at"), "timestamp"),
    "timestampsTz": (("created_at", "updated_at"), "timestamptz"),
    "datetimes": (("created_at", "updated_at"), "timestamp"),
    "softDeletes": (("deleted_at",), "timestamp"),
    "softDeletesTz": (("deleted_at",), "timestamptz"),
    "softDeletesDatetime": (("deleted_at",), "timestamp"),
    "rememberToken": (("remember_token",), "varchar(100)"),
}  # fmt: skip
