import type { StandinFunction, StandinShop, StandinState } from '../../state.ts'

/** Lists the app's Functions that a shop has: without the discount's if Shopify counts more points in its query. */
export function listReleased({
  state,
  shop,
}: {
  state: Pick<StandinState, 'functions'>
  shop: Pick<StandinShop, 'knobs'>
}): StandinFunction[] {
  if (shop.knobs.functionQueryCost === 'accepted') return state.functions
  return state.functions.filter((one) => one.apiType !== 'discount')
}
