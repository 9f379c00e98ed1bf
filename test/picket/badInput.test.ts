import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal, expectSane } from './expectRefusal.ts'
import { type Address, listAddresses } from './listAddresses.ts'
import { type ApiCall, type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let addresses: Address[]
const owl = openWallet('owl')
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject()
  addresses = await listAddresses({ api, project, wallet: owl })
})
afterAll(() => api?.close())

const posts = () => addresses.filter(({ body }) => body !== null)
/** Ten thousand wallets may be named there. */
const takesWallets = ({ name }: Address) => /^\/auth(?:z|\/validate)?$|tokenOwnership$/.test(name)
/** Every secret of a request, which no answer may contain. */
const secretsOf = ({ body }: Address): string[] => [
  project.publishableKey,
  project.secretKey,
  ...Object.entries(body ?? {}).flatMap(([name, value]) =>
    ['accessToken', 'signature', 'token', 'code', 'code_verifier'].includes(name) ? [String(value)] : [],
  ),
]
const send = (address: Address, body: ApiCall['body'], headers: Record<string, string> = {}) =>
  api.call({ ...address, headers: { ...address.headers, ...headers }, body })

const STRANGE: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['a number', 7],
  ['a negative number', -1],
  ['a fraction', 0.1],
  ['a huge number', 1e308],
  ['an empty string', ''],
  ['a space', ' '],
  ['a word', 'x'],
  ['an empty list', []],
  ['a list in a list', [[['x']]]],
  ['a list of numbers', [1, 2]],
  ['an object', {}],
  ['an object in an object', { a: { b: 1 } }],
  ['20,000 characters', 'x'.repeat(20_000)],
  ['NUL', 'a\u0000b'],
  ['a lone surrogate', '\ud800'],
  ['a line break', 'a\nb'],
  ['a text-reversing character', '\u202eabc'],
  ['an emoji', '🦉'],
  ['the name of a prototype property', '__proto__'],
  ['the name of a constructor', 'constructor'],
  ['SQL', "'; DROP TABLE project; --"],
]

describe('fields', () => {
  test('refuses: a missing required field (ERR_…)', async () => {
    for (const address of posts()) {
      for (const name of address.required) {
        const { [name]: _, ...rest } = address.body ?? {}
        const answer = await send(address, rest)
        expect([address.name, name, answer.status]).toEqual([address.name, name, expect.any(Number)])
        expectRefusal({ answer, secrets: secretsOf(address) })
      }
    }
  })

  test('refuses: a field name in another case or with a space', async () => {
    for (const address of posts()) {
      for (const name of address.required) {
        const { [name]: value, ...rest } = address.body ?? {}
        for (const other of [name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1), ` ${name}`]) {
          expectRefusal({
            answer: await send(address, { ...rest, [other]: value }),
            secrets: secretsOf(address),
          })
        }
      }
    }
  })

  test.each(STRANGE)(
    'behavior: any field as %s is accepted or refused, without a fault',
    async (_, value) => {
      for (const address of posts()) {
        for (const name of [
          ...Object.keys(address.body ?? {}),
          'requirements',
          'context',
          'chain',
          'unknown',
        ]) {
          expectSane(await send(address, { ...address.body, [name]: value }), secretsOf(address))
        }
      }
    },
  )

  test.each(STRANGE)(
    'behavior: any inner field as %s is accepted or refused, without a fault',
    async (_, value) => {
      const inner = [
        'contractAddress',
        'minTokenBalance',
        'allowedWallets',
        'tokenIds',
        'token_ids',
        'collection',
        'creatorAddress',
      ]
      const auth = posts().find(({ name }) => name === '/auth')
      for (const address of posts().slice(0, 5)) {
        for (const name of inner) {
          expectSane(
            await send(address, { ...address.body, requirements: { [name]: value } }),
            secretsOf(address),
          )
          expectSane(await send(address, { ...address.body, [name]: value }), secretsOf(address))
        }
      }
      const { context } = auth?.body ?? {}
      for (const name of ['domain', 'uri', 'issuedAt', 'chainId', 'chainType', 'locale']) {
        if (auth)
          expectSane(await send(auth, { ...auth.body, context: { ...(context as object), [name]: value } }))
      }
    },
  )

  test('refuses: allowedWallets that is not a list, in the words that the modal looks for', async () => {
    for (const address of posts().filter(({ name }) => /authz?$|validate|tokenOwnership/.test(name))) {
      const answer = await send(address, { ...address.body, requirements: { allowedWallets: owl.address } })
      expectRefusal({ answer, status: 400, error: 'ERR_BODY_INVALID' })
      expect(String(answer.json.msg).toLowerCase()).toContain('allowedwallets must be an array')
    }
  })

  test('refuses: a field that appears twice (ERR_BODY_INVALID)', async () => {
    for (const address of posts()) {
      const text = JSON.stringify(address.body)
      for (const name of Object.keys(address.body ?? {})) {
        const again = `${text.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(address.body?.[name])}}`
        expectRefusal({ answer: await send(address, again), secrets: secretsOf(address) })
        // The same name with an escape.
        const hidden = `${text.slice(0, -1)},"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}":1}`
        expectRefusal({ answer: await send(address, hidden), secrets: secretsOf(address) })
      }
    }
  })

  test('behavior: prototype names are ordinary unknown fields', async () => {
    for (const address of posts()) {
      const body = JSON.stringify(address.body).replace(
        /^\{/,
        '{"__proto__":{"signature":"x","isAdmin":true},"constructor":{"prototype":{"x":1}},',
      )
      expectSane(await send(address, body), secretsOf(address))
    }
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })
})

describe('bodies', () => {
  const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels)
  const bodies: readonly (readonly [string, string | Uint8Array | null, number])[] = [
    ['a missing body', null, 400],
    ['an empty body', '', 400],
    ['a body of spaces', '  ', 400],
    ['text that is not JSON', 'walletAddress=0x1', 400],
    ['truncated JSON', '{"walletAddress":"0x', 400],
    ['JSON with more behind it', '{} {}', 400],
    ['null', 'null', 400],
    ['a number', '7', 400],
    ['a string', '"walletAddress"', 400],
    ['a list', '[{"walletAddress":"0x1"}]', 400],
    ['100 nested lists', nested(100, '[', ']'), 400],
    ['100 nested objects', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 400],
    ['a known field of 100 levels', `{"requirements":${'{"a":'.repeat(100)}1${'}'.repeat(101)}`, 400],
    ['30,000 levels', nested(30_000, '[', ']'), 400],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff{"walletAddress":"0x1"}', 'utf16le')), 400],
    ['a NUL character after the JSON', '{"walletAddress":"0x1"}\u0000', 400],
    ['1 MB', JSON.stringify({ walletAddress: 'x'.repeat(1_048_576) }), 413],
    ['1 MB of spaces', ' '.repeat(1_048_576), 413],
    ['525,000 bytes', JSON.stringify({ more: 'x'.repeat(525_000) }), 413],
    ['gzip', new Uint8Array([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]), 400],
  ]

  test.each(bodies)('refuses: %s', async (_, body, status) => {
    for (const address of posts()) {
      const answer = await send(address, body, { 'content-type': 'application/json' })
      expect([address.name, answer.status]).toEqual([address.name, status])
      expectRefusal({ answer, secrets: secretsOf(address) })
    }
  })

  test('refuses: 66,000 bytes, where no wallets can be named (ERR_BODY_TOO_LARGE)', async () => {
    for (const address of posts().filter((one) => !takesWallets(one))) {
      const answer = await send(address, JSON.stringify({ more: 'x'.repeat(66_000) }))
      expect([address.name, answer.status]).toEqual([address.name, 413])
    }
  })

  test('refuses: a megabyte without a content length (ERR_BODY_TOO_LARGE)', async () => {
    for (const address of posts()) {
      let sent = 0
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent >= 1_048_576) return controller.close()
          sent += 8192
          controller.enqueue(new Uint8Array(8192).fill(32))
        },
      })
      const init = { method: 'POST', headers: address.headers, body, duplex: 'half' } as RequestInit
      const response = await api.fetch(new Request(`https://palisade.example/api/v1${address.path}`, init))
      expect([address.name, response.status]).toEqual([address.name, 413])
      expect(sent).toBeLessThan(takesWallets(address) ? 650_000 : 200_000)
    }
  })
})
