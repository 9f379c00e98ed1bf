import type { Gate, GateNumber } from '../gate/types.ts'
import { listTokenKeys } from '../redemption/listTokenKeys.ts'
import { splitTokenKey } from '../redemption/splitTokenKey.ts'
import type { KeptProof, OrderUnit, SettlementRow } from './types.ts'

/** A token by the name that the gate remembers of its collection, which may be empty. */
export type OpeningToken = { readonly name: string; readonly id: string }

/** What opened a gate for an order, and what the gate gave. */
export type Opening = {
  readonly gate: GateNumber
  readonly tokens: readonly OpeningToken[]
  /** Wallets whose uses it took. Empty if the gate counts no uses of wallets. */
  readonly wallets: readonly string[]
  /** Null in a settlement of an earlier version. */
  readonly reaction: KeptProof['entries'][number]['reaction'] | null
  /** The lines that it opened, or took something off. */
  readonly lineIds: readonly number[]
}

/** List what opened the gates of a settled order, by gate. Only what stands: none of a line that breaks a rule. */
export function listOpenings({
  row: { settlement, isRedacted },
  units,
  gates,
}: {
  readonly row: Pick<SettlementRow, 'settlement' | 'isRedacted'>
  /** The wallets and tokens whose uses the order took. */
  readonly units: readonly OrderUnit[]
  /** The gates of the settlement; deleted ones too. */
  readonly gates: readonly Pick<Gate, 'number' | 'requirement'>[]
}): Opening[] {
  if (isRedacted || settlement.isCancelled) return []
  const numbers = [...new Set(settlement.gates.map(({ gate }) => gate))]
  return numbers.flatMap((number): Opening[] => {
    const lines = settlement.lines.filter((line) => line.gates.includes(number))
    const good = lines.filter(({ outcome }) => outcome === 'committed')
    // A gate of the whole order has no line of its own.
    const stands = lines.length > 0 ? good.length > 0 : settlement.wholeOutcome === 'committed'
    if (!stands) return []
    const own = units.filter(({ gate }) => gate === number)
    const requirement = gates.find((gate) => gate.number === number)?.requirement
    return [
      {
        gate: number as GateNumber,
        tokens: own.flatMap(({ kind, key }) => (kind === 'token' ? [toToken(key, requirement)] : [])),
        wallets: own.flatMap(({ kind, key }) => (kind === 'wallet' ? [key] : [])),
        reaction: findReaction(settlement, number),
        lineIds: good.map(({ lineId }) => lineId),
      },
    ]
  })
}

function toToken(key: string, requirement: Gate['requirement'] | undefined): OpeningToken {
  const { contract, id = contract } = splitTokenKey(key)
  const found = requirement && listTokenKeys({ requirement, text: id }).find((token) => token.key === key)
  return { name: found?.name ?? '', id }
}

function findReaction(
  { gates, proofs = [] }: SettlementRow['settlement'],
  number: number,
): Opening['reaction'] {
  const used = gates.filter(({ gate }) => gate === number)
  const entries = proofs.flatMap(({ grant, entries: all }) =>
    all.filter(({ gate, revision }) =>
      used.some((one) => one.grant === grant && one.gate === gate && one.revision === revision),
    ),
  )
  return entries[0]?.reaction ?? null
}
