import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { listFiles } from './imports.ts'

/*
 * The first word of a function is a verb of the table in CONTRIBUTING.md, "Verbs". A name may also be a noun, if the
 * rules below the table allow it. Judged are all functions that a file of the product exports or declares at its top.
 */
const PRODUCT = ['app', 'client/src', 'client/server', 'client/storefront', 'extensions']
/** Functions that are called by a noun: they return what the noun names. */
const NOUNS: readonly { readonly name: RegExp; readonly files: RegExp }[] = [
  // A property of the argument: `familyOf(chain)`, `gatesOfProduct(marks)`.
  { name: /^[a-z0-9]+(?:[A-Z][a-z0-9]*)*Of(?:[A-Z]\w*)?$/, files: /./ },
  // One item of a list of a Function: `lineAt(3)`.
  { name: /At$/, files: /\/assembly\// },
  // Shopify's Wasm API, as the host names it.
  { name: /^(?:input|output|intern)[A-Z]/, files: /\/assembly\/host\.ts$/ },
  // What a route or a wiring file is made of.
  { name: /(?:Loader|Action|Route|Topic|Context)$/, files: /^app\// },
]

type Declared = { readonly name: string; readonly file: string; readonly answer: string }

function readSection(): string {
  const text = readFileSync('CONTRIBUTING.md', 'utf8')
  return /^## Verbs\n([\s\S]*?)(?=^## )/m.exec(text)?.[1] ?? ''
}

/** The words in backticks in the first column of the table. */
function readVerbs(section: string): string[] {
  return [...section.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) => readWords(cell))
}

/** The names that nobody here chose, in the list that ends the section. */
function readExceptions(section: string): string[] {
  return readWords(/^These names [\s\S]*$/m.exec(section)?.[0] ?? '')
}

function readWords(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)
}

function listFunctions(file: string, text: string): Declared[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind)
  const describeFunction = (name: ts.Node, declared: ts.SignatureDeclaration): Declared => ({
    name: name.getText(),
    file,
    answer: declared.type?.getText() ?? '',
  })
  return source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) {
      return statement.name ? [describeFunction(statement.name, statement)] : []
    }
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? [describeFunction(name, initializer)]
        : [],
    )
  })
}

/** The methods of the ports: some verbs are used by them alone. */
function listPortMethods(): string[] {
  return listFiles('app/ports').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}(?:readonly )?(\w+): \(/gm)].map(([, name = '']) => name),
  )
}

/** The functions whose first word is in no table. A component has a capital; an error is called what is wrong. */
function listStrange(functions: readonly Declared[], verbs: ReadonlySet<string>, named: ReadonlySet<string>) {
  return functions.filter(
    ({ name, file, answer }) =>
      !verbs.has(firstWord(name)) &&
      !/^[A-Z]/.test(name) &&
      !/Error$/.test(answer) &&
      !named.has(name) &&
      !NOUNS.some((noun) => noun.name.test(name) && noun.files.test(file)),
  )
}

function firstWord(name: string): string {
  return /^[a-z0-9]+/.exec(name)?.[0] ?? name
}

const section = readSection()
const verbs = readVerbs(section)
const exceptions = readExceptions(section)
const functions = PRODUCT.flatMap((folder) => listFiles(folder)).flatMap((file) =>
  listFunctions(path.relative('.', file).split(path.sep).join('/'), readFileSync(file, 'utf8')),
)

describe('the first words of functions', () => {
  test('default: every function of the product begins with a verb of CONTRIBUTING.md', () => {
    expect(functions.length).toBeGreaterThan(2000)
    const strange = listStrange(functions, new Set(verbs), new Set(exceptions))
    expect(strange.map(({ name, file }) => `${name} in ${file}`)).toEqual([])
  })

  test('behavior: the table has each verb once, and none that nobody uses', () => {
    expect(new Set(verbs).size).toBe(verbs.length)
    const used = new Set([...functions.map(({ name }) => name), ...listPortMethods()].map(firstWord))
    expect(verbs.filter((verb) => !used.has(verb))).toEqual([])
  })

  test('behavior: every exception is a function that would fail without it', () => {
    const strange = new Set(listStrange(functions, new Set(verbs), new Set()).map(({ name }) => name))
    expect(exceptions.length).toBeGreaterThan(0)
    expect(exceptions.filter((name) => !strange.has(name))).toEqual([])
  })

  test.each([
    ['a word of no table', 'export function tendShop() {}', 'app/flows/shops/x.ts'],
    ['a function of the file alone', 'function handle() {}', 'app/core/gate/x.ts'],
    ['an arrow', 'export const process = async () => null', 'app/core/gate/x.ts'],
    ['an item outside the Functions', 'function lineAt() {}', 'app/core/gate/x.ts'],
    [
      'an error that is thrown inside',
      'function refuse(): never { throw new Error() }',
      'app/core/gate/x.ts',
    ],
  ])('refuses: %s', (_, text, file) => {
    expect(listStrange(listFunctions(file, text), new Set(verbs), new Set(exceptions))).toHaveLength(1)
  })

  test.each([
    ['a verb', 'export function parseGate() {}', 'app/core/gate/x.ts'],
    ['a component', 'export function GateCard() {}', 'app/admin/x.tsx'],
    ['what is wrong', 'function unknownGate(): NotFoundError {}', 'app/db/x.ts'],
    ['a property of the argument', 'function familyOf(chain) {}', 'app/core/x.ts'],
    ['a handler of a door', 'export const proxyAction = () => null', 'app/proxy/x.ts'],
  ])('behavior: %s is allowed', (_, text, file) => {
    expect(listStrange(listFunctions(file, text), new Set(verbs), new Set(exceptions))).toEqual([])
  })
})
