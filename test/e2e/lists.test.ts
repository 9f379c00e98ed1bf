import { beforeAll, describe, expect, test } from 'vitest'
import { toChecksumAddress } from '../../app/crypto/evmSignature.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { address, chooseFile, createList, isListed, openLists, press } from './walkLists.ts'

const SOLANA = 'HN7cABqLq46Es1jh92dQQisAq662SmxELLLsHHe4YWrH'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('the pages of lists', () => {
  test('default', async () => {
    const admin = await openLists(demo)
    const { app } = admin
    await app.getByText('Let in the wallets you choose').waitFor()
    await createList(admin, 'Early supporters')
    await chooseFile(admin, 'holders.csv', [
      '\ufeff"HolderAddress","Balance"',
      `"${toChecksumAddress(address(1) as never)}","12"`,
      `"${address(2)}","3"`,
      'anna.eth,1',
      `${SOLANA};5`,
      '',
      `${address(2)},9`,
    ])
    await press(admin, 'Import')
    await app.getByText('1 line could not be read. Nothing has changed yet.').waitFor()
    const bad = app.getByRole('row').filter({ hasText: 'anna.eth,1' })
    expect(await bad.getByRole('cell').first().innerText()).toBe('4')
    await press(admin, 'Import 3 addresses without it')
    await app.getByText('3 addresses imported. 1 line repeated an address.').waitFor()
    await app.getByText('3 addresses', { exact: true }).waitFor()
    expect(await isListed(admin, address(1))).toBe(true)
    expect(await isListed(admin, SOLANA)).toBe(true)
    expect(await isListed(admin, address(3))).toBe(false)

    await app.getByRole('textbox', { name: 'Or paste addresses' }).fill(`${address(3)}, ${address(2)}`)
    await press(admin, 'Add to list')
    await app.getByText('1 address added: the list holds 4 now. 1 was on the list already.').waitFor()
    expect(await isListed(admin, address(3))).toBe(true)
    await press(admin, 'Undo last import')
    await app.getByText('3 addresses', { exact: true }).waitFor()
    expect(await isListed(admin, address(3))).toBe(false)
  })

  test('refuses: a spreadsheet, an import without addresses, and a name that is taken', async () => {
    const admin = await openLists(demo)
    const { app } = admin
    await createList(admin, 'Third')
    const buffer = Buffer.from('PK\u0003\u0004 and so on')
    await app.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer })
    await press(admin, 'Import')
    await app.getByText('This is a spreadsheet.', { exact: false }).waitFor()
    await press(admin, 'Remove')
    await app.getByRole('textbox', { name: 'Or paste addresses' }).fill('nobody@example.com')
    await press(admin, 'Import')
    await app.getByText('1 line could not be read.', { exact: false }).waitFor()
    expect(await app.getByRole('button', { name: /^Import/ }).count()).toBe(0)
    await press(admin, 'Cancel')

    await press(admin, 'Rename')
    const dialog = app.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Early supporters')
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await dialog.getByText('Another list already has this name.').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await press(admin, 'Delete list')
    await app.getByRole('dialog').getByRole('button', { name: 'Delete list' }).click()
    await app.getByRole('heading', { name: 'Lists', exact: true }).waitFor()
    expect(await app.getByRole('row').filter({ hasText: 'Third' }).count()).toBe(0)
    expect(await app.getByRole('row').filter({ hasText: 'Early supporters' }).count()).toBe(1)
  })

  test('refuses: every page and step of another shop’s list, and requests without a session (404, 401)', async () => {
    const shop = demo.facts.otherShop.shop
    const made = await demo.requestAdmin({ path: '/app/lists/new.data', body: { name: 'Ours' } })
    const listId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(await made.text())?.[0]
    const at = `/app/lists/${listId}`
    const started = await demo.requestAdmin({ path: `${at}/imports`, body: { mode: 'add' } })
    const { id } = ((await started.json()) as { result: { id: string } }).result
    const steps = [
      { path: `${at}.data` },
      { path: `${at}.data`, body: { name: 'Theirs' } },
      { path: `${at}/check`, body: { address: address(1) } },
      { path: `${at}/imports`, body: { mode: 'add' } },
      { path: `${at}/imports/${id}/finish`, body: {} },
      { path: `${at}/imports/${id}/cancel`, body: {} },
      { path: `${at}/undo.data`, body: { openedAt: 1 } },
      { path: `${at}/delete.data`, body: {} },
    ]
    for (const step of steps) {
      expect([step.path, (await demo.requestAdmin({ ...step, shop })).status]).toEqual([step.path, 404])
      const { status } = await fetch(`${demo.app.origin}${step.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify('body' in step ? step.body : {}),
        redirect: 'manual',
      })
      expect([step.path, status]).not.toEqual([step.path, 200])
    }
    const lines = { path: `${at}/imports/${id}`, body: { firstLine: 1, lines: [address(1)] } }
    expect((await demo.requestAdmin({ ...lines, shop })).status).toBe(409)
    expect((await demo.requestAdmin(lines)).status).toBe(200)
  })

  test('behavior: leaving a pasted or running import asks first, and the list stays as it was', async () => {
    const admin = await openLists(demo)
    const { app, page } = admin
    await createList(admin, 'Half done')
    const pasted = app.getByRole('textbox', { name: 'Or paste addresses' })
    const back = app.getByRole('link', { name: 'Lists', exact: true })
    const answer = (name: 'Stay' | 'Leave page') => page.getByRole('button', { name, exact: true }).click()
    await pasted.fill(address(81))
    await back.press('Enter')
    await answer('Stay')
    expect(await pasted.inputValue()).toBe(address(81))
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await app.getByText('1 address imported.').waitFor()
    await back.press('Enter')
    await app.getByRole('link', { name: 'Half done' }).click()

    let goOn = () => {}
    const until = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route(/\/imports\/[0-9a-f-]+$/, async (route) => {
      await until
      await route.continue().catch(() => {})
    })
    await pasted.fill(address(82))
    await press(admin, 'Add to list')
    await app.getByRole('progressbar').waitFor()
    await back.press('Enter')
    await answer('Leave page')
    await app.getByRole('link', { name: 'Half done' }).click()
    goOn()
    expect(await isListed(admin, address(81))).toBe(true)
    expect(await isListed(admin, address(82))).toBe(false)
  })

  test('behavior: an answer that comes late says nothing about the address that is now in the field', async () => {
    const admin = await openLists(demo)
    const { app, page } = admin
    await createList(admin, 'Late answers')
    await app.getByRole('textbox', { name: 'Or paste addresses' }).fill(address(71))
    await press(admin, 'Import')
    const field = app.getByRole('textbox', { name: 'Wallet address' })
    const check = app.getByRole('button', { name: 'Check', exact: true })
    const statuses = app.getByRole('status').filter({ hasText: /on this list/i })
    const held: (() => void)[] = []
    await page.route('**/check**', async (route) => {
      const response = await route.fetch()
      await new Promise<void>((release) => held.push(release))
      await route.fulfill({ response })
    })
    const ask = async (count: number) => {
      await check.click()
      await expect.poll(() => held.length).toBe(count)
    }
    await field.fill(address(71))
    await ask(1)
    await field.fill(address(72))
    const late = page.waitForResponse(/\/check/)
    held[0]?.()
    await (await late).finished()
    // Asked at once, and answered later: until then nothing is said.
    await ask(2)
    expect(await statuses.count()).toBe(0)
    held[1]?.()
    await statuses.waitFor()
  })
})
