-- DropIndex
DROP INDEX "ticket_vehicle_id_idx";

-- CreateIndex
CREATE INDEX "ticket_vehicle_id_opened_on_idx" ON "ticket"("vehicle_id", "opened_on");
