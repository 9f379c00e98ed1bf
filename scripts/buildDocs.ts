import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { installPeer } from '../test/installPeer.ts'
import type { MenuPage } from './docs/composeConfig.ts'
import { composeHome } from './docs/composeHome.ts'
import { NO_PAGES, SECTIONS } from './docs/sections.ts'
import { HOME, toSitePath } from './docs/toSitePath.ts'
import { toSiteText } from './docs/toSiteText.ts'

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..')
/** Not a dependency: 125 packages, of which only this command needs one. */
const VITEPRESS = 'vitepress@1.6.4'

/** Build the documentation site from the repository's documents, into `public/docs`. Returns its pages, by their file. */
export async function buildDocs({ folder = path.join(ROOT, 'public/docs') } = {}): Promise<string[]> {
  const peer = await installPeer({ name: 'vitepress', packages: [VITEPRESS] })
  // Below the packages, where the pages' own imports are found.
  const site = path.join(peer, 'site')
  const pages = writeSources(site)
  const program = path.join(peer, 'node_modules/vitepress/bin/vitepress.js')
  const words = [program, 'build', site, '--outDir', path.join(site, 'out')]
  try {
    await promisify(execFile)(process.execPath, words, { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The documentation was not built.\n${stdout}\n${stderr}`, { cause: error })
  }
  moveInlineScripts(path.join(site, 'out'))
  rmSync(folder, { recursive: true, force: true })
  cpSync(path.join(site, 'out'), folder, { recursive: true })
  return pages
}

function writeSources(site: string): string[] {
  rmSync(site, { recursive: true, force: true })
  const decisions = readdirSync(path.join(ROOT, 'docs/decisions'))
    .filter((name) => /^\d.*\.md$/.test(name))
    .sort()
    .map((name) => `docs/decisions/${name}`)
  const pages = [...SECTIONS.flatMap((section) => section.pages), ...decisions]
  const known = { pages: new Set(pages), noPages: new Set(NO_PAGES) }
  for (const file of pages) {
    const text = readFileSync(path.join(ROOT, file), 'utf8')
    writeText(path.join(site, `${toSitePath(file)}.md`), toSiteText({ file, text, ...known }))
    copyPictures(file, text, path.join(site, path.dirname(toSitePath(file))))
  }
  const [, tagline = ''] =
    /^# .*\n\n([\s\S]*?)\n\n/.exec(readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? []
  const sentence = tagline.replaceAll('\n', ' ').split('. ')[0]?.replace(/\.?$/, '.') ?? ''
  writeText(path.join(site, `${HOME}.md`), composeHome({ sections: SECTIONS, tagline: sentence }))
  const menus = SECTIONS.map(({ title, pages: files }) => ({ title, pages: files.map(readTitle) }))
  const config = { menus, decisions: decisions.map(readTitle), description: sentence }
  const composer = JSON.stringify(path.join(ROOT, 'scripts/docs/composeConfig.ts'))
  writeText(
    path.join(site, '.vitepress/config.mjs'),
    `import { composeConfig } from ${composer}\nexport default composeConfig(${JSON.stringify(config)})\n`,
  )
  const theme = path.join(site, '.vitepress/theme')
  writeText(path.join(theme, 'index.mjs'), THEME)
  for (const name of ['theme.css', 'searchOptions.ts'])
    cpSync(path.join(ROOT, 'scripts/docs', name), path.join(theme, name))
  return pages
}

/** The theme of VitePress, with our colors and our search. */
const THEME = `import extended from 'vitepress/theme-without-fonts'
import { searchOptions } from './searchOptions.ts'
import './theme.css'

const enhanceApp = ({ siteData }) => {
  Object.assign(siteData.value.themeConfig.search, { options: { miniSearch: { searchOptions } } })
}
export default { extends: extended, enhanceApp }
`

function readTitle(file: string): MenuPage {
  const [, title] = /^# (.+)$/m.exec(readFileSync(path.join(ROOT, file), 'utf8')) ?? []
  if (!title) throw new Error(`${file} has no heading, so the menu has no name for it.`)
  return { file, title: title.replaceAll('`', '') }
}

/** Pictures keep their place beside the page. */
function copyPictures(file: string, text: string, folder: string): void {
  for (const [, name = ''] of text.matchAll(/!\[[^\]]*\]\(([^)\s:]+)\)/g)) {
    const from = path.join(ROOT, path.dirname(file), name)
    if (!existsSync(from)) throw new Error(`${file} shows ${name}, which does not exist.`)
    cpSync(from, path.join(folder, name))
  }
}

/** The server's policy allows scripts of files alone, so each inline script becomes a file. */
function moveInlineScripts(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )
  for (const name of files) {
    const html = readFileSync(path.join(folder, name), 'utf8')
    const changed = html.replace(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]+?)<\/script>/g, (_, script: string) => {
      const hash = createHash('sha256').update(script).digest('hex').slice(0, 8)
      writeFileSync(path.join(folder, 'assets', `inline.${hash}.js`), script)
      return `<script src="/docs/assets/inline.${hash}.js"></script>`
    })
    writeFileSync(path.join(folder, name), changed)
  }
}

function writeText(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pages = await buildDocs()
  console.log(
    `public/docs: ${pages.length} pages. \`npm run build:app\` puts them beside the server, at /docs/.`,
  )
}
