-- DropIndex
DROP INDEX "visit_store_id_entered_on_vehicle_id_idx";

-- CreateIndex
CREATE INDEX "visit_store_id_entered_on_idx" ON "visit"("store_id", "entered_on");

-- CreateIndex
CREATE INDEX "visit_store_id_vehicle_id_entered_on_idx" ON "visit"("store_id", "vehicle_id", "entered_on");
