"""OpenAPI: contracts written as 3.1, read as 2.0 to 3.1, and checked."""
