/** What the demo reads of the job API's answers (docs/api/openapi.json has all of it). */

export interface ApiProduct {
  readonly id: string;
  readonly externalId: string;
  readonly title: string;
  readonly handle: string;
  readonly firstImage: { readonly id: string; readonly url: string } | null;
}
export interface ApiAsset {
  readonly id: string;
  readonly productId: string;
  readonly batchId: string;
  readonly format: string;
  readonly contentHash: string;
  readonly width: number;
  readonly height: number;
  readonly fill: number;
  readonly backgroundExact: boolean | null;
  readonly maskConfidence: number;
  readonly digitalSourceType: string;
  readonly renderMs: number;
  readonly held: boolean;
}
export interface ApiJob {
  readonly productId: string;
  readonly state: string;
  readonly reason: { readonly kind: string; readonly message: string } | null;
}
export interface ApiPublication {
  readonly id: string;
  readonly assetId: string;
  readonly productExternalId: string;
  readonly state: string;
  readonly liveUrl: string | null;
  readonly labelKept: boolean | null;
  readonly reason: { readonly message: string } | null;
}
