import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { shareBrowser } from '../../../e2e/openPerson.ts'
import { PATIENCE_MS } from '../../../standin/browser/launchBrowser.ts'
import { announceWallets, type FakeWallet } from './announceWallets.ts'
import { ape, type SeedGate, type SeedGatesParameters } from './seedGates.ts'
import { type FakeCart, type ProxyAnswer, startPage } from './startPage.ts'

export type Call = { verb: string; body: Record<string, unknown> }

/** With upper-case letters, as a wallet that spells addresses with their checksum. */
export const holder = `0x12${'aB'.repeat(18)}9f`
const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600

/** Proofs as the block knows them: whole ones end with a MAC. */
export const cartProof = `p1~c~proof~${'c'.repeat(32)}`
export const lineProof = (variantId: number) => `p1~l~${variantId}~${'1'.repeat(32)}`

/** The app's answers for a gate of 20 percent. */
export const answers = {
  nonce: { body: { nonce: 'n1', message: 'shop wants you to sign in\nNonce: n1' } },
  open: (lines: unknown): ProxyAnswer => ({
    body: {
      gates: [{ id: 4, kind: 'open', reaction: 'p2000', endsAt }],
      proof: cartProof,
      lineProofs: (lines as { productId: number; variantId: number }[])
        .filter((line) => line.productId === 1001)
        .map((line) => ({ ...line, proof: lineProof(line.variantId) })),
      session: 'visit1',
    },
  }),
  closed: {
    body: {
      gates: [
        {
          id: 4,
          kind: 'closed',
          because: 'unmet',
          lines: [
            {
              depth: 0,
              because: 'too-little',
              text: 'too-little',
              name: ape.name,
              chain: 'Ethereum',
              needed: '2',
              found: '1',
            },
          ],
        },
      ],
      proof: null,
      lineProofs: [],
      session: 'visit1',
    },
  },
} satisfies Record<string, unknown>

/** Opens the product page in a new browser context; both end with the test. */
export async function openBlock(parameters: {
  proxy?: (call: Call) => ProxyAnswer
  wallet?: Partial<FakeWallet>
  cart?: FakeCart
  gates?: SeedGate[]
  /** Replaces the one login text. */
  nonce?: (call: Call) => ProxyAnswer
  /** Language of the shop's texts. */
  locale?: string
  /** Runs in every page before its own scripts. */
  script?: string
  /** Query of the page's URL. */
  search?: string
  /** Default: the product's page. */
  path?: '/cart'
  others?: SeedGatesParameters['others']
  /** Number of blocks on the page. */
  blocks?: number
}): Promise<{ page: Page; calls: Call[]; cart: FakeCart; open: () => Promise<void> }> {
  const calls: Call[] = []
  const shop = await startPage({
    block: {
      gates: parameters.gates ?? [{ number: 4, conditions: [ape] }],
      ...(parameters.others ? { others: parameters.others } : {}),
      ...(parameters.locale ? { locale: parameters.locale } : {}),
    },
    ...(parameters.blocks ? { blocks: parameters.blocks } : {}),
    ...(parameters.cart ? { cart: parameters.cart } : {}),
    proxy: (call) => {
      calls.push(call)
      if (call.verb === 'nonce') return parameters.nonce?.(call) ?? answers.nonce
      return parameters.proxy?.(call) ?? answers.open(call.body.lines)
    },
  })
  onTestFinished(shop.close)
  const context = await (await shareBrowser()).newContext({ locale: 'en-US' })
  context.setDefaultTimeout(PATIENCE_MS)
  onTestFinished(() => context.close())
  await announceWallets(context, [
    { name: 'Lantern', address: holder, color: '#e2761b', ...parameters.wallet },
    { name: '<b>Harbour</b>', address: holder, color: '#3b5bdb' },
  ])
  if (parameters.script) await context.addInitScript(parameters.script)
  const page = await context.newPage()
  const open = async () => {
    await page.goto(
      `${shop.origin}${parameters.path ?? '/products/varsity-jacket'}${parameters.search ?? ''}`,
    )
  }
  await open()
  return { page, calls, cart: shop.cart, open }
}

/** The form field with the proof. */
export const hidden = 'form input[name="properties[_palisade]"]'

/** Waits until the card shows this state. */
export const waitFor = (page: Page, name: string) =>
  page.locator(`palisade-gate[data-state=${name}]`).waitFor()

/** Connects the first wallet. */
export async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Lantern' }).click()
}
