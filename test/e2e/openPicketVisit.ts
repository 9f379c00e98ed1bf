import type { Page } from 'playwright-core'
import { type OpenVisitorParameters, openVisitor, type Visitor } from './openVisitor.ts'

export type OpenPicketVisitParameters = OpenVisitorParameters & { readonly key: string; readonly api: string }
export type Outcome = { readonly value?: unknown; readonly error?: unknown }
export type PicketVisit = Visitor & {
  /** Start a method of the client without waiting for it. */
  readonly start: (method: string, ...args: unknown[]) => Promise<unknown>
  /** Choose the wallet in the modal. */
  readonly pressWallet: () => Promise<void>
  /** Outcome of the last started method: its value or its error. */
  readonly finish: () => Promise<Outcome>
  readonly call: (method: string, ...args: unknown[]) => Promise<Outcome>
  /** `call`, choosing the wallet meanwhile. */
  readonly callAndConnect: (method: string, ...args: unknown[]) => Promise<Outcome>
  /** Reload the page and create the client again, as every page does. */
  readonly reload: () => Promise<void>
  /** Wait for a text in the modal. */
  readonly see: (text: string) => Promise<void>
}

/** Open a page with the official browser client for a key. Scripts go to the page as text, see openVisitor.ts. */
export async function openPicketVisit({
  key,
  api,
  ...parameters
}: OpenPicketVisitParameters): Promise<PicketVisit> {
  const visitor = await openVisitor(parameters)
  const { page } = visitor
  const construct = () =>
    page.evaluate(`new window.Picket(${JSON.stringify(key)}, { baseURL: ${JSON.stringify(api)} })`)
  await construct()
  const start: PicketVisit['start'] = (method, ...args) => page.evaluate(composeCall(method, args))
  const finish = () => page.evaluate('window.outcome') as Promise<Outcome>
  const pressWallet = () => page.locator('#_picketWallets').getByRole('button', { name: 'MetaMask' }).click()
  return {
    ...visitor,
    start,
    finish,
    pressWallet,
    call: async (method, ...args) => {
      await start(method, ...args)
      return finish()
    },
    callAndConnect: async (method, ...args) => {
      await start(method, ...args)
      await pressWallet()
      return finish()
    },
    reload: async () => {
      await page.reload()
      await construct()
    },
    see: (text) => modalOf(page).getByText(text).waitFor(),
  }
}

export const modalOf = (page: Page) => page.locator('#_picket_connect_modal')

/** A wallet's provider cannot leave its page, so only its type is returned. */
export const composeCall = (
  method: string,
  args: readonly unknown[],
): string => `void (window.outcome = Promise.resolve()
  .then(() => window.picket.${method}(...${JSON.stringify(args)}))
  .then(
    (value) => ({ value: JSON.parse(JSON.stringify(value ?? null, (key, inner) => (key === 'provider' ? typeof inner : inner))) }),
    (error) => ({ error: error instanceof Error ? String(error) : error }),
  ))`
