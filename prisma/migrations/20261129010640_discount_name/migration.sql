-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "discount_name" TEXT;

-- Shoppers read the names of gates from before this column without a save: publishing one gate writes the configs of all.
INSERT INTO "job" ("shop_id", "kind", "key", "run_at")
SELECT "gate"."shop_id", 'publish', MIN("gate"."number")::text, 0
FROM "gate" JOIN "shop" ON "shop"."id" = "gate"."shop_id"
WHERE "gate"."deleted_at" IS NULL AND "shop"."uninstalled_at" IS NULL
GROUP BY "gate"."shop_id"
ON CONFLICT ("shop_id", "kind", "key") DO NOTHING;
