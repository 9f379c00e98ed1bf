-- Reads what stands and locks nothing of it.
INSERT INTO "order_word" ("shop_id", "word", "ordered_at", "order_id")
SELECT "shop_id", convert_to('customer ' || ("detail"->>'customerId'), 'UTF8'), "ordered_at", "order_id"
FROM "settlement" WHERE "detail"->>'customerId' IS NOT NULL
ON CONFLICT DO NOTHING;
