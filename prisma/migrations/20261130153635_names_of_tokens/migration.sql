-- CreateTable
CREATE TABLE "token_name" (
    "table_id" UUID NOT NULL,
    "token_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "token_name_pkey" PRIMARY KEY ("table_id","token_id")
);

-- AddForeignKey
ALTER TABLE "token_name" ADD CONSTRAINT "token_name_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "trait_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;
