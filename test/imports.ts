import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** List the TypeScript files below a folder, without generated and built ones. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => path.resolve(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:generated|dist)[\\/]/.test(path.relative('.', file)))
}

function isSource(name: string): boolean {
  return /\.tsx?$/.test(name)
}

/** List the imports of a source text, types and dynamic imports included, without a query such as `?url`. */
export function listImports(source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => fileName.replace(/\?.*$/, ''))
}

/** List the imports of a file. */
export function importsOf(file: string): string[] {
  return listImports(readFileSync(file, 'utf8'))
}

/** The imported files of each file, by absolute path, without packages and files of other kinds. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/** Read the import graph of all TypeScript files below some folders. */
export function readImportGraph(folders: readonly string[]): ImportGraph {
  const files = folders.flatMap(listFiles)
  const inside = new Set(files)
  return new Map(
    files.map((file) => {
      const targets = importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => path.resolve(path.dirname(file), name))
      // Imports need an extension; built files such as `palisade.js` may not exist yet.
      const lost = targets.find(
        (target) => !/\.[a-z]+$/.test(target) || (isSource(target) && !existsSync(target)),
      )
      if (lost && !lost.includes(`${path.sep}generated${path.sep}`))
        throw new Error(`${file} imports ${lost}, which is no file: write the extension.`)
      return [file, targets.filter((target) => inside.has(target))] as const
    }),
  )
}

/** Find the circles of a graph: its strongly connected components of more than one file. @see Tarjan 1972 */
export function findCircles(graph: ImportGraph): string[][] {
  const order = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  const visit = (file: string): number => {
    let low = order.size
    order.set(file, low)
    open.push(file)
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target))
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low)
    }
    if (low === order.get(file)) {
      const circle = open.splice(open.indexOf(file))
      if (circle.length > 1) circles.push(circle.sort())
    }
    return low
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return circles
}
