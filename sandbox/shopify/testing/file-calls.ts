import { type Json, pick, type TrySandbox } from './try-sandbox.ts';

/** Longer than a file takes from UPLOADED to READY. */
export const READY_AFTER = 1000;

export type Target = { url: string; resourceUrl: string; parameters: { name: string; value: string }[] };

/** The calls about files that several tests make, against the sandbox that `it` gives. */
export function makeFileCalls(it: () => TrySandbox) {
  async function stage(input: Json): Promise<{ target: Target; userErrors: Json[] }> {
    const { data } = await it().graphql(
      `mutation ($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
        stagedTargets { url resourceUrl parameters { name value } } userErrors { field message } } }`,
      { input: [{ filename: 'a.png', mimeType: 'image/png', resource: 'IMAGE', ...input }] },
    );
    const { stagedTargets, userErrors } = pick<{
      stagedTargets: Target[];
      userErrors: Json[];
    }>(data, 'stagedUploadsCreate');
    return { target: stagedTargets[0] as Target, userErrors };
  }

  function post(target: Target, bytes: Uint8Array, change: Record<string, string> = {}): Promise<Response> {
    const form = new FormData();
    for (const { name, value } of target.parameters) form.append(name, change[name] ?? value);
    form.append('file', new Blob([new Uint8Array(bytes)]), 'a.png');
    return fetch(target.url, { method: 'POST', body: form });
  }

  async function upload(bytes: Uint8Array, filename: string): Promise<string> {
    const { target } = await stage({ filename, httpMethod: 'POST' });
    const answer = await post(target, bytes);
    if (answer.status !== 201) throw new Error(`The upload was refused: ${answer.status}`);
    return target.resourceUrl;
  }

  async function create(
    ...files: Json[]
  ): Promise<{ ids: string[]; userErrors: Json[]; errors: Json[] | undefined }> {
    const { data, errors } = await it().graphql(
      `mutation ($files: [FileCreateInput!]!) { fileCreate(files: $files) {
        files { id fileStatus ... on MediaImage { image { url } } } userErrors { field message code } } }`,
      { files },
    );
    if (errors) return { ids: [], userErrors: [], errors };
    const payload = pick<{ files: { id: string }[]; userErrors: Json[] }>(data, 'fileCreate');
    return { ids: payload.files.map((file) => file.id), userErrors: payload.userErrors, errors };
  }

  async function update(...files: Json[]): Promise<{ files: Json[]; userErrors: Json[] }> {
    const { data, errors } = await it().graphql(
      `mutation ($files: [FileUpdateInput!]!) { fileUpdate(files: $files) {
        files { id alt fileStatus } userErrors { field message code } } }`,
      { files },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return pick<{ files: Json[]; userErrors: Json[] }>(data, 'fileUpdate');
  }

  async function file(id: string): Promise<Json> {
    const { data } = await it().graphql(
      `query ($id: ID!) { node(id: $id) { ... on MediaImage { alt fileStatus status mimeType mediaErrors { code }
        image { id url width height } originalSource { fileSize url } } ... on GenericFile { fileStatus url mimeType } } }`,
      { id },
    );
    return pick<Json>(data, 'node');
  }

  async function ready(bytes: Uint8Array, filename: string, more: Json = {}): Promise<string> {
    const originalSource = await upload(bytes, filename);
    const { ids, userErrors } = await create({ originalSource, contentType: 'IMAGE', filename, ...more });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    await it().advance(READY_AFTER);
    return ids[0] ?? '';
  }

  return { stage, post, upload, create, update, file, ready };
}
