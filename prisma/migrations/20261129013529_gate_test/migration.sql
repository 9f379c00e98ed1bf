-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "test" JSONB NOT NULL DEFAULT '{"v":1,"isOn":false,"wallets":[]}';
