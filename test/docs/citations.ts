import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { toAnchor } from '../../scripts/docs/toAnchor.ts'

/** Built files, and files that are not ours. */
const SKIPPED = ['node_modules', 'build', 'dist', 'coverage', 'generated', '.git', '.data', '.cache']
const READ = /\.(md|txt|ts|tsx|mjs|liquid|graphql|toml|prisma|sql|sol|yul)$/
/** `docs/spec/proof.md#2-grammar`, with or without folders and heading. */
const CITATION = /(?<![\w/.-])((?:[\w.-]+\/)*[\w-][\w.-]*\.md)\b(#[\w-]+)?/g
/** A section cited only by number, which cannot be checked. */
const BARE_SECTION = /[\w-]+\.md`?,? ?(?:§|section )[ ]?\d[\d.]*/g

/** List the repository's files that may cite a document, as paths from its root. */
export function listCitingFiles(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : listCitingFiles(file)
    return READ.test(entry.name) ? [file] : []
  })
}

/**
 * Find the broken citations of Markdown documents in a file; in a page (Markdown, or llms.txt) also the broken links.
 *
 * A link resolves from the file's folder. Any other citation resolves from there or from the repository's root.
 */
export function findBrokenCitations({ file, text }: { file: string; text: string }): string[] {
  const folder = path.dirname(file)
  const isMarkdown = /\.(md|txt)$/.test(file)
  const prose = isMarkdown ? withoutFences(text) : text
  const links = isMarkdown ? [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target) : []
  const rest = prose.replace(/https?:\/\/\S+/g, '').replace(isMarkdown ? /\[[^\]]*\]\([^)\s]+\)/g : /$^/, '')
  const brokenLinks = links.filter(
    (link) => !/^(https?|mailto):/.test(link) && !leadsTo({ link, file, folder }),
  )
  const cited = [...rest.matchAll(CITATION)].map(([, document = '', anchor = '']) => document + anchor)
  const broken = cited.filter(
    (link) => !leadsTo({ link, file, folder }) && !leadsTo({ link, file, folder: '.' }),
  )
  return [...brokenLinks, ...broken, ...(rest.match(BARE_SECTION) ?? [])]
}

function leadsTo({ link, file, folder }: { link: string; file: string; folder: string }): boolean {
  const [document = '', anchor] = link.split('#')
  const target = document === '' ? file : path.join(folder, document)
  if (!existsSync(target)) return false
  return anchor === undefined || (statSync(target).isFile() && listAnchors(target).includes(anchor))
}

/** The anchors of a page's headings at GitHub. A repeated heading gets a number. */
function listAnchors(page: string): string[] {
  const seen = new Map<string, number>()
  const headings = withoutFences(readFileSync(page, 'utf8')).matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading = '']) => {
    const anchor = toAnchor(heading)
    const count = seen.get(anchor) ?? 0
    seen.set(anchor, count + 1)
    return count === 0 ? anchor : `${anchor}-${count}`
  })
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}
