import { describe, expect, test } from 'vitest'
import { ConflictError, UpstreamError } from '../../../app/core/errors/base.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { JobPayload } from '../../../app/core/job/types.ts'
import { WHOLE_SHOP } from '../../../app/core/job/wholeShop.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { publishGateAgain } from '../../../app/flows/publication/publishGateAgain.ts'
import { jobTable } from '../../../app/jobs/jobTable.ts'
import { fakeContext, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop
const code = (text: string) => expect.objectContaining({ code: text })
const configOf = (shopify: ReturnType<typeof fakeContext>['shopify']) =>
  JSON.parse(shopify.metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? '{}') as {
    x?: unknown
  }
const gates = [makeGate(), makeGate({ number: 83 as GateNumber, state: 'paused' })]

describe('setGateState', () => {
  test('default: a pause reaches Shopify, and resuming undoes it', async () => {
    const { ctx, state, shopify } = fakeContext({ gates, now: NOW + 60 })
    const paused = await setGateState(ctx, {
      actor: 'system',
      myshopifyDomain,
      numbers: [82],
      state: 'paused',
    })
    expect(paused).toMatchObject({
      isQueued: false,
      gates: [{ number: 82, state: 'paused', revision: 3, publication: { kind: 'published' } }],
    })
    expect(configOf(shopify).x).toContainEqual(['2a', 4])
    expect(shopify.cards.get('gate-82')?.state).toBe('paused')
    state.now += 60
    await setGateState(ctx, { actor: 'system', myshopifyDomain, numbers: [82], state: 'active' })
    expect(configOf(shopify).x).not.toContainEqual(['2a', 4])
  })

  test('behavior: an exclusive gate that is opened to everyone is lifted at the checkout, and its card says it ended', async () => {
    const exclusive = makeGate({ reaction: { ...makeGate().reaction, exclusive: true } })
    const { ctx, shopify } = fakeContext({ gates: [exclusive], now: NOW + 60 })
    const numbers = [exclusive.number]
    const lifted = () =>
      JSON.parse(shopify.metafields.get('gid://shopify/Validation/1 proof_config') ?? '{}').o
    await setGateState(ctx, { actor: 'system', myshopifyDomain, numbers, state: 'paused' })
    expect(lifted()).toEqual([])
    const { gates: opened } = await setGateState(ctx, {
      actor: 'system',
      myshopifyDomain,
      numbers,
      state: 'public',
    })
    expect(opened).toMatchObject([{ state: 'active', schedule: { afterEnd: 'public' } }])
    expect(lifted()).toEqual(['2a'])
    expect(shopify.cards.get('gate-82')?.state).toBe('ended')
    const again = await setGateState(ctx, { actor: 'system', myshopifyDomain, numbers, state: 'public' })
    expect(again.gates).toEqual([])
  })

  test('behavior: a gate in that state already and a missing gate are skipped', async () => {
    const { ctx, shopify } = fakeContext({ gates })
    expect(
      await setGateState(ctx, { actor: 'system', myshopifyDomain, numbers: [83, 999], state: 'paused' }),
    ).toEqual({
      gates: [],
      isQueued: false,
    })
    expect(shopify.calls).toEqual([])
  })

  test('behavior: if Shopify fails, the gate stays pending with the reason, and Retry finishes', async () => {
    const { ctx, shopify } = fakeContext({ gates })
    shopify.failing = 'writeGateCards'
    const { gates: changed } = await setGateState(ctx, {
      actor: 'system',
      myshopifyDomain,
      numbers: [82],
      state: 'paused',
    })
    expect(changed).toMatchObject([
      { publication: { kind: 'pending', reason: 'Shopify refused: no. Try again.' } },
    ])
    const retried = await publishGateAgain(ctx, { myshopifyDomain, number: 82 })
    expect(retried).toMatchObject({ state: 'paused', publication: { kind: 'published' } })
  })

  describe('several gates at once', () => {
    const active = gates.map((gate) => ({ ...gate, state: 'active' as const }))

    function open() {
      const fake = fakeContext({ gates: active, now: NOW + 60 })
      const payloads: JobPayload[] = []
      const { add } = fake.ctx.jobs
      fake.ctx.jobs.add = async (job) => {
        if (job.key === WHOLE_SHOP && job.payload) payloads.push(job.payload)
        await add(job)
      }
      const pause = () =>
        setGateState(fake.ctx, { actor: 'system', myshopifyDomain, numbers: [82, 83], state: 'paused' })
      const work = () => {
        const payload: JobPayload = Object.assign({}, ...payloads)
        const job = { kind: 'publish', key: WHOLE_SHOP, payload, attempts: 0 } as const
        const claim = { id: 1n, shopId: shop.id, myshopifyDomain, version: 1, lockedUntil: 0, dueAt: 0 }
        return jobTable.publish(fake.ctx, { ...job, ...claim })
      }
      const kinds = () => fake.state.gates.map(({ publication }) => publication.kind)
      return { ...fake, pause, work, kinds, payloads }
    }

    test('default: all gates are saved at once and published by one job', async () => {
      const { pause, work, kinds, shopify, state } = open()
      expect(await pause()).toMatchObject({
        isQueued: true,
        gates: [
          { number: 82, state: 'paused', publication: { kind: 'pending' } },
          { number: 83, state: 'paused', publication: { kind: 'pending' } },
        ],
      })
      expect(shopify.calls).toEqual([])
      expect(state.jobs).toEqual([`publish shop ${NOW + 60}`])
      await work()
      expect(kinds()).toEqual(['published', 'published'])
      expect(configOf(shopify).x).toEqual([
        ['2a', 4],
        ['2b', 4],
      ])
    })

    test('behavior: a gate that Shopify refuses has the reason, the others are published, and the job runs again', async () => {
      const { ctx, pause, work, kinds, shopify, state } = open()
      await pause()
      const { writeGateCards } = shopify.port
      let isRefused = true
      const refused = new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: too long.')
      ctx.shopify.writeGateCards = async (cards) => {
        const made = await writeGateCards(cards)
        return made.map((one, i) => (isRefused && cards[i]?.handle === 'gate-82' ? refused : one))
      }
      await expect(work()).rejects.toMatchObject({ message: 'Shopify refused: too long.' })
      expect(kinds()).toEqual(['pending', 'published'])
      expect(state.gates[0]?.publication).toEqual({ kind: 'pending', reason: 'Shopify refused: too long.' })
      isRefused = false
      shopify.calls.length = 0
      await work()
      expect(kinds()).toEqual(['published', 'published'])
      await work()
      expect(shopify.calls.filter((call) => call === 'readPublished')).toHaveLength(1)
    })

    test('behavior: a gate that was saved again meanwhile is published as a whole', async () => {
      const { pause, work, shopify, state } = open()
      await pause()
      state.gates = state.gates.map((gate) =>
        gate.number === 82
          ? { ...gate, subject: { kind: 'products', ids: [8101, 8102] }, updatedAt: NOW + 90 }
          : gate,
      )
      await work()
      expect(shopify.metafields.get('gid://shopify/Product/8102 gates')).toBe('2a')
      expect(state.gates[0]).toMatchObject({
        writtenProductIds: [8101, 8102],
        publication: { kind: 'published' },
      })
    })

    test('behavior: if somebody else changed one gate, the gates before it are still published (ERR_GATE_STALE)', async () => {
      const { ctx, pause, work, kinds } = open()
      const { update } = ctx.gates
      ctx.gates.update = async (parameters) => {
        if (parameters.number === 83) throw new ConflictError('ERR_GATE_STALE', 'Changed.')
        return update(parameters)
      }
      await expect(pause()).rejects.toEqual(code('ERR_GATE_STALE'))
      await work()
      expect(kinds()).toEqual(['published', 'published'])
    })
  })

  test('refuses: a shop that does not exist (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    const ask = setGateState(ctx, {
      actor: 'system',
      myshopifyDomain: 'other.myshopify.com',
      numbers: [82],
      state: 'paused',
    })
    await expect(ask).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
  })
})

describe('publishGateAgain', () => {
  test('refuses: a gate that does not exist (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    await expect(publishGateAgain(ctx, { myshopifyDomain, number: 999 })).rejects.toEqual(
      code('ERR_GATE_NOT_FOUND'),
    )
  })
})
