import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

type Call = { readonly id: number; readonly method?: string; readonly params?: Record<string, never> }
type Letter = {
  readonly topic: string
  readonly message: string
  readonly publishedAt: number
  readonly tag: number
}

/** The clients of a topic, with their subscriptions, and what was sent to it. */
type Mailbox = { readonly clients: Map<WebSocket, string>; readonly letters: Letter[] }

export type Relay = {
  readonly url: string
  /** The methods that clients have called, in order. */
  readonly calls: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * Start a relay of WalletConnect: it takes encrypted messages for a topic, and gives them to the other clients of that
 * topic, also to those that come later. It cannot read them.
 * @see https://specs.walletconnect.com/2.0/specs/servers/relay/relay-server-rpc
 */
export async function startRelay(): Promise<Relay> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const topics = new Map<string, Mailbox>()
  const calls: string[] = []
  let count = 0

  const topicOf = (topic: string): Mailbox => {
    const known = topics.get(topic) ?? { clients: new Map(), letters: [] }
    topics.set(topic, known)
    return known
  }
  const deliver = (client: WebSocket, id: string, data: Letter) => {
    count += 1
    const params = { id, data }
    client.send(
      JSON.stringify({ id: Date.now() * 1000 + count, jsonrpc: '2.0', method: 'irn_subscription', params }),
    )
  }
  const publish = (from: WebSocket, letter: Omit<Letter, 'publishedAt'>) => {
    const sent = { ...letter, publishedAt: Date.now() }
    const { clients, letters } = topicOf(letter.topic)
    letters.push(sent)
    for (const [client, id] of clients) if (client !== from) deliver(client, id, sent)
    return true
  }
  const subscribe = (client: WebSocket, topic: string) => {
    const { clients, letters } = topicOf(topic)
    const id = clients.get(client) ?? randomBytes(32).toString('hex')
    const isNew = !clients.has(client)
    clients.set(client, id)
    // After the answer that names the subscription.
    if (isNew)
      setImmediate(() => {
        for (const letter of letters) deliver(client, id, letter)
      })
    return id
  }

  const answer = (client: WebSocket, method: string, params: Record<string, never>): unknown => {
    const { topic, topics: many = [], message, tag } = params as unknown as Letter & { topics?: string[] }
    const sealed = params as unknown as Record<string, string>
    switch (method) {
      case 'irn_publish':
        return publish(client, { topic, message, tag })
      case 'irn_subscribe':
        return subscribe(client, topic)
      case 'irn_batchSubscribe':
        return many.map((one) => subscribe(client, one))
      case 'irn_unsubscribe':
        return topicOf(topic).clients.delete(client)
      case 'irn_batchFetchMessages':
        return { messages: many.flatMap((one) => topicOf(one).letters), hasMore: false }
      // Both subscribe their sender, and go as the usual letters to the others.
      case 'wc_proposeSession':
        subscribe(client, `${sealed.pairingTopic}`)
        return publish(client, {
          topic: `${sealed.pairingTopic}`,
          message: `${sealed.sessionProposal}`,
          tag: 1100,
        })
      case 'wc_approveSession':
        subscribe(client, `${sealed.sessionTopic}`)
        publish(client, {
          ...{ topic: `${sealed.pairingTopic}`, message: `${sealed.sessionProposalResponse}`, tag: 1101 },
        })
        return publish(client, {
          ...{ topic: `${sealed.sessionTopic}`, message: `${sealed.sessionSettlementRequest}`, tag: 1102 },
        })
      default:
        return undefined
    }
  }

  server.on('connection', (client) => {
    client.on('message', (bytes) => {
      const { id, method, params } = JSON.parse(String(bytes)) as Call
      // A client's answer to what it was given.
      if (method === undefined) return
      calls.push(method)
      const result = answer(client, method, params ?? {})
      const error = { code: -32601, message: `The relay does not know ${method}.` }
      client.send(JSON.stringify({ id, jsonrpc: '2.0', ...(result === undefined ? { error } : { result }) }))
    })
    client.on('close', () => {
      for (const { clients } of topics.values()) clients.delete(client)
    })
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `ws://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate()
        server.close(() => resolve())
      }),
  }
}
