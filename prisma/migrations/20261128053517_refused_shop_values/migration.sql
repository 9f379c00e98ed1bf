-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "refused_domain" TEXT,
ADD COLUMN     "refused_timezone" TEXT;
