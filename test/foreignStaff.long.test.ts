import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAll } from '../scripts/buildAll.ts'
import { openStage, type Stage } from './failedSaves/openStage.ts'
import { FORM, PROJECT } from './failedSaves/saves.ts'

/*
 * A member of another shop's staff asks for everything that has an id in its address. The list comes from the routes, so
 * a new one must be added here.
 */
let stage: Stage
beforeAll(async () => {
  await buildAll()
  stage = await openStage()
})
afterAll(() => stage.close())

const ROUTES = readdirSync('app/routes').filter((file) => /^app\..*\$\w/.test(file))
const CUSTOMER = '7766554433'

/** What a stranger sends to a route beside an empty object. */
const BODIES: Readonly<Record<string, unknown>> = {
  'app.customers.tags.$number.ts': { tag: 'theirs', isOn: true, removesWhenPaused: true },
  'app.developers.$project.tsx': { form: PROJECT, openedAt: 1 },
  'app.developers.$project_.gates.ts': { mayChangeGates: true },
  'app.developers.$project_.keys.ts': { kind: 'secret', name: 'Theirs' },
  'app.gates.$number.tsx': { form: { ...FORM, name: 'Theirs' }, openedAt: 1 },
  'app.gates.$number_.changes.$change.restore.ts': { openedAt: 1, draftId: randomUUID() },
  'app.gates.$number_.passes.tsx': {
    draftId: randomUUID(),
    wallet: '',
    units: '1',
    hours: '24',
    note: 'Theirs',
  },
  'app.lists.$list.tsx': { name: 'Theirs' },
  'app.lists.$list_.check.ts': { address: `0x${'ab'.repeat(20)}` },
  'app.lists.$list_.imports.ts': { mode: 'replace' },
  'app.lists.$list_.imports_.$import.ts': { firstLine: 1, lines: [`0x${'ab'.repeat(20)}`] },
  'app.lists.$list_.undo.ts': { openedAt: 1 },
  'app.orders.$order_.release.ts': { reason: 'Theirs', seen: 'suspect' },
  'app.redemptions.$reservation.release.ts': { reason: 'Theirs' },
  'app.settings_.webhooks.$receiver.tsx': { isOn: false },
  'app.settings_.webhooks.$receiver_.replay.ts': { messageId: null },
}
/** These answer of the stranger's own shop, which knows nothing of this customer, discount or order. */
const OWN = /^app\.(customers\.\$customer|discounts\.|orders\.\$order_\.block)/

/** Fill a shop; returns the ids of what it has, by the names that routes give them. */
async function fillShop(shop: string): Promise<Readonly<Record<string, string>>> {
  const post = async (path: string, body: unknown) => {
    const { status, text } = await stage.ask(shop, path, body)
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    return text
  }
  const result = async (path: string, body: unknown) => JSON.parse(await post(path, body)).result
  const limits = { perWallet: '', perToken: '', total: '5' }
  const save = (name: string) =>
    result('/app/gates/save', { form: { ...FORM, name, limits }, draftId: randomUUID(), gate: null })
  // Another shop has no gate of this number.
  await save('First')
  const { number } = await save('Ours')
  const pass = { draftId: randomUUID(), wallet: '', units: '1', hours: '24', note: 'Ours' }
  await post(`/app/gates/${number}/passes.data`, pass)
  const list = (await result('/app/lists/new', { name: 'Ours' })).id
  const started = (await result(`/app/lists/${list}/imports`, { mode: 'add' })).id
  const project = (await result('/app/developers/new', { ...PROJECT, draftId: randomUUID() })).id
  await post(`/app/developers/${project}/keys`, {
    ...{ kind: 'secret', name: 'Ours' },
    draftId: randomUUID(),
  })
  // Nothing happens that it is told of, so nothing is sent.
  const told = { messages: ['order.held'], gates: [], hasWallets: false }
  const hook = { draftId: randomUUID(), url: 'https://hooks.example/Ours', ...told }
  const receiver = (await result('/app/settings/webhooks/new', hook)).id
  const read = async (path: string, pattern: RegExp) => {
    const { text } = await stage.ask(shop, path)
    const found = pattern.exec(text)?.[1]
    if (found === undefined) throw new Error(`${path} names no id: ${text.slice(0, 300)}`)
    return found
  }
  await post('/app/counter.data', { draftId: randomUUID(), name: 'Ours', hours: '4' })
  const till = await read('/app/counter.data', /"([0-9a-f]{32})"/)
  return {
    ...{ number: String(number), list, import: started, project, receiver },
    ...{ customer: CUSTOMER, order: '4242424242', till },
    key: await read(`/app/developers/${project}.data`, /"([0-9a-f]{32})"/),
    pass: await read(`/app/gates/${number}/passes.data`, /"(pass-[0-9a-f]{32})"/),
    change: await read(`/app/gates/history.data?gate=${number}`, /"id","(\d+)"/),
    reservation: await read('/app/redemptions.data', /"id","(\d+)"/),
    ...{ request: '1', function: 'gate-discount', discount: '1' },
  }
}

/** All that the pages of the shop show of it. */
async function readShop(shop: string, ids: Readonly<Record<string, string>>): Promise<string[]> {
  const pages = [
    ...['/app/gates/file', '/app/gates/history.data', '/app/redemptions.data', '/app/lists.data'],
    ...[`/app/gates/${ids.number}/passes.data`, `/app/lists/${ids.list}.data`],
    ...[`/app/developers/${ids.project}.data`, '/app/customers.data', '/app/settings.data'],
    ...[`/app/settings/webhooks/${ids.receiver}.data`, '/app/counter.data'],
  ]
  const texts: string[] = []
  // One page has its own time.
  for (const page of pages) texts.push((await stage.ask(shop, page)).text.replace(/"now",\d+/, ''))
  return texts
}

/** The address of a route, with the ids of a shop. */
function composeAddress(file: string, ids: Readonly<Record<string, string>>): string {
  const parts = file.replace(/\.tsx?$/, '').split('.')
  return `/${parts
    .map((part) => part.replace(/_$/, ''))
    .map((part) => (part.startsWith('$') ? (ids[part.slice(1)] ?? `no-id-of-${part}`) : part))
    .join('/')}`
}

test('refuses: to show or change anything of a shop to the staff of another one, as if it did not exist', async () => {
  const [shop = '', stranger = ''] = await stage.openShops(2)
  const ids = await fillShop(shop)
  // An answer names equal numbers once, so its own time must not be that of a change.
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const before = await readShop(shop, ids)
  expect(ROUTES.length).toBeGreaterThan(30)
  for (const file of ROUTES) {
    const address = composeAddress(file, ids)
    expect(address).not.toContain('no-id-of')
    const path = file.endsWith('.tsx') ? `${address}.data` : address
    for (const body of [undefined, {}, BODIES[file] ?? {}]) {
      const { status, text } = await stage.ask(stranger, path, body)
      const label = `${body === undefined ? 'GET' : 'POST'} ${path}`
      if (!OWN.test(file)) expect([label, status >= 400 && status < 500], text).toEqual([label, true])
      expect(text, label).not.toContain('Ours')
    }
  }
  expect(await readShop(shop, ids)).toEqual(before)
  // The same addresses show the shop's own staff what is there, so a stranger was not refused for another reason.
  for (const path of [`/app/gates/${ids.number}.data`, `/app/lists/${ids.list}.data`])
    expect((await stage.ask(shop, path)).status).toBe(200)
  const proof = await stage.ask(shop, `/app/gates/${ids.number}/passes/${ids.pass}/proof`, {})
  expect(proof.status).toBe(200)
})
