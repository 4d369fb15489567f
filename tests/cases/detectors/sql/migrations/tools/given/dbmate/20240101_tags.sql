-- migrate:up
CREATE TABLE tags (id int PRIMARY KEY);
-- migrate:down
DROP TABLE tags;
