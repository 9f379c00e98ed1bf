import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export type RunNpmParameters = { readonly words: readonly string[]; readonly folder: string }

/** Run npm, the same one that runs this script if one does, and return what it printed. */
export async function runNpm({ words, folder }: RunNpmParameters): Promise<string> {
  const npm = process.env.npm_execpath
  const isNpm = npm?.endsWith('npm-cli.js') === true
  const [program, argv] = isNpm ? [process.execPath, [npm, ...words]] : ['npm', words]
  const { stdout } = await promisify(execFile)(program, argv, { cwd: folder })
  return stdout
}
