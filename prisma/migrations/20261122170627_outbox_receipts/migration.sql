-- CreateIndex
CREATE INDEX "outbox_message_channel_status_sent_at_idx" ON "outbox_message"("channel", "status", "sent_at");
