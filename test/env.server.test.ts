import { describe, expect, test, vi } from 'vitest'

const good = {
  SHOPIFY_APP_URL: 'https://palisade.example.com',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'a secret of shopify',
  PALISADE_SECRET: 'x'.repeat(32),
}
for (const [name, value] of Object.entries(good)) vi.stubEnv(name, value)
const { readEnvironment } = await import('../app/env.server.ts')

const readFault = (env: Record<string, string>): { code?: string; message: string } => {
  try {
    readEnvironment(env)
  } catch (error) {
    return error as { code?: string; message: string }
  }
  return { message: '' }
}

describe('readEnvironment', () => {
  test('default', () => {
    expect(readEnvironment(good)).toMatchObject({
      PALISADE_SECRET: good.PALISADE_SECRET,
      PALISADE_URL: good.SHOPIFY_APP_URL,
      DATA_DIR: './.data',
      RATE_LIMIT_FACTOR: 1,
      TRUSTED_PROXIES: 0,
      shopify: { appUrl: good.SHOPIFY_APP_URL, apiKey: 'key', apiSecret: good.SHOPIFY_API_SECRET },
    })
  })

  test('behavior: the API runs without Shopify if its URL is set; a partial Shopify configuration is an error', () => {
    const alone = { PALISADE_SECRET: good.PALISADE_SECRET, PALISADE_URL: 'https://api.example.com/' }
    expect(readEnvironment(alone)).toMatchObject({ PALISADE_URL: 'https://api.example.com', shopify: null })
    const half = { ...alone, SHOPIFY_API_KEY: 'key' }
    expect(() => readEnvironment(half)).toThrowError(/SHOPIFY_APP_URL.*SHOPIFY_API_SECRET/s)
  })

  test('behavior: the previous secret may be set while Shopify rotates secrets', () => {
    const rotating = { ...good, SHOPIFY_API_SECRET_PREVIOUS: 'the secret before' }
    expect(readEnvironment(rotating).shopify).toMatchObject({ previousSecret: 'the secret before' })
    expect(readEnvironment(good).shopify).toMatchObject({ previousSecret: undefined })
  })

  test.each([
    [{ ...good, SHOPIFY_API_SECRET_PREVIOUS: good.SHOPIFY_API_SECRET }],
    [{ ...good, SHOPIFY_API_SECRET_PREVIOUS: 'short' }],
    [
      {
        PALISADE_SECRET: good.PALISADE_SECRET,
        PALISADE_URL: 'https://api.example.com',
        SHOPIFY_API_SECRET_PREVIOUS: 'the secret before',
      },
    ],
  ])(
    'refuses: a previous secret that equals the current one, is too short or has no current one (ERR_ENVIRONMENT)',
    (env) => {
      expect(() => readEnvironment(env)).toThrowError(/SHOPIFY_API_SECRET_PREVIOUS/)
    },
  )

  test('behavior: an empty variable counts as unset', () => {
    expect(readEnvironment({ ...good, DATABASE_URL: '', RATE_LIMIT_FACTOR: '' })).toMatchObject({
      RATE_LIMIT_FACTOR: 1,
    })
  })

  test.each([
    ['SHOPIFY_APP_URL', 'https://palisade.example.com/app'],
    ['SHOPIFY_APP_URL', 'https://palisade.example.com/?x'],
    ['SHOPIFY_APP_URL', 'http://palisade.example.com'],
    ['SHOPIFY_APP_URL', 'shop.test/palisade'],
    ['SHOPIFY_API_KEY', 'key\r'],
    ['SHOPIFY_API_SECRET', ' a secret of shopify'],
    ['PALISADE_SECRET', 'x'.repeat(31)],
    ['PALISADE_SECRET', ' '.repeat(40)],
    ['SHOPIFY_API_SECRET_PREVIOUS', ' the previous secret'],
    ['PALISADE_URL', 'https://api.example.com/palisade'],
    ['PALISADE_URL', 'http://api.example.com'],
    ['PALISADE_URL', 'ftp://api.example.com'],
    ['APP_BRIDGE_URL', 'app-bridge.js'],
    ['TRUSTED_PROXIES', '9'],
    ['SHOPIFY_PROXIES', 'none'],
    ['BALANCE_CACHE_SECONDS', '1.5'],
    ['ENS_GATEWAYS', 'https://one.example,http://two.example'],
    ['METRICS_TOKEN', 'short'],
    // A header loses spaces around it, so nobody could send this token.
    ['METRICS_TOKEN', 'a-token-of-20-letters '],
    // A container engine keeps the quotes of an env file. With them, another folder and another secret would be used.
    ['DATA_DIR', '"/var/lib/palisade"'],
    ['DATA_DIR', '/var/lib/palisade '],
    ['PALISADE_SECRET', `'${'x'.repeat(32)}'`],
    ['PALISADE_SECRET', `${'x'.repeat(32)}\n`],
    ['SHOPIFY_API_KEY', '"key"'],
    ['SHOPIFY_API_KEY', 'key # of the app'],
    ['SHOPIFY_API_SECRET', 'a secret\nof two lines'],
    ['TRUSTED_PROXIES', ' '],
    ['PORT', ' '],
    ['HOST', '127.0.0.1 '],
    ['DATABASE_URL', 'postgresql://user@localhost/x\n'],
    ['DATABASE_URL', 'postgresql://user@localhost/x # the database'],
    ['DATABASE_URL', 'postgresql://user@localhost/x?sslrootcert=/nowhere/ca.pem'],
    ['DATABASE_POOL', '10 '],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:4318 '],
    ['RATE_LIMIT_FACTOR', '0'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['HOST', 'http://127.0.0.1'],
    ['DATABASE_URL', 'mysql://root@localhost/x'],
    ['DATABASE_URL', 'postgresql://user:pass word@host:port/x'],
    ['DATABASE_POOL', '0'],
    ['DATABASE_POOL', 'many'],
    ['RPC_URL_ETHERIUM', 'https://rpc.example'],
    ['RPC_URL_ETHEREUM', 'rpc.example'],
    ['RPC_URL_ETHEREUM', 'https://rpc.example # the first'],
    ['RPC_SECOND_OPINION_ETHEREUM', 'https://other.example'],
    ['DAS_URL_SOLANA', 'das'],
    ['ERC1155_FIRST_BLOCK_BASE', '-1'],
    ['COIN_DECIMALS_EIP155_295', 'eight'],
    ['COIN_DECIMALS_EIP155_295', '37'],
    ['COIN_DECIMALS_ETHEREUM', '8'],
  ])(
    'refuses: %s with the value "%s", in one sentence without the value (ERR_ENVIRONMENT)',
    (name, value) => {
      const refused = readFault({ ...good, [name]: value })
      expect(refused).toMatchObject({ code: 'ERR_ENVIRONMENT' })
      const problems = refused.message.split('\n').slice(1, -1)
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^- ${name} .*\\.$`))])
      if (value.length > 5) expect(refused.message).not.toContain(value)
    },
  )

  test('refuses: a wrong endpoint once, also if it has a second opinion (ERR_ENVIRONMENT)', () => {
    const { message } = readFault({
      ...good,
      RPC_URL_BASE: '"https://rpc.example"',
      RPC_SECOND_OPINION_BASE: 'https://other.example',
    })
    expect(message.split('\n').slice(1, -1)).toEqual([expect.stringMatching(/^- RPC_URL_BASE /)])
  })

  test('refuses: a wrong second opinion beside a wrong endpoint, both at once (ERR_ENVIRONMENT)', () => {
    const { message } = readFault({ ...good, RPC_URL_BASE: 'x', RPC_SECOND_OPINION_BASE: 'y' })
    expect(message.split('\n').slice(1, -1)).toEqual([
      expect.stringMatching(/^- RPC_URL_BASE /),
      expect.stringMatching(/^- RPC_SECOND_OPINION_BASE contains an entry that is not/),
    ])
  })

  test.each([
    ['DATABASE_POOL', '5', 'DATABASE_URL', 'postgresql://user@localhost/x'],
    ['DAS_URL_SOLANA', 'https://das.example', 'RPC_URL_SOLANA', 'https://rpc.example'],
    ['ERC1155_FIRST_BLOCK_BASE', '5', 'RPC_URL_BASE', 'https://rpc.example'],
    ['COIN_DECIMALS_EIP155_295', '8', 'RPC_URL_EIP155_295', 'https://rpc.example'],
  ])('refuses: %s with %s and no %s (ERR_ENVIRONMENT)', (name, value, needed, right) => {
    expect(readFault({ ...good, [name]: value })).toMatchObject({
      code: 'ERR_ENVIRONMENT',
      message: expect.stringContaining(`\n- ${name} does nothing without ${needed}. Set ${needed} too,`),
    })
    expect(readFault({ ...good, [name]: value, [needed]: right }).message).toBe('')
  })

  test('refuses: wrong variables of every kind at once (ERR_ENVIRONMENT)', () => {
    const wrong = {
      PORT: '-1',
      DATABASE_URL: 'sqlite:x',
      DATABASE_POOL: '201',
      RPC_URL_BASE: 'x',
      RPC_URL_NOWHERE: 'https://rpc.example',
      DAS_URL_SOLANA: 'x',
      ERC1155_FIRST_BLOCK_SOLANA: '1',
    }
    const { message } = readFault({ ...wrong, RPC_URL_POLYGON: 'https://rpc.example' })
    const named = message.split('\n').flatMap((line) => /^- (\w+) /.exec(line)?.[1] ?? [])
    const missing = ['SHOPIFY_APP_URL', 'SHOPIFY_API_KEY', 'SHOPIFY_API_SECRET', 'PALISADE_SECRET']
    expect(named.sort()).toEqual([...Object.keys(wrong), ...missing].sort())
  })

  test.each([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000/',
    'http://192.168.1.20:3000',
    'http://palisade:3000',
    'https://a.example:8443',
  ])('behavior: %s may be this server’s URL', (url) => {
    expect(readEnvironment({ ...good, PALISADE_URL: url }).PALISADE_URL).toBe(url.replace(/\/$/, ''))
  })

  test('refuses: all missing or wrong variables at once, without their values (ERR_ENVIRONMENT)', () => {
    const wrong = { ...good, SHOPIFY_API_KEY: '', PALISADE_SECRET: 'hunter2', RATE_LIMIT_FACTOR: 'many' }
    expect(() => readEnvironment(wrong)).toThrowError(
      expect.objectContaining({
        code: 'ERR_ENVIRONMENT',
        message: expect.stringMatching(/PALISADE_SECRET.*RATE_LIMIT_FACTOR/s),
      }),
    )
    expect(() => readEnvironment(wrong)).not.toThrowError(/hunter2|many/)
    const { SHOPIFY_API_KEY: _, ...missing } = good
    expect(() => readEnvironment(missing)).toThrowError(/SHOPIFY_API_KEY/)
  })
})
