import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { MAX_CHUNK_LINES, MAX_LIST_SIZE, MAX_LISTS } from '../../../app/core/list/limits.ts'
import type { ListImportMode } from '../../../app/core/list/types.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import type { Needs } from '../../../app/flows/context.ts'
import { addListLines } from '../../../app/flows/lists/addListLines.ts'
import { cancelListImport } from '../../../app/flows/lists/cancelListImport.ts'
import { checkListAddress } from '../../../app/flows/lists/checkListAddress.ts'
import { createList } from '../../../app/flows/lists/createList.ts'
import { deleteList } from '../../../app/flows/lists/deleteList.ts'
import { finishListImport } from '../../../app/flows/lists/finishListImport.ts'
import { listLists } from '../../../app/flows/lists/listLists.ts'
import { loadList } from '../../../app/flows/lists/loadList.ts'
import { startListImport } from '../../../app/flows/lists/startListImport.ts'
import { undoListImport } from '../../../app/flows/lists/undoListImport.ts'
import { updateListName } from '../../../app/flows/lists/updateListName.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleAddress, sampleDraft, sampleShop } from '../samples.ts'

type ListNeeds = Needs<
  'now' | 'createRandomHex' | 'shops' | 'gates' | 'lists' | 'toChecksumAddress' | 'readEnsAddresses'
>

const SOLANA = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'
const MIXED = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe.each(engines)('list flows on $name', ({ start }) => {
  let engine: RunningEngine
  let ctx: ListNeeds
  beforeAll(async () => {
    engine = await start()
    ctx = {
      ...makeStores(await engine.open()),
      now: () => 1_790_000_000,
      createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
      toChecksumAddress,
      readEnsAddresses: async ({ names }) =>
        names.map((name) =>
          name === 'mixed.eth'
            ? { kind: 'found', address: MIXED.toLowerCase() as EvmAddress }
            : { kind: name === 'slow.eth' ? 'unread' : 'none' },
        ),
    }
  })
  afterAll(() => engine.close())

  const makeList = async (name = 'Friends') => {
    const shop = sampleShop()
    await (ctx as ReturnType<typeof makeStores> & ListNeeds).shops.save(shop)
    const { myshopifyDomain } = shop
    const { id: listId } = await createList(ctx, { myshopifyDomain, name })
    return { shopId: shop.id, at: { myshopifyDomain, listId } }
  }
  type At = { myshopifyDomain: string; listId: string }
  const begin = async (at: At, mode: ListImportMode = 'replace') => {
    const { id: importId } = await startListImport(ctx, { ...at, mode })
    return { ...at, importId }
  }
  const put = async (at: At, lines: readonly string[], mode: ListImportMode = 'replace') => {
    const importing = await begin(at, mode)
    const appended = await addListLines(ctx, { ...importing, firstLine: 1, lines })
    return { ...appended, finished: await finishListImport(ctx, importing) }
  }
  const isListed = async (at: At, address: string) =>
    (await checkListAddress(ctx, { ...at, address })).isListed

  test('behavior: names are resolved, and those without an address are bad lines', async () => {
    const { at } = await makeList()
    const lines = ['mixed.eth', sampleAddress(), 'nobody.eth', 'slow.eth', 'toly.sol', MIXED]
    const { bad, import: importing, finished } = await put(at, lines)
    expect(bad).toEqual([
      { line: 3, reason: 'name-unknown' },
      { line: 4, reason: 'name-unread' },
      { line: 5, reason: 'name-service' },
    ])
    expect(importing).toMatchObject({ lines: 6, entries: 2, duplicates: 1, bad: 3 })
    expect(finished.list.size).toBe(2)
    expect(await checkListAddress(ctx, { ...at, address: 'mixed.eth' })).toEqual({
      isListed: true,
      address: MIXED.toLowerCase(),
    })
    await expect(checkListAddress(ctx, { ...at, address: 'nobody.eth' })).rejects.toMatchObject({
      code: 'ERR_ADDRESS_INVALID',
      message: 'This name has no wallet address.',
    })
  })

  test('default', async () => {
    const { at } = await makeList()
    const [a, b] = [sampleAddress(), sampleAddress()]
    const importing = await begin(at)
    const first = ['\ufeffWallet,Name', `${a},Anna`, `"${MIXED}";5`, 'somebody', '', a]
    expect(await addListLines(ctx, { ...importing, firstLine: 1, lines: first })).toMatchObject({
      import: { isTable: true, lines: 6, entries: 2, duplicates: 1, bad: 1 },
      bad: [{ line: 4, reason: 'not-an-address' }],
    })
    const second = [`${b},${a}`, MIXED.toLowerCase(), MIXED.replace('B', 'b'), SOLANA]
    expect(await addListLines(ctx, { ...importing, firstLine: 7, lines: second })).toMatchObject({
      import: { lines: 10, entries: 4, duplicates: 2, bad: 2 },
      bad: [{ line: 9, reason: 'checksum' }],
    })
    expect(await isListed(at, a)).toBe(false)
    expect(await finishListImport(ctx, importing)).toMatchObject({ list: { size: 4 }, import: { bad: 2 } })
    for (const address of [a, ` ${MIXED} `, MIXED.toLowerCase(), b, SOLANA]) {
      expect(await isListed(at, address)).toBe(true)
    }
    expect(await isListed(at, sampleAddress())).toBe(false)
    expect(await put(at, [sampleAddress(), b], 'add')).toMatchObject({
      finished: { list: { size: 5, previousSize: 4 }, known: 1 },
    })
    const { list } = await loadList(ctx, at)
    await undoListImport(ctx, { ...at, openedAt: list.updatedAt })
    expect(await loadList(ctx, at)).toMatchObject({ list: { size: 4, previousSize: null }, gates: [] })
  })

  test('behavior: two parallel copies of the same lines are counted once and get the same answer', async () => {
    const { at } = await makeList()
    const importing = await begin(at)
    const lines = [sampleAddress(), 'nobody', ...Array.from({ length: 50 }, () => sampleAddress())]
    // Both calls look for earlier lines of the import before either writes one.
    const waiting: (() => void)[] = []
    const lists: ListNeeds['lists'] = {
      ...ctx.lists,
      findImport: async (parameters) => {
        const standing = await ctx.lists.findImport(parameters)
        if (waiting.length < 1) await new Promise<void>((resolve) => waiting.push(resolve))
        for (const go of waiting) go()
        return standing
      },
    }
    const [one, other] = await Promise.all(
      [1, 2].map(() => addListLines({ ...ctx, lists }, { ...importing, firstLine: 1, lines })),
    )
    expect(one).toMatchObject({ import: { lines: 52, entries: 51 }, bad: [{ line: 2 }] })
    expect(other).toEqual(one)
    expect(await finishListImport(ctx, importing)).toMatchObject({ list: { size: 51 } })
  })

  test('behavior: a client that missed the answer to finishing asks again and gets the same result, until the import is undone', async () => {
    const { at } = await makeList()
    const [a, b] = [sampleAddress(), sampleAddress()]
    await put(at, [a])
    const importing = await begin(at, 'add')
    await addListLines(ctx, { ...importing, firstLine: 1, lines: [a, b, b, 'nobody'] })
    const finished = await finishListImport(ctx, importing)
    expect(finished).toMatchObject({ list: { size: 2 }, import: { entries: 2, duplicates: 1 }, known: 1 })
    expect(await finishListImport(ctx, importing)).toEqual(finished)
    await begin(at)
    expect(await finishListImport(ctx, importing)).toEqual(finished)
    await undoListImport(ctx, { ...at, openedAt: finished.list.updatedAt })
    await expect(finishListImport(ctx, importing)).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    const again = await put(at, [b])
    await expect(finishListImport(ctx, importing)).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    expect((await loadList(ctx, at)).list).toEqual(again.finished.list)
  })

  test('behavior: lines that are sent again are counted once and reported again', async () => {
    const { at } = await makeList()
    const importing = await begin(at)
    const lines = ['Wallet', sampleAddress(), 'nobody']
    const once = await addListLines(ctx, { ...importing, firstLine: 1, lines })
    expect(await addListLines(ctx, { ...importing, firstLine: 1, lines })).toEqual(once)
    const more = { ...importing, firstLine: 4, lines: [sampleAddress()] }
    expect(await addListLines(ctx, more)).toMatchObject({ import: { lines: 4, entries: 2 } })
    for (const firstLine of [3, 6]) {
      await expect(addListLines(ctx, { ...importing, firstLine, lines: ['', '', ''] })).rejects.toMatchObject(
        { code: 'ERR_BODY_INVALID' },
      )
    }
  })

  test('refuses: an import that was replaced by another, or was cancelled (ERR_LIST_STALE)', async () => {
    const { at } = await makeList()
    const address = sampleAddress()
    await put(at, [address])
    const first = await begin(at)
    const second = await begin(at)
    const lines = [sampleAddress()]
    await expect(addListLines(ctx, { ...first, firstLine: 1, lines })).rejects.toMatchObject({
      code: 'ERR_LIST_STALE',
    })
    await expect(finishListImport(ctx, first)).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    await addListLines(ctx, { ...second, firstLine: 1, lines })
    await cancelListImport(ctx, first)
    await cancelListImport(ctx, second)
    await expect(finishListImport(ctx, second)).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    expect(await isListed(at, address)).toBe(true)
  })

  test('refuses: an import without an address, even if all of it was unreadable (ERR_LIST_INVALID)', async () => {
    const { at } = await makeList()
    const address = sampleAddress()
    await put(at, [address])
    for (const lines of [[''], ['Wallet', 'anna.eth']]) {
      await expect(put(at, lines)).rejects.toMatchObject({ code: 'ERR_LIST_INVALID' })
    }
    expect(await isListed(at, address)).toBe(true)
  })

  test('refuses: one address more than a list may hold, which ends the import (ERR_LIST_TOO_LARGE)', async () => {
    const { at } = await makeList()
    const importing = await begin(at)
    const line = (i: number) => `0x${(2n ** 130n + BigInt(i)).toString(16).padStart(40, '0')}`
    let firstLine = 1
    for (; firstLine <= MAX_LIST_SIZE; firstLine += MAX_CHUNK_LINES) {
      const lines = Array.from({ length: MAX_CHUNK_LINES }, (_, i) => line(firstLine + i))
      await addListLines(ctx, { ...importing, firstLine, lines })
    }
    const same = { ...importing, firstLine, lines: [line(1)] }
    expect(await addListLines(ctx, same)).toMatchObject({
      import: { entries: MAX_LIST_SIZE, duplicates: 1 },
    })
    await expect(
      addListLines(ctx, { ...importing, firstLine: firstLine + 1, lines: [line(0)] }),
    ).rejects.toMatchObject({ code: 'ERR_LIST_TOO_LARGE' })
    await expect(finishListImport(ctx, importing)).rejects.toMatchObject({ code: 'ERR_LIST_STALE' })
    expect(await loadList(ctx, at)).toMatchObject({ list: { size: 0 } })
  })

  test('refuses: to delete a list that gates need, and names the gates (ERR_LIST_IN_USE)', async () => {
    const { shopId, at } = await makeList()
    const { requirement } = sampleDraft()
    const condition = { kind: 'allowlist', chain: null, listId: at.listId, listName: 'Friends' } as const
    const draft = sampleDraft({
      name: 'For friends',
      requirement: {
        ...requirement,
        root: { kind: 'any', of: [{ kind: 'not', of: condition }, ...[requirement.root]] },
      },
    })
    const { gates } = ctx as ReturnType<typeof makeStores> & ListNeeds
    const { number } = await gates.create({ actor: 'system', shopId, draft, profile: 0, at: 1_790_000_000 })
    await expect(deleteList(ctx, at)).rejects.toMatchObject({
      code: 'ERR_LIST_IN_USE',
      message: expect.stringContaining('“For friends”'),
    })
    expect((await loadList(ctx, at)).gates).toEqual([{ number, name: 'For friends' }])
    const other = await createList(ctx, { ...at, name: 'Aliens' })
    const { lists } = await listLists(ctx, at)
    expect(lists.map(({ list, gates: needing }) => [list.name, needing.length])).toEqual([
      ['Aliens', 0],
      ['Friends', 1],
    ])
    await deleteList(ctx, { ...at, listId: other.id })
    await expect(loadList(ctx, { ...at, listId: other.id })).rejects.toMatchObject({
      code: 'ERR_LIST_NOT_FOUND',
    })
  })

  test('refuses: names that are taken or empty, and one list too many (ERR_LIST_INVALID)', async () => {
    const { at } = await makeList()
    const refused = { code: 'ERR_LIST_INVALID' }
    await expect(createList(ctx, { ...at, name: ' Friends ' })).rejects.toMatchObject(refused)
    await expect(createList(ctx, { ...at, name: ' ' })).rejects.toMatchObject(refused)
    const { id: listId } = await createList(ctx, { ...at, name: 'Others' })
    await expect(updateListName(ctx, { ...at, listId, name: 'Friends' })).rejects.toMatchObject(refused)
    expect(await updateListName(ctx, { ...at, listId, name: 'Rest' })).toMatchObject({ name: 'Rest' })
    for (let i = 2; i < MAX_LISTS; i += 1) await createList(ctx, { ...at, name: `List ${i}` })
    await expect(createList(ctx, { ...at, name: 'One more' })).rejects.toMatchObject(refused)
  })

  test('refuses: an invalid address (ERR_ADDRESS_INVALID), and the list of another shop (ERR_LIST_NOT_FOUND)', async () => {
    const [{ at }, other] = [await makeList(), await makeList()]
    const address = sampleAddress()
    await put(at, [address])
    for (const text of ['', 'anna.eth', address.slice(1), MIXED.replace('B', 'b')]) {
      await expect(checkListAddress(ctx, { ...at, address: text })).rejects.toMatchObject({
        code: 'ERR_ADDRESS_INVALID',
      })
    }
    const { myshopifyDomain } = other.at
    const foreign = { ...at, myshopifyDomain }
    const refused = { code: 'ERR_LIST_NOT_FOUND' }
    await expect(checkListAddress(ctx, { ...foreign, address })).rejects.toMatchObject(refused)
    await expect(loadList(ctx, foreign)).rejects.toMatchObject(refused)
    await expect(begin(foreign)).rejects.toMatchObject(refused)
    await expect(deleteList(ctx, foreign)).rejects.toMatchObject(refused)
    await expect(updateListName(ctx, { ...foreign, name: 'Mine' })).rejects.toMatchObject(refused)
    await expect(undoListImport(ctx, { ...foreign, openedAt: 0 })).rejects.toMatchObject(refused)
  })
})
