import { type Prisma, PrismaClient } from './generated/client.ts'

/** Make the only Prisma client of an open engine. */
export function createPrisma(parameters: {
  adapter: NonNullable<Prisma.PrismaClientOptions['adapter']>
}): PrismaClient {
  return new PrismaClient({
    adapter: parameters.adapter,
    errorFormat: 'minimal',
    // A burst of writers queues for connections. The default gives up after two seconds.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  })
}
