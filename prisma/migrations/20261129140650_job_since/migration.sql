-- AlterTable
ALTER TABLE "job" ADD COLUMN     "since" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "job_shop_id_kind_run_at_idx" ON "job"("shop_id", "kind", "run_at");

-- CreateIndex
CREATE INDEX "job_locked_until_idx" ON "job"("locked_until");

-- A job that runs has the last instant as its time.
UPDATE "job" SET "since" = CASE WHEN "run_at" = 9999999999 THEN EXTRACT(EPOCH FROM now())::bigint ELSE "run_at" END;
