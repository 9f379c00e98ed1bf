import { describe, expect, test } from 'vitest'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { decryptSecret, encryptSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import { checkHealth } from '../../../app/flows/shops/checkHealth.ts'
import { deleteLeftStores } from '../../../app/flows/shops/deleteLeftStores.ts'
import { openMember } from '../../../app/flows/shops/openMember.ts'
import { reconcileRestored } from '../../../app/flows/shops/reconcileRestored.ts'
import { finishUninstall } from '../../../app/flows/shops/uninstallStore.ts'
import { override } from '../../fakes/fake.ts'
import { removeUser, uninstallApp } from '../../standin/bigcommerce/oauth/sendCallback.ts'
import { signPayload } from '../../standin/bigcommerce/oauth/signJwt.ts'
import { makeStores } from '../makeStores.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { openStore, type World } from './openStore.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

const askedOf = (answer: Response) => {
  const { searchParams } = new URL(answer.headers.get('location') ?? '', 'http://x')
  return { code: searchParams.get('code') ?? '', store: searchParams.get('store') ?? '' }
}
const exchange = ({ appUrl }: World, asked: object) =>
  fetch(`${appUrl}/bigcommerce/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
const sessionOf = async (world: World, answer: Response) => {
  const answered = await exchange(world, askedOf(answer))
  return ((await answered.json()) as { session?: string }).session ?? ''
}
const load = ({ appUrl }: World, token: string) =>
  fetch(`${appUrl}/bigcommerce/load?signed_payload_jwt=${token}`, { redirect: 'manual' })
const findMember = ({ ports, clock }: World, session: string) =>
  ports.members.find({ session, at: clock.now })
const read = async (answer: Response) => ({
  status: answer.status,
  code: ((await answer.json()) as { code: string }).code,
})

describe('a store of BigCommerce', () => {
  test('default: an install stores shop, token and session, and a job sets up webhooks and script', async () => {
    const world = await openStore({ db })
    const answer = await world.install()
    expect([
      answer.status,
      answer.headers.get('cache-control'),
      answer.headers.get('referrer-policy'),
    ]).toEqual([302, 'no-store', 'no-referrer'])
    expect(await findMember(world, await sessionOf(world, answer))).toEqual({
      myshopifyDomain: world.storeDomain,
      userId: String(world.store.owner.id),
    })
    const shop = await world.loadShop()
    expect(shop).toMatchObject({
      id: -BigInt(world.store.id),
      currencyCode: 'USD',
      enforcement: { level: 'codes' },
    })
    const [row] = await db.prisma.session.findMany({ where: { shop: world.storeDomain, isOnline: false } })
    expect(row?.accessToken).not.toContain(world.store.installation?.token)
    await world.work()
    expect([...world.store.scripts.values()].map(({ fields }) => fields.src)).toEqual([
      `${world.appUrl}/bigcommerce/storefront.js?store=${world.store.hash}`,
    ])
    const [count, log] = [world.store.hooks.size, world.store.log.length]
    await world.install()
    await world.work()
    expect([world.store.hooks.size, world.store.scripts.size]).toEqual([count, 1])
    expect(world.store.log.slice(log).filter((line) => line.startsWith('POST /v3/hooks'))).toEqual([])
  })

  test('refuses: a code twice, and a code that is brought for another store (ERR_CALLBACK_SIGNATURE)', async () => {
    const world = await openStore({ db })
    const { composeInstallUrl } = await import('../../standin/bigcommerce/oauth/answerToken.ts')
    const url = composeInstallUrl(world.store)
    const other = url.replace(encodeURIComponent(`stores/${world.store.hash}`), 'stores%2Fanother')
    const refused = { status: 401, code: 'ERR_CALLBACK_SIGNATURE' }
    expect(await read(await fetch(other, { redirect: 'manual' }))).toEqual(refused)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302)
    expect(await read(await fetch(url, { redirect: 'manual' }))).toEqual(refused)
  })

  test('behavior: a load opens a session for its member, once', async () => {
    const world = await openStore({ db })
    await world.install()
    const user = world.store.owner
    const token = signPayload({ store: world.store, user })
    const session = await sessionOf(world, await load(world, token))
    expect(await findMember(world, session)).toMatchObject({ userId: String(user.id) })
    expect(await read(await load(world, token))).toEqual({ status: 401, code: 'ERR_CALLBACK_USED' })
    const late = signPayload({ store: world.store, user })
    world.clock.now += 301
    expect(await read(await load(world, late))).toEqual({ status: 401, code: 'ERR_CALLBACK_USED' })
    world.clock.now += 4 * 3600
    expect(await findMember(world, session)).toBeNull()
  })

  test('refuses: a callback that opened the app for an uninstall or a removal, at any time, and the other way (ERR_CALLBACK_USED)', async () => {
    const world = await openStore({ db })
    const session = await sessionOf(world, await world.install())
    const send = async (name: string, token: string) =>
      fetch(`${world.appUrl}/bigcommerce/${name}?signed_payload_jwt=${token}`, { redirect: 'manual' })
    const user = world.store.owner
    const [opened, removed] = [
      signPayload({ store: world.store, user }),
      signPayload({ store: world.store, user }),
    ]
    const used = { status: 401, code: 'ERR_CALLBACK_USED' }
    expect((await send('load', opened)).status).toBe(302)
    for (const name of ['uninstall', 'remove_user'])
      expect(await read(await send(name, opened))).toEqual(used)
    world.clock.now += 4000
    expect(await read(await send('uninstall', opened))).toEqual(used)
    expect(await findMember(world, session)).not.toBeNull()
    expect(await world.loadShop()).toMatchObject({ myshopifyDomain: world.storeDomain })
    world.clock.now -= 4000
    for (const _ of [1, 2]) expect((await send('remove_user', removed)).status).toBe(200)
    expect(await findMember(world, session)).toBeNull()
    expect(await read(await send('load', removed))).toEqual(used)
  })

  test('refuses: a code twice, after a minute, at another store, of a removed member, or made up (ERR_CALLBACK_USED)', async () => {
    const world = await openStore({ db })
    await world.install()
    const other = await openStore({ db })
    await other.install()
    const [member] = [...world.store.users.values()]
    if (!member) throw new Error('The store has no staff.')
    const open = async () => askedOf(await load(world, signPayload({ store: world.store, user: member })))
    const used = { status: 401, code: 'ERR_CALLBACK_USED' }
    const first = await open()
    const [one, two] = await Promise.all([exchange(world, first), exchange(world, first)])
    expect([one.status, two.status].sort()).toEqual([200, 401])
    expect(await read(await exchange(world, first))).toEqual(used)
    const session = (one.status === 200 ? one : two).headers
    expect(session.get('cache-control')).toBe('no-store')
    const late = await open()
    world.clock.now += 60
    expect(await read(await exchange(world, late))).toEqual(used)
    const elsewhere = await open()
    expect(await read(await exchange(world, { ...elsewhere, store: other.store.hash }))).toEqual(used)
    expect(await read(await exchange(world, elsewhere))).toEqual(used)
    const removed = await open()
    expect(await removeUser(world.store, member)).toBe(200)
    expect(await read(await exchange(world, removed))).toEqual(used)
    for (const code of ['', `${member.id}.${'0'.repeat(64)}`, "7.' OR 1=1"])
      expect(await read(await exchange(world, { code, store: world.store.hash }))).toEqual(used)
    expect(await read(await exchange(world, { code: 7 }))).toMatchObject({ status: 400 })
  })

  test('refuses: a session of a member who is removed in the same moment', async () => {
    const world = await openStore({ db })
    await world.install()
    const [member] = [...world.store.users.values()]
    if (!member) throw new Error('The store has no staff.')
    const { members } = world.ports
    const ids = { myshopifyDomain: world.storeDomain, userId: String(member.id) }
    for (let round = 0; round < 10; round++) {
      const at = world.clock.now
      const code = await members.openCode({ ...ids, startsAt: at, endsAt: at + 60 })
      await Promise.allSettled([
        openMember(world.ctx, { code, myshopifyDomain: ids.myshopifyDomain }),
        members.remove({ ...ids, at }),
      ])
      const id = { startsWith: `member_${member.id}_` }
      expect(await db.prisma.session.count({ where: { shop: ids.myshopifyDomain, id } })).toBe(0)
    }
  })

  test('refuses: a load that another secret signed, and one of a store without the app', async () => {
    const world = await openStore({ db })
    const user = world.store.owner
    const forged = signPayload({ store: world.store, user, secret: 'another secret of somebody' })
    expect(await read(await load(world, forged))).toEqual({ status: 401, code: 'ERR_CALLBACK_SIGNATURE' })
    const early = signPayload({ store: world.store, user })
    expect(await read(await load(world, early))).toEqual({ status: 404, code: 'ERR_SHOP_NOT_FOUND' })
  })

  test('behavior: a removed member has no session any more, and another keeps theirs', async () => {
    const world = await openStore({ db })
    const owner = await sessionOf(world, await world.install())
    const [member] = [...world.store.users.values()]
    if (!member) throw new Error('The store has no staff.')
    const session = await sessionOf(
      world,
      await load(world, signPayload({ store: world.store, user: member })),
    )
    expect(await findMember(world, session)).toMatchObject({ userId: String(member.id) })
    expect(await removeUser(world.store, member)).toBe(200)
    expect(await findMember(world, session)).toBeNull()
    expect(await findMember(world, owner)).not.toBeNull()
  })

  test('refuses: a link that was signed before its member was removed, and was not opened yet (ERR_CALLBACK_USED)', async () => {
    const world = await openStore({ db })
    await world.install()
    const [member] = [...world.store.users.values()]
    if (!member) throw new Error('The store has no staff.')
    const sign = (id: number) => signPayload({ store: world.store, user: { ...member, id } })
    const [kept, other] = [sign(member.id), sign(Number(`${member.id}1`))]
    const session = await sessionOf(world, await load(world, other))
    world.clock.now += 60
    expect(await removeUser(world.store, member)).toBe(200)
    expect(await read(await load(world, kept))).toEqual({ status: 401, code: 'ERR_CALLBACK_USED' })
    // The number of another member begins with this one’s.
    expect(await findMember(world, session)).not.toBeNull()
    world.clock.now += 1
    expect((await load(world, sign(member.id))).status).toBe(302)
  })

  test('behavior: an uninstall deletes token and sessions; a late one does not undo a new install', async () => {
    const world = await openStore({ db })
    const session = await sessionOf(world, await world.install())
    const late = signPayload({ store: world.store, user: world.store.owner })
    world.clock.now += 60
    expect(await uninstallApp(world.store)).toBe(200)
    expect(await findMember(world, session)).toBeNull()
    expect(await world.ports.members.findToken({ myshopifyDomain: world.storeDomain })).toBeNull()
    await expect(world.loadShop()).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
    world.clock.now += 60
    await world.install()
    const url = `${world.appUrl}/bigcommerce/uninstall?signed_payload_jwt=${late}`
    expect(await read(await fetch(url))).toEqual({ status: 409, code: 'ERR_STORE_INSTALLED' })
    expect(await world.loadShop()).toMatchObject({ myshopifyDomain: world.storeDomain })
    await world.work()
    expect(world.store.hooks.size).toBeGreaterThan(5)
  })

  test('refuses: an unused link that opens the app as an uninstall, while BigCommerce takes the token (ERR_STORE_INSTALLED)', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    const token = signPayload({ store: world.store, user: world.store.owner })
    const url = `${world.appUrl}/bigcommerce/uninstall?signed_payload_jwt=${token}`
    for (const _ of [1, 2])
      expect(await read(await fetch(url))).toEqual({ status: 409, code: 'ERR_STORE_INSTALLED' })
    // Nor does the job that looks again, for a day.
    for (let hour = 0; hour < 40; hour++) {
      world.clock.now += hour < 3 ? 600 : 3600
      await world.work()
    }
    expect(await world.loadShop()).toMatchObject({ myshopifyDomain: world.storeDomain })
    expect(await world.ports.members.findToken({ myshopifyDomain: world.storeDomain })).not.toBeNull()
    const jobs = await world.ports.jobs.list({ shopId: (await world.loadShop()).id, limit: 50 })
    expect(jobs.map(({ kind }) => kind)).not.toContain('uninstall')
    expect(await db.prisma.session.count({ where: { shop: world.storeDomain, isOnline: true } })).toBe(1)
  })

  test.each([0, 30_000, 600_000, 7_200_000])(
    'behavior: a store is uninstalled once its token ends, %i ms after the callback',
    async (tokenOutlives) => {
      const world = await openStore({ db, knobs: { tokenOutlives } })
      await world.install()
      await world.work()
      world.clock.now += 60
      expect(await uninstallApp(world.store)).toBe(tokenOutlives === 0 ? 200 : 409)
      for (let waits = 0; waits < 20; waits++) {
        world.clock.now += 900
        await world.work()
      }
      await workUntilGone(world)
      await expect(world.loadShop()).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
      expect(await world.ports.members.findToken({ myshopifyDomain: world.storeDomain })).toBeNull()
    },
  )

  test('behavior: nothing goes while BigCommerce does not answer, and a job asks again', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    world.clock.now += 60
    for (const status of [500, 429, 0, 404])
      world.store.failures.push({ operation: 'GET /v2/store', status, after: false, times: 1 })
    expect(await uninstallApp(world.store)).toBe(200)
    expect(await world.loadShop()).toMatchObject({ myshopifyDomain: world.storeDomain })
    for (let waits = 0; waits < 20; waits++) {
      world.clock.now += 900
      await world.work()
    }
    await workUntilGone(world)
    await expect(world.loadShop()).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
  })

  test('behavior: a server that dies while it asks BigCommerce finishes the uninstall later', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    world.clock.now += 60
    const { readAccess } = world.ctx.platform
    let hasDied = false
    const die: typeof readAccess = async () => {
      hasDied = true
      throw new Error('The process was killed.')
    }
    Object.assign(world.ctx.platform, { readAccess: die })
    await uninstallApp(world.store)
    Object.assign(world.ctx.platform, { readAccess })
    expect(hasDied).toBe(true)
    expect(await world.loadShop()).toMatchObject({ myshopifyDomain: world.storeDomain })
    world.clock.now += 900
    await workUntilGone(world)
    await expect(world.loadShop()).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
  })

  /** Other jobs of the store fail, too, and then its work rests for a moment of true time. */
  const workUntilGone = (world: World, hours = 0) =>
    expect
      .poll(async () => {
        if (hours > 0) await passHours(world, hours)
        else await world.work()
        return isInstalled(world)
      })
      .toBe(false)

  /** Let hours pass, two at a time. The jobs of earlier tests' stores would run too, with this one's APIs. */
  const passHours = async (world: World, hours: number) => {
    await db.prisma.job.deleteMany({ where: { shopId: { not: -BigInt(world.store.id) } } })
    for (let hour = 0; hour < hours; hour += 2) {
      world.clock.now += 7200
      await world.work()
    }
  }
  const isInstalled = (world: World) =>
    world.loadShop().then(
      () => true,
      () => false,
    )

  test('behavior: a store whose signed call and webhook of an uninstall were lost is noticed after a day of refusals', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    const { id } = await world.loadShop()
    await uninstallApp(world.store, { losesCallback: true })
    await passHours(world, 24)
    expect(await isInstalled(world)).toBe(true)
    await workUntilGone(world, 2)
    expect(world.warnings).toContainEqual(expect.stringContaining('refused a store’s token for a day'))
    expect(await world.ports.members.findToken({ myshopifyDomain: world.storeDomain })).toBeNull()
    const sweep = (seconds: number) =>
      deleteLeftStores({ ...world.ctx, now: () => world.clock.now + seconds })
    await sweep(45 * 3600 - 1)
    expect(await db.prisma.shop.count({ where: { id } })).toBe(1)
    await sweep(48 * 3600)
    expect(await db.prisma.shop.count({ where: { id } })).toBe(0)
  })

  test('behavior: a refusal of a minute, or of most of a day, is no uninstall', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    for (const hours of [2, 22]) {
      const { installation } = world.store
      world.store.installation = null
      await passHours(world, hours)
      world.store.installation = installation
      await passHours(world, 30)
      expect(await isInstalled(world)).toBe(true)
      const { id: shopId } = await world.loadShop()
      expect(await world.ports.jobs.find({ shopId, kind: 'uninstall', key: 'refused' })).toBeNull()
    }
  })

  test('behavior: looks that BigCommerce does not answer count for nothing, and neither do few', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    await uninstallApp(world.store, { losesCallback: true })
    await passHours(world, 4)
    // The server is down for two days: it has looked only a few times.
    world.clock.now += 48 * 3600
    await world.work()
    expect(await isInstalled(world)).toBe(true)
    world.store.failures.push({ operation: 'GET /v2/store', status: 500, after: false, times: 1000 })
    await passHours(world, 30)
    expect(await isInstalled(world)).toBe(true)
    world.store.failures.length = 0
    await passHours(world, 24)
    await workUntilGone(world, 2)
  })

  test('behavior: a store that is installed again has not left', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    await uninstallApp(world.store, { losesCallback: true })
    await passHours(world, 20)
    await world.install()
    await passHours(world, 14)
    expect(await isInstalled(world)).toBe(true)
  })

  test('behavior: a store whose staff open the app has not left', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    await uninstallApp(world.store, { losesCallback: true })
    await passHours(world, 20)
    const token = signPayload({ store: world.store, user: world.store.owner })
    expect((await load(world, token)).status).toBe(302)
    await passHours(world, 14)
    expect(await isInstalled(world)).toBe(true)
  })

  test('refuses: a store that left, and says how its staff get back in (ERR_SHOP_NOT_FOUND)', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    await uninstallApp(world.store, { losesCallback: true })
    await passHours(world, 30)
    const answer = await load(world, signPayload({ store: world.store, user: world.store.owner }))
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('install it again. What was set up is kept for two days.')
  })

  /** The operator starts the server with another PALISADE_SECRET. */
  const changeSecret = (world: World, secret: string) => {
    const now = () => world.clock.now
    const changed = makeStores(db, {
      now,
      encryptSecret: (parameters) => encryptSecret({ ...parameters, secret }),
      decryptSecret: (parameters) => decryptSecret({ ...parameters, secret }),
    })
    const { members, shops, proofKeys, signingKeys } = changed
    for (const place of [world.ports, world.ctx])
      Object.assign(place, { members, shops, proofKeys, signingKeys })
  }
  const lookAtHome = (world: World) =>
    checkHealth(
      override(world.ctx, {
        canReadChain: () => true,
        readProductPage: async () => null,
      }),
      { myshopifyDomain: world.storeDomain },
    )

  test('behavior: after a change of PALISADE_SECRET Home names the fault, and an install brings the store back with its gates', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    const gate = await world.makeGate()
    changeSecret(world, 'another secret of the operator, long enough')
    expect((await lookAtHome(world)).problems).toEqual([{ kind: 'access-lost', why: 'unreadable' }])
    world.clock.now += 60
    // Staff follow what Home says. BigCommerce cannot be asked about the uninstall, so nothing goes.
    expect(await uninstallApp(world.store)).toBe(200)
    expect(world.warnings).toContainEqual(expect.stringContaining('this PALISADE_SECRET cannot decrypt'))
    expect(await isInstalled(world)).toBe(true)
    world.clock.now += 60
    expect((await world.install()).status).toBe(302)
    await passHours(world, 30)
    expect(await isInstalled(world)).toBe(true)
    const health = await lookAtHome(world)
    expect(health.problems?.map(({ kind }) => kind)).not.toContain('access-lost')
    expect(health.gates.total).toBe(1)
    const { codes, gates } = await world.unlock([gate])
    expect([codes.length, gates[0]?.kind]).toEqual([1, 'open'])
    const { id: shopId } = await world.loadShop()
    expect(await world.ports.jobs.find({ shopId, kind: 'uninstall', key: 'shop' })).toBeNull()
  })

  test('behavior: a token that BigCommerce refuses is named on Home, and one that may only be unanswered is not', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    world.store.failures.push({ operation: '*', status: 500, after: false, times: 100 })
    expect((await lookAtHome(world)).problems).toBeNull()
    world.store.failures.length = 0
    world.store.installation = null
    expect((await lookAtHome(world)).problems).toEqual([{ kind: 'access-lost', why: 'refused' }])
  })

  test('behavior: an uninstall of a store whose token cannot be read counts after thirty days, unless its staff open the app', async () => {
    const [gone, back] = [await openStore({ db }), await openStore({ db })]
    for (const world of [gone, back]) {
      await world.install()
      await world.work()
      changeSecret(world, 'another secret of the operator, long enough')
      world.clock.now += 60
      expect(await uninstallApp(world.store)).toBe(200)
      world.clock.now += 60
    }
    const token = signPayload({ store: back.store, user: back.store.owner })
    expect((await load(back, token)).status).toBe(302)
    for (const world of [gone, back]) {
      const { id: shopId, myshopifyDomain } = await world.loadShop()
      for (let day = 0; day < 32; day++) {
        world.clock.now += 86_400
        const job = await world.ports.jobs.find({ shopId, kind: 'uninstall', key: 'shop' })
        if (day === 29) expect(job !== null).toBe(world === gone)
        if (!job) continue
        const { issuedAt, openedAt = null } = job.payload as { issuedAt: number; openedAt?: number }
        await db.prisma.job.deleteMany({ where: { shopId, kind: 'uninstall' } })
        await finishUninstall(world.ctx, { myshopifyDomain, issuedAt, openedAt })
      }
    }
    expect([await isInstalled(gone), await isInstalled(back)]).toEqual([false, true])
  })

  test('behavior: all data of a store goes two days after it left, unless it came back', async () => {
    const [gone, back] = [await openStore({ db }), await openStore({ db })]
    const ids: bigint[] = []
    for (const world of [gone, back]) {
      await world.install()
      await world.work()
      await world.unlock([await world.makeGate()])
      ids.push((await world.loadShop()).id)
      world.clock.now += 60
      await uninstallApp(world.store)
    }
    const [goneId = 0n, backId = 0n] = ids
    const sweep = (seconds: number) => deleteLeftStores({ ...gone.ctx, now: () => gone.clock.now + seconds })
    await sweep(48 * 3600 - 1)
    expect(await db.prisma.shop.count({ where: { id: { in: ids } } })).toBe(2)
    back.clock.now += 3600
    await back.install()
    await sweep(48 * 3600)
    expect(await db.prisma.shop.findMany({ where: { id: { in: ids } }, select: { id: true } })).toEqual([
      { id: backId },
    ])
    const tables = await db.hot.query(
      'shop_tables',
      `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'shop_id' AND table_schema = 'public' ORDER BY 1`,
      [],
    )
    expect(tables.length).toBeGreaterThan(30)
    for (const { name } of tables)
      expect([
        name,
        await db.hot.query(`left_${name}`, `SELECT 1 FROM "${name}" WHERE shop_id = $1::bigint`, [goneId]),
      ]).toEqual([name, []])
    expect(await db.prisma.gate.count({ where: { shopId: backId } })).toBe(1)
    expect(await db.prisma.session.count({ where: { shop: gone.storeDomain } })).toBe(0)
  })

  test('behavior: a store that came back after a backup has two days from its restore to come back again', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    const { id } = await world.loadShop()
    world.clock.now += 60
    await uninstallApp(world.store)
    // The backup is of now. Days later it is set back, and the server starts.
    world.clock.now += 3 * 86_400
    const stores = makeStores(db, { now: () => world.clock.now })
    await reconcileRestored({ ...world.ctx, ...stores, createRandomHex, now: () => world.clock.now })
    await deleteLeftStores({ ...world.ctx, now: () => world.clock.now })
    expect(await db.prisma.shop.count({ where: { id } })).toBe(1)
    await world.install()
    await deleteLeftStores({ ...world.ctx, now: () => world.clock.now + 3 * 86_400 })
    expect(await db.prisma.shop.count({ where: { id } })).toBe(1)
  })

  test('behavior: two jobs that set up a store at once make each webhook and the script once', async () => {
    const world = await openStore({ db })
    await world.install()
    const topic = 'fulfillment_orders/order_routing_complete'
    await Promise.all([1, 2, 3].map(() => world.ctx.shopify.createSubscription({ topic })))
    const made = (line: string) => world.store.log.filter((one) => one.startsWith(line))
    expect(made('POST /v3/hooks')).toEqual(Array.from({ length: 9 }, () => 'POST /v3/hooks 200'))
    expect(made('POST /v3/content/scripts')).toHaveLength(1)
    const [first] = [...world.store.hooks.values()]
    const [script] = [...world.store.scripts.values()]
    if (!first || !script) throw new Error('The store has no webhooks, or no script.')
    // What an earlier version made twice.
    world.store.hooks.set(999, { ...first, id: 999, destination: 'https://old.example/bigcommerce/hooks' })
    world.store.scripts.set('b7b1b4b2-7f0b-4a3e-9a51-0f3a6b2d1c11', {
      ...script,
      uuid: 'b7b1b4b2-7f0b-4a3e-9a51-0f3a6b2d1c11',
    })
    expect(await world.ctx.shopify.listSubscriptions({ topic })).toEqual([])
    await world.ctx.shopify.createSubscription({ topic })
    expect([world.store.hooks.size, world.store.scripts.size]).toEqual([9, 1])
  })
})
