-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "first_satisfied" BOOLEAN,
ADD COLUMN     "first_verdict_at" TIMESTAMPTZ(3);

-- Tickets of before have it from their record, in the order in which the figure read it.
UPDATE "ticket" t SET "first_verdict_at" = f."at", "first_satisfied" = f."type" = 'closed'
FROM (SELECT DISTINCT ON ("ticket_id") "ticket_id", "at", "type" FROM "ticket_event"
  WHERE "type" IN ('closed', 'reopened') ORDER BY "ticket_id", "at", "id") f WHERE f."ticket_id" = t."id";

-- CreateIndex
CREATE INDEX "ticket_store_id_first_verdict_at_idx" ON "ticket"("store_id", "first_verdict_at");
