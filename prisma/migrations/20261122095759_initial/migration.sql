-- CreateTable
CREATE TABLE "store" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "brand" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "rescue_phone" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "rules" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "department_key" TEXT NOT NULL,
    "on_duty" BOOLEAN NOT NULL DEFAULT true,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "mobiles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "employer" TEXT,
    "job_title" TEXT,
    "address" TEXT,
    "birthday" TEXT,
    "birthday_calendar" TEXT NOT NULL DEFAULT 'solar',
    "licence_class" TEXT,
    "licence_expires_on" DATE,
    "tier" TEXT NOT NULL DEFAULT 'ordinary',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "advisor_user_id" TEXT,
    "consent_marketing" BOOLEAN NOT NULL DEFAULT false,
    "opted_out_at" TIMESTAMPTZ(3),
    "is_deceased" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL DEFAULT 'import',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "plate_number" TEXT,
    "vin" TEXT,
    "brand" TEXT,
    "series" TEXT,
    "model" TEXT,
    "energy_type" TEXT NOT NULL DEFAULT 'petrol',
    "usage_type" TEXT NOT NULL DEFAULT 'private',
    "vehicle_class" TEXT NOT NULL DEFAULT 'smallPassenger',
    "registered_on" DATE,
    "delivered_on" DATE,
    "invoiced_on" DATE,
    "sale_channel" TEXT,
    "odometer_km" INTEGER,
    "odometer_read_on" DATE,
    "warranty_ends_on" DATE,
    "warranty_ends_km" INTEGER,
    "compulsory_insurance_expires_on" DATE,
    "commercial_insurance_expires_on" DATE,
    "inspection_due_on" DATE,
    "next_maintenance_on" DATE,
    "next_maintenance_km" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "repair_order_no" TEXT NOT NULL,
    "entered_on" DATE NOT NULL,
    "handed_back_on" DATE,
    "odometer_km" INTEGER,
    "type" TEXT NOT NULL DEFAULT 'other',
    "amount_fen" INTEGER,
    "advisor_name" TEXT,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "summary" JSONB NOT NULL,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_identity" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "union_id" TEXT,
    "customer_id" INTEGER,
    "is_subscribed" BOOLEAN NOT NULL DEFAULT false,
    "window_opened_at" TIMESTAMPTZ(3),
    "window_left" INTEGER NOT NULL DEFAULT 0,
    "unreachable_at" TIMESTAMPTZ(3),
    "last_error_code" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_event" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "order_key" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "handled_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kf_cursor" (
    "store_id" TEXT NOT NULL,
    "open_kf_id" TEXT NOT NULL,
    "cursor" TEXT,
    "token" TEXT,
    "token_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3),

    CONSTRAINT "kf_cursor_pkey" PRIMARY KEY ("store_id","open_kf_id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "identity_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'idle',
    "gather_until_at" TIMESTAMPTZ(3),
    "open_ticket_id" INTEGER,
    "verify_ticket_id" INTEGER,
    "questions_asked" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "inbox_event_id" INTEGER,
    "msg_type" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "media_id" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "is_understood" BOOLEAN NOT NULL DEFAULT false,
    "decision_id" INTEGER,
    "ticket_id" INTEGER,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "conversation_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "categories" TEXT[],
    "severity" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "evidence" TEXT NOT NULL,
    "relied_on" TEXT[],
    "needs_human" BOOLEAN NOT NULL,
    "decided_by" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "entities" JSONB NOT NULL DEFAULT '{}',
    "prompt_name" TEXT,
    "prompt_version" TEXT,
    "model" TEXT,
    "model_error" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'chat',
    "kind" TEXT NOT NULL,
    "categories" TEXT[],
    "severity" TEXT NOT NULL,
    "responsible_department" TEXT NOT NULL,
    "assignee_user_id" TEXT,
    "conversation_id" INTEGER,
    "customer_id" INTEGER,
    "vehicle_id" INTEGER,
    "decision_id" INTEGER,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_on" DATE NOT NULL,
    "routed_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "tracked_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "result" TEXT,
    "owner_words" TEXT,
    "is_satisfied" BOOLEAN,
    "reopen_count" INTEGER NOT NULL DEFAULT 0,
    "escalation_level" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_event" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "ticket_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_clock" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "warn_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "escalate_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_card" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "task_id" TEXT NOT NULL,
    "user_ids" TEXT[],
    "response_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_sequence" (
    "store_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "ticket_sequence_pkey" PRIMARY KEY ("store_id","day")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER,
    "kind" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "planned_for" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "channel" TEXT,
    "passed_rungs" JSONB NOT NULL DEFAULT '[]',
    "skip_reason" TEXT,
    "outbox_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_task" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "assignee_user_id" TEXT,
    "customer_id" INTEGER,
    "vehicle_id" INTEGER,
    "reminder_id" INTEGER,
    "ticket_id" INTEGER,
    "title" TEXT NOT NULL,
    "script" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "result" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "call_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "order_key" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "preview" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "platform_message_id" TEXT,
    "error_code" INTEGER,
    "error_text" TEXT,
    "ticket_id" INTEGER,
    "reminder_id" INTEGER,
    "conversation_id" INTEGER,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_slot" (
    "name" TEXT NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_slot_pkey" PRIMARY KEY ("name","slot_at")
);

-- CreateTable
CREATE TABLE "question_log" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "answer" TEXT NOT NULL,

    CONSTRAINT "question_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "department_store_id_key_key" ON "department"("store_id", "key");

-- CreateIndex
CREATE INDEX "staff_store_id_department_key_idx" ON "staff"("store_id", "department_key");

-- CreateIndex
CREATE UNIQUE INDEX "staff_store_id_user_id_key" ON "staff"("store_id", "user_id");

-- CreateIndex
CREATE INDEX "customer_store_id_name_idx" ON "customer"("store_id", "name");

-- CreateIndex
CREATE INDEX "customer_mobiles_idx" ON "customer" USING GIN ("mobiles");

-- CreateIndex
CREATE INDEX "vehicle_customer_id_idx" ON "vehicle"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_store_id_vin_key" ON "vehicle"("store_id", "vin");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_store_id_plate_number_key" ON "vehicle"("store_id", "plate_number");

-- CreateIndex
CREATE INDEX "visit_vehicle_id_entered_on_idx" ON "visit"("vehicle_id", "entered_on");

-- CreateIndex
CREATE UNIQUE INDEX "visit_store_id_repair_order_no_key" ON "visit"("store_id", "repair_order_no");

-- CreateIndex
CREATE INDEX "import_batch_store_id_sha256_idx" ON "import_batch"("store_id", "sha256");

-- CreateIndex
CREATE INDEX "channel_identity_customer_id_idx" ON "channel_identity"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_identity_store_id_channel_account_id_external_id_key" ON "channel_identity"("store_id", "channel", "account_id", "external_id");

-- CreateIndex
CREATE INDEX "inbox_event_status_received_at_idx" ON "inbox_event"("status", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_event_store_id_channel_dedupe_key_key" ON "inbox_event"("store_id", "channel", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_identity_id_key" ON "conversation"("identity_id");

-- CreateIndex
CREATE INDEX "conversation_gather_until_at_idx" ON "conversation"("gather_until_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_inbox_event_id_key" ON "message"("inbox_event_id");

-- CreateIndex
CREATE INDEX "message_conversation_id_is_understood_idx" ON "message"("conversation_id", "is_understood");

-- CreateIndex
CREATE INDEX "message_ticket_id_idx" ON "message"("ticket_id");

-- CreateIndex
CREATE INDEX "decision_store_id_decided_at_idx" ON "decision"("store_id", "decided_at");

-- CreateIndex
CREATE INDEX "ticket_store_id_status_idx" ON "ticket"("store_id", "status");

-- CreateIndex
CREATE INDEX "ticket_store_id_opened_at_idx" ON "ticket"("store_id", "opened_at");

-- CreateIndex
CREATE INDEX "ticket_conversation_id_idx" ON "ticket"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_store_id_number_key" ON "ticket"("store_id", "number");

-- CreateIndex
CREATE INDEX "ticket_event_ticket_id_id_idx" ON "ticket_event"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "ticket_event_store_id_at_idx" ON "ticket_event"("store_id", "at");

-- CreateIndex
CREATE INDEX "ticket_clock_stopped_at_warn_at_idx" ON "ticket_clock"("stopped_at", "warn_at");

-- CreateIndex
CREATE INDEX "ticket_clock_stopped_at_due_at_idx" ON "ticket_clock"("stopped_at", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_clock_ticket_id_name_round_key" ON "ticket_clock"("ticket_id", "name", "round");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_card_task_id_key" ON "ticket_card"("task_id");

-- CreateIndex
CREATE INDEX "ticket_card_ticket_id_idx" ON "ticket_card"("ticket_id");

-- CreateIndex
CREATE INDEX "reminder_store_id_status_planned_for_idx" ON "reminder"("store_id", "status", "planned_for");

-- CreateIndex
CREATE INDEX "reminder_customer_id_planned_for_idx" ON "reminder"("customer_id", "planned_for");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_store_id_subject_key_kind_due_on_lead_days_key" ON "reminder"("store_id", "subject_key", "kind", "due_on", "lead_days");

-- CreateIndex
CREATE INDEX "call_task_store_id_status_due_on_idx" ON "call_task"("store_id", "status", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "call_task_store_id_dedupe_key_key" ON "call_task"("store_id", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_idempotency_key_key" ON "outbox_message"("idempotency_key");

-- CreateIndex
CREATE INDEX "outbox_message_status_not_before_at_idx" ON "outbox_message"("status", "not_before_at");

-- CreateIndex
CREATE INDEX "outbox_message_platform_message_id_idx" ON "outbox_message"("platform_message_id");

-- CreateIndex
CREATE INDEX "outbox_message_ticket_id_idx" ON "outbox_message"("ticket_id");

-- CreateIndex
CREATE INDEX "outbox_message_order_key_id_idx" ON "outbox_message"("order_key", "id");

-- CreateIndex
CREATE INDEX "question_log_store_id_asked_at_idx" ON "question_log"("store_id", "asked_at");

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_identity" ADD CONSTRAINT "channel_identity_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "channel_identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_clock" ADD CONSTRAINT "ticket_clock_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_card" ADD CONSTRAINT "ticket_card_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
