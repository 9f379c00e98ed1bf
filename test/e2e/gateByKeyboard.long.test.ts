import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { createKeyboard } from './createKeyboard.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('a merchant with a keyboard alone', () => {
  test('default: from the list of gates to a saved gate, and the focus is never lost', async () => {
    const person = await openPerson({ width: 1280, height: 900 })
    const page = await person.newPage()
    await page.goto(`${demo.facts.admin}/app/gates`)
    const app = page.frameLocator('iframe')
    await app.getByRole('row').nth(1).waitFor()
    await app.locator('[inert]').waitFor({ state: 'detached' })
    const { press, reach, write, choose, meet } = createKeyboard(page)
    const findToken = async (text: string, found: RegExp) => {
      await reach({ name: 'Find a token' })
      await press('Enter')
      await app.getByRole('dialog').waitFor()
      await meet('Find a token')
      await reach({ name: 'Name, symbol or your wallet' })
      await write(text)
      await app.getByRole('dialog').getByRole('button', { name: found }).waitFor()
      await reach({ name: found })
      await press('Enter')
      await meet('Find a token')
    }

    await reach({ name: 'Create gate' })
    await press('Enter')
    await app.getByRole('heading', { name: 'Create gate' }).waitFor()
    await meet('Create gate')

    await reach({ name: 'Name' })
    await write('Owls or coins')
    await reach({ name: 'Select products' })
    await press('Enter')
    await meet('Search products')
    await write('mug')
    const rows = page.getByRole('dialog').getByRole('listitem')
    await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('Camp Mug')])
    await reach({ name: /^Camp Mug/ })
    await press('Space')
    await reach({ name: 'Select' })
    await press('Enter')
    await meet('Change selection')

    await findToken('night owls', /Night Owls/)
    await reach({ name: 'At least' })
    await write('2')
    await reach({ name: 'Add condition' })
    await press('Enter')
    await meet('What counts')
    await findToken('harbor coin', /Harbor Coin/)
    await reach({ name: 'A wallet must meet', key: 'Shift+Tab' })
    await choose('any')

    await reach({ name: 'Discount' })
    await choose('No discount')
    await press('ArrowDown')
    await reach({ name: 'Per wallet' })
    await write('3')
    await reach({ name: 'End date' })
    await page.keyboard.type('12312099')
    // A percentage is missing, so the save leads back to its field.
    await reach({ name: 'Save' })
    await press('Enter')
    await meet('Percent off')
    await write('15')
    await reach({ name: 'Save' })
    await press('Enter')
    await app.getByRole('heading', { name: 'Owls or coins' }).waitFor()
    await meet('Owls or coins')
    // What the page of the saved gate says, as the server gives it.
    await page.reload()
    await app.getByRole('heading', { name: 'Owls or coins' }).waitFor()
    await app.getByText('1 product selected').waitFor()
    const readValue = (label: string) => app.getByLabel(label, { exact: true }).first().inputValue()
    expect({
      product: await app.getByRole('button', { name: /^Remove / }).getAttribute('aria-label'),
      kind: await app.getByRole('combobox', { name: 'A wallet must meet' }).inputValue(),
      conditions: await app.locator('.palisade-need-head').allInnerTexts(),
      discount: [await readValue('Discount'), await readValue('Percent off')],
      limit: await readValue('Per wallet'),
      end: [await readValue('End date'), await readValue('End time')],
    }).toEqual({
      product: 'Remove Camp Mug',
      kind: 'any',
      conditions: ['Holds at least 2 of Night Owls on Ethereum', 'Holds at least 1 HRBR on Ethereum'],
      discount: ['percentage', '15'],
      limit: '3',
      end: ['2099-12-31', '00:00'],
    })

    await app.locator('[inert]').waitFor({ state: 'detached' })
    // A saved gate is changed and saved again.
    await reach({ name: 'Name' })
    await write('Owls or coins, and friends')
    const passed = await reach({ name: 'Save' })
    await press('Enter')
    await app.getByRole('heading', { name: 'Owls or coins, and friends' }).waitFor()
    // The last stop of the page, before the bar.
    await meet(passed[passed.indexOf('Discard') - 1] ?? 'the page')
  })
})
