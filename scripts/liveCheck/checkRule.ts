import { runMutation } from '../../app/shopify/runOperation.ts'
import { clearCart, findCheckoutUrl, listProducts, openVisitor } from './storefront.ts'
import type { Finding, LiveProbe, LiveRun } from './types.ts'

const CREATE = `#graphql
  mutation LiveCheckValidation($validation: ValidationCreateInput!) {
    validationCreate(validation: $validation) {
      validation { id }
      userErrors { field message code }
    }
  }`

/** What a validation without metafields does. */
export const checkRule: LiveProbe = {
  settles: ['absentVariables'],
  writes: {
    key: 'write.rule',
    text: 'It adds a second checkout rule of Palisade’s Function and deletes it. The rule blocks nothing if it fails. Until it is deleted, it refuses exclusive products for holders too.',
  },
  run: async (live) => ({ absentVariables: await checkVariables(live) }),
}

async function checkVariables(live: LiveRun): Promise<Finding> {
  const visitor = await openVisitor(live)
  const product = (await listProducts(visitor, live)).find(({ marks }) => !marks.includes('*'))
  if (!product) return { answer: null, seen: 'The storefront lists no product that everybody may buy.' }
  const id = await createRule(live)
  live.onEnd(() => clearCart(visitor, '_palisade_check'))
  await visitor.post('/cart/add.js', { id: product.variantId, quantity: 1 })
  const url = await findCheckoutUrl(visitor, live)
  if (!url) return { answer: null, seen: 'The shop gives no URL for this cart.' }
  const reply = await live.ask({
    key: 'rule.opened',
    steps: [`Open ${url}`, 'Wait until the checkout shows the total. Buy nothing.'],
    asks: 'Did the checkout show the total?',
  })
  if (reply !== 'y') return { answer: null, seen: 'Nobody opened the checkout.' }
  // Shopify records a failed run some seconds later.
  for (let tries = 0; tries < 10; tries += 1) {
    const rule = (await live.port.findValidations()).find(({ validationId }) => validationId === id)
    if (!rule)
      return { answer: null, seen: 'The rule was deleted meanwhile. Stop the server, then run this again.' }
    if (rule.errors[0]) return { answer: 'null', seen: rule.errors[0] }
    await live.wait(3_000)
  }
  return { answer: 'omitted', seen: 'The checkout ran, and Shopify records no failed run.' }
}

async function createRule({ graphql, port, mark, onEnd }: LiveRun): Promise<string> {
  const validation = {
    title: `Palisade live check ${mark}`,
    functionHandle: 'gate-validation',
    enable: true,
    blockOnFailure: false,
  }
  const created = await runMutation<{ validation: { id: string } }>({
    graphql,
    root: 'validationCreate',
    document: CREATE,
    variables: { validation },
  })
  const { id } = created.validation
  onEnd(() => port.deleteValidation({ validationId: id }))
  return id
}
