/** The unique key of an open reservation: one per visit and gate. */
export function formatOpenKey(parameters: { shopId: bigint; visitId: string; gate: number }): string {
  return `${parameters.shopId} ${parameters.visitId} ${parameters.gate}`
}
