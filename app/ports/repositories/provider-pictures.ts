import type { ImageTask } from '#app/domain/scene/composed-prompt.ts';

/** What a provider's model drew for a job: the provider's own bytes, unchanged, under `objectKey`. */
export interface ProviderPicture {
  readonly id: string;
  readonly jobId: string;
  /** Which draw of the job it is, from 1. */
  readonly number: number;
  readonly purpose: ImageTask;
  /** "provider/model" */
  readonly model: string;
  /** The text that was sent. */
  readonly wording: string;
  readonly objectKey: string;
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  /** The provider's bytes carry a C2PA manifest; our finished files never do. */
  readonly hasC2pa: boolean;
  /** Its row in the provider-call book. */
  readonly callId: string;
  readonly requestId: string | null;
  readonly modelVersion: string | null;
  /** A stand-in drew it. */
  readonly isPlaceholder: boolean;
  /** To be parsed again (`drawVerdictSchema`); null until the gate has judged. */
  readonly verdict: unknown;
  readonly createdAt: Date;
}

/** Draws of jobs, kept before anything is made of them: whoever goes on with a job finds what was paid for. */
export interface ProviderPictures {
  find(storeId: string, jobId: string, number: number): Promise<ProviderPicture | null>;
  /** In the order of their numbers. */
  ofJob(storeId: string, jobId: string): Promise<readonly ProviderPicture[]>;
  /** Keeps it, unless the job has a draw of this number already; the one that is kept in the end. */
  keep(storeId: string, picture: Omit<ProviderPicture, 'verdict'>): Promise<ProviderPicture>;
  /** Notes what the gate said; false when the store has no such draw. */
  judge(storeId: string, id: string, verdict: object): Promise<boolean>;
}
