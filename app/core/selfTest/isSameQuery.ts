/** Whether two GraphQL texts ask the same: blanks, line ends, commas and comments say nothing. */
export function isSameQuery({ built, released }: { built: string; released: string }): boolean {
  return squeeze(built) === squeeze(released)
}

function squeeze(text: string): string {
  return text
    .replace(/#[^\n\r]*/g, ' ')
    .replace(/[\s,]+/g, ' ')
    .replace(/ ?([{}():=![\]]) ?/g, '$1')
    .trim()
}
