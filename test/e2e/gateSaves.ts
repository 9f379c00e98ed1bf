import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import type { Admin } from './openAdmin.ts'
import { chooseMore } from './walkAdmin.ts'

/** Fill the form of a new gate until its save bar appears; pick products in Shopify's own dialog. */
export async function fillGate(
  { page, app }: Admin,
  { demo, name, product }: { demo: RunningDemo; name: string; product: string },
): Promise<void> {
  await app
    .getByRole('link', { name: 'Create gate' })
    .or(app.getByRole('button', { name: 'Create gate' }))
    .first()
    .click()
  await app.getByLabel('Name', { exact: true }).fill(name)
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: product }).check()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByText('1 product selected').waitFor()
  await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc20)
  await app.getByText('Harbor Coin').first().waitFor()
  await app.getByLabel('At least').fill('50')
  await app.getByLabel('Percent off').fill('25')
}

/** Press Save in Shopify's bar. */
export const save = ({ page }: Admin) => page.getByRole('button', { name: 'Save', exact: true }).click()

/** Let Shopify's next answers to an operation fail: by the status, or by an error of the user's. */
export async function failNext({
  demo,
  operation,
  status,
  times = 1,
}: {
  demo: RunningDemo
  operation: string
  status?: number
  times?: number
}): Promise<void> {
  const userErrors = [{ message: 'Shopify is having a bad day.' }]
  const answer = status === undefined ? { userErrors } : { status }
  await post(`${demo.shopify.graphqlOrigin}/standin/fail`, {
    operation,
    ...answer,
    times,
    shop: demo.facts.shop,
  })
}

/** Delete a gate from the list, so that no later test finds it on the product. */
export async function deleteGate({ app }: Admin, name: string): Promise<void> {
  await app.getByRole('link', { name }).click()
  await chooseMore(app, 'Delete gate')
  await app.getByRole('dialog').getByRole('button', { name: 'Delete gate' }).click()
  await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  await app.getByText(name).waitFor({ state: 'detached' })
}
