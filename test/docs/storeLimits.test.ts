import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { STORE_ABSENCES } from '../../app/admin/page/storeAbsences.ts'

const limits = readFileSync('docs/limits.md', 'utf8')
const [, table = ''] = limits.split('## What each platform has')
const rows = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, what = '', shopify = '', store = '']) => ({ what, shopify, store }),
)

test('default: the table of the platforms has each thing that a store’s admin says is missing', () => {
  const told = new Map(rows.map(({ what, store }) => [what, store]))
  expect(STORE_ABSENCES.map(({ name }) => told.get(name))).toEqual(
    STORE_ABSENCES.map(({ name }) => (name === 'Wallets and receipts on orders' ? 'in the app alone' : 'no')),
  )
  expect(rows.length).toBeGreaterThan(STORE_ABSENCES.length)
})

test('behavior: the document of BigCommerce says how large the storefront’s script is', async () => {
  const { outputFiles } = await build({
    entryPoints: ['client/store/main.ts'],
    ...{ bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8' },
    ...{ legalComments: 'none', write: false, loader: { '.css': 'text' } },
  })
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length
  const [, kilobytes] = /It is (\d+) kB with gzip/.exec(readFileSync('docs/bigcommerce.md', 'utf8')) ?? []
  expect(Math.ceil(bytes / 1000)).toBe(Number(kilobytes))
  expect(bytes).toBeLessThanOrEqual(24_000)
})
