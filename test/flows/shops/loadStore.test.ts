import { expect, test } from 'vitest'
import { NotFoundError } from '../../../app/core/errors/base.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { loadStore } from '../../../app/flows/shops/loadStore.ts'
import { STORE } from '../../bigcommerce/signJwt.ts'
import { fake } from '../../fakes/fake.ts'

const NOW = 1_796_000_000
const callback = { myshopifyDomain: STORE, userId: '7', id: 'one', issuedAt: NOW, endsAt: NOW + 86_460 }

type Added = { readonly key: string; readonly payload?: object }

function openContext({ at = NOW, isInstalled = true, looks = [] as string[], added = [] as Added[] } = {}) {
  const used = new Set<string>()
  return fake<FlowContext>({
    now: () => at,
    limits: {
      take: async ([counter]) => {
        if (!counter) return null
        if (used.has(counter.key)) return counter
        used.add(counter.key)
        return null
      },
    },
    shops: fake<FlowContext['shops']>({
      load: async () => {
        if (!isInstalled) throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'Unknown.')
        return {} as never
      },
    }),
    jobs: fake<FlowContext['jobs']>({
      find: async ({ key }) => (looks.includes(key) ? ({} as never) : null),
      add: async (job) => void added.push(job),
    }),
    members: fake<FlowContext['members']>({
      isRemoved: async () => false,
      openCode: async ({ userId, endsAt }) => `${userId} until ${endsAt - at}`,
    }),
  })
}

test('default: a callback issues a code of a minute', async () => {
  expect(await loadStore(openContext(), { callback })).toEqual({
    code: '7 until 60',
    myshopifyDomain: STORE,
  })
})

test('refuses: the same callback a second time, and one that is older than five minutes (ERR_CALLBACK_USED)', async () => {
  const ctx = openContext()
  await loadStore(ctx, { callback })
  await expect(loadStore(ctx, { callback })).rejects.toMatchObject({ code: 'ERR_CALLBACK_USED' })
  expect(await loadStore(ctx, { callback: { ...callback, id: 'two' } })).toMatchObject({
    code: '7 until 60',
  })
  const late = openContext({ at: NOW + 301 })
  await expect(loadStore(late, { callback })).rejects.toMatchObject({ code: 'ERR_CALLBACK_USED' })
})

test('refuses: a store that has not installed the app (ERR_SHOP_NOT_FOUND)', async () => {
  const ctx = openContext({ isInstalled: false })
  await expect(loadStore(ctx, { callback })).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
})

test('behavior: jobs that look whether the store has left are told that its staff opened the app', async () => {
  const added: Added[] = []
  await loadStore(openContext({ looks: ['refused'], added }), { callback })
  expect(added).toMatchObject([{ key: 'refused', payload: { openedAt: NOW } }])
})
