import type { z } from 'zod'
import type * as answers from '../../app/picket/describe/answers.ts'
import type * as server from '../../client/server/types.ts'
import type * as module from '../../client/src/module.ts'
import type { Picket as Made } from '../../client/src/Picket.ts'
import type * as declared from '../../public/palisade.js'
import type * as declaredModule from '../../public/palisade.mjs'

/* Compiled, never run: a site's code against the declarations, and a check that the declarations match the source. */
type Same<Declared, Source extends Declared> = [Declared, Source]
export type Checks = [
  Same<typeof declared, typeof module>,
  Same<typeof declaredModule, typeof module>,
  // The reverse: a parameter in the declarations that the source does not accept.
  Same<Parameters<Made['login']>, Parameters<declared.Picket['login']>>,
  Same<Parameters<Made['connect']>, Parameters<declared.Picket['connect']>>,
  Same<Parameters<Made['authz']>, Parameters<declared.Picket['authz']>>,
  Same<Parameters<Made['loginWithPopup']>, Parameters<declared.Picket['loginWithPopup']>>,
  Same<Awaited<ReturnType<Made['connect']>>, Awaited<ReturnType<declared.Picket['connect']>>>,
]

/* What the server client declares is what the API's schemas say, and its requirements fit the browser's. */
type Answers<Declared, Schema extends z.ZodType<Declared>> = [Declared, Schema]
export type ServerChecks = [
  Answers<server.Nonce, typeof answers.NonceAnswer>,
  Answers<server.SignedIn, typeof answers.AuthAnswer>,
  Answers<server.Claims, typeof answers.ClaimsAnswer>,
  Answers<server.ChainInfo, typeof answers.ChainAnswer>,
  Answers<server.Ownership, typeof answers.OwnershipAnswer>,
  Answers<server.Contract, typeof answers.ContractAnswer>,
  Answers<server.GateCheck, typeof answers.GateCheckAnswer>,
  Same<server.Requirements, declared.AuthRequirements>,
  Same<declared.AuthRequirements, Omit<server.Requirements, 'chain'>>,
]

export async function useClient(): Promise<string> {
  const picket: declared.Picket = new window.Picket('pk_1', {
    baseURL: 'https://palisade.example/api/v1',
    theme: 'auto',
  })
  new window.Palisade('pk_1')
  try {
    const { user, accessToken } = await picket.login(
      { chain: 'polygon', contractAddress: '0x1', minTokenBalance: 1 },
      { onRefused: (error) => console.log(error.reason, error.answer.found) },
    )
    await picket.authz({ requirements: { collection: ['a', 'b'], minTokenBalance: '2.5' } })
    const { exp } = await picket.validate(accessToken)
    const { walletAddress, provider, auth } = await picket.connect({ doAuth: true })
    await provider.request({ method: 'eth_chainId' })
    const solana = await picket.connect({ chain: 'solana' })
    console.log(solana.provider.features['solana:signMessage'], solana.signedMessage)
    return `${user.displayAddress}${exp}${walletAddress}${auth?.accessToken}`
  } catch (error) {
    const { reason, msg } = error as declared.PicketError
    // @ts-expect-error: not one of the reasons
    if (reason === 'no-such-reason') return msg
    return reason
  }
}

// @ts-expect-error: a key is needed
export const refuseNoKey = () => new window.Picket()
// @ts-expect-error: a misspelled option
export const refuseOption = () => new window.Picket('pk_1', { baseUrl: 'x' })
// @ts-expect-error: a balance is no boolean
export const refuseBalance = (picket: declared.Picket) => picket.login({ minTokenBalance: true })
