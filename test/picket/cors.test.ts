import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type Address, listAddresses } from './listAddresses.ts'
import { type ApiAnswer, type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let addresses: Address[]
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject({
    allowedDomains: ['harbor.example', 'harbor.example:8443', 'localhost:*', 'app.localhost:3000'],
  })
  addresses = await listAddresses({ api, project, wallet: openWallet('owl') })
})
afterAll(() => api?.close())

const ask = (address: Address, origin: string, more: Partial<Address> = {}) =>
  api.call({ ...address, ...more, headers: { ...address.headers, origin } })

/** The chains are the same for everybody, and Picket's modal asks for them before it shows any refusal. */
const isForEverySite = ({ path }: Address) => /^\/chains(?:\/\w+)?$/.test(path)

/** Without credentials, for one site, and with a Vary header for caches. */
function expectReadable(answer: ApiAnswer, origin: string): void {
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin')
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
}

describe('CORS', () => {
  test.each(['https://harbor.example', 'https://nobody.example', 'null'])(
    'behavior: a preflight of %s needs no key and gets a general answer',
    async (origin) => {
      for (const address of addresses) {
        const answer = await api.call({
          method: 'OPTIONS',
          path: address.path,
          body: null,
          headers: {
            origin,
            'access-control-request-method': address.method,
            'access-control-request-headers': 'authorization,content-type',
          },
        })
        expect([address.name, answer.status, answer.text]).toEqual([address.name, 204, ''])
        expectReadable(answer, origin)
        const methods = answer.headers.get('access-control-allow-methods') ?? ''
        expect(methods.split(/, */)).toEqual(expect.arrayContaining([address.method]))
        const names = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/, */)
        // A wildcard would not cover Authorization.
        expect(names).toEqual(expect.arrayContaining(['authorization', 'content-type']))
      }
    },
  )

  test.each([
    'https://harbor.example',
    'https://harbor.example:8443',
    'http://localhost:5173',
    'http://localhost',
    'http://app.localhost:3000',
  ])('behavior: %s may send requests and read the answers', async (origin) => {
    for (const address of await listAddresses({ api, project, wallet: openWallet('owl') })) {
      const answer = await ask(address, origin)
      expect([address.name, answer.json.error]).not.toEqual([address.name, 'ERR_SITE_FORBIDDEN'])
      expectReadable(answer, origin)
    }
  })

  test.each([
    ['another site', 'https://nobody.example'],
    ['a site without TLS', 'http://harbor.example'],
    ['another port', 'https://harbor.example:444'],
    ['a subdomain', 'https://www.harbor.example'],
    ['a site with the same ending', 'https://evilharbor.example'],
    ['a site with the same beginning', 'https://harbor.example.evil.example'],
    ['a sandboxed frame', 'null'],
    ['a file', 'file://'],
    ['a browser extension', 'chrome-extension://abcdef'],
    ['another loopback host', 'http://127.0.0.1:5173'],
    ['a host that only begins as localhost', 'http://localhost.evil.example'],
    ['a user name before the host', 'https://harbor.example@evil.example'],
    ['the wildcard itself', 'http://localhost:*'],
    ['capital letters', 'https://HARBOR.EXAMPLE'],
    ['a trailing dot', 'https://harbor.example.'],
    ['a path', 'https://harbor.example/'],
    ['two sites', 'https://harbor.example, https://nobody.example'],
  ])('refuses: %s (ERR_SITE_FORBIDDEN)', async (_, origin) => {
    for (const address of addresses) {
      const answer = await ask(address, origin)
      if (isForEverySite(address)) {
        expect([address.name, answer.status]).toEqual([address.name, 200])
        if (!origin.includes(' ')) expectReadable(answer, origin)
        continue
      }
      expectRefusal({ answer, status: 403, error: 'ERR_SITE_FORBIDDEN', secrets: [project.secretKey] })
      // Picket's modal looks for these words.
      expect(answer.json.msg).toContain('invalid project key')
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin')
    }
  })

  test('behavior: a page can read every refusal', async () => {
    const origin = 'https://harbor.example'
    for (const address of addresses) {
      const wrong = [
        api.call({ ...address, headers: { origin } }),
        ask(address, origin, { method: address.method === 'GET' ? 'POST' : 'GET', body: null }),
        ...(address.body ? [ask(address, origin, { body: { a: 1 } })] : []),
      ]
      for (const answer of await Promise.all(wrong)) {
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expectReadable(answer, origin)
      }
    }
    const nothing = await api.call({ method: 'GET', path: '/nothing', headers: { origin } })
    expectReadable(nothing, origin)
  })

  test('behavior: a request without an origin gets no allowed origin, only "Vary: Origin"', async () => {
    for (const address of addresses) {
      const answer = await api.call(address)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin')
    }
  })
})
