import { encodeHtml } from '../../encodeHtml.ts'

/** Format a sentence as HTML, with literal names in `<code>`. */
export function renderText(text: string): string {
  return encodeHtml(text)
    .replace(/&quot;([\w:.]+)&quot;/g, '<code>$1</code>')
    .replace(LITERAL, '<code>$1</code>')
}

/** Error codes, addresses of the API, and names in snake_case or camelCase. */
const LITERAL =
  /(?<![\w/>])(ERR_[A-Z_]+|\/(?:authz|auth|chains|oauth2)[\w/{}]*|[a-z]+_[a-z_]+|[a-z]+(?:[A-Z][a-z]+)+)(?![\w<])/g
