/** What the next matching request suffers. Each is used up `times` times (default 1). */
export type Fault = (
  | { kind: 'status'; status: number; retryAfter?: number; when: 'before' | 'after' }
  /** 200 with a page of HTML: a maintenance page, a login form, a host's bot check. */
  | { kind: 'html' }
  /** A byte order mark before the JSON, as a plugin saved in the wrong editor sends it. */
  | { kind: 'bom' }
  /** A PHP notice before the JSON. */
  | { kind: 'notice' }
  /** Half of the JSON. */
  | { kind: 'cut' }
  /** An endless body. */
  | { kind: 'endless' }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'drop'; when: 'before' | 'after' }
  | { kind: 'redirect'; to: string }
  /** Paging headers taken off by a proxy. */
  | { kind: 'no-headers' }
  /** Something else of this site's kind: every id in the reply is another. */
  | { kind: 'other-ids' }
  /** The site itself gets no line to the outside; `match` is then a path of the other side. */
  | { kind: 'no-way-out' }
) & {
  times?: number;
  /** Only requests whose route (`/wc/v3/products`) begins with this. */
  match?: string;
  method?: string;
};

export type FaultKind = Fault['kind'];

export type FaultBoard = {
  add(fault: Fault): void;
  clear(): void;
  pending(): Fault[];
  take<Kind extends FaultKind>(
    kind: Kind,
    about: { route: string; method: string },
    also?: (fault: Extract<Fault, { kind: Kind }>) => boolean,
  ): Extract<Fault, { kind: Kind }> | undefined;
};
