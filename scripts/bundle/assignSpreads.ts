import ts from 'typescript'
import type { Plugin } from 'vite'

/**
 * On Node 20, compile object spreads of the server's own code to `Object.assign`. That Node gives each object of a spread
 * with further fields a hidden class of its own once the code is hot, and then every read of it is slow. Later versions
 * do not, and esbuild's form of a spread is as slow as the fault.
 */
export function assignSpreads(): Plugin {
  const isNode20 = process.versions.node.startsWith('20.')
  return {
    name: 'palisade:assign-spreads',
    enforce: 'post',
    apply: 'build',
    transform(code, id, options) {
      if (!isNode20 || !options?.ssr || !/\/app\/[^?]*\.ts$/.test(id) || !code.includes('...')) return null
      const compilerOptions = {
        // The last version without spreads of objects. What is newer is compiled too, such as `?.`.
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
