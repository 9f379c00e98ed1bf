import type { FrameLocator, Page } from 'playwright-core'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openPerson } from './openPerson.ts'

/** A page of the admin, and the app in its frame. */
export type Admin = { readonly page: Page; readonly app: FrameLocator }

/** Opens the page of lists. */
export async function openLists(demo: RunningDemo): Promise<Admin> {
  const person = await openPerson({ width: 1280, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}/app/lists`)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Lists', exact: true }).waitFor()
  return { page, app }
}

/** Creates a list, and waits for its page. */
export async function createList({ app }: Admin, name: string): Promise<void> {
  await app.getByRole('button', { name: 'Create list' }).click()
  const dialog = app.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await app.getByRole('heading', { name, exact: true }).waitFor()
}

/** Chooses a CSV file of these lines on a list's page. */
export async function chooseFile({ app }: Admin, name: string, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(lines.join('\r\n'))
  await app.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await app.getByText(name, { exact: true }).waitFor()
}

/** Whether a list's page says that the address is on it. */
export async function isListed({ app }: Admin, address: string): Promise<boolean> {
  await app.getByRole('textbox', { name: 'Wallet address' }).fill(address)
  await app.getByRole('button', { name: 'Check', exact: true }).click()
  const answer = app.getByRole('status').filter({ hasText: /on this list/i })
  await answer.waitFor()
  return (await answer.innerText()).trim() === 'On this list'
}

/** The i-th address of many. */
export const address = (i: number) => `0x${(2n ** 140n + BigInt(i)).toString(16).padStart(40, '0')}` as const
/** Presses a button of the app. */
export const press = ({ app }: Admin, name: string) => app.getByRole('button', { name, exact: true }).click()
