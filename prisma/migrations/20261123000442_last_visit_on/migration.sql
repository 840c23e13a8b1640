-- DropIndex
DROP INDEX "visit_store_id_vehicle_id_entered_on_idx";

-- AlterTable
ALTER TABLE "vehicle" ADD COLUMN     "last_visit_on" DATE,
ADD COLUMN     "referred_by" TEXT;

-- CreateIndex
CREATE INDEX "vehicle_store_id_series_idx" ON "vehicle"("store_id", "series");

-- CreateIndex
CREATE INDEX "vehicle_store_id_delivered_on_idx" ON "vehicle"("store_id", "delivered_on");

UPDATE "vehicle" v SET "last_visit_on" = l.day
FROM (SELECT "vehicle_id", max("entered_on") AS day FROM "visit" GROUP BY "vehicle_id") l WHERE l."vehicle_id" = v."id";

-- The cars are locked first, in their order, and their visits are read by a statement of its own: it sees what others wrote
-- who had the lock before.
CREATE FUNCTION "keep_last_visits"("cars" INTEGER[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "vehicle" WHERE "id" = ANY("cars") ORDER BY "id" FOR NO KEY UPDATE;
  UPDATE "vehicle" v SET "last_visit_on" = l.day
  FROM (SELECT c.id, (SELECT max(w."entered_on") FROM "visit" w WHERE w."vehicle_id" = c.id) AS day FROM unnest("cars") AS c(id)) l
  WHERE l.id = v."id" AND l.day IS DISTINCT FROM v."last_visit_on";
END $$;

CREATE FUNCTION "visits_changed"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM "keep_last_visits"(ARRAY(SELECT "vehicle_id" FROM "changed" UNION SELECT "vehicle_id" FROM "before"));
  ELSE
    PERFORM "keep_last_visits"(ARRAY(SELECT DISTINCT "vehicle_id" FROM "changed"));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "visit_inserted" AFTER INSERT ON "visit" REFERENCING NEW TABLE AS "changed"
FOR EACH STATEMENT EXECUTE FUNCTION "visits_changed"();

CREATE TRIGGER "visit_updated" AFTER UPDATE ON "visit" REFERENCING OLD TABLE AS "before" NEW TABLE AS "changed"
FOR EACH STATEMENT EXECUTE FUNCTION "visits_changed"();

CREATE TRIGGER "visit_deleted" AFTER DELETE ON "visit" REFERENCING OLD TABLE AS "changed"
FOR EACH STATEMENT EXECUTE FUNCTION "visits_changed"();
