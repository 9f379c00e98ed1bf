import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SECTIONS } from '../../scripts/docs/sections.ts'

/*
 * Every block of code of the documents is run by a test, or is on this list. A block that names a file is the file that
 * test/e2e/integrations runs. For the others of a page, this table says how many a test runs, compiles or compares, and
 * why no test does so with the rest.
 */
type Held = {
  readonly by?: Readonly<Record<string, number>>
  readonly not?: Readonly<Record<string, number>>
}
const HELD: Readonly<Record<string, Held>> = {
  'docs/themes/looks.md': { by: { 'test/e2e/themeLooks.test.ts': 2 } },
  'docs/bigcommerce.md': { by: { 'test/e2e/storeCard.long.test.ts': 2 } },
  'docs/integrations/agents.md': { not: { 'is an address': 1, 'is a part of a request': 1 } },
  'docs/integrations/webhooks.md': { not: { 'starts the example, as the test does': 1 } },
  'docs/integrations/README.md': { not: { 'packs, or sets variables as the tests do by themselves': 3 } },
  'docs/integrations/sign-in-with-a-wallet.md': { not: { 'is a part of a page': 1 } },
  'docs/integrations/restrict-to-wallets.md': { not: { 'starts the example, as the test does': 1 } },
  'docs/integrations/script-tag.md': { not: { 'shows options': 1, 'asks the registry': 1 } },
  'docs/integrations/react.md': { not: { 'is one element': 1 } },
  'docs/integrations/express.md': { not: { 'starts the example, as the test does': 1 } },
  'docs/integrations/nextjs.md': { not: { 'starts the example, as the test does': 1 } },
  'docs/integrations/rainbowkit.md': { not: { 'is a part of the page that the test bundles': 1 } },
  'docs/integrations/openid-connect.md': { not: { 'is an address': 1 } },
  'docs/integrations/headless.md': { not: { 'starts the example, as the test does': 1 } },
  'docs/integrations/receipts.md': { not: { 'is one request, which test/picket sends': 1 } },
  'docs/integrations/manage-gates.md': { not: { 'starts the example, as the test does': 1 } },
  'client/README.md': { by: { 'test/client/package.long.test.ts': 2 }, not: { 'asks npm': 1 } },
  'client/server/README.md': { by: { 'test/client/package.long.test.ts': 3 }, not: { 'asks npm': 1 } },
  'docs/moving-from-picket.md': {
    by: { 'test/docs/guideTypes.slow.test.ts': 1 },
    not: { 'is one line of a program': 3, 'is Go or Python': 2 },
  },
  'docs/spec/picket.md': { not: { 'is bytes of the wire, which test/picket compares': 11 } },
  'docs/install.md': { not: { 'needs a shop, or a server of one’s own': 6 } },
  'docs/hosting.md': {
    by: { 'test/hosting.long.test.ts': 1 },
    not: { 'changes a machine: the page says what was tried': 7 },
  },
  'docs/backup.md': {
    by: { 'test/e2e/restoredBackup.long.test.ts': 1 },
    not: { 'changes a machine': 3 },
  },
  'docs/nights.md': { by: { 'test/e2e/nightWords.long.test.ts': 1 }, not: { 'runs for an hour': 1 } },
  'ARCHITECTURE.md': { by: { 'test/fence.test.ts': 1 }, not: { 'is a picture': 3 } },
  'CONTRIBUTING.md': { not: { 'is a command of this repository': 4 } },
  'docs/spec/checkout.md': { not: { 'is an error of Shopify': 1 } },
  'docs/open-questions.md': { not: { 'needs a shop': 1 } },
}
const PAGES = SECTIONS.flatMap(({ pages }) => pages)
const countAll = (counts: Readonly<Record<string, number>> = {}) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

describe('the code of the documents', () => {
  test.each(PAGES)('behavior: %s has no block of code that nobody answers for', (page) => {
    const blocks = [...readFileSync(page, 'utf8').matchAll(/^```(.*)\n[\s\S]*?^```$/gm)]
    const own = blocks.filter(([, head = '']) => !/^\w+ examples\//.test(head))
    const { by, not } = HELD[page] ?? {}
    expect(own.length).toBe(countAll(by) + countAll(not))
  })

  test('behavior: the list names pages of the site, and tests that read them', () => {
    expect(Object.keys(HELD).filter((page) => !PAGES.includes(page))).toEqual([])
    for (const [page, { by = {} }] of Object.entries(HELD))
      for (const file of Object.keys(by)) {
        expect(existsSync(file), file).toBe(true)
        expect(readFileSync(file, 'utf8'), file).toContain(page)
      }
  })
})
