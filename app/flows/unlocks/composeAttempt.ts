import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { UnlockAttempt } from '../../core/numbers/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { ProveGatesResult } from './proveGates.ts'

/** Compose what the log needs beside the answer: who asked, and each gate's revision and holder. */
export function composeAttempt({
  shop,
  visit,
  gates,
  holders,
  at,
  isLogin,
}: Pick<ProveGatesResult, 'holders'> &
  Pick<UnlockAttempt, 'at' | 'isLogin'> & {
    readonly shop: Shop
    readonly visit: Visit
    readonly gates: readonly Gate[]
  }): UnlockAttempt {
  return {
    shopId: shop.id,
    ianaTimezone: shop.ianaTimezone,
    visitId: visit.id,
    at,
    isLogin,
    isTold: shop.tellsUnlocks,
    wallets: [...new Set([...visit.wallets, ...visit.vaults].map(({ address }) => address))],
    // A test is no unlock, and a refusal during one says nothing about shoppers.
    gates: gates
      .filter(({ test }) => !test.isOn)
      .map(({ number, revision }) => ({
        gate: number,
        revision,
        holder: holders.get(number) ?? null,
      })),
  }
}
