-- AlterTable
ALTER TABLE "report" ADD COLUMN     "corrected_at" TIMESTAMPTZ(3),
ADD COLUMN     "corrected_figures" JSONB,
ADD COLUMN     "figures" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "headline" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "is_empty" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sent_at" TIMESTAMPTZ(3);

-- What was made so far was sent with it.
UPDATE "report" SET "sent_at" = "made_at" WHERE "status" = 'made';
