-- Verify shop:orders on pg

BEGIN;

SELECT id, total FROM orders WHERE false;

ROLLBACK;
