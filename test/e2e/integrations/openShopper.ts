import type { Page } from 'playwright-core'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openPerson } from '../openPerson.ts'
import { putWallets } from '../putWallets.ts'

/** Open a page as a person with the demo's two wallets in a new browser context. */
export async function openShopper({ demo, url }: { demo: RunningDemo; url: string }): Promise<Page> {
  const { holder, outsider } = demo.facts.chains.ethereum.wallets
  const person = await openPerson()
  await putWallets(person, [
    { name: 'Holder wallet', color: '#1f3fe0', privateKey: holder.privateKey },
    { name: 'Empty wallet', color: '#7a7f8c', privateKey: outsider.privateKey },
  ])
  const page = await person.newPage()
  await page.goto(url)
  return page
}

/** Press a button of the page, then choose a wallet in the dialog of palisade.js. */
export async function logIn(page: Page, wallet: string, button = 'Log in with your wallet'): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('button', { name: wallet }).click()
}
