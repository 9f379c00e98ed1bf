import type { Limits } from './types.ts'

/** Whether a gate may be used only so often. */
export function isLimited({ perWallet, perToken, total }: Limits): boolean {
  return perWallet !== null || perToken !== null || total !== null
}
