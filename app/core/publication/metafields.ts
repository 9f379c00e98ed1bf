/** The name of a metafield: its owner (a gid), key and namespace (default `$app`). */
export type MetafieldName = { readonly ownerId: string; readonly key: string; readonly namespace?: string }

/** A metafield as read from Shopify; `digest` guards a later write. */
export type FoundMetafield = { readonly value: string; readonly digest: string }

/**
 * A write to a metafield. `value` null deletes it. `digest` is the digest when it was read, or null if there was none:
 * Shopify refuses the write if somebody else has changed the metafield since.
 */
export type MetafieldWrite = MetafieldName & {
  readonly type: string
  readonly value: string | null
  readonly digest: string | null
}
