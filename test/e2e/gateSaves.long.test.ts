import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { deleteGate, failNext, fillGate, save } from './gateSaves.ts'
import { openAdmin, readOffer } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'
import { chooseMore } from './walkAdmin.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('a merchant who saves a gate', () => {
  test('behavior: a save during which Shopify answers 401 leaves one gate, which is completed afterwards', async () => {
    const admin = await openAdmin(demo)
    const { app, page } = admin
    const name = 'Coins later'
    const read = () => app.locator('body').innerText()
    await fillGate(admin, { demo, name, product: 'Camp Mug' })
    // The second one meets the new token, before the page of the saved gate opens.
    await failNext({ demo, operation: 'metafieldsSet', status: 401, times: 2 })
    await save(admin)
    await app.getByText('Saved, but not fully live yet').waitFor()
    await app.getByRole('heading', { name }).waitFor()
    expect(await read()).toContain('Shopify ended the login of Palisade')
    // The first retry may meet the second 401. Then it says so, and the next one completes the gate.
    await app.getByRole('button', { name: 'Retry' }).click()
    await page.getByText(/^Coins later is (still not fully live|live)$/).waitFor()
    if (await app.getByText('Saved, but not fully live yet').isVisible()) {
      await app.getByRole('button', { name: 'Retry' }).click()
      await page.getByText('Coins later is live').waitFor()
    }
    await app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    await admin.page.goto(`${demo.facts.admin}/app/gates`)
    await app.getByRole('row', { name }).getByText('Active').waitFor()
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
    await failNext({ demo, operation: '*', status: 401, times: 4 })
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
    await fillGate(admin, { demo, name: 'Coins once', product: 'Camp Mug' })
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

  test('behavior: a requirement tree can be edited and reordered by keyboard, shoppers see it, and a wallet is checked against it', async () => {
    const { ethereum, solana } = demo.facts.chains
    const admin = await openAdmin(demo)
    const { page, app } = admin
    await fillGate(admin, { demo, name: 'Coins and lights', product: 'Varsity Jacket' })
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
    await page.goto(`${demo.facts.admin}/app/gates`)
    await deleteGate(admin, 'Coins and lights')
  })
})
