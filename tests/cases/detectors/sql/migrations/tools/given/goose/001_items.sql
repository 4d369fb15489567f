-- +goose Up
CREATE TABLE items (id int, name text, CHECK (id > 0));
-- +goose Down
DROP TABLE items;
