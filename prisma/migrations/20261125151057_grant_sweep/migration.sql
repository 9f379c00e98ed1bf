-- AlterTable
ALTER TABLE "visit" ADD COLUMN     "asked" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "grant_state_ends_at_idx" ON "grant"("state", "ends_at");
