import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import type { GalleryStep, VariantMedium } from '#app/domain/gallery/steps.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CallOptions, StorePlatform } from '#app/ports/store-platform.ts';
import { type AdminClient, cancelled, slept } from './admin-client.ts';
import { CHANGE_FILE_REFERENCES, SET_ALT } from './documents/files.ts';
import { APPEND_VARIANT_MEDIA, DETACH_VARIANT_MEDIA, READ_JOB, REORDER_MEDIA } from './documents/gallery.ts';
import { userErrorFailure, userErrorsSchema } from './user-errors.ts';

const JOB_LIMIT_MS = 60_000;
const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 2_000;

const payload = z.object({ userErrors: userErrorsSchema }).nullable();

export const makeGalleryChanges = (
  client: AdminClient,
  clock: Clock,
): Pick<StorePlatform, 'changeGallery' | 'setAlt'> => {
  /** A mutation of which nothing but its errors matters. */
  const mutate = async (
    storeId: string,
    mutation: 'fileUpdate' | 'productVariantAppendMedia' | 'productVariantDetachMedia',
    document: string,
    variables: Record<string, unknown>,
    options: CallOptions,
  ): Promise<Result<void>> => {
    const done = await client.call(
      storeId,
      { operation: mutation, document, variables, reply: z.object({ [mutation]: payload }) },
      options,
    );
    if (!done.ok) return done;
    const refusal = userErrorFailure(mutation, done.value[mutation]?.userErrors ?? []);
    return refusal ? err(refusal) : ok(undefined);
  };

  const reorder = async (
    storeId: string,
    productId: string,
    moves: readonly { id: string; position: number }[],
    options: CallOptions,
  ): Promise<Result<void>> => {
    const started = await client.call(
      storeId,
      {
        operation: 'productReorderMedia',
        document: REORDER_MEDIA,
        // UnsignedInt64 travels as text
        variables: {
          id: productId,
          moves: moves.map(({ id, position }) => ({ id, newPosition: String(position) })),
        },
        reply: z.object({
          productReorderMedia: z
            .object({
              job: z.object({ id: z.string(), done: z.boolean() }).nullable(),
              mediaUserErrors: userErrorsSchema,
            })
            .nullable(),
        }),
      },
      options,
    );
    if (!started.ok) return started;
    const reply = started.value.productReorderMedia;
    const refusal = userErrorFailure('productReorderMedia', reply?.mediaUserErrors ?? []);
    if (refusal) return err(refusal);
    return !reply?.job || reply.job.done ? ok(undefined) : waitForJob(storeId, reply.job.id, options);
  };

  const waitForJob = async (storeId: string, id: string, options: CallOptions): Promise<Result<void>> => {
    const until = clock.now().getTime() + JOB_LIMIT_MS;
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(LONGEST_POLL_MS, wait * 2)) {
      if (!(await slept(clock, wait, options.signal))) return err(cancelled());
      const job = await client.call(
        storeId,
        {
          operation: 'job',
          document: READ_JOB,
          variables: { id },
          reply: z.object({ job: z.object({ done: z.boolean() }).nullable() }),
        },
        options,
      );
      if (!job.ok) return job;
      // a job that is forgotten is over; whether it did its work is read off the gallery
      if (!job.value.job || job.value.job.done) return ok(undefined);
      if (clock.now().getTime() > until) {
        return err(failure('store-unavailable', 'Shopify takes unusually long to reorder the pictures.'));
      }
    }
  };

  const toPairs = (pairs: readonly VariantMedium[]) =>
    pairs.map(({ variantId, mediaId }) => ({ variantId, mediaIds: [mediaId] }));

  return {
    changeGallery: async (storeId, productId, step: GalleryStep, options = {}) => {
      switch (step.do) {
        case 'attach':
          return mutate(
            storeId,
            'fileUpdate',
            CHANGE_FILE_REFERENCES,
            { id: step.mediaId, add: [productId] },
            options,
          );
        case 'detach':
          return mutate(
            storeId,
            'fileUpdate',
            CHANGE_FILE_REFERENCES,
            { id: step.mediaId, remove: [productId] },
            options,
          );
        case 'reorder':
          return reorder(storeId, productId, step.moves, options);
        case 'clear-variants':
          return mutate(
            storeId,
            'productVariantDetachMedia',
            DETACH_VARIANT_MEDIA,
            { productId, pairs: toPairs(step.pairs) },
            options,
          );
        case 'set-variants':
          return mutate(
            storeId,
            'productVariantAppendMedia',
            APPEND_VARIANT_MEDIA,
            { productId, pairs: toPairs(step.pairs) },
            options,
          );
        case 'restore-layout':
          // no snapshot of ours has a layout, so no plan can ask for one
          throw new Error('Shopify keeps nothing of a gallery but its order');
      }
    },
    setAlt: (storeId, fileId, alt, options = {}) =>
      mutate(storeId, 'fileUpdate', SET_ALT, { id: fileId, alt }, options),
  };
};
