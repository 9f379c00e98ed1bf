import { openReferenceGates, REFERENCE_LINES_MAX } from '../proof-check/referenceGates.ts'
import { get, itemsOf, textWithin } from '../proof-check/referenceShape.ts'
import { writeReferenceName } from './referenceName.ts'
import { readReferenceMarks } from './referenceVerdict.ts'

const GROUPS_MAX = 1000

/** Judge the delivery target's input by docs/spec/checkout.md#8-discount-deliveries: all groups ship free, or none. */
export function judgeReferenceDelivery(input: unknown): { operations: unknown[] } {
  const nothing = { operations: [] }
  if (!itemsOf(get(input, 'discount', 'discountClasses'), 8).includes('SHIPPING')) return nothing
  const lines = itemsOf(get(input, 'cart', 'lines'), REFERENCE_LINES_MAX)
  const gates = openReferenceGates(input, 'discount')
  const free = [...(gates?.entries.values() ?? [])].filter(
    ({ isShippingFree, profile }) => isShippingFree && profile === gates?.config.profile,
  )
  const everywhere = new Set(gates?.config.everywhere.map(({ gate }) => gate))
  const findSubjects = (line: unknown) => {
    const product = get(line, 'merchandise', 'product')
    if (typeof product !== 'object' || product === null || Array.isArray(product)) return []
    const carried = new Set([
      ...everywhere,
      ...readReferenceMarks(get(product, 'gates', 'value')),
      ...readReferenceMarks(get(line, 'merchandise', 'gates', 'value')),
    ])
    return free.flatMap(({ gate }) => (carried.has(gate) ? [gate] : []))
  }
  const { ids, left } = listGroups(input)
  const targets = ids.map((id) => ({ deliveryGroup: { id } }))
  const subjects = lines.map(findSubjects).find((found) => found.length > 0)
  if (targets.length === 0 || !subjects) return nothing
  const names = gates?.config.names
  const name = writeReferenceName({ names, gate: Math.min(...subjects), reserve: (bytes) => bytes <= left })
  const candidates = [{ ...name, targets, value: { percentage: { value: '100' } } }]
  return { operations: [{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates } }] }
}

// Omits groups beyond 20,000 bytes of output; no real cart has that many groups.
function listGroups(input: unknown): { ids: string[]; left: number } {
  const groups = itemsOf(get(input, 'cart', 'deliveryGroups'), GROUPS_MAX)
  const allLines = get(input, 'cart', 'lines')
  const lineCount = itemsOf(allLines, REFERENCE_LINES_MAX).length
  let left = Math.max(20_000, lineCount * 100) - 300
  const ids: string[] = []
  for (const group of groups) {
    const id = textWithin(get(group, 'id'), 255)
    const bytes = (ids.length === 0 ? 120 : 0) + 48 + Buffer.byteLength(id ?? '')
    if (id === null || bytes > left) continue
    left -= bytes
    ids.push(id)
  }
  return { ids, left }
}
