/** The sketches of the places that come with Softbox: small WebP files, drawn by us. */
export interface SceneSketches {
  /** Null where there is none by that id. */
  read(sceneId: string): Promise<Uint8Array | null>;
}
