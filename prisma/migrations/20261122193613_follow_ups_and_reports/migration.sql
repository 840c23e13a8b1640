-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "verified_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "follow_up" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "round" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "visit_id" INTEGER,
    "basis_on" DATE NOT NULL,
    "from_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "skip_reason" TEXT,
    "assignee_user_id" TEXT,
    "advisor_name" TEXT,
    "channel" TEXT,
    "step" INTEGER NOT NULL DEFAULT 0,
    "score" INTEGER,
    "is_satisfied" BOOLEAN,
    "is_fixed" BOOLEAN,
    "words" TEXT,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "done_on" DATE,
    "done_by" TEXT,
    "call_task_id" INTEGER,
    "ticket_id" INTEGER,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "is_on_demand" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'making',
    "summary" TEXT NOT NULL DEFAULT '',
    "file_id" INTEGER,
    "picture_id" INTEGER,
    "sent_to" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_file" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outgoing_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "follow_up_store_id_status_from_on_idx" ON "follow_up"("store_id", "status", "from_on");

-- CreateIndex
CREATE INDEX "follow_up_store_id_round_due_on_idx" ON "follow_up"("store_id", "round", "due_on");

-- CreateIndex
CREATE INDEX "follow_up_store_id_done_at_idx" ON "follow_up"("store_id", "done_at");

-- CreateIndex
CREATE INDEX "follow_up_customer_id_idx" ON "follow_up"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "follow_up_store_id_round_subject_key_key" ON "follow_up"("store_id", "round", "subject_key");

-- CreateIndex
CREATE INDEX "report_store_id_key_from_on_idx" ON "report"("store_id", "key", "from_on");

-- CreateIndex
CREATE INDEX "outgoing_file_store_id_created_at_idx" ON "outgoing_file"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "call_task_store_id_done_at_idx" ON "call_task"("store_id", "done_at");

-- CreateIndex
CREATE INDEX "ticket_store_id_opened_on_idx" ON "ticket"("store_id", "opened_on");

-- CreateIndex
CREATE INDEX "ticket_store_id_resolved_at_idx" ON "ticket"("store_id", "resolved_at");

-- CreateIndex
CREATE INDEX "ticket_store_id_closed_at_idx" ON "ticket"("store_id", "closed_at");

-- CreateIndex
CREATE INDEX "ticket_store_id_verified_at_idx" ON "ticket"("store_id", "verified_at");

-- CreateIndex
CREATE INDEX "ticket_clock_store_id_name_started_at_idx" ON "ticket_clock"("store_id", "name", "started_at");

-- CreateIndex
CREATE INDEX "ticket_event_store_id_type_at_idx" ON "ticket_event"("store_id", "type", "at");

-- Verdicts that were taken down before there was a column for their time.
UPDATE "ticket" AS t SET "verified_at" = v.at
FROM (SELECT "ticket_id", max("at") AS at FROM "ticket_event" WHERE "type" IN ('verified', 'closed', 'reopened') GROUP BY 1) AS v
WHERE v."ticket_id" = t."id" AND t."is_satisfied" IS NOT NULL;
