import { storeDoor } from '../bigcommerce.server.ts'
import { countGates } from '../context.server.ts'
import { unlockGates } from '../flows/unlocks/unlockGates.ts'
import { formatAnswer } from '../proxy/format.ts'
import { storeAction } from '../proxy/storeAction.ts'
import { UnlockBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

/** Log a shopper of a BigCommerce store in, and give the codes of the gates that their wallet opens. */
const answer = storeAction({
  door: storeDoor,
  turn: 'later',
  schema: UnlockBody,
  run: ({ requestedDomain: _, ...caller }, { cart, session, signedMessage, vaults, ...body }) =>
    unlockGates(shopContext(caller), {
      ...{ ...body, ...caller, signedMessage: signedMessage ?? null, vaults: vaults ?? [] },
      ...{ cartToken: cart ?? null, session: session ?? null },
    }),
  format: (found) => formatAnswer(countGates(found)),
})

export const action = answer
export const loader = answer
