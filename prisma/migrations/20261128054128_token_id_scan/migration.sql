-- CreateTable
CREATE TABLE "token_id_scan" (
    "key" TEXT NOT NULL,
    "first_block" BIGINT NOT NULL,
    "last_block" BIGINT NOT NULL,
    "ids" TEXT NOT NULL,
    "is_full" BOOLEAN NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "token_id_scan_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "token_id_scan_expires_at_idx" ON "token_id_scan"("expires_at");
