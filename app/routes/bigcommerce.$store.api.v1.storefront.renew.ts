import { storeDoor } from '../bigcommerce.server.ts'
import { countGates } from '../context.server.ts'
import { renewForPage } from '../flows/unlocks/renewForPage.ts'
import { formatRenewal } from '../proxy/formatRenewal.ts'
import { storeAction } from '../proxy/storeAction.ts'
import { RenewBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

/** Check the gates of a visit again on a page of a BigCommerce store. Stores have no gated content. */
const answer = storeAction({
  door: storeDoor,
  turn: 'later',
  schema: RenewBody,
  run: async ({ requestedDomain: _, ...caller }, { cart, vaults, content: __, tokens, ...body }) => {
    const answered = await renewForPage(shopContext(caller), {
      ...{ ...body, ...caller, vaults: vaults ?? [], cartToken: cart ?? null, content: null },
      tokens: tokens ? { ...tokens, use: tokens.use ?? null } : null,
    })
    return { ...answered, locale: tokens?.locale ?? null }
  },
  format: (answered) => formatRenewal(countGates(answered)),
})

export const action = answer
export const loader = answer
