/** Every field of a requirement on the wire, with its spelling in snake case, or null. */
export const requirementFields = {
  chain: null,
  contractAddress: 'contract_address',
  minTokenBalance: 'min_token_balance',
  allowedWallets: 'allowed_wallets',
  tokenIds: 'token_ids',
  collection: null,
  creatorAddress: 'creator_address',
} as const

/** A field of a requirement that also has a spelling in snake case. */
export type SnakeField = {
  [Name in keyof typeof requirementFields]: (typeof requirementFields)[Name] extends string ? Name : never
}[keyof typeof requirementFields]

const NAMES = Object.keys(requirementFields)

/**
 * Find the field that a misspelled name means; null if none is near.
 *
 * Near means the same letters in any case with any separators, or one edit for fields up to ten letters and two for
 * longer ones. An edit adds, drops or changes a letter, or swaps two neighbours. If a nested name is not near any
 * field, as `requirements[tokenIds]` or `requirements.tokenIds` in forms, its first part is compared too.
 */
export function findMeantField(name: string, others: readonly string[] = []): string | null {
  const [outer = ''] = name.split(/[[.]/, 1)
  return findNear(name, others) ?? (outer === name || outer === '' ? null : findNear(outer, others))
}

function findNear(name: string, others: readonly string[]): string | null {
  const written = toComparableName(name)
  const near = [...NAMES, ...others]
    .map((field) => ({
      field,
      edits: countEdits(written, toComparableName(field), field.length > 10 ? 2 : 1),
    }))
    .filter(({ edits }) => edits !== null)
    .sort((a, b) => Number(a.edits) - Number(b.edits))
  return near[0]?.field ?? null
}

function toComparableName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Count the edits between two words; null for more than `most`. */
function countEdits(a: string, b: string, most: number): number | null {
  if (Math.abs(a.length - b.length) > most) return null
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : most + 1,
      )
    }
    before = row
    row = next
  }
  const edits = row[b.length] ?? most + 1
  return edits <= most ? edits : null
}
