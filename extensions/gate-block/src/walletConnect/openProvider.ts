import { SignClient } from '@walletconnect/sign-client'
import type { GateConfig, WalletConnectConfig } from '../readConfig.ts'
import type { EvmProvider } from '../wallets/types.ts'
import { createMemory } from './createMemory.ts'
import { openPairingDialog } from './openPairingDialog.ts'

export type OpenProviderParameters = {
  readonly element: HTMLElement
  readonly config: Pick<GateConfig, 'gates'> & { readonly walletConnect?: WalletConnectConfig }
}
type Client = Awaited<ReturnType<typeof SignClient.init>>
type Session = {
  readonly topic: string
  /** As CAIP-2, of the account. */
  readonly chain: string
  readonly address: string
  /** Rejects if the wallet ends the session. */
  readonly ended: Promise<never>
}
type Listen = NonNullable<EvmProvider['on']>

/** The provider of each block of the page. */
const opened = new WeakMap<HTMLElement, EvmProvider & { readonly on: Listen }>()
/** One connection to the relay serves all. */
let connecting: Promise<Client> | null = null

/**
 * Open the provider of a block: it pairs with a wallet's app, lets it sign one text, and then ends the session. Methods
 * that a login does not need are refused as EIP-1193 says.
 * @see https://specs.walletconnect.com/2.0/specs/clients/sign
 */
export function openProvider(parameters: OpenProviderParameters): EvmProvider & { readonly on: Listen } {
  const { element } = parameters
  const known = opened.get(element)
  if (known) return known
  const listeners: Parameters<Listen>[] = []
  const emit = (name: Parameters<Listen>[0], value: unknown) => {
    for (const [event, listener] of listeners) if (event === name) listener(value)
  }
  let session: Session | null = null
  const provider = {
    request: async ({ method, params }: Parameters<EvmProvider['request']>[0]) => {
      if (method === 'eth_chainId') return `0x${Number(session?.chain.split(':')[1] ?? 1).toString(16)}`
      if (method === 'eth_requestAccounts') {
        const client = await openClient(parameters)
        if (session) await closeSession(client, session)
        session = null
        session = await requestSession({ ...parameters, client, emit })
        return [session.address]
      }
      if (method !== 'personal_sign' || !session) throw failure(4200, `This wallet does not know ${method}.`)
      const client = await openClient(parameters)
      const { topic, chain: chainId, ended } = session
      const asked = client.request<string>({ topic, chainId, request: { method, params } })
      const signature = await Promise.race([asked, ended])
      // It was for one login. Its end is no event for the page.
      void closeSession(client, session)
      session = null
      return signature
    },
    on: (...listener: Parameters<Listen>) => void listeners.push(listener),
  }
  opened.set(element, provider)
  return provider
}

function openClient({ config }: OpenProviderParameters): Promise<Client> {
  connecting ??= SignClient.init({
    projectId: config.walletConnect?.projectId ?? '',
    storage: createMemory(),
    logger: 'silent',
    telemetryEnabled: false,
    // Another app of the shop may have a client of its own in the page.
    customStoragePrefix: 'palisade',
    metadata: {
      name: document.title.slice(0, 80),
      description: '',
      url: location.origin,
      icons: [...document.querySelectorAll<HTMLLinkElement>('link[rel~=icon]')].map(({ href }) => href),
    },
  }).catch((error: unknown) => {
    // A relay that could not be reached can be tried again.
    connecting = null
    throw error
  })
  return connecting
}

type RequestSessionParameters = OpenProviderParameters & {
  readonly client: Client
  readonly emit: (name: Parameters<Listen>[0], value: unknown) => void
}

/** Show the code until a wallet has approved or refused, or the shopper closes it. */
async function requestSession({ element, config, client, emit }: RequestSessionParameters): Promise<Session> {
  const named = config.gates.flatMap(({ chains }) => chains.filter(({ family }) => family === 'evm'))
  const chains = [...new Set([...named.map(({ id }) => id), 1])].map((id) => `eip155:${id}`)
  const { uri, approval } = await client.connect({
    // A wallet on none of these chains may answer with its own: a key is the same on each.
    optionalNamespaces: {
      eip155: { chains, methods: ['personal_sign'], events: ['accountsChanged', 'chainChanged'] },
    },
  })
  if (!uri || !config.walletConnect) throw failure(-32603, 'There is nothing to pair with.')
  const texts = config.walletConnect
  const approved = approval()
  let close = () => {}
  const cancelled = new Promise<never>((_, reject) => {
    const onCancel = () => reject(failure(4001, 'The shopper has closed the code.'))
    close = openPairingDialog({ element, texts, uri, onCancel })
  })
  try {
    const { topic, namespaces } = await Promise.race([approved, cancelled])
    const account = Object.values(namespaces).flatMap(({ accounts }) => accounts)[0]
    const [family, id, address] = account?.split(':') ?? []
    if (family !== 'eip155' || !id || !address) throw failure(-32603, 'The wallet has named no account.')
    return listenToSession({ client, emit, topic, chain: `${family}:${id}`, address })
  } catch (error) {
    // A wallet that approves what was given up is told so.
    approved.then(({ topic }) => closeSession(client, { topic })).catch(() => {})
    throw error
  } finally {
    close()
  }
}

type ListenToSessionParameters = Pick<RequestSessionParameters, 'client' | 'emit'> & Omit<Session, 'ended'>

function listenToSession({ client, emit, ...session }: ListenToSessionParameters): Session {
  const { topic } = session
  const ended = new Promise<never>((_, reject) => {
    client.on('session_delete', (event) => {
      if (event.topic === topic) reject(failure(4900, 'The wallet has ended the session.'))
    })
  })
  // Nobody may be waiting.
  ended.catch(() => {})
  client.on('session_event', ({ topic: of, params: { event } }) => {
    if (of === topic && event.name === 'accountsChanged') emit('accountsChanged', toAddresses(event.data))
  })
  return { ...session, ended }
}

/** Wallets send addresses, or accounts as CAIP-10. */
function toAddresses(accounts: unknown): string[] {
  return Array.isArray(accounts) ? accounts.map((account) => `${account}`.split(':').at(-1) ?? '') : []
}

async function closeSession(client: Client, { topic }: { readonly topic: string }): Promise<void> {
  const reason = { code: 6000, message: 'The login is over.' }
  // A session that the wallet has ended is gone already.
  await client.disconnect({ topic, reason }).catch(() => {})
}

/** An error as EIP-1193 has it. */
function failure(code: number, message: string): Error {
  return Object.assign(new Error(message), { code })
}
