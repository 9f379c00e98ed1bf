import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* What docs/themes/looks.md lets a theme write, on a product page of the demo. */
const page = readFileSync('docs/themes/looks.md', 'utf8')
const readBlock = (language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('a theme', () => {
  test('default: its style sheet gives the card its looks, and its script hears what happens', async () => {
    const { storefront, gates } = demo.facts
    const shown = await (await openPerson()).newPage()
    await shown.goto(`${storefront}/products/${gates[0]?.handle}`)
    await shown.addStyleTag({ content: readBlock('css') })
    const card = shown.locator('.palisade-card').first()
    const looks = await card.evaluate((element) => {
      const { borderRadius, backgroundColor } = getComputedStyle(element)
      return [borderRadius, backgroundColor]
    })
    expect(looks).toEqual(['0px', 'rgb(255, 255, 255)'])
    await shown.evaluate(readBlock('js'))
    const heard = shown.waitForEvent('console', (message) => message.args().length === 2)
    await shown.getByRole('button', { name: 'Connect wallet' }).click()
    await shown.getByRole('button', { name: 'Holder wallet' }).click()
    await shown.getByRole('button', { name: 'Sign', exact: true }).click()
    const [opened, endsAt] = await Promise.all((await heard).args().map((one) => one.jsonValue()))
    expect(opened).toEqual([gates[0]?.id])
    expect(endsAt).toBeGreaterThan(Date.now() / 1000)
  })
})
