-- CreateIndex
CREATE INDEX "call_task_store_id_due_on_idx" ON "call_task"("store_id", "due_on");

-- CreateIndex
CREATE INDEX "call_task_store_id_created_at_idx" ON "call_task"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "follow_up_store_id_due_on_idx" ON "follow_up"("store_id", "due_on");

-- CreateIndex
CREATE INDEX "follow_up_store_id_done_on_idx" ON "follow_up"("store_id", "done_on");

-- CreateIndex
CREATE INDEX "reminder_store_id_due_on_idx" ON "reminder"("store_id", "due_on");

-- CreateIndex
CREATE INDEX "reminder_store_id_sent_at_idx" ON "reminder"("store_id", "sent_at");

-- CreateIndex
CREATE INDEX "ticket_clock_store_id_stopped_at_due_at_ticket_id_idx" ON "ticket_clock"("store_id", "stopped_at", "due_at", "ticket_id");

-- CreateIndex
CREATE INDEX "visit_store_id_entered_on_vehicle_id_idx" ON "visit"("store_id", "entered_on", "vehicle_id");
