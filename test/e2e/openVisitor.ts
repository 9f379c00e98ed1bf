import type { Page } from 'playwright-core'
import { type Hex, hexToString } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { openPerson } from './openPerson.ts'

export type OpenVisitorParameters = {
  readonly url: string
  readonly privateKey: Hex
  /** Called with each text before it is signed; an error it throws becomes the wallet's refusal. */
  readonly beforeSigning?: (text: string, sign: () => Promise<Hex>) => Promise<void>
}
export type Visitor = {
  readonly page: Page
  /** Requests to the API, in order. */
  readonly calls: readonly string[]
  /** Texts that the wallet got to sign. */
  readonly signed: readonly string[]
}

/** Open a page for a person with a browser wallet that looks like MetaMask, as the official client expects. */
export async function openVisitor(parameters: OpenVisitorParameters): Promise<Visitor> {
  const { url, privateKey, beforeSigning } = parameters
  const account = privateKeyToAccount(privateKey)
  const person = await openPerson()
  const calls: string[] = []
  const signed: string[] = []
  // Block other hosts: wagmi calls public nodes, and the test should not wait for them.
  await person.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort(),
  )
  await person.exposeFunction('signWithWallet', async (raw: Hex): Promise<Hex> => {
    const sign = () => account.signMessage({ message: { raw } })
    const text = hexToString(raw)
    await beforeSigning?.(text, sign)
    signed.push(text)
    return sign()
  })
  await person.addInitScript(composeWallet(account.address))
  const page = await person.newPage()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/v1')) calls.push(`${request.method()} ${pathname.slice('/api/v1'.length)}`)
  })
  await page.goto(url)
  return { page, calls, signed }
}

/** A script for the page, as text: the tests' compiler may add helpers for function names, which a page lacks. */
const composeWallet = (address: string): string => `(() => {
  const provider = {
    isMetaMask: true,
    chainId: '0x1',
    on: () => provider,
    removeListener: () => provider,
    request: async ({ method, params = [] }) => {
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return ['${address}']
      if (method === 'eth_chainId') return provider.chainId
      if (method === 'net_version') return String(Number(provider.chainId))
      if (method === 'wallet_switchEthereumChain') {
        provider.chainId = params[0].chainId
        return null
      }
      if (method === 'personal_sign') return window.signWithWallet(params[0])
      throw Object.assign(new Error('The wallet does not know ' + method + '.'), { code: 4200 })
    },
  }
  window.ethereum = provider
})()`
