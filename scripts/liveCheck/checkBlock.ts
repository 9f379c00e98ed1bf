import { runMutation, runQuery } from '../../app/shopify/runOperation.ts'
import { listProducts, openVisitor } from './storefront.ts'
import type { Finding, Findings, LiveProbe, LiveRun } from './types.ts'

/** JSON whose members are in no order that a program would choose. */
const JSON_TEXT = '{"zeta":1,"a":{"b":[1,2],"aa":"é"},"v":1.50}'
const CARD = 'live-check'
const INSTALLATION = `#graphql
  query LiveCheckInstallation { currentAppInstallation { id } }`
const DELETE_CARD = `#graphql
  mutation LiveCheckDeleteCard($id: ID!) {
    metaobjectDelete(id: $id) { deletedId userErrors { field message code } }
  }`

/** Questions about metafields, and about what the theme block reads of them. */
export const checkBlock: LiveProbe = {
  settles: ['jsonMetafields', 'appMetafieldsInBlocks', 'metaobjectsInBlocks'],
  writes: {
    key: 'write.metafields',
    text: 'It writes two metafields of the app’s own installation and one card that no page shows, and deletes them.',
  },
  run: async (live) => {
    const { currentAppInstallation } = await runQuery<{ currentAppInstallation: { id: string } }>({
      graphql: live.graphql,
      document: INSTALLATION,
    })
    const ownerId = currentAppInstallation.id
    await writeMetafield(live, { ownerId, key: 'live_check_json', type: 'json', value: JSON_TEXT })
    await writeMetafield(live, {
      ownerId,
      key: 'live_check',
      type: 'single_line_text_field',
      value: live.mark,
    })
    await writeCard(live)
    const [stored] = await live.port.readMetafields([{ ownerId, key: 'live_check_json' }])
    return { jsonMetafields: compareJson(stored), ...(await readBlock(live)) }
  },
}

type Written = { ownerId: string; key: string; type: string; value: string }

async function writeMetafield({ port, onEnd }: LiveRun, written: Written): Promise<void> {
  const { ownerId, key, type } = written
  const findDigest = async () => {
    const [found] = await port.readMetafields([{ ownerId, key }])
    return found && found !== 'owner-gone' ? found.digest : null
  }
  onEnd(async () => {
    const digest = await findDigest()
    if (digest !== null) await port.writeMetafields([{ ownerId, key, type, value: null, digest }])
  })
  await port.writeMetafields([{ ...written, digest: await findDigest() }])
}

async function writeCard({ port, graphql, mark, onEnd }: LiveRun): Promise<void> {
  await port.ensureDefinitions()
  onEnd(async () => {
    const [id] = await port.findGateCards([CARD])
    if (!id) return
    await runMutation({ graphql, root: 'metaobjectDelete', document: DELETE_CARD, variables: { id } })
  })
  const fields = { number: '0', name: mark, state: 'paused', kind: 'discount', needs: '{}', gives: '{}' }
  const [written] = await port.writeGateCards([{ handle: CARD, fields }])
  if (written instanceof Error) throw written
}

function compareJson(stored: { value: string } | 'owner-gone' | null | undefined): Finding {
  if (!stored || stored === 'owner-gone') return { answer: null, seen: 'The metafield was not there.' }
  const { value } = stored
  return {
    answer: value === JSON_TEXT ? 'as-written' : 'reformatted',
    seen: `${JSON_TEXT} came back as ${value}`,
  }
}

/** Reads what the block wrote into a product's page: snippets/live-check.liquid. */
async function readBlock(live: LiveRun): Promise<Findings> {
  const visitor = await openVisitor(live)
  const [product] = await listProducts(visitor, live)
  if (!product) return tellBoth('The storefront lists no product that is available.')
  // A page may come from Shopify's cache for some seconds after a write.
  for (let tries = 0; tries < 10; tries += 1) {
    const page = await (
      await visitor.get(`/products/${product.handle}?palisade=${live.mark}-${tries}`)
    ).text()
    if (!page.includes('palisade-gate.js')) {
      return tellBoth(
        `The page of ${product.handle} has no gate block. Add it to the theme, then run this again.`,
      )
    }
    // The block writes the element only if it finds one of the two.
    const [, value = '', card = ''] =
      /data-palisade-mark="([^"]*)" data-palisade-card="([^"]*)"/.exec(page) ?? []
    const isFound = value === live.mark && card === live.mark
    if (!isFound && tries < 9) {
      await live.wait(3_000)
      continue
    }
    const show = (text: string) => ({
      answer: text === live.mark ? 'found' : 'empty',
      seen: `The page of ${product.handle} shows "${text}".`,
    })
    return { appMetafieldsInBlocks: show(value), metaobjectsInBlocks: show(card) }
  }
  return {}
}

function tellBoth(seen: string): Findings {
  const finding = { answer: null, seen }
  return { appMetafieldsInBlocks: finding, metaobjectsInBlocks: finding }
}
