CREATE TABLE customer (
    id BIGSERIAL PRIMARY KEY,
    email VARCHAR(120) NOT NULL UNIQUE
);

CREATE TABLE purchase (
    id bigint GENERATED ALWAYS AS IDENTITY,
    customer_id bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    state text DEFAULT 'new',
    CONSTRAINT pk_purchase PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_state ON purchase (state, customer_id DESC) WHERE state <> 'gone';
