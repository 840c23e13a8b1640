-- AlterTable
ALTER TABLE "channel_identity" ADD COLUMN     "opted_out_at" TIMESTAMPTZ(3);
