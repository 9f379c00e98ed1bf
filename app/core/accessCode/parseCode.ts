const FORM = /^(PAL(?:-[0-9A-HJKMNP-TV-Z]{4}){3})(-[12])?$/

/** What names a code that somebody entered, in whatever case; null where it is none of ours. */
export function parseCode(text: string): string | null {
  const [, base, end] = FORM.exec(text.trim().toUpperCase()) ?? []
  return base === undefined ? null : end === undefined ? base : `${base}-1`
}
