/** The texts of a Function by language; every language has the same names. Each text but the last starts with `{product}`. */
export type FunctionTexts = Readonly<Record<string, Readonly<Record<string, string>>>>

const SUBJECT = '{product}'

/**
 * Compose the AssemblyScript module of a Function's texts. A text of AssemblyScript has two bytes for each letter; these
 * have one for most, and the Function writes them as they are. Each text is what follows the product's name.
 *
 * @throws Error if a language has other names than the first one, or a text does not start with the product.
 */
export function composeFunctionTexts(texts: FunctionTexts): string {
  const languages = Object.keys(texts)
  const names = Object.keys(Object.values(texts)[0] ?? {})
  const bytes: number[] = []
  const offsets = [0]
  for (const [language, own] of Object.entries(texts)) {
    if (Object.keys(own).join() !== names.join())
      throw new Error(`The texts in "${language}" differ in their names.`)
    for (const [name, text] of Object.entries(own)) {
      const isSubject = name === names.at(-1)
      if (!isSubject && !text.startsWith(SUBJECT))
        throw new Error(`The text ${name} in "${language}" does not start with ${SUBJECT}.`)
      bytes.push(...Buffer.from(isSubject ? text : text.slice(SUBJECT.length)))
      offsets.push(bytes.length)
    }
  }
  const codes = languages.map((language) => Buffer.from(language).readUInt16LE())
  return [
    `export const LANGUAGE_COUNT: i32 = ${languages.length}`,
    `export const TEXT_COUNT: i32 = ${names.length}`,
    `export const ENGLISH: i32 = ${languages.indexOf('en')}`,
    `export const languages = memory.data<u16>([${codes}])`,
    `export const offsets = memory.data<u16>([${offsets}])`,
    `export const texts = memory.data<u8>([${bytes}])`,
  ].join('\n')
}
