-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("expires_at","key")
);
