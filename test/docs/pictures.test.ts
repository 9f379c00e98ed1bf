import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PictureRecord } from '../../scripts/docs/takeDocPictures.ts'

/* `pictures.long.test.ts` compares what the pictures show with the pages of a demo. */
const FOLDER = 'docs/pictures'
const record = JSON.parse(readFileSync(`${FOLDER}/pictures.json`, 'utf8')) as PictureRecord
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.png'))

test('default: every picture is as `npm run docs:pictures` took it, and none is left over', () => {
  const hashed = Object.fromEntries(
    names.map((name) => [
      name.replace('.png', ''),
      createHash('sha256')
        .update(readFileSync(`${FOLDER}/${name}`))
        .digest('hex'),
    ]),
  )
  expect(hashed).toEqual(Object.fromEntries(Object.entries(record).map(([name, one]) => [name, one.sha256])))
})

test('behavior: a page shows each of them', () => {
  const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  const text = pages.map((name) => readFileSync(`docs/${name}`, 'utf8')).join('\n')
  expect(names.filter((name) => !text.includes(`pictures/${name})`))).toEqual([])
})
