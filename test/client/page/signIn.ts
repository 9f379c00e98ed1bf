import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { Picket } from '../../../client/src/Picket.ts'

export const holder = privateKeyToAccount(`0x${'11'.repeat(32)}`)
export const outsider = privateKeyToAccount(`0x${'22'.repeat(32)}`)

/** Signs a wallet's own login, as a site without the dialog does. */
export async function signLogin(picket: Picket, account: PrivateKeyAccount = holder) {
  const walletAddress = account.address
  const { chainId, chainType } = await picket.chainInfo('ethereum')
  const context = {
    domain: 'localhost',
    uri: 'http://localhost',
    issuedAt: new Date().toISOString(),
    chainId,
    chainType,
    locale: 'en',
  }
  const issued = await picket.nonce({ walletAddress })
  const message = Picket.createSigningMessage({ ...issued, ...context, walletAddress })
  return { walletAddress, signature: await account.signMessage({ message }), context }
}
