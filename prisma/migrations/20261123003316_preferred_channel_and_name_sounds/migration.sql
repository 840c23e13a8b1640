-- DropIndex
DROP INDEX "outbox_message_order_key_id_idx";

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "name_initials" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "name_pinyin" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "preferred_channel" TEXT;

-- CreateIndex
CREATE INDEX "customer_store_id_name_pinyin_idx" ON "customer"("store_id", "name_pinyin");

-- CreateIndex
CREATE INDEX "customer_store_id_name_initials_idx" ON "customer"("store_id", "name_initials");

-- CreateIndex
CREATE INDEX "outbox_message_order_key_status_id_idx" ON "outbox_message"("order_key", "status", "id");
