import { describe, expect, test } from 'vitest'
import type { Gate, ShopId } from '../../../app/core/gate/types.ts'
import type { Project } from '../../../app/core/project/types.ts'
import { describeGate } from '../../../app/flows/api/describeGate.ts'
import { issueAccessToken } from '../../../app/flows/api/issueAccessToken.ts'
import { GateCheckAnswer } from '../../../app/picket/describe/answers.ts'
import { formatGateCheck } from '../../../app/picket/formatGateCheck.ts'
import { project as bare } from '../../fakes/fakeApi.ts'
import {
  contract,
  ethereum,
  type FakeState,
  fakeContext,
  holder,
  makeGate,
  NOW,
  shop,
} from '../../fakes/fakeContext.ts'

const project: Project = { ...bare, shopId: shop.id }

async function begin({
  state: over = {},
  mine = {},
  format = 'siwe',
}: {
  state?: Partial<FakeState>
  mine?: Partial<Project>
  format?: 'siwe' | 'simple'
} = {}) {
  const fake = fakeContext(over)
  const own = { ...project, ...mine }
  const grant = {
    chain: ethereum,
    walletAddress: holder,
    displayAddress: holder,
    kind: 'key',
    format,
    tokenBalances: {},
    balancesReadAt: {},
  } as const
  const { accessToken } = await issueAccessToken(fake.ctx, { project: own, grant })
  const ask = (more: Partial<Parameters<typeof describeGate>[1]> = {}) =>
    describeGate(fake.ctx, {
      project: own,
      client: null,
      number: '82',
      accessToken,
      maxAgeSeconds: 15,
      ...more,
    })
  return { ...fake, ask }
}

describe('describeGate', () => {
  test('default: what was needed, what was found and the verdict', async () => {
    const { ask } = await begin()
    const answer: unknown = JSON.parse(JSON.stringify(formatGateCheck(await ask())))
    expect(GateCheckAnswer.parse(answer)).toEqual(answer)
    expect(answer).toEqual({
      gate: { number: 82, name: 'Owls', state: 'active' },
      verdict: 'met',
      report: {
        now: {
          kind: 'all',
          verdict: 'met',
          of: [
            expect.objectContaining({
              kind: 'condition',
              verdict: 'met',
              found: '2',
              chain: 'ethereum',
              block: '9',
              need: expect.objectContaining({ kind: 'erc721', contract, minimum: '2' }),
            }),
          ],
        },
        before: null,
      },
    })
  })

  test('behavior: "unmet" and "unchecked" are answers with reasons', async () => {
    const poor = await begin({ state: { balance: 1n } })
    expect(formatGateCheck(await poor.ask())).toMatchObject({
      verdict: 'unmet',
      report: { now: { of: [{ because: 'too-little', found: '1' }] } },
    })
    const down = await begin({ state: { balance: 'down' } })
    expect(formatGateCheck(await down.ask())).toMatchObject({
      verdict: 'unchecked',
      report: { now: { of: [{ code: 'ERR_CHAIN_READ', found: null }] } },
    })
  })

  test.each<[string, Partial<Gate>]>([
    ['is paused', { state: 'paused' }],
    ['has not begun', { schedule: { startsAt: NOW + 60, endsAt: null, afterEnd: 'closed' } }],
    ['has ended', { schedule: { startsAt: null, endsAt: NOW, afterEnd: 'closed' } }],
  ])('refuses: a gate that %s with the error of a missing gate (ERR_GATE_NOT_FOUND)', async (_, change) => {
    const unknown = await (await begin()).ask({ number: '999' }).catch((error: unknown) => error)
    expect(unknown).toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    const { ask } = await begin({ state: { gates: [makeGate(change)] } })
    await expect(ask()).rejects.toEqual(unknown)
  })

  test('behavior: a list answers only about the wallet that signed in', async () => {
    const listId = '6d1f6f0e-6c0b-4f5e-9b52-0b9b0f1f7c11'
    const listed = { kind: 'denylist', chain: null, listId, listName: 'Friends' } as const
    const gate = makeGate({
      requirement: { v: 1, root: listed, heldForBlocks: 0, heldForHours: 0, snapshots: [] },
    })
    const { ask, state } = await begin({ state: { gates: [gate] } })
    expect((await ask()).verdict.kind).toBe('met')
    state.listed.add(`${listId} ${holder}`)
    expect((await ask()).verdict.kind).toBe('unmet')
  })

  test('behavior: reads are counted for the client, the wallet and the project (ERR_RATE_LIMITED)', async () => {
    const { ask, ctx } = await begin()
    const keys: string[] = []
    ctx.limits.take = async (counters) => {
      keys.push(...counters.map(({ key, units }) => `${key.split(' ')[0]} ${units}`))
      return counters.find(({ key }) => key.startsWith('api-wallet-reads')) ?? null
    }
    await expect(ask({ client: '203.0.113.7' as never })).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
    expect(keys).toEqual(['api-client-reads 1', 'api-wallet-reads 1', 'api-reads 1'])
  })

  test.each(['83', '0', '-1', '082', '1e2', 'x', '', '82.0', '9'.repeat(30)])(
    'refuses: the gate number "%s" (ERR_GATE_NOT_FOUND)',
    async (number) => {
      const { ask } = await begin()
      await expect(ask({ number })).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    },
  )

  test('refuses: a project without a shop (ERR_GATE_NOT_FOUND)', async () => {
    const { ask } = await begin({ mine: { shopId: null } })
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
  })

  test('refuses: invalid tokens, tokens of another project, and tokens of a text without a site (ERR_TOKEN_INVALID)', async () => {
    const { ask, state } = await begin()
    const invalid = { code: 'ERR_TOKEN_INVALID' }
    await expect(ask({ accessToken: 'a.b.c' })).rejects.toMatchObject(invalid)
    await expect(ask({ accessToken: holder })).rejects.toMatchObject(invalid)
    const other = { ...project, id: '00000000-0000-4000-8000-000000000001' as never, shopId: 9n as ShopId }
    await expect(ask({ project: other })).rejects.toMatchObject(invalid)
    const simple = await begin({ format: 'simple' })
    await expect(simple.ask()).rejects.toMatchObject(invalid)
    expect([state.reads, simple.state.reads]).toEqual([0, 0])
  })

  test('refuses: a gate in test to a wallet that is not on its list; a listed one is judged (ERR_GATE_NOT_FOUND)', async () => {
    const inTest = (wallets: Gate['test']['wallets']) => ({
      gates: [makeGate({ test: { isOn: true, wallets } })],
    })
    const unlisted = await begin({ state: inTest([]) })
    await expect(unlisted.ask()).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    const listed = await begin({ state: inTest([holder]) })
    expect((await listed.ask()).verdict).toMatchObject({ kind: 'met' })
  })
})
