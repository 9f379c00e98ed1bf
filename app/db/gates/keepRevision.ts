import type { Gate as GateRow, Prisma } from '../generated/client.ts'

export type KeepRevisionParameters = {
  readonly tx: Prisma.TransactionClient
  readonly gate: GateRow
  /** Unix seconds. */
  readonly at: bigint
}

/** Keep what a revision says, and its gate's state and schedule; a revision that is kept already stays as it was. */
export async function keepRevision({ tx, gate, at }: KeepRevisionParameters): Promise<void> {
  const { shopId, number, revision, cap, guard } = gate
  const json = (value: unknown) => value as Prisma.InputJsonValue
  await tx.gateRevision.createMany({
    data: {
      shopId,
      number,
      revision,
      subject: json(gate.subject),
      requirement: json(gate.requirement),
      reaction: json(gate.reaction),
      cap,
      limits: json(gate.limits),
      guard,
      createdAt: at,
    },
    skipDuplicates: true,
  })
  const standing = { state: gate.state, schedule: json(gate.schedule) }
  await tx.gateStanding.upsert({
    where: { shopId_number_at: { shopId, number, at } },
    create: { shopId, number, at, ...standing },
    update: standing,
  })
}
