-- CreateTable
CREATE TABLE "gate_change" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "draft" JSONB,
    "restored_from" BIGINT,

    CONSTRAINT "gate_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_member" (
    "shop_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "read_at" BIGINT NOT NULL,

    CONSTRAINT "staff_member_pkey" PRIMARY KEY ("shop_id","user_id")
);

-- CreateIndex
CREATE INDEX "gate_change_shop_id_id_idx" ON "gate_change"("shop_id", "id");

-- CreateIndex
CREATE INDEX "gate_change_shop_id_number_id_idx" ON "gate_change"("shop_id", "number", "id");

-- AddForeignKey
ALTER TABLE "gate_change" ADD CONSTRAINT "gate_change_shop_id_number_fkey" FOREIGN KEY ("shop_id", "number") REFERENCES "gate"("shop_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_member" ADD CONSTRAINT "staff_member_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A gate from before this table begins its history as it is now.
INSERT INTO "gate_change" ("shop_id", "number", "at", "actor", "draft")
SELECT "shop_id", "number", "updated_at", 'system', jsonb_build_object('v', 1, 'name', "name", 'state', "state",
  'subject', "subject", 'requirement', "requirement", 'reaction', "reaction", 'cap', "cap", 'limits', "limits",
  'schedule', "schedule", 'combination', "combination", 'guard', "guard", 'recheck', "recheck")
FROM "gate" ORDER BY "shop_id", "number";
INSERT INTO "gate_change" ("shop_id", "number", "at", "actor")
SELECT "shop_id", "number", "deleted_at", 'system' FROM "gate" WHERE "deleted_at" IS NOT NULL ORDER BY "shop_id", "number";
