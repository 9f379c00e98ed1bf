-- A vault is spoken for by each wallet that it has lent to, not by one.
UPDATE "visit" SET "vaults" = (
  SELECT jsonb_agg((vault - 'delegate') || jsonb_build_object('delegates', jsonb_build_array(vault -> 'delegate')) ORDER BY place)
  FROM jsonb_array_elements("vaults") WITH ORDINALITY AS named (vault, place)
) WHERE "vaults" <> '[]'::jsonb;
