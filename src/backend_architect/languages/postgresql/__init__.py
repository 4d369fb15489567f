"""PostgreSQL's SQL: read with positions, written with the names PostgreSQL itself would choose."""
