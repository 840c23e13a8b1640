-- AlterTable
ALTER TABLE "message" ADD COLUMN     "menu_id" TEXT;
