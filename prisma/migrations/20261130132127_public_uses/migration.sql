-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "shows_uses" BOOLEAN NOT NULL DEFAULT false;
