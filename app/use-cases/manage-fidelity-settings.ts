import { DEFAULT_FIDELITY_SETTINGS, type FidelitySettings } from '../domain/fidelity/settings.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { FidelitySettingsRows } from '../ports/repositories/fidelity-settings.ts';

export interface ManagedFidelitySettings {
  /** As they were set; the defaults where nothing was. */
  readonly settings: FidelitySettings;
  readonly updatedBy: string | null;
  readonly updatedAt: Date | null;
}

export interface ManageFidelitySettings {
  get(storeId: string): Promise<ManagedFidelitySettings>;
  /** Replaces them whole. Verdicts given before stay as they are. */
  put(storeId: string, settings: FidelitySettings, actor: string): Promise<ManagedFidelitySettings>;
}

/** By which limits the gate judges a store's pictures; every change is in the audit log. */
export const makeManageFidelitySettings = (deps: {
  readonly fidelitySettings: FidelitySettingsRows;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): ManageFidelitySettings => {
  const { fidelitySettings, auditLog, clock, newId } = deps;
  return {
    async get(storeId) {
      const row = await fidelitySettings.get(storeId);
      return row ?? { settings: DEFAULT_FIDELITY_SETTINGS, updatedBy: null, updatedAt: null };
    },
    async put(storeId, settings, actor) {
      const now = clock.now();
      const row = { settings, updatedBy: actor, updatedAt: now };
      await fidelitySettings.put(storeId, row);
      await auditLog.append(storeId, [
        {
          id: newId(),
          actor,
          action: 'set-fidelity',
          subjectKind: 'store',
          subjectId: storeId,
          details: { limits: settings.limits, modelMayClear: settings.modelMayClear },
          at: now,
        },
      ]);
      return row;
    },
  };
};
