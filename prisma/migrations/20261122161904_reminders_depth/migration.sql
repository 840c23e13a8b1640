-- DropIndex
DROP INDEX "reminder_store_id_status_planned_for_idx";

-- DropIndex
DROP INDEX "reminder_store_id_subject_key_kind_due_on_lead_days_key";

-- AlterTable
ALTER TABLE "call_task" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "listed_on" DATE,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "wished_for" TEXT;

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "wrong_mobiles" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "booked_at" TIMESTAMPTZ(3),
ADD COLUMN     "campaign_id" INTEGER,
ADD COLUMN     "detail" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "fulfilled_on" DATE,
ADD COLUMN     "fulfilment" TEXT,
ADD COLUMN     "group_send_id" INTEGER,
ADD COLUMN     "not_before_at" TIMESTAMPTZ(3),
ADD COLUMN     "occurrence" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "read_at" TIMESTAMPTZ(3),
ADD COLUMN     "replied_at" TIMESTAMPTZ(3),
ADD COLUMN     "reply_meaning" TEXT,
ADD COLUMN     "rules_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "vehicle" ADD COLUMN     "status_note" TEXT;

-- CreateTable
CREATE TABLE "rules_version" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "rules_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "customer_id" INTEGER,
    "identity_id" INTEGER,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "via" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_consent" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "identity_id" INTEGER NOT NULL,
    "template_key" TEXT NOT NULL,
    "remaining" INTEGER NOT NULL DEFAULT 0,
    "accepted_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_relation" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "identity_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "removed_by_owner_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "audience" JSONB NOT NULL DEFAULT '{}',
    "planned_for" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "targets" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_send" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "sender_user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'collecting',
    "msg_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_on" DATE NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "poll_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "reminded" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "group_send_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due_date" (
    "id" SERIAL NOT NULL,
    "store_id" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER,
    "kind" TEXT NOT NULL,
    "item" TEXT NOT NULL DEFAULT '',
    "due_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "due_date_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due_date_state" (
    "subject_key" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "rules_hash" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "again_on" DATE,

    CONSTRAINT "due_date_state_pkey" PRIMARY KEY ("subject_key")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "rules_version_store_id_version_key" ON "rules_version"("store_id", "version");

-- CreateIndex
CREATE INDEX "consent_customer_id_kind_id_idx" ON "consent"("customer_id", "kind", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_consent_identity_id_template_key_key" ON "subscription_consent"("identity_id", "template_key");

-- CreateIndex
CREATE INDEX "contact_relation_store_id_user_id_idx" ON "contact_relation"("store_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_relation_identity_id_user_id_key" ON "contact_relation"("identity_id", "user_id");

-- CreateIndex
CREATE INDEX "campaign_store_id_created_at_idx" ON "campaign"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "group_send_store_id_status_poll_at_idx" ON "group_send"("store_id", "status", "poll_at");

-- CreateIndex
CREATE INDEX "group_send_store_id_msg_id_idx" ON "group_send"("store_id", "msg_id");

-- CreateIndex
CREATE INDEX "due_date_store_id_due_on_kind_idx" ON "due_date"("store_id", "due_on", "kind");

-- CreateIndex
CREATE INDEX "due_date_customer_id_idx" ON "due_date"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "due_date_subject_key_kind_item_key" ON "due_date"("subject_key", "kind", "item");

-- CreateIndex
CREATE INDEX "due_date_state_store_id_again_on_idx" ON "due_date_state"("store_id", "again_on");

-- CreateIndex
CREATE INDEX "channel_identity_store_id_union_id_idx" ON "channel_identity"("store_id", "union_id");

-- CreateIndex
CREATE INDEX "reminder_store_id_status_planned_for_priority_idx" ON "reminder"("store_id", "status", "planned_for", "priority");

-- CreateIndex
CREATE INDEX "reminder_store_id_planned_for_idx" ON "reminder"("store_id", "planned_for");

-- CreateIndex
CREATE INDEX "reminder_group_send_id_idx" ON "reminder"("group_send_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_store_id_subject_key_kind_due_on_lead_days_occurre_key" ON "reminder"("store_id", "subject_key", "kind", "due_on", "lead_days", "occurrence");

-- AddForeignKey
ALTER TABLE "subscription_consent" ADD CONSTRAINT "subscription_consent_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "channel_identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_relation" ADD CONSTRAINT "contact_relation_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "channel_identity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
