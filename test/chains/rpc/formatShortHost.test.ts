import { describe, expect, test } from 'vitest'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { formatShortHost } from '../../../app/chains/rpc/readEndpoints.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'

describe('formatShortHost', () => {
  test.each([
    ['https://secret-key.eth-mainnet.provider.example/v2/key', 'provider.example'],
    ['https://secretkey.provider.example./', 'provider.example'],
    ['https://user:password@provider.example:8545/', 'provider.example:8545'],
    ['http://127.0.0.1:8545/', '127.0.0.1:8545'],
    ['http://0x7f.1:8545/', '127.0.0.1:8545'],
    ['http://[::1]:8545/', '[::1]:8545'],
    ['http://localhost:8545/', 'localhost:8545'],
    ['http://node/', 'node'],
  ])('default: %s', (url, host) => {
    expect(formatShortHost(new URL(url))).toBe(host)
  })

  test('behavior: the report of an endpoint shows only its short host', () => {
    const url = 'https://secret-key.eth-mainnet.provider.example/v2/key'
    const endpoints = createEndpoints({ endpointUrls: new Map([[parseChainSlug('ethereum'), [url]]]) })
    expect(endpoints.report()).toMatchObject([{ host: 'provider.example' }])
  })
})
