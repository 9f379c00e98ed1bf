import { answerWrongMethod } from '../answerRefusal.ts'
import { countGates, proxyDoor } from '../context.server.ts'
import { unlockGates } from '../flows/unlocks/unlockGates.ts'
import { formatAnswer } from '../proxy/format.ts'
import { proxyAction } from '../proxy/proxyAction.ts'
import { UnlockBody } from '../proxy/wire.ts'
import { shopContext } from '../shopify.server.ts'

export const action = proxyAction({
  door: proxyDoor,
  turn: 'later',
  schema: UnlockBody,
  findSigner: ({ walletAddress }) => walletAddress,
  run: (caller, body) => {
    const { myshopifyDomain, customerId, clientAddress } = caller
    const { nonce, walletAddress, chain, signature, signed, gates, lines } = body
    return unlockGates(shopContext(caller), {
      ...{ myshopifyDomain, customerId, clientAddress },
      ...{ nonce, walletAddress, chain, signature, signed, gates, lines },
      signedMessage: body.signedMessage ?? null,
      vaults: body.vaults ?? [],
      cartToken: body.cart ?? null,
      session: body.session ?? null,
    })
  },
  format: (answer) => formatAnswer(countGates(answer)),
})

export const loader = answerWrongMethod
