import { build } from 'esbuild'
import type { Plugin } from 'vite'

const MARK = '?script'

/**
 * A plugin for `import text from './main.ts?script'`: the browser script, bundled and minified, as a text for a page.
 */
export function inlineScripts(): Plugin {
  return {
    name: 'palisade:inline-scripts',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(MARK)) return null
      const { outputFiles, metafile } = await build({
        entryPoints: [id.slice(0, -MARK.length)],
        bundle: true,
        minify: true,
        write: false,
        metafile: true,
        format: 'iife',
        target: 'es2020',
        charset: 'utf8',
        legalComments: 'none',
      })
      for (const input of Object.keys(metafile.inputs)) this.addWatchFile(input)
      return `export default ${JSON.stringify(outputFiles[0]?.text ?? '')}`
    },
  }
}
