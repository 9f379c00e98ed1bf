import { type Prisma, PrismaClient } from './generated/client.ts'

export type MakePrismaParameters = { readonly adapter: NonNullable<Prisma.PrismaClientOptions['adapter']> }

/** Make the one Prisma client on an engine that is already open. */
export function makePrisma({ adapter }: MakePrismaParameters): PrismaClient {
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    // A burst of writers queues for connections; the defaults give up after two seconds.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  })
}
