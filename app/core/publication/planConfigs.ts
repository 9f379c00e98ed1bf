import { MOST_EXCLUSIVE_COLLECTIONS } from '../gate/formatGateMarks.ts'
import { isExclusiveAt } from '../gate/standing.ts'
import { listSubjectCollections } from '../gate/subject.ts'
import { type ConfigSource, composeConfig, listCarried } from './composeConfig.ts'
import { isSameJson } from './isSameJson.ts'
import { listOwners } from './listOwners.ts'
import type { FoundMetafield, MetafieldWrite } from './metafields.ts'
import type { Snapshot } from './types.ts'

/**
 * Plan the writes of the configs, from which every discount and the validation know which proofs to accept. A pause,
 * resume, start, end, revision or new key needs no more. An owner that is gone or up to date gets no write.
 *
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE
 */
export function planConfigs(snapshot: Snapshot): MetafieldWrite[] {
  return listOwners(snapshot).flatMap(({ ownerId, profile }) => {
    const owner = snapshot.published.owners.get(ownerId)
    if (!owner) return []
    const config = composeConfig({ ...snapshot, profile })
    const writes = planWrite({ ownerId, key: 'proof_config', value: config, before: owner.config })
    if (profile !== null) return writes
    const value = formatInputVariables(listExclusiveCollections(snapshot))
    return [...writes, ...planWrite({ ownerId, key: 'input_variables', value, before: owner.inputVariables })]
  })
}

/** Plan the write of a JSON metafield; none if it has the value already. */
export function planWrite({
  ownerId,
  key,
  value,
  before,
}: {
  ownerId: string
  key: string
  value: string
  before: FoundMetafield | null
}): MetafieldWrite[] {
  if (before && isSameJson(before.value, value)) return []
  return [{ ownerId, key, type: 'json', value, digest: before?.digest ?? null }]
}

/** Format the validation's input variables. They must always exist: without them every run fails. */
export function formatInputVariables(collectionIds: readonly number[]): string {
  return JSON.stringify({ exclusiveCollections: collectionIds.map((id) => `gid://shopify/Collection/${id}`) })
}

/**
 * List the collections whose products only holders may buy now: a product that has just joined one carries no mark yet.
 * The list ends at the limit of the input query, so that a long one cannot keep a pause or a new key from the checkout.
 */
export function listExclusiveCollections({ gates, now }: Pick<ConfigSource, 'gates' | 'now'>): number[] {
  const closed = listCarried(gates).filter((gate) => isExclusiveAt({ gate, now }))
  return listSubjectCollections(closed).slice(0, MOST_EXCLUSIVE_COLLECTIONS)
}
