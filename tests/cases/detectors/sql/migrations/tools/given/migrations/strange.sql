CREATE TABLE parts (id int);
ALTER TABLE parts FROBNICATE id;
