CREATE INDEX ON items (lower(name));
