import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** File with the library files in the browser's bundle, as a JSON list of paths: their licences ship with the server. */
export const PACKAGES_OF_CLIENT = '.cache/packagesOfClient.json'

/** A plugin that records which library files the browser's bundle contains. */
export function recordPackages(): Plugin {
  let isServer = false
  return {
    name: 'palisade:record-packages',
    apply: 'build',
    configResolved({ build }) {
      isServer = Boolean(build.ssr)
    },
    generateBundle(_, bundle) {
      if (isServer) return
      const files = Object.values(bundle)
        .flatMap((part) => (part.type === 'chunk' ? part.moduleIds : part.originalFileNames))
        .map((file) => path.relative('.', file.replace(/^\0/, '').replace(/\?.*$/, '')))
        .filter((file) => file.includes('node_modules/'))
      mkdirSync(path.dirname(PACKAGES_OF_CLIENT), { recursive: true })
      writeFileSync(PACKAGES_OF_CLIENT, JSON.stringify([...new Set(files)].sort()))
    },
  }
}
