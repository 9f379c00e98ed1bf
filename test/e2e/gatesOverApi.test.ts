import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { GateForm } from '../../app/core/gate/form.ts'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { EXAMPLES } from './integrations/runExample.ts'
import { openDemo } from './openDemo.ts'

/* A program manages the gates of a shop, against the demo's Shopify and its chains. */
let demo: RunningDemo
let secret: string
let form: GateForm
beforeAll(async () => {
  demo = await openDemo()
  const admin = async (path: string, body?: object) =>
    (await demo.requestAdmin({ path, ...(body && { body }) })).text()
  const draft = {
    allowedDomains: [],
    redirectUris: [],
    format: 'siwe',
    statement: '',
    requirement: null,
    isStorefront: false,
  }
  const made = await admin('/app/developers/new.data', {
    ...{ name: 'Gate robot', draftId: randomUUID() },
    ...draft,
  })
  const [, id = ''] = /"id","([0-9a-f-]{36})"/.exec(made) ?? []
  const key = await admin(`/app/developers/${id}/keys.data`, {
    ...{ kind: 'secret', name: 'Robot' },
    draftId: randomUUID(),
  })
  secret = /"(sk_[0-9a-f]{32})"/.exec(key)?.[1] ?? ''
  expect((await ask('GET', '/gates')).body.error).toBe('ERR_GATES_NOT_ALLOWED')
  await admin(`/app/developers/${id}/gates.data`, { mayChangeGates: true })
  const { body } = await ask('GET', '/gates')
  form = (body.gates as { form: GateForm }[]).find(
    (gate) => gate.form.subject.kind === 'products' && gate.form.moment === 'now',
  )?.form as GateForm
})

type Asked = { readonly body?: object; readonly headers?: Readonly<Record<string, string>> }

async function ask(method: string, address: string, { body, headers }: Asked = {}) {
  const response = await fetch(`${demo.facts.api}${address}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${secret}:`)}`, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> }
}
const create = (sent: object) =>
  ask('POST', '/gates', { body: { form: sent }, headers: { 'idempotency-key': randomUUID() } })

describe('managing gates over the API', () => {
  test('default: the example of docs/integrations/manage-gates.md creates, changes, pauses and deletes a gate', async () => {
    const { api, chains } = demo.facts
    const env = {
      ...process.env,
      PALISADE_API: api,
      PALISADE_SECRET_KEY: secret,
      PRODUCT_ID: String(form.subject.productIds[0]),
      CONTRACT: chains.ethereum.contracts.erc721,
    }
    const { stdout } = await promisify(execFile)('sh', [path.join(EXAMPLES, 'manage-gates/gates.sh')], {
      env,
    })
    const answers = stdout.trim().split('\n')
    const [created, changed, paused, resumed, listed, deleted] = answers.map(
      (line) => JSON.parse(line.replace(/^created: /, '')) as Record<string, unknown>,
    )
    const published = { publication: { state: 'published', reason: null } }
    expect(created).toMatchObject({ form: { reaction: { value: '20' } }, ...published })
    expect(changed).toMatchObject({ form: { reaction: { value: '25' } }, ...published })
    expect([paused, resumed]).toMatchObject([
      { standing: 'paused', ...published },
      { standing: 'active', ...published },
    ])
    expect((listed?.gates as object[] | undefined)?.[0]).toMatchObject({ number: created?.number })
    expect(deleted).toEqual({ number: created?.number, isDeleted: true, ...published })
  })

  test('refuses: a product, variant and collection of another shop, each by its id (ERR_GATE_INVALID)', async () => {
    const { subject } = form
    const variants = [{ productId: subject.productIds[0], variantId: 998 }]
    for (const [kind, ids, more] of [
      ['products', [999], { productIds: [...subject.productIds, 999] }],
      ['variants', [998], { variants }],
      ['collections', [997], { collectionIds: [997] }],
    ] as const) {
      const { status, body } = await create({ ...form, subject: { ...subject, kind, ...more } })
      const named = Object.fromEntries(ids.map((id) => [`products.${id}`, 'subject-missing']))
      expect([status, body.fields]).toEqual([422, { products: 'subject-missing', ...named }])
    }
  })

  test('refuses: a contract that is none on its chain (ERR_GATE_INVALID)', async () => {
    const contract = `0x${'12'.repeat(20)}`
    const condition = { kind: 'erc721', chain: 'ethereum', contract, minimum: '1', maximum: '', tokenIds: '' }
    const of = [{ ...condition, perId: false, listId: '' }]
    const { status, body } = await create({ ...form, root: { kind: 'all', count: '', of } })
    expect([status, body.fields]).toEqual([422, { 'root.of.0.contract': 'no-code' }])
  })

  test.each([
    [401, 'Shopify no longer accepts the login of Palisade'],
    [402, 'a bill is not paid'],
    [403, 'Shopify refuses all requests'],
    [423, 'Shopify has locked this shop'],
    [503, 'Shopify'],
  ])(
    'behavior: a gate created while Shopify answers %s waits with the reason, and the next change publishes it',
    async (status, reason) => {
      const { shop } = demo.facts
      const fault = { operation: 'metafieldsSet', status, times: 9, shop }
      await post(`${demo.shopify.graphqlOrigin}/standin/fail`, fault)
      const { body } = await create({ ...form, name: `While ${status}` }).finally(() =>
        fetch(`${demo.shopify.graphqlOrigin}/standin/fail?shop=${shop}`, { method: 'DELETE' }),
      )
      expect(body.publication).toEqual({ state: 'pending', reason: expect.stringContaining(reason) })
      const paused = await ask('POST', `/gates/${body.number}/pause`)
      expect(paused.body.publication).toEqual({ state: 'published', reason: null })
      expect((await ask('DELETE', `/gates/${body.number}`)).status).toBe(200)
    },
  )
})
