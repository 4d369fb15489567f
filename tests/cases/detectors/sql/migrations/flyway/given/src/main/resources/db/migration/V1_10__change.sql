ALTER TABLE purchase ADD COLUMN total numeric(10,2), ALTER COLUMN state TYPE varchar(20), ALTER COLUMN state SET NOT NULL;
ALTER TABLE purchase RENAME COLUMN total TO amount;
ALTER TABLE customer RENAME TO client;
DROP INDEX ix_state;
ALTER TABLE purchase DROP COLUMN state;
DROP TABLE client CASCADE;
