import { InputError } from '../errors/base.ts'
import { isLimited } from '../gate/isLimited.ts'
import { listSingleTokenConditions } from '../gate/singleTokens.ts'
import type { Gate } from '../gate/types.ts'
import { isNumbered, type SingleTokenCondition } from '../requirement/kinds/table.ts'
import type { CorrectedUnit } from './types.ts'

/**
 * What staff can record a use of. `value` is `wallet`, or the part of a token's key before its number or address.
 * `condition` is one that such a token meets; null for a wallet.
 */
export type CorrectionWay = { readonly value: string; readonly condition: SingleTokenCondition | null }

/** List what staff can record a use of: only what a gate's limits count. Without a limit, nothing. */
export function listCorrectionWays({
  limits,
  requirement,
}: Pick<Gate, 'limits' | 'requirement'>): CorrectionWay[] {
  if (!isLimited(limits)) return []
  const { perWallet, perToken } = limits
  const ways = new Map<string, CorrectionWay>()
  // A gate with a limit in total alone counts the wallets that take its places.
  if (perWallet !== null || perToken === null) ways.set('wallet', { value: 'wallet', condition: null })
  for (const condition of perToken === null ? [] : listSingleTokenConditions(requirement)) {
    const value = isNumbered(condition) ? `${condition.chain}:${condition.contract}` : condition.chain
    ways.set(value, { value, condition })
  }
  return [...ways.values()]
}

/** Check that a gate's limits count a wallet or token that staff name. @throws {InputError} ERR_BODY_INVALID */
export function checkCorrection({
  gate,
  unit: { kind, key },
}: {
  gate: Pick<Gate, 'limits' | 'requirement'>
  unit: CorrectedUnit
}): void {
  const value = kind === 'wallet' ? 'wallet' : key.slice(0, key.lastIndexOf(':'))
  if (listCorrectionWays(gate).some((way) => way.value === value)) return
  const counted = kind === 'wallet' ? 'uses per wallet' : 'uses of this NFT'
  throw new InputError('ERR_BODY_INVALID', `This gate does not count ${counted}.`, {
    hint: 'Reload the page, and choose again under “Used by”.',
  })
}
