import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  finishImport,
  ImportRefusal,
  runImport,
  SHOWN_BAD_LINES,
} from '../../../app/admin/lists/runImport.ts'
import type { ListImport } from '../../../app/core/list/types.ts'

const NONE: ListImport = {
  id: 'import',
  mode: 'add',
  isTable: false,
  lines: 0,
  entries: 0,
  duplicates: 0,
  bad: 0,
}

type Lines = { firstLine: number; lines: string[] }

const done = (result: unknown) => Response.json({ kind: 'done', result })

/** A server in place of the browser's `fetch`. Every line that contains "bad" is bad. */
function serve(fail: (path: string, count: number) => Response | null = () => null) {
  const asked: { path: string; body: unknown }[] = []
  let standing = NONE
  vi.stubGlobal('fetch', async (path: string, { body, signal }: { body: string; signal?: AbortSignal }) => {
    signal?.throwIfAborted()
    asked.push({ path, body: JSON.parse(body) })
    const failed = fail(path, asked.length)
    if (failed) return failed
    if (!path.endsWith('/import')) return done(path.endsWith('/imports') ? NONE : {})
    const { firstLine, lines } = JSON.parse(body) as Lines
    const bad = lines.flatMap((line, i) =>
      line.includes('bad') ? [{ line: firstLine + i, reason: 'not-an-address' }] : [],
    )
    standing = { ...standing, lines: firstLine + lines.length - 1, bad: standing.bad + bad.length }
    return done({ import: standing, bad })
  })
  return asked
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const start = (text: string, signal = new AbortController().signal) =>
  runImport({ listId: 'list', mode: 'add', source: new Blob([text]), signal, onProgress: () => {} })

describe('runImport', () => {
  test('default', async () => {
    const asked = serve()
    const text = `${'x\n'.repeat(2_003)}  bad\u0007 ${'y'.repeat(100)}\nx`
    expect(await start(text)).toEqual({
      import: { ...NONE, lines: 2_005, bad: 1 },
      share: 1,
      bad: [{ line: 2_004, reason: 'not-an-address', text: `bad  ${'y'.repeat(75)}…` }],
    })
    expect(asked.map(({ path }) => path)).toEqual([
      '/app/lists/list/imports',
      '/app/lists/list/imports/import',
      '/app/lists/list/imports/import',
    ])
    expect(asked.slice(1).map(({ body }) => (body as Lines).firstLine)).toEqual([1, 2_001])
  })

  test('behavior: the first hundred bad lines are shown, and all are counted', async () => {
    serve()
    const progress = await start('bad\n'.repeat(250))
    expect(progress.import.bad).toBe(250)
    expect(progress.bad).toHaveLength(SHOWN_BAD_LINES)
  })

  test('behavior: lines without an answer are sent again, unchanged', async () => {
    const asked = serve((_path, count) => (count === 2 ? new Response('', { status: 503 }) : null))
    await start('x')
    expect(asked[2]).toEqual(asked[1])
    expect(asked).toHaveLength(3)
  })

  test.each([
    ['the action refuses', { kind: 'failed', message: 'Too many.' }],
    ['the server refuses before the action', { msg: 'Too many.', code: 'ERR_RATE_LIMITED' }],
  ])('refuses: an import if %s, with its message, and cancels it', async (_, answer) => {
    const asked = serve((path) => (path.endsWith('/import') ? Response.json(answer, { status: 422 }) : null))
    await expect(start('x')).rejects.toThrow(new ImportRefusal('Too many.'))
    expect(asked.at(-1)?.path).toBe('/app/lists/list/imports/import/cancel')
  })

  test('refuses: an import whose login ended, with the sentence of every page, and asks no second time', async () => {
    const asked = serve((path) => (path.endsWith('/import') ? new Response(null, { status: 401 }) : null))
    await expect(start('x')).rejects.toThrow(/^Your login has ended\. Nothing is lost\./)
    expect(asked.map(({ path }) => path)).toEqual([
      '/app/lists/list/imports',
      '/app/lists/list/imports/import',
      '/app/lists/list/imports/import/cancel',
    ])
  })

  test('refuses: to say that nothing has changed if the final request got no answer', async () => {
    vi.useFakeTimers()
    const asked = serve(() => new Response('', { status: 502 }))
    const end = expect(finishImport({ listId: 'list', importId: 'import' })).rejects.toThrow(
      /may or may not have changed\. Reload/,
    )
    await vi.runAllTimersAsync()
    await end
    expect(asked).toHaveLength(3)
  })

  test('behavior: cancelling stops the import and tells the server', async () => {
    const controller = new AbortController()
    const asked = serve((path) => {
      if (path.endsWith('/import')) controller.abort()
      return null
    })
    await expect(start('x\n'.repeat(5_000), controller.signal)).rejects.toThrow()
    expect(asked.at(-1)?.path).toBe('/app/lists/list/imports/import/cancel')
  })
})
