-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "order_key" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "inbox_event" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "not_before_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "account_id" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "ticket_clock" ADD COLUMN     "level" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "inbox_event_order_key_status_id_idx" ON "inbox_event"("order_key", "status", "id");
