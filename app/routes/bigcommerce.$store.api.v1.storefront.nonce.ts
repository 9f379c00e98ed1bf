import { storeDoor } from '../bigcommerce.server.ts'
import { issueNonce } from '../flows/unlocks/issueNonce.ts'
import { formatNonce } from '../proxy/format.ts'
import { storeAction } from '../proxy/storeAction.ts'
import { NonceBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

/** Issue the text that a wallet signs on a page of a BigCommerce store. */
const answer = storeAction({
  door: storeDoor,
  turn: 'first',
  schema: NonceBody,
  run: ({ customerId: _, ...caller }, body) => issueNonce(shopContext(caller), { ...body, ...caller }),
  format: formatNonce,
})

export const action = answer
export const loader = answer
