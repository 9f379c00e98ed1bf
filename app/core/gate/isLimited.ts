import type { Limits } from './types.ts'

/** Whether a gate has any limit of its uses. */
export function isLimited({ perWallet, perToken, total }: Limits): boolean {
  return perWallet !== null || perToken !== null || total !== null
}
