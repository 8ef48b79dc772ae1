import type { Prisma } from '#app/generated/prisma/client.ts';
import type { AuditEntry, AuditLog } from '#app/ports/repositories/audit-log.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  actor: true,
  action: true,
  subjectKind: true,
  subjectId: true,
  details: true,
  at: true,
} as const satisfies Prisma.AuditEntrySelect;

export const makeAuditLog = (db: Db): AuditLog => ({
  async append(storeId, entries) {
    await db.auditEntry.createMany({
      data: entries.map(({ details, ...entry }) => ({
        ...entry,
        storeId,
        ...(details === null ? {} : { details: details as Prisma.InputJsonObject }),
      })),
    });
  },
  async list(storeId, page) {
    const rows = await db.auditEntry.findMany({
      where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    const entries = rows.map(({ details, ...row }) => ({
      ...row,
      details: details as AuditEntry['details'],
    }));
    return pageOf(entries, page);
  },
});
