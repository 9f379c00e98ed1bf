/** One metafield, named by its owner (a gid) and key; in namespace `$app` unless one is said. */
export type MetafieldName = { readonly ownerId: string; readonly key: string; readonly namespace?: string }

/** A metafield as it stands; `digest` guards a later write. */
export type FoundMetafield = { readonly value: string; readonly digest: string }

/**
 * What to make of a metafield. `value` null deletes it. `digest` is what it was when read (null: it was not there):
 * Shopify refuses the write when somebody else changed it meanwhile.
 */
export type MetafieldWrite = MetafieldName & {
  readonly type: string
  readonly value: string | null
  readonly digest: string | null
}
