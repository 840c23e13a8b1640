-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "call_task_id" INTEGER;

-- CreateIndex
CREATE INDEX "reminder_outbox_id_idx" ON "reminder"("outbox_id");

-- CreateIndex
CREATE INDEX "reminder_call_task_id_idx" ON "reminder"("call_task_id");

-- CreateIndex
CREATE INDEX "reminder_store_id_status_priority_due_on_id_idx" ON "reminder"("store_id", "status", "priority", "due_on", "id");
