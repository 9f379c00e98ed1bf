import ts from 'typescript'
import type { Plugin } from 'vite'

/**
 * Compile object spreads of the server's own code to `Object.assign`. Node 20 gives each object of a spread with a
 * further property a hidden class of its own, once the code is hot. Then every read of such an object is slow, and a
 * login costs twice as much. esbuild's form of a spread is slower still.
 */
export function assignSpreads(): Plugin {
  return {
    name: 'assign-spreads',
    enforce: 'post',
    apply: 'build',
    transform(code, id, options) {
      if (!options?.ssr || !/\/app\/[^?]*\.ts$/.test(id) || !code.includes('...')) return null
      const compilerOptions = {
        // The first version without spread of objects. Everything newer is compiled too, as it was before.
        target: ts.ScriptTarget.ES2017,
        module: ts.ModuleKind.ESNext,
        sourceMap: true,
        useDefineForClassFields: true,
      }
      const { outputText, sourceMapText = '' } = ts.transpileModule(code, {
        compilerOptions,
        fileName: id.replace(/\.ts$/, '.js'),
      })
      return {
        code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
        map: JSON.parse(sourceMapText),
      }
    },
  }
}
