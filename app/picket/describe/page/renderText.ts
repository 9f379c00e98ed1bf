import { escapeHtml } from '../../escapeHtml.ts'

/** Write a sentence, with the names in it that are meant literally set as code. */
export function renderText(text: string): string {
  return escapeHtml(text)
    .replace(/&quot;([\w:.]+)&quot;/g, '<code>$1</code>')
    .replace(LITERAL, '<code>$1</code>')
}

/** Codes, addresses of the API, and names in snake_case or camelCase. */
const LITERAL =
  /(?<![\w/>])(ERR_[A-Z_]+|\/(?:authz|auth|chains|oauth2)[\w/{}]*|[a-z]+_[a-z_]+|[a-z]+(?:[A-Z][a-z]+)+)(?![\w<])/g
