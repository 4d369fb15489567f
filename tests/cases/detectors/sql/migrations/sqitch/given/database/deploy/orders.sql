-- Deploy shop:orders to pg

BEGIN;

CREATE TABLE orders (id serial PRIMARY KEY, total integer NOT NULL);

COMMIT;
