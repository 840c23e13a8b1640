-- AlterTable
ALTER TABLE "report" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "period_key" TEXT,
ADD COLUMN     "requested_by" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "report_period_key_key" ON "report"("period_key");
