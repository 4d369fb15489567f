-- !Ups
ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false;

-- !Downs
ALTER TABLE orders DROP COLUMN paid;
