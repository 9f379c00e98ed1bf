/** The encryption purpose of a shop's proof root. It binds the root to its shop. */
export function formatRootPurpose({ shopId }: { shopId: bigint }): string {
  return `proof-root.${shopId}`
}
