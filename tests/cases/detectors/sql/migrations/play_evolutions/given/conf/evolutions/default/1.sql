# --- orders

# --- !Ups
CREATE TABLE orders (id bigserial PRIMARY KEY, number varchar(40) NOT NULL);

# --- !Downs
DROP TABLE orders;
