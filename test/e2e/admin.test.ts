import { beforeAll, describe, expect, test } from 'vitest'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type Admin, openAdmin, readOffer } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { chooseMore } from './walkAdmin.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

/** Fill the form of a new gate until its save bar appears; pick products in Shopify's own dialog. */
async function fillGate(
  { page, app }: Admin,
  { name, product }: { name: string; product: string },
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

const save = ({ page }: Admin) => page.getByRole('button', { name: 'Save', exact: true }).click()

async function failNext(operation: string, status?: number, times = 1): Promise<void> {
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
async function deleteGate({ app }: Admin, name: string): Promise<void> {
  await app.getByRole('link', { name }).click()
  await chooseMore(app, 'Delete gate')
  await app.getByRole('dialog').getByRole('button', { name: 'Delete gate' }).click()
  await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  await app.getByText(name).waitFor({ state: 'detached' })
}

describe('a merchant in the admin', () => {
  test('default: the merchant creates a gate and sees it on the storefront', async () => {
    const admin = await openAdmin(demo)
    await fillGate(admin, { name: 'Coins for jackets', product: 'Varsity Jacket' })
    await save(admin)
    await admin.app.getByRole('heading', { name: 'Coins for jackets' }).waitFor()
    expect(await readOffer(demo, 'varsity-jacket')).toContain('25% off for HRBR holders')
    await admin.page.goto(`${demo.facts.admin}/app/gates`)
    const row = admin.app.getByRole('row', { name: /Coins for jackets/ })
    expect(await row.innerText()).toMatch(/Holds at least 50 HRBR on Ethereum[\s\S]*25% off[\s\S]*Active/)
  })

  test('behavior: a requirement tree can be edited and reordered by keyboard, shoppers see it, and a wallet is checked against it', async () => {
    const { ethereum, solana } = demo.facts.chains
    const admin = await openAdmin(demo)
    const { page, app } = admin
    await fillGate(admin, { name: 'Coins and lights', product: 'Varsity Jacket' })
    await app.getByRole('button', { name: 'Add group' }).click()
    await app.getByLabel('Conditions of this group to meet').selectOption('none')
    const group = app.locator('.palisade-group')
    await group.getByLabel('Contract address').fill(solana.contracts.collection)
    await group.getByText('Harbor Lights').first().waitFor()
    await app.getByRole('button', { name: 'Add condition' }).last().click()
    await app.getByLabel('What counts').last().selectOption('native')
    await app.locator('.palisade-need-head').last().focus()
    await page.keyboard.press('Alt+ArrowUp')
    // From its new position in the group, above the existing condition.
    await page.keyboard.press('Alt+ArrowUp')
    await app.getByText('Moved: now 1 of 2 in its group.').waitFor()
    const amount = app.getByLabel('At least', { exact: true }).nth(1)
    await amount.fill('5000000')
    // In a text field the same keys move the caret, and no condition.
    await amount.press('Alt+ArrowDown')
    await amount.press('Alt+ArrowUp')
    expect(await amount.inputValue()).toBe('5000000')
    expect(await app.getByText('Moved: now 2 of 2 in its group.').count()).toBe(0)
    await save(admin)
    await app.getByRole('heading', { name: 'Coins and lights' }).waitFor()
    const heads = await app.locator('.palisade-need-head').allInnerTexts()
    expect(heads.map((text) => text.trim())).toEqual([
      'Holds at least 50 HRBR on Ethereum',
      'Holds at least 5,000,000 ETH on Ethereum',
      'Holds at least 1 of Harbor Lights on Solana',
    ])
    expect(await readOffer(demo, 'varsity-jacket')).toMatch(
      /25% off for wallets with all of these[\s\S]*None of these:[\s\S]*Harbor Lights/,
    )
    const check = async (...wallets: string[]) => {
      await app.getByLabel('Wallet address', { exact: true }).fill(wallets.join('\n'))
      await app.getByRole('button', { name: 'Check', exact: true }).click()
      await app.locator('.palisade-check').first().waitFor()
      const text = (await app.locator('body').innerText()).split('Check a wallet')[1] ?? ''
      return text.replace(/\s+/g, ' ')
    }
    const alone = await check(ethereum.wallets.holder.address)
    expect(alone).toContain('Passes this gate')
    expect(alone).toMatch(/HRBR on Ethereum Found [1-9][0-9.,]* HRBR .*block [0-9]+ · endpoint ethereum/)
    const together = await check(ethereum.wallets.holder.address, solana.wallets.holder.address)
    expect(together).toContain('Does not pass this gate')
    expect(together).toMatch(/Harbor Lights on Solana Found [1-9][0-9]* NFT.*slot [0-9,]+ · endpoint solana/)
  })

  test('behavior: an error appears at its field, and nothing is saved', async () => {
    const { page, app } = await openAdmin(demo)
    await app
      .getByRole('link', { name: 'Create gate' })
      .or(app.getByRole('button', { name: 'Create gate' }))
      .first()
      .click()
    await app.getByLabel('Name', { exact: true }).fill('Half a gate')
    await app.getByLabel('Contract address').fill('night owls')
    // A chosen holding time that is left empty is not "now".
    await app.locator('[aria-controls="gate-more-options"]').press('Enter')
    await app.getByLabel('Now and some time ago').press('Space')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await app.locator('[id*="contract"][aria-invalid="true"]').waitFor()
    await app.getByText('Enter how long ago, or choose “Now”.').waitFor()
    await app.getByLabel('How long ago').fill('7')
    await app.getByText('About 50,400 blocks on Ethereum.').waitFor()
    const text = await app.locator('body').innerText()
    expect(text.match(/address/gi)?.length).toBeGreaterThan(1)
    await page.goto(`${demo.facts.admin}/app/gates`)
    expect(await app.getByText('Half a gate').count()).toBe(0)
  })

  test('behavior: a Shopify failure leaves the gate pending with the reason, and Retry completes it', async () => {
    const admin = await openAdmin(demo)
    await fillGate(admin, { name: 'Coins for mugs', product: 'Camp Mug' })
    await failNext('metafieldsSet')
    await save(admin)
    await admin.app.getByText('Saved, but not fully live yet').waitFor()
    expect(await admin.app.locator('body').innerText()).toContain('Shopify is having a bad day.')
    expect(await readOffer(demo, 'camp-mug')).not.toContain('25% off')
    await admin.app.getByRole('button', { name: 'Retry' }).click()
    await admin.app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    expect(await readOffer(demo, 'camp-mug')).toContain('25% off for HRBR holders')
  })

  test('behavior: a save during which Shopify answers 401, and a retry with 402, leave one gate that Retry completes', async () => {
    const admin = await openAdmin(demo)
    const { app } = admin
    const name = 'Coins later'
    const read = () => app.locator('body').innerText()
    await fillGate(admin, { name, product: 'Camp Mug' })
    // The second one meets the new token, before the page of the saved gate opens.
    await failNext('metafieldsSet', 401, 2)
    await save(admin)
    await app.getByText('Saved, but not fully live yet').waitFor()
    await app.getByRole('heading', { name }).waitFor()
    expect(await read()).toContain('Shopify ended the login of Palisade')
    await failNext('metafieldsSet', 402)
    await app.getByRole('button', { name: 'Retry' }).click()
    await expect.poll(read).toContain('a bill is not paid')
    await app.getByRole('button', { name: 'Retry' }).click()
    await app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    await admin.page.goto(`${demo.facts.admin}/app/gates`)
    await app.getByRole('row', { name }).waitFor()
    expect(await app.getByRole('row', { name }).count()).toBe(1)
    await deleteGate(admin, name)
  })

  test('behavior: a login that Shopify ends with every request of a save keeps the page of the gate', async () => {
    const admin = await openAdmin(demo)
    const { app } = admin
    await app.getByRole('link', { name: 'Night Owls holders' }).click()
    const percent = app.getByLabel('Percent off')
    const before = await percent.inputValue()
    await percent.fill('26')
    // Also the first requests with the new tokens, and those of the page that loads after the save.
    await failNext('*', 401, 4)
    await save(admin)
    await app.getByText('Saved, but not fully live yet').waitFor()
    await app.getByRole('heading', { name: 'Night Owls holders' }).waitFor()
    expect([await percent.inputValue(), await app.getByText('could not be shown').count()]).toEqual(['26', 0])
    await app.getByRole('button', { name: 'Retry' }).click()
    await app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    await percent.fill(before)
    await save(admin)
    await admin.page.getByText('Gate saved').waitFor()
  })

  test('behavior: a save whose answer is lost keeps the form, and saving again makes no second gate', async () => {
    const admin = await openAdmin(demo)
    const { page, app } = admin
    await fillGate(admin, { name: 'Coins once', product: 'Camp Mug' })
    let lost = 0
    await page.route('**/app/gates/new.data*', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue()
      lost += 1
      await route.fetch()
      await route.abort()
    })
    await save(admin)
    await app.getByText('The server could not be reached. Nothing is lost.').waitFor()
    expect(await app.getByLabel('Name', { exact: true }).inputValue()).toBe('Coins once')
    await app.getByLabel('Name', { exact: true }).fill('Coins just once')
    await save(admin)
    await app.getByRole('heading', { name: 'Coins just once' }).waitFor()
    await page.goto(`${demo.facts.admin}/app/gates`)
    await app.getByRole('row', { name: /Coins just once/ }).waitFor()
    expect(await app.getByRole('row', { name: /Coins (just )?once/ }).count()).toBe(1)
    expect(lost).toBe(1)
    await deleteGate(admin, 'Coins just once')
  })

  test('behavior: a paused gate disappears from the storefront and gives nothing any more', async () => {
    const { app } = await openAdmin(demo)
    const row = app.getByRole('row', { name: /Harbor Lights holders/ })
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Pause', exact: true }).click()
    await row.getByText('Paused').waitFor()
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(`${demo.facts.storefront}/products/market-tote`)
    expect(await page.locator('palisade-gate').count()).toBe(0)
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Resume', exact: true }).click()
    await row.getByText('Active').waitFor()
    await page.reload()
    await page.locator('palisade-gate').waitFor()
  })

  test('behavior: access to a collection, once per NFT, is created, enforced, corrected by hand and deleted', async () => {
    const { ethereum } = demo.facts.chains
    const admin = await openAdmin(demo)
    const { page, app } = admin
    await app.getByRole('link', { name: 'Create gate' }).first().click()
    await app.getByLabel('Name', { exact: true }).fill('Owls first')
    await app.getByLabel('What the gate applies to').selectOption('collections')
    await app.getByRole('button', { name: 'Select collections' }).click()
    await page.getByRole('dialog', { name: 'Select collections' }).getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Select', exact: true }).click()
    await app.getByText('1 collection selected').waitFor()
    await app.getByLabel('Contract address').fill(ethereum.contracts.erc721)
    await app.getByText('Night Owls').first().waitFor()
    await app.getByLabel('Discount', { exact: true }).selectOption('none')
    await save(admin)
    await app.getByText('Choose at least one thing that holders get.').waitFor()
    await app.getByLabel('Exclusive access').check()
    await app.getByLabel('Per NFT').fill('1')
    await app.getByLabel('End date').fill('2030-01-31')
    await app.getByText('Nobody can buy these products', { exact: true }).click()
    expect(await app.locator('.palisade-preview').innerText()).toMatch(
      /For Night Owls holders[\s\S]*Once per token\. You need to log in to your account\.[\s\S]*Connect your wallet to buy\./,
    )
    await save(admin)
    await app.getByText('This collection cannot list the tokens of a wallet').first().waitFor()
    await app.getByLabel('Only these token IDs').fill('0-20')
    await save(admin)
    await app.getByRole('heading', { name: 'Owls first' }).waitFor()
    await app.getByText('Enforced at checkout').waitFor()
    const text = await app.locator('body').innerText()
    expect(text).toContain('Ends 31 Jan 2030, 00:00')
    expect(text).toContain('Only the customer who unlocked it can use it')

    await page.getByRole('link', { name: 'Redemptions' }).click()
    await app.getByText('0 uses, 0 reserved').waitFor()
    await app.getByRole('button', { name: 'Correct uses' }).click()
    await app.getByLabel('Used by').selectOption({ label: 'An NFT of Night Owls' })
    await app.getByLabel('Token ID').fill('seven')
    await app.getByLabel('Reason').fill('Sold at the till')
    await app.getByRole('button', { name: 'Record use' }).click()
    await app.locator('input[aria-invalid="true"]:focus').fill('7')
    await app.getByRole('button', { name: 'Record use' }).click()
    const use = app.getByRole('row', { name: /Night Owls #7 on Ethereum.*Owls first.*Used/ })
    await use.waitFor()
    await use.getByRole('button', { name: /^Release/ }).click()
    await app.getByLabel('Reason').fill('It was another one')
    await app.getByRole('dialog').getByRole('button', { name: 'Release' }).click()
    await app.getByRole('row', { name: /Night Owls #7 on Ethereum.*Owls first.*Released/ }).waitFor()
    expect(await app.locator('body').innerText()).toMatch(/“It was another one”[\s\S]*“Sold at the till”/)

    await page.goto(`${demo.facts.admin}/app/gates`)
    await app.getByRole('link', { name: 'Owls first' }).click()
    await chooseMore(app, 'Delete gate')
    await app.getByRole('dialog').getByRole('button', { name: 'Delete gate' }).click()
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
    await app.getByText('Owls first').waitFor({ state: 'detached' })
  })

  test('behavior: a new gate that only gives access needs no discount, and shows its end and what it hides', async () => {
    const { app } = await openAdmin(demo)
    await app.getByRole('link', { name: 'Create gate' }).click()
    const { erc721 } = demo.facts.chains.ethereum.contracts
    await app.getByLabel('Contract address').fill(`https://opensea.io/item/ethereum/${erc721}/3`)
    await app.getByText('Night Owls').first().waitFor()
    expect(await app.getByLabel('Contract address').inputValue()).toBe(erc721)
    await app.getByLabel('Exclusive access').check()
    expect(await app.getByLabel('Discount', { exact: true }).inputValue()).toBe('none')
    await app.getByText('Connect your wallet to buy.').waitFor()
    await app.getByText('still sees the buy button, but the checkout refuses their order').waitFor()
    await app.getByLabel('End date').fill('2026-01-01')
    await app.getByText('This end is in the past').waitFor()
    await app.getByText('The gate has ended. Shoppers do not see it.').waitFor()
    await app.getByText('Nobody can buy these products', { exact: true }).click()
    await app.getByText('This is no longer for sale.').waitFor()
    expect(await app.getByText('Connect wallet').count()).toBe(0)
    expect(await app.getByText('Ended 1 Jan 2026, 00:00 (Berlin time).').count()).toBe(1)
  })

  test('behavior: keyboard focus returns to its place when a dialog closes', async () => {
    const { page, app } = await openAdmin(demo)
    const openAndLeave = async (place: string, name: string) => {
      await page.getByRole('link', { name: place, exact: true }).click()
      await app.getByRole('heading', { name: place }).waitFor()
      await app.getByRole('button', { name }).first().press('Enter')
      await app.getByRole('dialog', { name }).waitFor()
      await page.keyboard.press('Escape')
      await app.locator('button:focus', { hasText: name }).waitFor()
    }
    await openAndLeave('Lists', 'Create list')
    await openAndLeave('Developers', 'Create project')
    await app
      .getByRole('link', { name: /Demo sites/ })
      .first()
      .click()
    await app.getByRole('heading', { name: 'Demo sites' }).waitFor()
    // Focus returns to the button after the question, the answer and a second dialog.
    await app.getByRole('button', { name: 'Create key' }).press('Enter')
    await app.getByRole('dialog').getByLabel('Name', { exact: true }).fill('For an hour')
    await app.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).press('Enter')
    await app.getByRole('dialog').getByText('sk_').first().waitFor()
    await app.getByRole('dialog').getByRole('button').last().press('Enter')
    await expect(app.locator('button:focus', { hasText: 'Create key' }).waitFor()).resolves.toBeUndefined()
  })
})
