-- DropIndex
DROP INDEX "due_date_subject_key_kind_item_key";

-- DropIndex
DROP INDEX "due_date_state_store_id_again_on_idx";

-- AlterTable
ALTER TABLE "due_date_state" DROP CONSTRAINT "due_date_state_pkey",
DROP COLUMN "again_on",
DROP COLUMN "subject_key",
ADD COLUMN     "from_on" DATE NOT NULL,
ADD COLUMN     "record_id" INTEGER NOT NULL,
ADD COLUMN     "subject" TEXT NOT NULL,
ADD COLUMN     "to_on" DATE NOT NULL,
ADD CONSTRAINT "due_date_state_pkey" PRIMARY KEY ("subject", "record_id");

-- DropTable
DROP TABLE "maintenance_due";

-- CreateTable
CREATE TABLE "due_date_progress" (
    "store_id" TEXT NOT NULL,
    "rules_hash" TEXT NOT NULL,
    "changed_through_at" TIMESTAMPTZ(3) NOT NULL,
    "from_on" DATE NOT NULL,
    "checked_on" DATE NOT NULL,

    CONSTRAINT "due_date_progress_pkey" PRIMARY KEY ("store_id")
);

-- CreateIndex
CREATE INDEX "customer_store_id_updated_at_idx" ON "customer"("store_id", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "due_date_subject_key_kind_item_due_on_key" ON "due_date"("subject_key", "kind", "item", "due_on");

-- CreateIndex
CREATE INDEX "due_date_state_store_id_subject_to_on_idx" ON "due_date_state"("store_id", "subject", "to_on");
