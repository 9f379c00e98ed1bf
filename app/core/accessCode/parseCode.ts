const FORM = /^(PAL(?:-[0-9A-HJKMNP-TV-Z]{4}){3})(-[12])?$/

/** Parse an entered code, in any case, into the stored code (the first of a pair); null if it is not one of ours. */
export function parseCode(text: string): string | null {
  const [, base, end] = FORM.exec(text.trim().toUpperCase()) ?? []
  return base === undefined ? null : end === undefined ? base : `${base}-1`
}
