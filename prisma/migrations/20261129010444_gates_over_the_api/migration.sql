-- AlterTable
ALTER TABLE "project" ADD COLUMN     "may_change_gates" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "gate_request" (
    "project_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "claim_id" TEXT NOT NULL,
    "claimed_to" BIGINT NOT NULL,
    "gate_number" BIGINT,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "gate_request_pkey" PRIMARY KEY ("project_id","key")
);

-- CreateIndex
CREATE INDEX "gate_request_expires_at_idx" ON "gate_request"("expires_at");

-- AddForeignKey
ALTER TABLE "gate_request" ADD CONSTRAINT "gate_request_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
