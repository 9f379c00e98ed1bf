/** Spell a visit and a gate as the text that is unique among open reservations. */
export function formatOpenKey({ visitId, gate }: { visitId: string; gate: number }): string {
  return `${visitId} ${gate}`
}
