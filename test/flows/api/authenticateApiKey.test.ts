import { describe, expect, test } from 'vitest'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { authenticateApiKey } from '../../../app/flows/api/authenticateApiKey.ts'
import { project, publishableKey } from '../../fakes/fakeApi.ts'
import { fakeContext } from '../../fakes/fakeContext.ts'

const clientAddress = '203.0.113.7' as ClientAddress
const guess = (number: number) => `sk_${number.toString(16).padStart(32, '0')}`

describe('authenticateApiKey', () => {
  test('default', async () => {
    const { ctx } = fakeContext()
    expect(await authenticateApiKey(ctx, { key: publishableKey, clientAddress })).toMatchObject({
      key: { kind: 'publishable' },
      project: { id: project.id },
    })
  })

  test.each([
    ['no key', null, 'ERR_KEY_MISSING'],
    ['an unknown key', guess(1), 'ERR_KEY_UNKNOWN'],
    ['a text that is no key', 'hunter2', 'ERR_KEY_UNKNOWN'],
  ])('refuses: %s', async (_what, key, code) => {
    const { ctx } = fakeContext()
    await expect(authenticateApiKey(ctx, { key, clientAddress })).rejects.toMatchObject({ code })
  })

  test('refuses: a client that keeps guessing keys, and no other client (ERR_RATE_LIMITED)', async () => {
    const { ctx } = fakeContext()
    const ask = (key: string, from = clientAddress) =>
      authenticateApiKey(ctx, { key, clientAddress: from }).catch(({ code }) => code)
    for (let i = 0; i < 60; i++) expect(await ask(guess(i))).toBe('ERR_KEY_UNKNOWN')
    expect(await ask(guess(60))).toBe('ERR_RATE_LIMITED')
    expect(await ask(guess(61), '203.0.113.8' as ClientAddress)).toBe('ERR_KEY_UNKNOWN')
    expect(await ask(publishableKey)).toMatchObject({ project: { id: project.id } })
  })
})
