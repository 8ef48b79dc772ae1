/** SHA-256 as lower-case hex. The domain and the use cases have no crypto of their own. */
export type Sha256 = (data: Uint8Array | string) => string;
