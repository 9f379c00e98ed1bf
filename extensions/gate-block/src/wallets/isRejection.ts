/**
 * Whether a wallet's error means that its owner declined. EIP-1193 defines code 4001 for this. Some wallets wrap that
 * code, or put words into the code, or throw only words.
 */
export function isRejection(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return /^4001 |reject|denied|declin|cancel/i.test(`${code} ${message ?? error}`)
}

/** Whether the wallet already shows an earlier request of ours. */
export function isPending(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === -32002
}
