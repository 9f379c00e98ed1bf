import { listProducts, openVisitor } from './storefront.ts'
import type { Finding, LiveProbe, LiveRun, PersonQuestion } from './types.ts'

/** Questions that only a person can settle. */
export const askPerson: LiveProbe = {
  settles: ['optionalScopes', 'discountScopes', 'blockNames', 'draftOrders'],
  writes: null,
  run: async (live) => ({
    ...(await askAboutDeploy(live)),
    draftOrders: await askAboutDraft(live),
  }),
}

async function askAboutDeploy({ ask }: LiveRun) {
  const refusal = (key: string, asks: string): PersonQuestion => ({
    key,
    steps: ['Look at the output of your last `npm run deploy`.'],
    asks,
  })
  const judge = async (question: PersonQuestion, [yes, no]: readonly [string, string]): Promise<Finding> => {
    const reply = await ask(question)
    if (reply === 'skip') return { answer: null, seen: 'Nobody looked.' }
    return { answer: reply === 'y' ? yes : no, seen: `A person answered ${reply}.` }
  }
  return {
    optionalScopes: await judge(
      refusal('deploy.optional-scopes', 'Did it refuse a webhook topic whose scope is optional?'),
      ['not-enough', 'enough'],
    ),
    discountScopes: await judge(
      refusal('deploy.discount-scopes', 'Did it refuse the topics discounts/update or discounts/delete?'),
      ['not-enough', 'enough'],
    ),
    blockNames: await judge(
      refusal('deploy.block-names', 'Did it refuse the name of a theme block as too long?'),
      ['refused', 'accepted'],
    ),
  }
}

async function askAboutDraft(live: LiveRun): Promise<Finding> {
  const products = await listProducts(await openVisitor(live), live)
  const exclusive = products.find(({ marks }) => marks.includes('*'))
  if (!exclusive) return { answer: null, seen: 'The storefront lists no product for holders only.' }
  const store = live.myshopifyDomain.replace('.myshopify.com', '')
  const reply = await live.ask({
    key: 'draft.sold',
    steps: [
      `Open https://admin.shopify.com/store/${store}/draft_orders/new`,
      `Add the product "${exclusive.handle}", and no customer.`,
      'Choose "Collect payment", then "Mark as paid". Delete the order afterwards.',
    ],
    asks: 'Did Shopify create the order?',
  })
  if (reply === 'skip') return { answer: null, seen: 'Nobody tried.' }
  return reply === 'y'
    ? { answer: 'unchecked', seen: `Staff sold ${exclusive.handle}.` }
    : // From outside, a run without a step and one with another step look the same.
      { answer: 'no-step', seen: `Shopify refused ${exclusive.handle}. The step itself cannot be seen.` }
}
