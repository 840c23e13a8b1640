-- AlterTable
ALTER TABLE "schedule_slot" ADD COLUMN     "done_at" TIMESTAMPTZ(3);
