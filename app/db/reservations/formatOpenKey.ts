/** The text that is unique among open reservations: a visit has one a gate. */
export function formatOpenKey(parameters: { shopId: bigint; visitId: string; gate: number }): string {
  return `${parameters.shopId} ${parameters.visitId} ${parameters.gate}`
}
