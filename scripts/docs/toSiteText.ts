import path from 'node:path'
import { HOME, toSitePath } from './toSitePath.ts'

export type ToSiteTextParameters = {
  /** The document, as a path of the repository. */
  readonly file: string
  readonly text: string
  readonly pages: ReadonlySet<string>
  /** Documents that the first page stands for. */
  readonly noPages: ReadonlySet<string>
}

/**
 * Turn a document of the repository into a page of the site. Links lead to pages; what is no page, such as a test, stays
 * as a name. A block of code that names its file gets that name as its title.
 */
export function toSiteText({ file, text, ...known }: ToSiteTextParameters): string {
  const folder = path.dirname(file)
  const place = path.dirname(toSitePath(file))
  const toLink = (whole: string, label: string, target: string) => {
    if (/^(?:[a-z]+:|#)/.test(target)) return whole
    const [name = '', anchor] = target.split('#')
    const found = path.join(folder, name)
    if (!known.pages.has(found) && !known.noPages.has(found)) return label
    const to = path.relative(place, known.noPages.has(found) ? HOME : toSitePath(found))
    // A folder has one address, without the name of its page.
    const link = `${to.startsWith('.') ? to : `./${to}`}.md`.replace(/\/index\.md$/, '/')
    return `[${label}](${link}${anchor ? `#${anchor}` : ''})`
  }
  // A decision that another one replaced has nothing to find but its link.
  const isReplaced = /^# \d.*\n\nSuperseded by /.test(text)
  const front = isReplaced ? '---\nsearch: false\n---\n\n' : ''
  return splitCode(front + text)
    .map(({ isCode, part }) => {
      if (isCode) return toTitledBlock(part)
      // An image has its file beside the page, as in the repository.
      return part.replace(/(?<!!)\[((?:`[^`]*`|[^\]`])*)\]\(([^)\s]+)\)/g, toLink)
    })
    .join('')
}

function splitCode(text: string): { isCode: boolean; part: string }[] {
  return text.split(/(^```[\s\S]*?^```$)/m).map((part, i) => ({ isCode: i % 2 === 1, part }))
}

/** VitePress shows the title of a block as a tab. */
function toTitledBlock(block: string): string {
  const [, language, name] = /^```(\w+) (\S+)\n/.exec(block) ?? []
  if (!language || !name) return block
  const titled = block.replace(/^.*\n/, `\`\`\`${language} [${path.basename(name)}]\n`)
  return `::: code-group\n\n${titled}\n\n:::`
}
