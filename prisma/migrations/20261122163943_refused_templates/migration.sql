-- AlterTable
ALTER TABLE "channel_identity" ADD COLUMN     "refused_templates" TEXT[] DEFAULT ARRAY[]::TEXT[];
