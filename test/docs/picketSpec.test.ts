import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { chains } from '../../app/core/chain/chains.ts'
import { createError } from '../../app/core/errors/base.ts'
import type { ErrorCode } from '../../app/core/errors/codes.ts'
import { chooseErrorWord } from '../../app/core/oauth/chooseErrorWord.ts'
import { composeDiscovery } from '../../app/core/oauth/composeDiscovery.ts'
import { conditionKinds } from '../../app/core/requirement/kinds/table.ts'
import { answerPicketError } from '../../app/picket/answerPicketError.ts'
import { composeOpenApi, type OpenApiDocument } from '../../app/picket/describe/composeOpenApi.ts'
import { statusOf } from '../../app/statusOf.ts'
import { KIND_SAMPLES } from '../core/requirement/kindSamples.ts'

/*
 * docs/spec/picket.md holds the wire of the Picket API. These tests compare it with the code in what can be compared:
 * paths, field names, error codes, chains, kinds and the discovery document.
 */
const spec = readFileSync('docs/spec/picket.md', 'utf8')
let openApi: OpenApiDocument
beforeAll(async () => {
  openApi = await composeOpenApi({ issuer: 'https://palisade.example.com/api/v1' })
})

/** The text from a numbered heading to the next heading of the same or a higher level. */
function readSection(number: string): string {
  const level = number.includes('.') ? '###' : '##'
  const [, after = ''] = spec.split(`\n${level} ${number}${level === '##' ? '.' : ''} `)
  return after.split(level === '##' ? /\n## / : /\n##+ /, 1)[0] ?? ''
}

/** The cells of the table rows whose first cell is code. */
function readRows(section: string): string[][] {
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}
const words = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
const errorRows = readRows(readSection('1.13'))
  .filter(([first]) => first?.startsWith('`ERR_'))
  .map(([error, status, code, oauth]) => ({
    error: words(error)[0] as ErrorCode,
    status: Number(status),
    code: words(code)[0],
    oauth: words(oauth),
  }))

describe('docs/spec/picket.md', () => {
  test('behavior: the document names every path and every field of requests and answers', () => {
    for (const path of Object.keys(openApi.paths)) expect(spec).toContain(path)
    const names = Object.entries(openApi.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.keys(properties as object).map((name) => ({ schema, name })),
    )
    expect(names.length).toBeGreaterThan(80)
    // Named as code, in a list of code, or in JSON.
    const isNamed = ({ name }: { name: string }) => new RegExp(`[\`{ "]${name}[\`, }:"]`).test(spec)
    expect(names.filter((field) => !isNamed(field))).toEqual([])
  })

  test('behavior: the document names every parameter of the authorize URL', () => {
    const section = readSection('1.8')
    const { get } = openApi.paths['/oauth2/authorize'] ?? {}
    const { parameters } = get as unknown as { parameters: { name: string }[] }
    expect(parameters.length).toBeGreaterThan(20)
    const named = words(section)
    expect(parameters.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([])
  })

  test('behavior: the document lists every error that the API describes', () => {
    const described = new Set(JSON.stringify(openApi.paths).match(/ERR_[A-Z_]+/g))
    const listed = errorRows.map(({ error }) => error as string)
    expect([...described].filter((code) => !listed.includes(code))).toEqual([])
  })

  test.each(errorRows)(
    'behavior: $error has status $status, as the table says',
    async ({ error, status, code, oauth }) => {
      expect(statusOf(error)).toBe(status)
      if (oauth.length > 0) expect(oauth).toContain(chooseErrorWord({ code: error }))
      // A server fault is logged, and its answer has no word.
      if (status === 500) return
      const answer = answerPicketError(createError(error, 'What happened.', { hint: 'What to do.' }))
      const { code: word } = (await answer.json()) as { code?: string }
      // OAuth's own errors have OAuth's word, which is in the last column.
      expect(error.startsWith('ERR_OAUTH') || error === 'ERR_REDIRECT_URI' ? undefined : word).toBe(code)
    },
  )

  test('behavior: the document lists the chains of the code', () => {
    const rows = readRows(readSection('6')).filter((cells) => cells.length === 4)
    const listed = rows.map(([slug, , id, name]) => [words(slug)[0], Number(id), name])
    expect(listed).toEqual(chains.map(({ slug, id, name }) => [slug, id, name]))
  })

  test('behavior: the document lists the kinds of contracts and conditions', () => {
    const samples = Object.values(KIND_SAMPLES).flatMap(({ description }) =>
      description ? [description] : [],
    )
    const cellOf = (section: string, field: string) =>
      readRows(readSection(section))
        .find(([first]) => first === `\`${field}\``)
        ?.join(' | ')
    const [, ...kinds] = words(cellOf('1.11', 'kind'))
    expect(kinds.sort()).toEqual([...samples.map(({ kind }) => kind), 'unknown'].sort())
    const [, ...amounts] = words(cellOf('1.11', 'decimals')).filter((word) => word !== 'null')
    const counted = samples.filter((description) => 'decimals' in description)
    expect(amounts.sort()).toEqual(counted.map(({ kind }) => kind).sort())
    const [, needed] = /`kind` \(([^)]*)\)/.exec(cellOf('1.12', 'need') ?? '') ?? []
    expect(words(needed).sort()).toEqual(Object.keys(conditionKinds).sort())
  })

  test('behavior: the document names every member of the discovery document', () => {
    const section = readSection('1.10')
    const discovery = composeDiscovery({ issuer: 'https://palisade.example.com/api/v1' })
    // The row above says "the same for revocation".
    const { revocation_endpoint_auth_methods_supported: _, ...members } = discovery
    expect(Object.keys(members).filter((name) => !section.includes(name))).toEqual([])
    const claims = discovery.claims_supported as string[]
    expect(claims.filter((claim) => !section.includes(`\`${claim}\``))).toEqual([])
  })
})
