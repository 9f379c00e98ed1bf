/** Spell a shop's visit and a gate as the text that is unique among open reservations. */
export function formatOpenKey(parameters: { shopId: bigint; visitId: string; gate: number }): string {
  return `${parameters.shopId} ${parameters.visitId} ${parameters.gate}`
}
