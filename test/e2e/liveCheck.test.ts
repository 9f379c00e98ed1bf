import { beforeAll, describe, expect, test } from 'vitest'
import { checkEndpoints } from '../../app/chains/checkEndpoints.ts'
import { createEndpoints } from '../../app/chains/rpc/createEndpoints.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import type { AdminGraphql } from '../../app/shopify/runOperation.ts'
import { createFunctionRunner } from '../../app/wasm/createFunctionRunner.ts'
import { QUESTION_IDS, QUESTIONS, type QuestionId } from '../../scripts/liveCheck/questions.ts'
import { PROBES, runLiveCheck } from '../../scripts/liveCheck/runLiveCheck.ts'
import type { Findings, PersonQuestion, Reply } from '../../scripts/liveCheck/types.ts'
import { post, send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { checkDeploy } from '../standin/shopify/checkDeploy.ts'
import { EXPECTED_DEPLOY_KNOBS, EXPECTED_KNOBS, KNOB_ANSWERS, type Knobs } from '../standin/shopify/knobs.ts'
import { openDemo } from './openDemo.ts'

/* The live check on the stand-in: for each question that the stand-in imitates, it finds the knob’s answer. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
  const grant = ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts']
  await post(`${demo.shopify.graphqlOrigin}/standin/scopes`, { grant, shop: demo.facts.shop })
})

function connect(path: string, header: string): AdminGraphql {
  return async (document, options) =>
    fetch(`${demo.shopify.graphqlOrigin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-shop-host': demo.facts.shop,
        [header]: demo.shop.installation?.accessToken ?? '',
      },
      body: JSON.stringify({ query: document, variables: options?.variables }),
    })
}

/** What a person does and sees, in the stand-in's shop. */
async function actAsPerson(
  { key, steps }: PersonQuestion,
  deploy: Partial<typeof EXPECTED_DEPLOY_KNOBS>,
): Promise<Reply> {
  if (key.startsWith('write.') || key === 'order.cancel') return 'y'
  const { storefront } = demo.facts
  const url = steps.map((step) => /^Open (http\S+)/.exec(step)?.[1]).find((one) => one)
  if (key === 'rule.opened' || key === 'order.opened') {
    openUrl = (await fetch(String(url), { headers: { accept: 'application/json' } })).url
    return 'y'
  }
  if (key === 'order.paid') {
    const { search } = new URL(openUrl)
    const headers = { accept: 'application/json' }
    const paid = await fetch(`${storefront}/checkout/complete${search}`, { method: 'POST', headers })
    return paid.status === 201 ? 'y' : 'n'
  }
  if (key === 'draft.sold') {
    const lines = [{ variantId: demo.facts.gates[1]?.variantId }]
    return (await send(`${storefront}/standin/orders`, { source: 'draft', lines })).status === 201 ? 'y' : 'n'
  }
  // A deploy with a toml that asks for everything that the questions are about.
  const refused = checkDeploy({ ...DEPLOY, knobs: { ...EXPECTED_DEPLOY_KNOBS, ...deploy } }).join()
  const signs: Record<string, string> = {
    'deploy.optional-scopes': 'order_routing_complete',
    'deploy.discount-scopes': 'discounts/update',
    'deploy.block-names': 'block name',
  }
  return refused.includes(signs[key] ?? 'unknown key') ? 'y' : 'n'
}
let openUrl = ''
const DEPLOY = {
  toml: `[access_scopes]
scopes = "write_discounts"
optional_scopes = [ "write_third_party_fulfillment_orders" ]
  [[webhooks.subscriptions]]
  topics = ["discounts/update", "fulfillment_orders/order_routing_complete"]
  uri = "/webhooks"
`,
  blockNames: ['A name with more than twenty-five characters'],
}

async function readEndpoints() {
  const urls = [demo.facts.chains.ethereum.rpcUrl]
  const endpoints = createEndpoints({ endpointUrls: new Map([[parseChainSlug('ethereum'), urls]]) })
  await checkEndpoints({ endpoints, isAgain: false, warn: () => {} })
  return endpoints.report()
}

type RunOptions = {
  deploy?: Partial<typeof EXPECTED_DEPLOY_KNOBS>
  ask?: (question: PersonQuestion) => Promise<Reply>
  say?: (sentence: string) => void
  signal?: AbortSignal
}

async function check({
  deploy = {},
  ask,
  say = () => {},
  signal = new AbortController().signal,
}: RunOptions = {}): Promise<Findings> {
  const graphql = connect('/admin/api/2026-10/graphql.json', 'x-shopify-access-token')
  const storefront = connect('/api/2026-10/graphql.json', 'shopify-storefront-private-token')
  return runLiveCheck({
    myshopifyDomain: demo.facts.shop,
    storefrontOrigin: demo.facts.storefront,
    storefrontPassword: null,
    graphql,
    port: createShopifyPort({ graphql, storefront }),
    readQueries: () => createFunctionRunner().readQueries(),
    readEndpoints,
    mark: `lc-${Math.random().toString(16).slice(2, 12)}`,
    ask: ask ?? ((question) => actAsPerson(question, deploy)),
    say,
    wait: async () => {},
    signal,
  })
}

async function setKnobs(knobs: Partial<Knobs>): Promise<void> {
  const body = { shop: demo.facts.shop, ...knobs }
  expect((await send(`${demo.shopify.graphqlOrigin}/standin/knobs`, body)).status).toBe(200)
}

const answersOf = (findings: Findings) =>
  Object.fromEntries(Object.entries(findings).map(([id, { answer }]) => [id, answer]))
const PROBED = QUESTION_IDS.filter((id) => QUESTIONS[id].probe !== 'none')
/** What the shop and the app hold at Shopify, without orders, carts and failures. */
const readTraces = () => {
  const { metafields, metaobjects, validations } = demo.shop
  return [metafields, metaobjects, validations].map((map) =>
    [...map.keys()].filter((key) => !key.includes('/Cart/') && !key.includes('/Order/')).sort(),
  )
}

/** Shops that answer otherwise than the app expects. An answer that would hide another one is in another shop. */
const OTHERS: readonly Partial<Knobs>[] = [
  {
    functionQueryCost: 'refused',
    metaobjectsInBlocks: 'empty',
    cartToken: 'other',
    absentVariables: 'omitted',
    draftOrders: 'no-step',
    openCheckout: 'with-line',
    cartMetafieldCopy: 'lost',
    jsonMetafields: 'reformatted',
    nodesCost: 'once',
  },
  {
    appMetafieldsInBlocks: 'empty',
    attributeLength: 'refused',
    propertyLength: 'refused',
    cartMetafieldToken: 'refused',
  },
  { attributeLength: 'cut', propertyLength: 'cut', cartAttributes: 'merged' },
]

describe('the live check', () => {
  test('default: it finds the answers that the app expects, and leaves nothing behind', async () => {
    const before = readTraces()
    const orders = demo.shop.orders.length
    const findings = await check()
    expect(answersOf(findings)).toEqual({
      ...Object.fromEntries(PROBED.map((id) => [id, Object.keys(QUESTIONS[id].answers)[0]])),
    })
    expect(readTraces()).toEqual(before)
    const made = demo.shop.orders.slice(orders).filter(({ sourceName }) => sourceName === 'web')
    expect(made.map(({ cancelledAt }) => cancelledAt !== null)).toEqual([true])
    expect([...demo.shop.carts.values()].flatMap(({ attributes }) => Object.keys(attributes))).not.toContain(
      '_palisade_check',
    )
  })

  test.each(OTHERS)('behavior: it finds the answers of a shop with %j', async (knobs) => {
    await setKnobs(knobs)
    try {
      expect(answersOf(await check())).toMatchObject(knobs)
    } finally {
      await setKnobs(EXPECTED_KNOBS)
    }
  })

  test('behavior: these shops have every other answer that can be seen from outside', () => {
    const tried = OTHERS.flatMap((knobs) => Object.entries(knobs).map(([id, answer]) => `${id} ${answer}`))
    const others = KNOB_ANSWERS.filter(({ id }) => QUESTIONS[id].probe !== 'none').flatMap(
      ({ id, answers }) => answers.slice(1).map((answer) => `${id} ${answer}`),
    )
    // Whether a draft order's rule got a step, or none, cannot be seen.
    expect(tried.sort()).toEqual(others.filter((one) => one !== 'draftOrders completion-step').sort())
  })

  test('behavior: it finds what a deploy refuses', async () => {
    const found = answersOf(
      await check({
        deploy: { optionalScopes: 'not-enough', discountScopes: 'not-enough', blockNames: 'refused' },
      }),
    )
    expect(found).toMatchObject({
      optionalScopes: 'not-enough',
      discountScopes: 'not-enough',
      blockNames: 'refused',
    })
  })

  test('behavior: without consent it writes nothing, and says what stays unknown', async () => {
    const before = [readTraces(), demo.shop.orders.length]
    const findings = await check({ ask: async () => 'skip' })
    expect([readTraces(), demo.shop.orders.length]).toEqual(before)
    const known = PROBED.filter((id: QuestionId) => findings[id]?.answer)
    expect(known).toEqual(['functionQueryCost', 'nodesCost', 'callWithoutTo'])
    expect(PROBED.every((id) => findings[id]?.seen)).toBe(true)
  })

  test('behavior: an aborted run removes what it has made', async () => {
    const before = readTraces()
    const controller = new AbortController()
    const asked: string[] = []
    const findings = await check({
      signal: controller.signal,
      ask: async (question) => {
        asked.push(question.key)
        if (question.key === 'rule.opened') {
          expect(demo.shop.validations.size).toBe(2)
          controller.abort()
        }
        return actAsPerson(question, {})
      },
    })
    expect(asked.at(-1)).toBe('rule.opened')
    expect(readTraces()).toEqual(before)
    expect(findings.jsonMetafields?.answer).toBe('as-written')
    expect(findings.absentVariables?.answer ?? null).toBeNull()
  })

  test('behavior: ended at its last question, it says that the test order stays', async () => {
    const controller = new AbortController()
    const said: string[] = []
    await check({
      signal: controller.signal,
      say: (sentence) => said.push(sentence),
      ask: async (question) => {
        if (question.key !== 'order.cancel') return actAsPerson(question, {})
        controller.abort()
        return new Promise(() => undefined)
      },
    })
    expect(said).toEqual([expect.stringMatching(/^The test order #\d+ stays\. Cancel it in Shopify\.$/)])
  })

  test('behavior: every question with a probe is settled by one part, and no other', () => {
    expect(PROBES.flatMap(({ settles }) => settles).sort()).toEqual([...PROBED].sort())
  })
})
