-- CreateTable
CREATE TABLE "gate_standing" (
    "shop_id" BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "schedule" JSONB NOT NULL,

    CONSTRAINT "gate_standing_pkey" PRIMARY KEY ("shop_id","number","at")
);

-- AddForeignKey
ALTER TABLE "gate_standing" ADD CONSTRAINT "gate_standing_shop_id_number_fkey" FOREIGN KEY ("shop_id", "number") REFERENCES "gate"("shop_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a gate was before this was kept nobody knows: it was as it is.
INSERT INTO "gate_standing" ("shop_id", "number", "at", "state", "schedule")
SELECT "shop_id", "number", "created_at", "state", "schedule" FROM "gate";
