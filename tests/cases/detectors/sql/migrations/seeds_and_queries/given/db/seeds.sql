INSERT INTO customer (email) VALUES ('a@example.org');
CREATE TABLE scratch (id int);
