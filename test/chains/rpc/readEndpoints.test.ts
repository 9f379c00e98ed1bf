import { describe, expect, test } from 'vitest'
import { readDasEndpoints, readEndpoints, readSecondOpinions } from '../../../app/chains/rpc/readEndpoints.ts'

describe('readEndpoints', () => {
  test('default', () => {
    const endpointUrls = readEndpoints({
      RPC_URL_ETHEREUM: 'http://127.0.0.1:8545',
      RPC_URL_BNB: ' https://a.example/key , https://user:pass@b.example ',
      RPC_URL_BASE: '',
      PORT: '3000',
    })
    expect(Object.fromEntries(endpointUrls)).toEqual({
      ethereum: ['http://127.0.0.1:8545'],
      bnb: ['https://a.example/key', 'https://user:pass@b.example'],
    })
  })

  test.each([
    ['an unknown chain', 'RPC_URL_DOGE', 'https://a.example'],
    ['a slug in lower case', 'RPC_URL_base', 'https://a.example'],
    ['a value that is not a URL', 'RPC_URL_BASE', 'a.example'],
    ['another protocol', 'RPC_URL_BASE', 'ws://a.example'],
    ['a file', 'RPC_URL_BASE', 'file:///etc/passwd'],
    ['an empty entry', 'RPC_URL_BASE', 'https://a.example,'],
  ])('refuses: %s (ERR_ENVIRONMENT)', (_case, name, value) => {
    expect(() => readEndpoints({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  })

  test('behavior: an error names the variable and never its value', () => {
    expect(() => readEndpoints({ RPC_URL_BASE: 'htp://a.example/secret-key' })).toThrow(
      /^RPC_URL_BASE [^/]*$/,
    )
  })
})

describe('readSecondOpinions', () => {
  const endpointUrls = readEndpoints({ RPC_URL_BASE: 'https://a.example, https://b.example' })

  test('default', () => {
    const env = { RPC_SECOND_OPINION_BASE: ' https://c.example/key ', RPC_URL_BASE: 'https://a.example' }
    expect(Object.fromEntries(readSecondOpinions({ env, endpointUrls }))).toEqual({
      base: ['https://c.example/key'],
    })
    expect(readSecondOpinions({ env: {}, endpointUrls }).size).toBe(0)
  })

  test.each([
    ['the first endpoint again', 'RPC_SECOND_OPINION_BASE', 'https://b.example'],
    ['the first endpoint in another spelling', 'RPC_SECOND_OPINION_BASE', 'https://B.example:443/'],
    ['an opinion on a chain without endpoints', 'RPC_SECOND_OPINION_BNB', 'https://c.example'],
    ['two opinions', 'RPC_SECOND_OPINION_BASE', 'https://c.example,https://d.example'],
    ['an unknown chain', 'RPC_SECOND_OPINION_DOGE', 'https://c.example'],
    ['a value that is not a URL', 'RPC_SECOND_OPINION_BASE', 'c.example'],
  ])('refuses: %s (ERR_ENVIRONMENT)', (_case, name, value) => {
    expect(() => readSecondOpinions({ env: { [name]: value }, endpointUrls })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  })
})

describe('readDasEndpoints', () => {
  test('default', () => {
    expect(Object.fromEntries(readDasEndpoints({ DAS_URL_SOLANA: 'https://a.example' }))).toEqual({
      solana: ['https://a.example'],
    })
  })

  test('refuses: a chain without such an index (ERR_ENVIRONMENT)', () => {
    expect(() => readDasEndpoints({ DAS_URL_ETHEREUM: 'https://a.example' })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  })
})
