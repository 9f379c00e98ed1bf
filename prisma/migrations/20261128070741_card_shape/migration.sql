-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "card_shape" INTEGER NOT NULL DEFAULT 0;
