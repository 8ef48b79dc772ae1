import { Prisma } from '#app/generated/prisma/client.ts';
import type { WebhookInbox } from '#app/ports/repositories/webhook-inbox.ts';
import type { Db } from './client.ts';
import { freeAt } from './leases.ts';

const SELECT = {
  id: true,
  platform: true,
  connection: true,
  eventId: true,
  topic: true,
  payload: true,
  triggeredAt: true,
  receivedAt: true,
  attempt: true,
} as const satisfies Prisma.WebhookDeliverySelect;

const unheld = (now: Date): Prisma.WebhookDeliveryWhereInput => ({
  handledAt: null,
  ...freeAt(now),
});

export const makeWebhookInbox = (db: Db): WebhookInbox => ({
  async insertOnce({ payload, now, ...delivery }) {
    const { count } = await db.webhookDelivery.createMany({
      data: {
        ...delivery,
        payload: payload === null ? Prisma.JsonNull : (payload as Prisma.InputJsonValue),
        receivedAt: now,
      },
      skipDuplicates: true,
    });
    return count === 1 ? 'new' : 'duplicate';
  },
  async claim(id, { until, now }) {
    const [row] = await db.webhookDelivery.updateManyAndReturn({
      where: { id, ...unheld(now) },
      data: { leaseUntil: until, attempt: { increment: 1 } },
      select: SELECT,
    });
    return row ?? null;
  },
  async finish(id, attempt, { outcome, now }) {
    const { count } = await db.webhookDelivery.updateMany({
      where: { id, attempt, handledAt: null },
      data: { handledAt: now, outcome, leaseUntil: null },
    });
    return count > 0;
  },
  async finishSame({ id, platform, connection, eventId }, { receivedBefore, outcome, now }) {
    if (eventId === null) return 0;
    const { count } = await db.webhookDelivery.updateMany({
      where: {
        id: { not: id },
        platform,
        connection,
        eventId,
        handledAt: null,
        attempt: 0,
        receivedAt: { lte: receivedBefore },
      },
      data: { handledAt: now, outcome },
    });
    return count;
  },
  async retry(id, attempt, notBefore) {
    const { count } = await db.webhookDelivery.updateMany({
      where: { id, attempt, handledAt: null },
      data: { leaseUntil: notBefore },
    });
    return count > 0;
  },
  unhandled: ({ now, receivedBefore, limit }) =>
    db.webhookDelivery.findMany({
      where: { ...unheld(now), receivedAt: { lt: receivedBefore } },
      orderBy: { receivedAt: 'asc' },
      take: limit,
      select: { id: true, platform: true, connection: true, topic: true, attempt: true },
    }),
  forgetHandled: (handledBefore, limit) => db.$executeRaw`
    DELETE FROM webhook_deliveries WHERE id IN (
      SELECT id FROM webhook_deliveries WHERE handled_at < ${handledBefore} ORDER BY handled_at LIMIT ${limit})`,
});
