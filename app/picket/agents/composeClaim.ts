import type { GateNumber } from '../../core/gate/types.ts'

/**
 * Compose the name by which a platform of the Universal Commerce Protocol may claim a gate in `context.eligibility`:
 * `com.myshopify.night_owls.gate_82`. Its schema says: "Values MUST use reverse-domain naming … and MUST be
 * non-identifying." A segment has no hyphen there and begins with a letter.
 * @see https://github.com/Universal-Commerce-Protocol/ucp/blob/v2026-04-08/source/schemas/shopping/types/context.json
 */
export function composeClaim({
  myshopifyDomain,
  number,
}: {
  readonly myshopifyDomain: string
  readonly number: GateNumber
}): string {
  const segments = myshopifyDomain.toLowerCase().replaceAll('-', '_').split('.').reverse()
  return [...segments.map((one) => one.replace(/^(?=\d)/, 's__')), `gate_${number}`].join('.')
}
