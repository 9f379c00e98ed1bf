import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FIRST_RECEIVER } from './fillNews.ts'

/** A page of the admin, or what one loads: its name and path. */
export type Loader = { readonly name: string; readonly path: string }

/** What the parts of a path that begin with `$` are, by the words before them. */
export type PathValues = Readonly<Record<string, string>>

const ROUTES = 'app/routes'

/**
 * What a route is asked for beside its plain address: the filters that read the most, and pages in the middle. Gate 1 is
 * the one that the flows sell, so a page of it is full whatever the size; of gate 2 little is found.
 */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/app/orders': [
    ...['search=nobody', 'search=5000000000', 'gate=1', 'outcome=duplicate', 'gate=2&outcome=duplicate'],
    'before=MIDDLE',
  ],
  '/app/orders/export': ['before=MIDDLE'],
  '/app/redemptions': ['gate=1', 'state=lapsed', 'gate=2&state=released'],
  '/app/gates': ['search=nowhere', 'sort=name'],
  '/app/gates/history': ['gate=2'],
  '/app/analytics': ['gate=1', 'days=90'],
  '/app/analytics/log': ['gate=1', 'search=0xabcdef', 'outcome=unmet'],
  '/app/analytics/export': ['of=log'],
  '/app/settings/webhooks/$receiver': ['before=5000'],
  '/app/customers': ['search=7000000000001'],
}

/** Values for the routes of today; ids of lists and projects differ from database to database. */
export const PATH_VALUES = {
  ...{ 'gates/$number': '1', 'orders/$order': '5000000000000', 'customers/$customer': '7000000000000' },
  'webhooks/$receiver': FIRST_RECEIVER,
  ...{ 'discounts/$function': 'x', '$function/$discount': '1', 'data-requests/$request': '1' },
}

/**
 * List every loader of the admin from its routes, so that no new page is forgotten.
 * @throws Error that names the part of a path without a value
 */
export function listLoaders({ values, middle }: { values: PathValues; middle: string }): Loader[] {
  const files = readdirSync(ROUTES).filter((file) => /^app\..*\.tsx?$/.test(file) && file !== 'app.$.tsx')
  const plain = files
    // The others have actions alone.
    .filter((file) => /^export const loader =/m.test(readRoute(file)))
    .map((file) => formatPath({ file, values }))
  return plain.flatMap((one) => [
    { name: one.name, path: one.path },
    ...(QUERIES[one.name] ?? []).map((query) => ({
      name: `${one.name}?${query}`,
      path: `${one.path}?${query.replace('MIDDLE', middle)}`,
    })),
  ])
}

const readRoute = (file: string) => readFileSync(path.join(ROUTES, file), 'utf8')

function formatPath({ file, values }: { file: string; values: PathValues }): Loader {
  const parts = file
    .replace(/\.tsx?$/, '')
    .split('.')
    .filter((part) => part !== '_index')
    .map((part) => part.replace(/_$/, ''))
  const filled = parts.map((part, i) => {
    if (!part.startsWith('$')) return part
    const value = values[`${parts[i - 1]}/${part}`]
    if (value === undefined)
      throw new Error(`The route ${file} has a part ${part} that this measurement knows no value for.`)
    return value
  })
  return { name: `/${parts.join('/')}`, path: `/${filled.join('/')}` }
}
