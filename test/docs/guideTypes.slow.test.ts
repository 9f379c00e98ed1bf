import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/*
 * The lines of docs/moving-from-picket.md for picket-node, as a strict TypeScript project that Node runs would compile
 * them. The page's example is plain JavaScript, so what compiles here also runs.
 */
test('default: the lines for picket-node compile under strict, as an ES module of Node', () => {
  const guide = readFileSync('docs/moving-from-picket.md', 'utf8')
  const blocks = [...guide.matchAll(/```js[^\n]*\n([\s\S]*?)```/g)].map(([, code = '']) => code)
  const setUp = blocks.find((code) => code.includes('@picketapi/picket-node')) ?? ''
  const check = blocks.find((code) => code.includes('picket.validate')) ?? ''
  // Inside this folder, from which the packages resolve.
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync(path.join('.cache', 'guide-'))
  try {
    const file = path.join(folder, 'guide.mts')
    writeFileSync(
      file,
      `${setUp}\ndeclare const accessToken: string\n${check}\nclaims.walletAddress.length\n`,
    )
    const program = ts.createProgram([file], {
      ...{ strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    })
    const found = ts.getPreEmitDiagnostics(program)
    expect(found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))).toEqual([])
    expect(check).toContain('chain:')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
