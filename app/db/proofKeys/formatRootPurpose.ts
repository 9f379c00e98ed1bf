/** The purpose a shop's proof root is sealed for: one shop's root never opens as another's. */
export function formatRootPurpose({ shopId }: { shopId: bigint }): string {
  return `proof-root.${shopId}`
}
