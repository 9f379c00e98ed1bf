import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Format a heading as the anchor that GitHub makes of it. */
function formatAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** Read the anchors of a page. */
function readAnchors(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => formatAnchor(match[1] ?? ''))
}

/** Find the links of a page whose file or anchor does not exist. Paths are relative to the repository. */
export function findBrokenLinks(page: string): string[] {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? page : path.join(path.dirname(page), file)
    return !existsSync(target) || (anchor !== undefined && !readAnchors(target).includes(anchor))
  })
}
