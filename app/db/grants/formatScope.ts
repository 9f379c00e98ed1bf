import type { GrantScope } from '../../core/grant/types.ts'

/** Spell a visit and a place of use as the text that is unique among open grants. The cart's token comes last: it is the shopper's. */
export function formatScope({ visitId, scope }: { visitId: string; scope: GrantScope }): string {
  const { carrier, cartToken, productId, variantId } = scope
  return [visitId, carrier, productId ?? '', variantId ?? '', cartToken ?? ''].join(' ')
}
