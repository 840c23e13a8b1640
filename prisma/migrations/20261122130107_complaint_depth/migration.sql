-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "human_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "cause" TEXT,
ADD COLUMN     "demand" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "external_no" TEXT,
ADD COLUMN     "merged_into_id" INTEGER,
ADD COLUMN     "page_at" TIMESTAMPTZ(3),
ADD COLUMN     "paged_user_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "reporter_name" TEXT,
ADD COLUMN     "reporter_phone" TEXT,
ADD COLUMN     "result_read_at" TIMESTAMPTZ(3),
ADD COLUMN     "result_read_by" TEXT,
ADD COLUMN     "split_from_id" INTEGER,
ADD COLUMN     "vehicle_systems" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "verify_ask_at" TIMESTAMPTZ(3),
ADD COLUMN     "verify_tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ticket_clock" ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "rules_hash" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "visit" ADD COLUMN     "fault_text" TEXT;

-- CreateTable
CREATE TABLE "ticket_pause" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "ends_at_latest" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "ticket_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "ticket_id" INTEGER,
    "conversation_id" INTEGER,
    "message_id" INTEGER,
    "source" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT '',
    "account_id" TEXT NOT NULL DEFAULT '',
    "media_id" TEXT,
    "msg_type" TEXT NOT NULL,
    "file_name" TEXT NOT NULL DEFAULT '',
    "content_type" TEXT NOT NULL DEFAULT '',
    "byte_length" INTEGER,
    "sha256" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,
    "uploaded_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment_content" (
    "attachment_id" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "attachment_content_pkey" PRIMARY KEY ("attachment_id")
);

-- CreateTable
CREATE TABLE "labelled_case" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "decision_id" INTEGER,
    "ticket_id" INTEGER,
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "categories" TEXT[],
    "department" TEXT NOT NULL,
    "guessed_kind" TEXT NOT NULL,
    "guessed_categories" TEXT[],
    "guessed_department" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "corrected_by" TEXT NOT NULL,
    "corrected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "labelled_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classifier_model" (
    "id" SERIAL NOT NULL,
    "trained_at" TIMESTAMPTZ(3) NOT NULL,
    "corrections" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,
    "is_in_force" BOOLEAN NOT NULL,
    "weights" TEXT NOT NULL,

    CONSTRAINT "classifier_model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rectification" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "vehicle_id" INTEGER,
    "ticket_ids" INTEGER[],
    "week_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "round" INTEGER NOT NULL DEFAULT 0,
    "head_user_id" TEXT,
    "measure" TEXT,
    "measure_due_on" DATE NOT NULL,
    "verification" TEXT,
    "decision" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "rectification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rectification_event" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "rectification_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "rectification_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warranty_warning" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fault" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "warned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "warranty_warning_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ticket_pause_ticket_id_idx" ON "ticket_pause"("ticket_id");

-- CreateIndex
CREATE INDEX "ticket_pause_ended_at_ends_at_latest_idx" ON "ticket_pause"("ended_at", "ends_at_latest");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_message_id_key" ON "attachment"("message_id");

-- CreateIndex
CREATE INDEX "attachment_status_not_before_at_idx" ON "attachment"("status", "not_before_at");

-- CreateIndex
CREATE INDEX "attachment_ticket_id_idx" ON "attachment"("ticket_id");

-- CreateIndex
CREATE INDEX "attachment_conversation_id_idx" ON "attachment"("conversation_id");

-- CreateIndex
CREATE INDEX "labelled_case_store_id_corrected_at_idx" ON "labelled_case"("store_id", "corrected_at");

-- CreateIndex
CREATE INDEX "classifier_model_is_in_force_trained_at_idx" ON "classifier_model"("is_in_force", "trained_at");

-- CreateIndex
CREATE INDEX "rectification_store_id_status_idx" ON "rectification"("store_id", "status");

-- CreateIndex
CREATE INDEX "rectification_store_id_cause_key_idx" ON "rectification"("store_id", "cause_key");

-- CreateIndex
CREATE UNIQUE INDEX "rectification_store_id_number_key" ON "rectification"("store_id", "number");

-- CreateIndex
CREATE INDEX "rectification_event_rectification_id_id_idx" ON "rectification_event"("rectification_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "warranty_warning_store_id_vehicle_id_kind_fault_stage_key" ON "warranty_warning"("store_id", "vehicle_id", "kind", "fault", "stage");

-- CreateIndex
CREATE INDEX "ticket_customer_id_idx" ON "ticket"("customer_id");

-- CreateIndex
CREATE INDEX "ticket_vehicle_id_idx" ON "ticket"("vehicle_id");

-- CreateIndex
CREATE INDEX "ticket_merged_into_id_idx" ON "ticket"("merged_into_id");

-- CreateIndex
CREATE INDEX "ticket_page_at_idx" ON "ticket"("page_at");

-- CreateIndex
CREATE INDEX "ticket_verify_ask_at_idx" ON "ticket"("verify_ask_at");

-- AddForeignKey
ALTER TABLE "ticket_pause" ADD CONSTRAINT "ticket_pause_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment_content" ADD CONSTRAINT "attachment_content_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rectification_event" ADD CONSTRAINT "rectification_event_rectification_id_fkey" FOREIGN KEY ("rectification_id") REFERENCES "rectification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
