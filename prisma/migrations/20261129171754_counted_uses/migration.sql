-- CreateTable
CREATE TABLE "gate_use" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "committed" BIGINT NOT NULL,
    "checked_at" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "gate_use_pkey" PRIMARY KEY ("shop_id","gate")
);

-- CreateTable
CREATE TABLE "order_word" (
    "shop_id" BIGINT NOT NULL,
    "word" BYTEA NOT NULL,
    "ordered_at" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,

    CONSTRAINT "order_word_pkey" PRIMARY KEY ("shop_id","word","ordered_at","order_id")
);

-- Both read what stands and lock nothing of it. An older version that still runs changes no counter: the hourly job
-- compares each with its rows.
INSERT INTO "gate_use" ("shop_id", "gate", "committed")
SELECT "shop_id", "gate", count(*) FROM "reservation" WHERE "state" = 'committed' GROUP BY 1, 2;

INSERT INTO "order_word" ("shop_id", "word", "ordered_at", "order_id")
SELECT DISTINCT "shop_id", convert_to("word", 'UTF8'), "ordered_at", "order_id" FROM "settlement"
CROSS JOIN LATERAL (
  SELECT 'name ' || COALESCE(substring(lower("name") from '[0-9].*'), lower("name")) AS "word"
  UNION ALL SELECT 'gate ' || ("gate" #>> '{}') FROM (
    SELECT jsonb_path_query("detail", '$.gates[*].gate') UNION ALL SELECT jsonb_path_query("detail", '$.reasons[*].gate')
    UNION ALL SELECT jsonb_path_query("detail", '$.lines[*].gates[*]')
    UNION ALL SELECT jsonb_path_query("detail", '$.lines[*].closedGates[*]')
    UNION ALL SELECT jsonb_path_query("detail", '$.lines[*].reasons[*].gate')
  ) AS "named" ("gate")
) AS "said" WHERE "word" IS NOT NULL;
