import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions, NewFile } from '#app/ports/store-platform.ts';
import { type AdminClient, networkFailure } from './admin-client.ts';
import { STAGE_UPLOAD } from './documents/files.ts';
import { userErrorFailure, userErrorsSchema } from './user-errors.ts';

const UPLOAD_TIMEOUT_MS = 60_000;

const targetReply = z.object({
  stagedUploadsCreate: z
    .object({
      stagedTargets: z
        .array(
          z.object({
            url: z.string().nullable(),
            resourceUrl: z.string().nullable(),
            parameters: z.array(z.object({ name: z.string(), value: z.string() })),
          }),
        )
        .nullable(),
      userErrors: userErrorsSchema,
    })
    .nullable(),
});

export interface StageDeps {
  readonly client: AdminClient;
  /** To the upload target, which is not the shop. */
  readonly fetch: typeof fetch;
  /** For sending the bytes. */
  readonly timeoutMs?: number | undefined;
}

/** Asks for an upload target and sends the bytes there. Returns the address that `fileCreate` takes. */
export const stageUpload = async (
  deps: StageDeps,
  storeId: string,
  file: NewFile,
  options: CallOptions,
): Promise<Result<string>> => {
  const asked = await deps.client.call(
    storeId,
    {
      operation: 'stagedUploadsCreate',
      document: STAGE_UPLOAD,
      variables: {
        input: [
          {
            filename: file.filename,
            mimeType: file.contentType,
            resource: 'IMAGE',
            httpMethod: 'POST',
            fileSize: String(file.bytes.byteLength),
          },
        ],
      },
      reply: targetReply,
    },
    options,
  );
  if (!asked.ok) return asked;
  const payload = asked.value.stagedUploadsCreate;
  const refusal = userErrorFailure('stagedUploadsCreate', payload?.userErrors ?? []);
  if (refusal) return err(refusal);
  const target = payload?.stagedTargets?.[0];
  if (!target?.url || !target.resourceUrl) {
    return err(failure('store-unavailable', 'Shopify gave no place to upload to.'));
  }
  const form = new FormData();
  for (const { name, value } of target.parameters) form.append(name, value);
  // the target reads the fields in order, so the file comes last
  form.append('file', new Blob([Buffer.from(file.bytes)], { type: file.contentType }), file.filename);
  const limit = AbortSignal.timeout(deps.timeoutMs ?? UPLOAD_TIMEOUT_MS);
  try {
    const response = await deps.fetch(target.url, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    });
    await response.body?.cancel();
    if (response.ok) return ok(target.resourceUrl);
    const details = { status: response.status };
    return err(failure('store-unavailable', 'The upload to Shopify was not accepted.', { details }));
  } catch (error) {
    return err(networkFailure(error, options.signal));
  }
};
