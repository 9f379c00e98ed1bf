/* Calls an authentication adapter as RainbowKit's sign-in button does: nonce, message, wallet, verify. */
type Adapter = {
  readonly getNonce: () => Promise<string>
  readonly createMessage: (parameters: { nonce: string; address: string; chainId: number }) => string
  readonly verify: (parameters: { message: string; signature: string }) => Promise<boolean>
  readonly signOut: () => Promise<void>
}
type Provider = {
  readonly request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>
}
type Options = { apiKey: string; baseURL: string; chainId: number; requirements?: object }
type Example = {
  readonly createPalisadeAdapter: (
    parameters: Omit<Options, 'chainId'> & {
      getAccount: () => { address: string; chainId: number }
      onAuth: (auth: Heard) => void
    },
  ) => Adapter
}
/** The documentation's file, loaded before this one. */
declare const example: Example
type Heard = { accessToken: string; user: { walletAddress: string } } | null

const providers = new Map<string, Provider>()
window.addEventListener('eip6963:announceProvider', (event) => {
  const { info, provider } = (event as CustomEvent<{ info: { name: string }; provider: Provider }>).detail
  providers.set(info.name, provider)
})
window.dispatchEvent(new Event('eip6963:requestProvider'))

const toHex = (text: string) =>
  `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

async function connect(wallet: string) {
  const provider = providers.get(wallet)
  if (!provider) throw new Error(`There is no ${wallet}.`)
  const [address = ''] = (await provider.request({ method: 'eth_requestAccounts' })) as string[]
  const sign = (message: string) =>
    provider.request({ method: 'personal_sign', params: [toHex(message), address] }) as Promise<string>
  return { address, sign }
}

/** Sign in with our adapter, then out; `change` alters the message before the wallet signs it. */
async function signInWithAdapter(
  wallet: string,
  { chainId, ...options }: Options,
  change?: [string, string],
) {
  const { address, sign } = await connect(wallet)
  const heard: Heard[] = []
  const adapter = example.createPalisadeAdapter({
    ...options,
    getAccount: () => ({ address, chainId }),
    onAuth: (auth) => heard.push(auth),
  })
  const composed = adapter.createMessage({ nonce: await adapter.getNonce(), address, chainId })
  const message = change ? composed.replace(change[0], change[1]) : composed
  const isVerified = await adapter.verify({ message, signature: await sign(message) })
  return { isVerified, message, auth: heard[0] ?? null, signOut: adapter.signOut, heard }
}

/**
 * Like picket-react's own adapter: the message has the format of the nonce's answer, and `auth` gets no context or
 * message.
 */
async function signInLikePicketReact(wallet: string, { apiKey, baseURL }: Options) {
  const { address, sign } = await connect(wallet)
  const ask = async (path: string, body: object) => {
    const headers = { authorization: `Basic  ${btoa(apiKey)}`, 'content-type': 'application/json' }
    const response = await fetch(`${baseURL}/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }
  const { body } = await ask('auth/nonce', { walletAddress: address, chain: 'ethereum', locale: 'en' })
  const { nonce, statement, format } = body
  const message =
    format === 'simple'
      ? `${statement}\n\nAddress: ${address}\nNonce: ${nonce}`
      : `${location.host} wants you to sign in with your Ethereum account:\n${address}\n\n${statement}\n\nURI: ${location.origin}\nVersion: 1\nChain ID: 1\nNonce: ${nonce}\nIssued At: ${new Date().toISOString()}`
  return ask('auth', { chain: 'ethereum', walletAddress: address, signature: await sign(message) })
}

Object.assign(window, { signInWithAdapter, signInLikePicketReact })
