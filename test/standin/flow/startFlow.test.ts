import { afterEach, describe, expect, test } from 'vitest'
import { checkFlowAnswer } from './checkFlowAnswer.ts'
import { createFlowKey } from './createFlowKey.ts'
import { startFlow } from './startFlow.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function begin() {
  const flow = await startFlow()
  closers.push(flow.close)
  const keys = [
    createFlowKey(),
    createFlowKey({ index: 1, curve: 'secp256k1', hash: 'sha256', revoked: true }),
  ]
  flow.state.accounts.set('0b2a3299cc857e29', { keys })
  const read = async (path: string) => {
    const answer = await fetch(`${flow.url}/v1${path}`)
    // The curves alone are spelled otherwise than the OpenAPI has them, as real nodes do.
    const text = (await answer.text()).replaceAll('ECDSA_P', 'ECDSAP').replaceAll('ECDSA_s', 'ECDSAS')
    return { status: answer.status, body: JSON.parse(text) as unknown }
  }
  return { ...flow, read }
}

describe('startFlow', () => {
  test.each([
    ['/accounts/0b2a3299cc857e29?expand=keys', '/accounts/{address}', 200],
    ['/accounts/0x0b2a3299cc857e29', '/accounts/{address}', 200],
    ['/accounts/0b2a3299cc857e30', '/accounts/{address}', 404],
    ['/accounts/nobody', '/accounts/{address}', 400],
    ['/blocks?height=sealed', '/blocks', 200],
    ['/network/parameters', '/network/parameters', 200],
  ])('default: %s answers as the published OpenAPI says', async (asked, path, status) => {
    const { read } = await begin()
    const answer = await read(asked)
    expect(answer.status).toBe(status)
    expect(checkFlowAnswer({ method: 'GET', path, ...answer })).toBeTruthy()
  })

  test('refuses: an answer that the OpenAPI does not describe', async () => {
    const { read } = await begin()
    const { status, body } = await read('/accounts/0b2a3299cc857e29?expand=keys')
    const check = (changed: object) =>
      checkFlowAnswer({ method: 'GET', path: '/accounts/{address}', status, body: changed })
    const account = body as { readonly keys: readonly object[] }
    expect(() => check({ ...account, balance: 5 })).toThrow('balance')
    expect(() => check({ ...account, keys: account.keys.map((key) => ({ ...key, weight: 1000 })) })).toThrow(
      'weight',
    )
    expect(() =>
      check({ ...account, keys: account.keys.map((key) => ({ ...key, hashing_algorithm: 'X' })) }),
    ).toThrow()
  })
})
