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
  run: (caller, { cart, session, signedMessage, vaults, ...body }) =>
    unlockGates(shopContext(caller), {
      ...body,
      signedMessage: signedMessage ?? null,
      vaults: vaults ?? [],
      cartToken: cart ?? null,
      session: session ?? null,
      ...caller,
    }),
  format: (answer) => formatAnswer(countGates(answer)),
})

export const loader = answerWrongMethod
