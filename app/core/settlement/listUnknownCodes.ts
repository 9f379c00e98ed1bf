import { parseCode } from '../accessCode/parseCode.ts'
import type { OrderFacts, OrderLine, OrderProof, Settlement } from './types.ts'

/**
 * List the codes of ours that an order used and that this server does not know. The platform has accepted each, and only
 * an unlock makes one: the database was set back to a backup, and has forgotten it.
 *
 * An order's first settlement decides that, because codes are deleted some weeks after their end.
 */
export function listUnknownCodes({
  order,
  proofs,
  before,
}: {
  readonly order: Pick<OrderFacts, 'codes'>
  readonly proofs: readonly OrderProof[]
  readonly before: Pick<Settlement, 'lines' | 'reasons'> | null
}): string[] {
  const known = proofs.flatMap(({ place }) => (place.kind === 'code' ? place.code : []))
  const told = [
    ...(before?.reasons ?? []),
    ...(before?.lines ?? []).flatMap(({ reasons }) => reasons),
  ].flatMap((reason) => (reason.kind === 'no-such-grant' ? reason.grant : []))
  const ours = [...new Set(order.codes.flatMap((code) => parseCode(code) ?? []))]
  return ours.filter((code) => !known.includes(code) && (before === null || told.includes(code)))
}

/** List those of some codes that discounted a line. */
export function listLineCodes({ codes = [] }: Pick<OrderLine, 'codes'>, wanted: readonly string[]): string[] {
  const named = codes.map(parseCode)
  return wanted.filter((code) => named.includes(code))
}
