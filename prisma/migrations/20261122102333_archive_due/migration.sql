-- AlterTable
ALTER TABLE "call_task" ADD COLUMN     "notified_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "landlines" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "maintenance_due" (
    "vehicle_id" INTEGER NOT NULL,
    "store_id" TEXT NOT NULL,
    "kind" TEXT,
    "due_on" DATE,
    "reason" TEXT NOT NULL DEFAULT '',
    "rules_hash" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_due_pkey" PRIMARY KEY ("vehicle_id")
);

-- CreateIndex
CREATE INDEX "maintenance_due_store_id_due_on_idx" ON "maintenance_due"("store_id", "due_on");

-- CreateIndex
CREATE INDEX "vehicle_store_id_updated_at_idx" ON "vehicle"("store_id", "updated_at");
