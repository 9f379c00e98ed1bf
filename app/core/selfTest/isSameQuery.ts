/** Whether two GraphQL queries are equal apart from white space, commas and comments. */
export function isSameQuery({ built, released }: { built: string; released: string }): boolean {
  return toComparableQuery(built) === toComparableQuery(released)
}

function toComparableQuery(text: string): string {
  return text
    .replace(/#[^\n\r]*/g, ' ')
    .replace(/[\s,]+/g, ' ')
    .replace(/ ?([{}():=![\]]) ?/g, '$1')
    .trim()
}
