-- The synced row whose content a receipt repeats: with the row the receipt is emptied.
ALTER TABLE receipts ADD COLUMN row_id {id};
-- A receipt that repeats no row stands in no index more.
-- only sqlite
CREATE INDEX receipts_of_row ON receipts (user_id, row_id) WHERE row_id IS NOT NULL;
-- end
-- only postgres
CREATE INDEX receipts_of_row ON receipts (user_id, row_id) WHERE row_id IS NOT NULL;
-- end
-- only mysql
CREATE INDEX receipts_of_row ON receipts (user_id, row_id);
-- end
