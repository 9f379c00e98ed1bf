import { formatGateCardHandle } from '../gate/formatGateCard.ts'
import type { MetafieldWrite } from './metafields.ts'
import { planWrite } from './planConfigs.ts'
import type { Snapshot } from './types.ts'

/**
 * Plan the app's own metafield, from which the block on every page learns the cards of gates about everything. A shop
 * that never had such a gate has no metafield.
 */
export function planStorefront({
  gates,
  published: { installationId, storefront },
}: Snapshot): MetafieldWrite[] {
  const everywhere = gates
    .filter(({ subject, deletedAt }) => subject.kind === 'all' && deletedAt === null)
    .map(({ number }) => formatGateCardHandle(number))
  if (!storefront && everywhere.length === 0) return []
  const value = JSON.stringify({ v: 1, all: everywhere })
  return planWrite({ ownerId: installationId, key: 'storefront', value, before: storefront })
}
