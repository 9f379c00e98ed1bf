import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GateForm } from '../../app/core/gate/form.ts'
import { formatGateForm } from '../../app/core/gate/formatGateForm.ts'
import type { GateRequest } from '../../app/core/gateRequest/types.ts'
import type { Database } from '../../app/db/database.ts'
import { createGateOverApi } from '../../app/flows/api/createGateOverApi.ts'
import { deleteGateOverApi } from '../../app/flows/api/deleteGateOverApi.ts'
import { setGateStateOverApi } from '../../app/flows/api/setGateStateOverApi.ts'
import { updateGateOverApi } from '../../app/flows/api/updateGateOverApi.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { publishGateAgain } from '../../app/flows/publication/publishGateAgain.ts'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { fake } from '../fakes/fake.ts'
import { fakeContext, makeGate } from '../fakes/fakeContext.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeProject } from './makeProject.ts'
import { makeStores } from './makeStores.ts'

const DAY = 86_400
const code = (text: string) => expect.objectContaining({ code: text })
const form: GateForm = formatGateForm({ gate: makeGate(), timeZone: 'Europe/Berlin' })

describe.each(engines)('gates over the API on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** A shop and a project over the database, with a Shopify in memory, as `servers` processes see them. */
  async function openShop({ servers = 1 } = {}) {
    const { shop, shopId, project } = await makeProject(makeStores(db))
    const clock = { now: 1_790_000_000 }
    const { ctx: fakes, shopify, state } = fakeContext()
    const open = () =>
      fake<FlowContext>({
        ...fakes,
        ...makeStores(db),
        now: () => clock.now,
        log: { info: () => undefined, warn: () => undefined },
        createRandomHex: () => randomUUID().replaceAll('-', ''),
      })
    const caller = { myshopifyDomain: shop.myshopifyDomain, actor: `api:${randomUUID()}` }
    const contexts = Array.from({ length: servers }, open)
    const [ctx] = contexts as [FlowContext]
    const create = (idempotencyKey: string, changes: Partial<GateForm> = {}, over: FlowContext = ctx) =>
      createGateOverApi(over, {
        ...{ ...caller, projectId: project.id, idempotencyKey },
        form: { ...form, ...changes },
      })
    const listNames = async () => (await ctx.gates.list({ shopId })).map(({ name }) => name)
    return { ctx, contexts, shop, shopId, project, clock, caller, create, listNames, shopify, state }
  }
  type OpenedShop = Awaited<ReturnType<typeof openShop>>

  const claim = ({ ctx, clock }: OpenedShop, request: GateRequest, fingerprint = 'a') =>
    ctx.gateRequests.claim({
      ...{ request, fingerprint, at: clock.now },
      claimedTo: clock.now + 120,
      expiresAt: clock.now + DAY,
    })

  test('default: a created gate is published, its repetition is the same gate, and the history names the key', async () => {
    const { ctx, shopId, caller, create } = await openShop()
    const first = await create('one')
    expect(first).toMatchObject({ isRepeated: false, gate: { publication: { kind: 'published' } } })
    expect(await create('one')).toEqual({ ...first, isRepeated: true })
    const changes = await ctx.gates.listChanges({ shopId, limit: 9 })
    expect(changes.map(({ actor }) => actor)).toEqual([caller.actor])
  })

  test('behavior: twenty parallel requests to two servers make one gate, and a later one finds it', async () => {
    const { contexts, create, listNames } = await openShop({ servers: 2 })
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => create('one', {}, contexts[i % 2] as FlowContext)),
    )
    const made = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.gate.number] : []))
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(new Set(made).size).toBe(1)
    expect(refused).toEqual(refused.map(() => code('ERR_IDEMPOTENCY_BUSY')))
    expect(await listNames()).toEqual([form.name])
    expect(await create('one')).toMatchObject({ isRepeated: true, gate: { number: made[0] } })
  })

  test('behavior: a save that fails in the database stores neither the gate nor its request', async () => {
    const { create, listNames } = await openShop()
    await db.prisma.$executeRawUnsafe(
      "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
    )
    await db.prisma.$executeRawUnsafe(
      'CREATE TRIGGER refuse_change BEFORE INSERT ON gate_change EXECUTE FUNCTION refuse_change()',
    )
    try {
      await expect(create('one')).rejects.toThrow()
    } finally {
      await db.prisma.$executeRawUnsafe('DROP FUNCTION refuse_change() CASCADE')
    }
    expect(await listNames()).toEqual([])
    expect(await create('one')).toMatchObject({ isRepeated: false })
    expect(await listNames()).toEqual([form.name])
  })

  test('refuses: a request whose first attempt is not over, until its process is given up (ERR_IDEMPOTENCY_BUSY)', async () => {
    const opened = await openShop()
    const { ctx, shopId, project, clock, create, listNames } = opened
    const request = { projectId: project.id, key: ctx.hashSecret('one'), claimId: 'dead' }
    expect(await claim(opened, request)).toEqual({ kind: 'claimed' })
    clock.now += 119
    expect(await claim(opened, { ...request, claimId: 'next' })).toEqual({ kind: 'busy' })
    expect(await claim(opened, { ...request, claimId: 'next' }, 'b')).toEqual({ kind: 'other-body' })
    clock.now += 1
    expect(await create('one')).toMatchObject({ isRepeated: false })
    // The first process was only slow: it must not create a second gate.
    const late = { shopId, draft: makeGate(), profile: 0, actor: 'api:k', at: clock.now, request }
    await expect(ctx.gates.create(late)).rejects.toEqual(code('ERR_IDEMPOTENCY_BUSY'))
    await ctx.gateRequests.release({ request })
    expect(await listNames()).toEqual([form.name])
    expect(await create('one')).toMatchObject({ isRepeated: true })
  })

  test('behavior: a key is kept for a day, and deleted after it', async () => {
    const { ctx, project, clock, create, listNames } = await openShop()
    await create('one')
    clock.now += DAY - 1
    expect(await create('one')).toMatchObject({ isRepeated: true })
    clock.now += 1
    expect(await create('one')).toMatchObject({ isRepeated: false })
    expect(await listNames()).toEqual([form.name, form.name])
    clock.now += 2 * DAY
    for (let i = 0; i < 101; i++) {
      const request = { projectId: project.id, key: `k${i}`, claimId: 'c' }
      const until = { claimedTo: clock.now, expiresAt: clock.now + DAY }
      await ctx.gateRequests.claim({ request, fingerprint: 'a', at: clock.now, ...until })
    }
    const where = { projectId: project.id, expiresAt: { lt: BigInt(clock.now) } }
    expect(await db.prisma.gateRequest.count({ where })).toBe(0)
  })

  test.each([
    [401, 'Shopify ended the login of Palisade'],
    [402, 'a bill is not paid'],
    [403, 'Shopify refuses all requests'],
    [423, 'Shopify has locked this shop'],
    [429, 'Shopify'],
    [503, 'The request to Shopify failed'],
  ])(
    'behavior: while Shopify answers %s no gate is created, every change is saved with the reason, and published later',
    async (status, reason) => {
      const { ctx, shop, caller, create } = await openShop()
      const graphql = async (): Promise<never> => {
        throw new Response(null, { status, headers: { 'retry-after': '0' } })
      }
      const down = fake<FlowContext>({ ...ctx, shopify: createShopifyPort({ graphql, appUrl: null }) })
      const pending = { gate: { publication: { kind: 'pending', reason: expect.stringContaining(reason) } } }
      // Nobody could look its products up.
      const refusal = { code: 'ERR_SHOPIFY_REQUEST', message: expect.stringContaining(reason) }
      const ended = { status: 401 }
      await expect(create('one', {}, down)).rejects.toMatchObject(status === 401 ? ended : refusal)
      const created = await create('one')
      const { number } = created.gate
      expect(await create('one', {}, down)).toMatchObject({ isRepeated: true })
      const knownTags = [`"${number}-${created.gate.updatedAt}"`]
      const change = { ...caller, number, form: { ...form, name: 'Later' }, knownTags }
      expect(await updateGateOverApi(down, change)).toMatchObject(pending)
      const state = { ...caller, number, state: 'paused', knownTags: null } as const
      expect(await setGateStateOverApi(down, state)).toMatchObject(pending)
      const again = await publishGateAgain(ctx, { myshopifyDomain: shop.myshopifyDomain, number })
      expect(again).toMatchObject({ name: 'Later', state: 'paused', publication: { kind: 'published' } })
      expect(await deleteGateOverApi(down, { ...caller, number, knownTags: null })).toMatchObject(pending)
    },
  )

  test('behavior: a pause goes through while another caller saves the gate, and changes nothing else', async () => {
    const { ctx, caller, create } = await openShop()
    const { gate } = await create('one')
    const { number } = gate
    const knownTags = [`"${number}-${gate.updatedAt}"`]
    const [paused] = await Promise.all([
      setGateStateOverApi(ctx, { ...caller, number, state: 'paused', knownTags: null }),
      updateGateOverApi(ctx, { ...caller, number, form: { ...form, name: 'Saved' }, knownTags }).catch(
        (error: unknown) => expect(error).toEqual(code('ERR_IF_MATCH_STALE')),
      ),
    ])
    expect(paused.gate.state).toBe('paused')
    const read = await ctx.gates.load({ shopId: gate.shopId, number })
    expect([gate.name, 'Saved']).toContain(read.name)
  })

  test('refuses: a deletion of an earlier version (ERR_GATE_STALE)', async () => {
    const { ctx, shopId, create } = await openShop()
    const { gate } = await create('one')
    const { number, updatedAt } = gate
    const asked = { shopId, number, actor: 'api:k', at: updatedAt }
    await expect(ctx.gates.delete({ ...asked, expectedUpdatedAt: updatedAt - 1 })).rejects.toEqual(
      code('ERR_GATE_STALE'),
    )
    expect(await ctx.gates.delete({ ...asked, expectedUpdatedAt: updatedAt })).toMatchObject({ number })
  })

  test('behavior: the right to manage gates is off at first, and each change of it is in the audit log once', async () => {
    const { ctx, shop, shopId, project } = await openShop()
    const { projects, audit } = ctx
    const projectId = project.id
    expect([project.mayChangeGates, await projects.findGateRight({ projectId })]).toEqual([false, null])
    const set = (mayChangeGates: boolean) =>
      projects.setGateRight({ shopId, projectId, mayChangeGates, actor: 'staff:7', at: 1_790_000_000 })
    expect(await set(true)).toMatchObject({ isChanged: true, project: { mayChangeGates: true } })
    expect(await set(true)).toMatchObject({ isChanged: false })
    expect(await projects.findGateRight({ projectId })).toEqual({ myshopifyDomain: shop.myshopifyDomain })
    // A save of the project's form leaves the right as it is.
    const { name, allowedDomains, redirectUris, format, statement, requirement, isStorefront } = project
    const draft = { name, allowedDomains, redirectUris, format, statement, requirement, isStorefront }
    const edit = { owner: shopId, projectId, draft, expectedUpdatedAt: project.updatedAt, at: 1_790_000_001 }
    expect(await projects.update(edit)).toMatchObject({ mayChangeGates: true })
    await set(false)
    expect(await projects.findGateRight({ projectId })).toBeNull()
    const detail = { project: project.name, projectId }
    expect(await audit.findGateRightChange({ shopId, projectId })).toMatchObject({
      action: 'project.gates-ended',
    })
    const other = { shopId, projectId: randomUUID() as typeof projectId }
    expect(await audit.findGateRightChange(other)).toBeNull()
    expect(await audit.list({ shopId, limit: 9 })).toMatchObject([
      { action: 'project.gates-ended', actor: 'staff:7', detail },
      { action: 'project.gates-allowed', actor: 'staff:7', detail },
    ])
  })

  test('behavior: a shop that has uninstalled, or another shop, gives no right', async () => {
    const { ctx, shopId, project } = await openShop()
    const other = await openShop()
    const right = { projectId: project.id, mayChangeGates: true, actor: 'staff:7', at: 1_790_000_000 }
    await expect(ctx.projects.setGateRight({ ...right, shopId: other.shopId })).rejects.toEqual(
      code('ERR_PROJECT_NOT_FOUND'),
    )
    await ctx.projects.setGateRight({ ...right, shopId })
    await ctx.shops.uninstall({ shopId, at: 1_790_000_100, pendingReason: 'Left.' })
    expect(await ctx.projects.findGateRight({ projectId: project.id })).toBeNull()
  })
})
