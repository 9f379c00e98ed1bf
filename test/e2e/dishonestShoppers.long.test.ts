import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post, type Store } from '../standin/demo/shopper.ts'
import { openServers, type RunningServers } from './openServers.ts'
import type { Answer } from './openShoppers.ts'

/* Forged requests of a shopper over HTTP: lines that name another product, and many visits of one wallet. */
let servers: RunningServers
beforeAll(async () => {
  servers = await openServers()
})
afterAll(() => servers?.close())

const TOTE = { productId: 8103, variantId: 91032 }
const OTHER_TOTE = { productId: 8103, variantId: 91031 }
const MUG = { productId: 8102, variantId: 91021 }
const CAP = { productId: 8104, variantId: 91041 }
const within = { timeout: 60_000, interval: 250 }
const root = (kind: 'erc20' | 'erc721') => {
  const contract = servers.demo.facts.chains.ethereum.contracts[kind]
  return { kind: 'all' as const, of: [{ kind, chain: 'ethereum', contract, minimum: '1' }] }
}
type Line = { productId: number; variantId: number }
const gateOf = ({ body }: Answer) => (body.gates as { kind: string; usedUp?: object }[] | undefined)?.[0]
const proofsOf = ({ body }: Answer) => body.lineProofs as readonly { proof: string }[]

async function unlock(wallet: number, { gate }: Store, lines: readonly Line[]): Promise<Answer> {
  const buyer = servers.wallets[wallet]
  if (!buyer) throw new Error('There is no such wallet.')
  const login = await servers.sign(servers.a, buyer)
  return servers.ask(servers.b, 'unlock', { ...login, gates: [gate.id], lines })
}

describe('dishonest shoppers', () => {
  test('refuses: a closed product or variant with the line proof of another gate', async () => {
    const exclusive = { reaction: { exclusive: true, price: 'none' as const } }
    const own = await servers.makeGate(TOTE, {
      name: 'Own tote',
      variants: [TOTE],
      root: root('erc20'),
      ...exclusive,
    })
    const mug = await servers.makeGate(MUG, { name: 'Mug', root: root('erc721'), ...exclusive })
    await servers.makeGate(OTHER_TOTE, {
      name: 'Other tote',
      variants: [OTHER_TOTE],
      root: root('erc721'),
      ...exclusive,
    })
    expect(gateOf(await unlock(0, mug, [MUG]))).toMatchObject({ kind: 'closed' })
    const [honest] = proofsOf(await unlock(0, own, [TOTE]))
    const made = proofsOf(await unlock(1, own, [{ ...MUG, variantId: TOTE.variantId }]))
    const crossed = proofsOf(await unlock(2, own, [TOTE]))[0]
    if (!honest || !crossed) throw new Error('An honest line has no proof.')

    const { storefront } = own
    // Orders in a gate's first minutes raise no finding.
    await post(`${storefront}/standin/clock`, { offsetSeconds: 600 })
    const order = async ({ variantId }: Line, _palisade: string) => {
      const lines = [{ variantId, quantity: 5, properties: { _palisade } }]
      const { id } = await post(`${storefront}/standin/orders`, { source: 'api', lines })
      const find = () => servers.read('SELECT outcome FROM settlement WHERE order_id = $1', [id])
      await expect.poll(find, within).toHaveLength(1)
      return (await find())[0]?.outcome
    }
    expect({
      madeUp: await order(MUG, (made[0] ?? crossed).proof),
      otherVariant: await order(OTHER_TOTE, crossed.proof),
      own: await order(TOTE, honest.proof),
    }).toEqual({ madeUp: 'unproved', otherVariant: 'unproved', own: 'committed' })
    expect(made).toEqual([])
  })

  test('refuses: a second open place of a total for a wallet, across any number of visits', async () => {
    const drop = await servers.makeGate(CAP, {
      name: 'A hundred',
      root: root('erc20'),
      reaction: { value: '10' },
      limits: { perWallet: '', perToken: '', total: '100' },
    })
    const answers = await Promise.all(Array.from({ length: 110 }, () => unlock(3, drop, [CAP])))
    const open = answers.filter((answer) => gateOf(answer)?.kind === 'open').length
    const places = await servers.read(
      "SELECT count(*)::int AS open FROM reservation WHERE gate = $1 AND state = 'open'",
      [drop.gate.id],
    )
    const other = gateOf(await unlock(4, drop, [CAP]))
    expect({ open, places, other: other?.kind }).toEqual({ open: 1, places: [{ open: 1 }], other: 'open' })
    const refused = answers.map(gateOf).find((gate) => gate?.kind === 'closed')
    expect(refused).toMatchObject({
      because: 'used-up',
      usedUp: { limit: 'place', heldUntil: expect.any(Number) },
    })
  })
})
