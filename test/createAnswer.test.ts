import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { HttpBindings } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { expect, test } from 'vitest'
import { createAnswer, finishAccepting } from '../app/createAnswer.ts'

/** A build whose one page waits until the test lets it go on. */
async function openAnswer() {
  const [start, goOn] = [new EventEmitter(), new EventEmitter()]
  const started = once(start, 'now')
  const hot = { action: async () => new Response() }
  // Every hot URL must have a route.
  const module = new Proxy({}, { get: (_, name) => (name === 'loader' ? undefined : Reflect.get(hot, name)) })
  const wait = {
    loader: async () => {
      start.emit('now')
      await once(goOn, 'now')
      return new Response('found')
    },
  }
  const page = { id: 'routes/wait', path: 'wait', module: wait }
  const build = {
    routes: new Proxy({ [page.id]: page }, { get: (known, id) => Reflect.get(known, id) ?? { module } }),
    entry: {
      module: {
        checkPage: () => null,
        createMethodCheck: () => () => null,
        createWatch: () => (_: unknown, answer: () => unknown) => answer(),
      },
    },
    ...{ assets: { routes: {}, version: '1' }, future: {}, basename: '/', isSpaMode: false },
  } as unknown as ServerBuild
  const answer = await createAnswer({ build, mode: 'production', clientFolder: 'public' })
  const incoming = { headers: {}, socket: {}, complete: true }
  const env = { incoming, outgoing: {} } as unknown as HttpBindings
  const leaving = new AbortController()
  const asked = answer(new Request('http://app/wait', { signal: leaving.signal }), env)
  await started
  return { asked, leaving, goOn: () => goOn.emit('now') }
}

test('default: a page that somebody waits for', async () => {
  const { asked, goOn } = await openAnswer()
  goOn()
  expect([(await asked).status, await (await asked).text()]).toEqual([200, 'found'])
})

test('behavior: a request whose client has left counts as 499, not as a fault of the server', async () => {
  const { asked, leaving, goOn } = await openAnswer()
  leaving.abort()
  goOn()
  expect((await asked).status).toBe(499)
})

test('behavior: connections that came while the process was busy are answered by a server that closes', async () => {
  const server = createServer((_, outgoing) => outgoing.end('answered'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // The kernel completes them at once; nothing accepts them before the next turn of this process.
  const sockets: Socket[] = Array.from({ length: 12 }, () => connect(port, '127.0.0.1'))
  const answers = sockets.map((socket) => {
    socket.end('GET / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n')
    return text(socket).catch(String)
  })
  await finishAccepting(server)
  Server.prototype.close.call(server)
  for (const answer of await Promise.all(answers)) expect(answer).toContain('answered')
})
