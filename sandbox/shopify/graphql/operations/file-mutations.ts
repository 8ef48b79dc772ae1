import { createFiles, type FileCreateInput } from '../../rules/create-file.ts';
import { acknowledgeFailures, deleteFiles } from '../../rules/delete-file.ts';
import { MAX_SOURCE_LENGTH } from '../../rules/limits.ts';
import { createStagedUploads, type StagedUploadInput } from '../../rules/staged-uploads.ts';
import { type FileUpdateInput, updateFiles } from '../../rules/update-file.ts';
import type { UserError } from '../../rules/user-error.ts';
import { expandScopes } from '../access.ts';
import type { Arguments, Context, View } from '../context.ts';
import { accessDenied, notInSandbox, topLevelError } from '../errors.ts';
import { fileView } from '../views/file-view.ts';

export function errorViews(typename: string, errors: UserError[]): View[] {
  return errors.map(({ field, message, code }) => ({ __typename: typename, field, message, code }));
}

/** Scopes that let an app stage an upload; the published table names none (assumption: those of what follows). */
const UPLOAD_SCOPES = ['write_files', 'write_products', 'write_themes', 'write_images'];

export const FILE_MUTATIONS: Record<string, (context: Context, args: Arguments) => View> = {
  stagedUploadsCreate(context, args) {
    const scopes = expandScopes(context.token.scopes);
    if (!UPLOAD_SCOPES.some((scope) => scopes.has(scope))) {
      throw accessDenied('Access denied for stagedUploadsCreate field.');
    }
    const { targets, errors } = createStagedUploads(
      context.world,
      context.shop,
      args.input as StagedUploadInput[],
    );
    return {
      __typename: 'StagedUploadsCreatePayload',
      stagedTargets: targets.map((target) => ({
        __typename: 'StagedMediaUploadTarget',
        ...target,
        parameters: target.parameters.map((one) => ({ __typename: 'StagedUploadParameter', ...one })),
      })),
      userErrors: errorViews('UserError', errors),
    };
  },
  fileCreate(context, args) {
    const inputs = args.files as FileCreateInput[];
    for (const input of inputs) {
      checkSourceLength(input.originalSource);
      if (['VIDEO', 'EXTERNAL_VIDEO', 'MODEL_3D'].includes(input.contentType ?? '')) {
        throw notInSandbox(`files of type ${input.contentType}`);
      }
    }
    const { files, errors } = createFiles(context.world, context.shop, inputs);
    return {
      __typename: 'FileCreatePayload',
      files: files.map((file) => fileView(context, file)),
      userErrors: errorViews('FilesUserError', errors),
    };
  },
  fileUpdate(context, args) {
    const inputs = args.files as FileUpdateInput[];
    for (const input of inputs) if (input.originalSource != null) checkSourceLength(input.originalSource);
    const refers = inputs.some((input) => input.referencesToAdd?.length || input.referencesToRemove?.length);
    // Source: capture media-file-create-references-authorization (2026-04).
    if (refers && !expandScopes(context.token.scopes).has('write_products')) {
      throw accessDenied('Access denied: Missing permission to manage products.');
    }
    const { files, errors } = updateFiles(context.world, context.shop, inputs);
    return {
      __typename: 'FileUpdatePayload',
      files: files.map((file) => fileView(context, file)),
      userErrors: errorViews('FilesUserError', errors),
    };
  },
  fileDelete(context, args) {
    const { deleted, errors } = deleteFiles(context.world, context.shop, args.fileIds as string[]);
    return {
      __typename: 'FileDeletePayload',
      deletedFileIds: deleted,
      userErrors: errorViews('FilesUserError', errors),
    };
  },
  fileAcknowledgeUpdateFailed(context, args) {
    const { files, errors } = acknowledgeFailures(context.world, context.shop, args.fileIds as string[]);
    return {
      __typename: 'FileAcknowledgeUpdateFailedPayload',
      files: files?.map((file) => fileView(context, file)) ?? null,
      userErrors: errorViews('FilesUserError', errors),
    };
  },
};

/** Source: capture media-file-create-input-validation (2026-04). */
function checkSourceLength(source: string): void {
  if (source.length < 1)
    throw topLevelError('originalSource is too short (minimum is 1)', 'INVALID_FIELD_ARGUMENTS');
  if (source.length > MAX_SOURCE_LENGTH) {
    throw topLevelError(
      `originalSource is too long (maximum is ${MAX_SOURCE_LENGTH})`,
      'INVALID_FIELD_ARGUMENTS',
    );
  }
}
