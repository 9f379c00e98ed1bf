/**
 * Whether a wallet's error says that its owner declined.
 *
 * EIP-1193 has 4001 for it; some wallets bury that or write it in words, as a code or as all there is.
 */
export function isRejection(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return /^4001 |reject|denied|declin|cancel/i.test(`${code} ${message ?? error}`)
}

/** Whether the wallet is already showing a question of ours. */
export function isPending(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === -32002
}
