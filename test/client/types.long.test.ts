import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

describe('the types of the client', () => {
  test('default: a site’s code compiles with them alone, and the source agrees with them', () => {
    const program = ts.createProgram([path.resolve('test/client/typeSample.ts')], {
      strict: true,
      noEmit: true,
      skipDefaultLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noUncheckedIndexedAccess: true,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
    })
    const found = ts
      .getPreEmitDiagnostics(program)
      .map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))
    expect(found).toEqual([])
  })
})
