-- AlterTable
ALTER TABLE "channel_identity" ADD COLUMN     "follow_changed_at" TIMESTAMPTZ(3);
